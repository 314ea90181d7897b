//! Which operations use a type, and in which direction.

use std::collections::BTreeMap;

use crate::model::{Answer, Area, Body, Field, Item, Operation, Type};

/// How the operations of an area use one type.
#[derive(Clone, Debug, Default)]
pub struct Use<'m> {
    /// Whether requests carry it.
    pub sent: bool,
    /// Whether answers carry it.
    pub answered: bool,
    /// The operations, in the order of the area.
    pub operations: Vec<&'m Operation>,
    /// What it is to the only operation: its body, its answer, or something in them.
    pub role: Role,
}

/// What a type is to an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The body itself.
    Body,
    /// The answer itself.
    Answer,
    /// Something in them.
    #[default]
    Part,
}

/// The uses of every type, by its name.
pub fn usage(area: &Area) -> BTreeMap<&str, Use<'_>> {
    let items: BTreeMap<&str, &Item> = area.types.iter().map(|item| (name(item), item)).collect();
    let mut uses = BTreeMap::new();
    for operation in area.operations() {
        let mut walk = Walk {
            items: &items,
            uses: &mut uses,
            operation,
            sent: true,
            role: Role::Body,
            visited: Vec::new(),
        };
        walk.request(operation);
        walk.visited.clear();
        walk.sent = false;
        walk.role = Role::Answer;
        if let Answer::Json(ty) = &operation.answer {
            walk.ty(ty);
        }
        walk.role = Role::Part;
        operation.errors.iter().for_each(|(_, ty)| walk.ty(ty));
    }
    uses
}

/// The name of a type.
pub fn name(item: &Item) -> &str {
    match item {
        Item::Struct(item) | Item::Form(item) => item.name.as_str(),
        Item::Enum(item) => item.name.as_str(),
        Item::Union(item) => item.name.as_str(),
    }
}

struct Walk<'w, 'm> {
    items: &'w BTreeMap<&'m str, &'m Item>,
    uses: &'w mut BTreeMap<&'m str, Use<'m>>,
    operation: &'m Operation,
    sent: bool,
    role: Role,
    visited: Vec<&'m str>,
}

impl<'m> Walk<'_, 'm> {
    fn request(&mut self, operation: &'m Operation) {
        match &operation.body {
            Some(Body::Json(ty)) => self.ty(ty),
            Some(Body::Multipart(name) | Body::Urlencoded(name)) => self.named(name.as_str()),
            None => {}
        }
        self.role = Role::Part;
        operation
            .path_parameters
            .iter()
            .for_each(|parameter| self.ty(&parameter.ty));
        operation
            .parameters
            .iter()
            .for_each(|parameters| self.fields(&parameters.fields));
    }

    fn fields(&mut self, fields: &'m [Field]) {
        fields.iter().for_each(|field| self.ty(&field.ty));
    }

    fn ty(&mut self, ty: &'m Type) {
        match ty {
            Type::Named { name, .. } => self.named(name.as_str()),
            Type::List(inner) | Type::Map(inner) | Type::OrNull(inner) => {
                self.role = Role::Part;
                self.ty(inner);
            }
            _ => {}
        }
    }

    fn named(&mut self, name: &'m str) {
        if self.visited.contains(&name) {
            return;
        }
        self.visited.push(name);
        let known = self.uses.entry(name).or_default();
        known.sent |= self.sent;
        known.answered |= !self.sent;
        let is_new = !known
            .operations
            .iter()
            .any(|other| std::ptr::eq(*other, self.operation));
        if is_new {
            known.operations.push(self.operation);
            known.role = self.role;
        }
        self.role = Role::Part;
        match self.items.get(name) {
            Some(Item::Struct(item) | Item::Form(item)) => self.fields(&item.fields),
            Some(Item::Union(union)) => union.variants.iter().for_each(|(_, ty)| self.ty(ty)),
            Some(Item::Enum(_)) | None => {}
        }
    }
}

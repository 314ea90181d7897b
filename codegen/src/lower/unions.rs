//! `oneOf` and `anyOf`: the documents never say which is which, so a value is told by what it looks like.

use openapiv3::{ReferenceOr, Schema};

use super::doc;
use super::schema::{At, Types};
use crate::model::{Item, Type, Union};
use crate::names::{Case, Name, Scope};
use crate::tree::Node;

impl<'d> Types<'d> {
    /// The type of a value that can be of several types; of one, if they are all the same.
    pub fn union(
        &mut self,
        parts: &'d [ReferenceOr<Schema>],
        schema: &Schema,
        at: At<'d, '_>,
    ) -> Type {
        let key = if at.node.child("oneOf").is_some() {
            "oneOf"
        } else {
            "anyOf"
        };
        let mut types: Vec<Type> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let node = at
                .node
                .pointer(&format!("/{key}/{index}"))
                .unwrap_or(at.node);
            let owner = self.part_owner(at.owner, node);
            let ty = self.ty(
                part,
                At {
                    node,
                    owner: &owner,
                    ..at
                },
            );
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        // An open enum takes every text.
        if types
            .iter()
            .any(|ty| matches!(ty, Type::Named { is_enum: true, .. }))
        {
            types.retain(|ty| *ty != Type::Text);
        }
        // `Other` takes what can be anything.
        let is_open = types.contains(&Type::Any);
        types.retain(|ty| *ty != Type::Any);
        if types.len() < 2 {
            return types.pop().filter(|_| !is_open).unwrap_or(Type::Any);
        }
        let Some(name) = self.claim_inline(at) else {
            return Type::Any;
        };
        let mut scope = Scope::new(format!("{} {name}", self.label));
        let mut variants = Vec::new();
        for ty in types {
            match scope.claim(&word(&ty), Case::Variant, &at.node.place) {
                Ok(name) => variants.push((name, ty)),
                Err(fault) => self.fault(fault),
            }
        }
        let union = Union {
            place: at.node.place.clone(),
            doc: doc::doc(schema.schema_data.description.as_deref()),
            name: name.clone(),
            variants,
            tags: None,
        };
        self.push(Item::Union(union));
        Type::Named {
            name,
            is_enum: false,
        }
    }

    /// What a part that has no name of its own is named after.
    fn part_owner(&self, owner: &str, node: &Node) -> String {
        let kind = match (node.child("enum"), node.child("properties")) {
            (Some(_), _) => "value",
            (None, Some(_)) => "object",
            (None, None) => "part",
        };
        let names = (1..).map(|number| match number {
            1 => format!("{owner} {kind}"),
            number => format!("{owner} {kind} {number}"),
        });
        let mut free = names.filter(|name| !self.is_claimed(name));
        free.next().unwrap_or_default()
    }

    /// The types of a union, where the name is one's.
    pub fn parts(&self, name: &Name) -> Option<&[(Name, Type)]> {
        self.items().iter().find_map(|item| match item {
            Item::Union(union) if union.name == *name => Some(union.variants.as_slice()),
            _ => None,
        })
    }
}

/// What the variant of a type is called after.
fn word(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Flag => "flag".to_owned(),
        Type::Whole => "whole".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::Any => "any".to_owned(),
        Type::File => "file".to_owned(),
        Type::Named { name, .. } => name.as_str().to_owned(),
        Type::List(item) => format!("{} list", word(item)),
        Type::Map(item) => format!("{} map", word(item)),
        Type::OrNull(inner) => word(inner),
    }
}

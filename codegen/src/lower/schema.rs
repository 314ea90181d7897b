//! Schemas to types.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use openapiv3::{
    AdditionalProperties, ObjectType, OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringFormat, StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::enums::values;
use super::usage::Usage;
use super::{each_operation, whole};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Item, Skipped, Type};
use crate::names::{Case, Name, Scope};
use crate::tree::{Node, Value as NodeValue};

/// How many schemas that get no type of their own may stand in each other. Each of them can be as deep as a document
/// may be, and all of them have to fit on the stack of a thread.
const FOLLOWED: usize = 16;

/// How often such a schema may be written out within another one, and how many types that may make, in a document.
/// Copies that hold copies grow by powers.
const WRITTEN_OUT: usize = 20_000;

/// The types of one area, as they are found.
pub struct Types<'d> {
    pub openapi: &'d OpenAPI,
    pub tree: &'d Node,
    pub label: String,
    /// The operation or schema that is being lowered, as faults name it.
    pub context: String,
    diagnostics: &'d mut Diagnostics,
    pub(super) usage: Usage,
    pub(super) components: BTreeMap<&'d str, (Name, bool)>,
    scope: Scope,
    /// The schemas without a type of their own that are being written out, each within the one before it.
    inlined: Vec<String>,
    /// What has been written out within them.
    written_out: usize,
    /// Whether that was too much already: once is enough.
    is_reported: bool,
    items: Vec<Item>,
    skipped: Vec<Skipped>,
}

/// Where a schema stands, what a type made for it is named after, and whether requests carry it.
#[derive(Clone, Copy)]
pub struct At<'d, 'o> {
    pub node: &'d Node,
    pub owner: &'o str,
    pub sent: bool,
}

impl<'d> Types<'d> {
    pub fn new(
        label: &str,
        openapi: &'d OpenAPI,
        tree: &'d Node,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self {
            openapi,
            tree,
            diagnostics,
            label: label.to_owned(),
            context: String::new(),
            scope: Scope::new(format!("{label} types")),
            components: BTreeMap::new(),
            usage: Usage::new(tree, each_operation(openapi, tree)),
            inlined: Vec::new(),
            written_out: 0,
            is_reported: false,
            items: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// The items found, and what was skipped.
    pub fn finish(self) -> (Vec<Item>, Vec<Skipped>) {
        (self.items, self.skipped)
    }

    /// The type of a schema.
    pub fn ty(&mut self, schema: &'d ReferenceOr<Schema>, at: At<'d, '_>) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => self.referred(reference, at),
            ReferenceOr::Item(schema) => self.inline(schema, at),
        }
    }

    /// The type of a schema that may be boxed by `openapiv3`.
    pub fn boxed(&mut self, schema: &'d ReferenceOr<Box<Schema>>, at: At<'d, '_>) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => self.referred(reference, at),
            ReferenceOr::Item(schema) => self.inline(schema, at),
        }
    }

    fn referred(&mut self, reference: &str, at: At<'d, '_>) -> Type {
        let wire = reference.rsplit('/').next().unwrap_or(reference);
        if let Some((name, is_enum)) = self.components.get(wire) {
            return Type::Named {
                name: name.clone(),
                is_enum: *is_enum,
            };
        }
        let schemas = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.schemas);
        let (Some(schema), Some(node)) = (
            schemas.and_then(|schemas| schemas.get(wire)),
            self.component_node(wire),
        ) else {
            return Type::Any;
        };
        if self.inlined.iter().any(|open| open == wire) {
            let fault = Diagnostic::new(&node.place, format!("`{wire}` holds nothing but itself"));
            self.fault(fault.help("give what it holds a schema of its own in `components`"));
            return Type::Any;
        }
        if self.is_too_much(at.node) {
            return Type::Any;
        }
        self.inlined.push(wire.to_owned());
        let ty = self.ty(schema, At { node, ..at });
        self.inlined.pop();
        ty
    }

    /// Whether one more schema cannot be written out where it is referred to; says so.
    fn is_too_much(&mut self, node: &Node) -> bool {
        if self.inlined.len() == FOLLOWED {
            let message = format!("more than {FOLLOWED} schemas stand in each other here");
            let fault = Diagnostic::new(&node.place, message);
            self.fault(
                fault.help("give what one of them holds a schema of its own in `components`"),
            );
            return true;
        }
        self.count_written_out();
        if self.written_out <= WRITTEN_OUT || self.inlined.is_empty() {
            return false;
        }
        if !self.is_reported {
            self.is_reported = true;
            let message = format!(
                "the schemas of this document are more than {WRITTEN_OUT} once each is written out where it is used"
            );
            let fault = Diagnostic::new(&node.place, message);
            self.fault(
                fault.help("give the objects that they hold schemas of their own in `components`"),
            );
        }
        true
    }

    /// Counts what is written out within a schema without a type of its own.
    fn count_written_out(&mut self) {
        self.written_out += usize::from(!self.inlined.is_empty());
    }

    fn inline(&mut self, schema: &'d Schema, at: At<'d, '_>) -> Type {
        if let Some(object) = object(schema) {
            return self.inline_structure(object, schema, at);
        }
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(text)) => self.text(text, schema, at),
            SchemaKind::Type(SchemaType::Number(_) | SchemaType::Integer(_)) => number(schema, at),
            SchemaKind::Type(SchemaType::Boolean(_)) => Type::Flag,
            SchemaKind::Type(SchemaType::Array(array)) => {
                let items = at.node.child("items").unwrap_or(at.node);
                let item = array.items.as_ref().map(|schema| {
                    let ty = self.boxed(schema, At { node: items, ..at });
                    self.or_null(schema, ty)
                });
                Type::List(Box::new(item.unwrap_or(Type::Any)))
            }
            SchemaKind::Type(SchemaType::Object(object)) => self.map(object, at),
            SchemaKind::AllOf { all_of } if all_of.len() == 1 => {
                let node = at.node.pointer("/allOf/0").unwrap_or(at.node);
                self.ty(&all_of[0], At { node, ..at })
            }
            SchemaKind::AllOf { .. } => self.unsupported("an `allOf` of several schemas", at),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                self.union(parts, schema, at)
            }
            SchemaKind::Not { .. } => self.unsupported("a `not`", at),
            SchemaKind::Any(_) => self.untyped(schema, at),
        }
    }

    fn text(&mut self, text: &StringType, schema: &Schema, at: At<'d, '_>) -> Type {
        let is_secret =
            schema.schema_data.extensions.get("x-highlevel-secret") == Some(&Value::Bool(true));
        if !text.enumeration.is_empty() {
            return self.inline_enumeration(schema, at);
        }
        match &text.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Type::File,
            _ if is_secret => Type::Secret,
            _ => Type::Text,
        }
    }

    fn inline_structure(
        &mut self,
        object: &'d ObjectType,
        schema: &'d Schema,
        at: At<'d, '_>,
    ) -> Type {
        let Some(name) = self.claim_inline(at) else {
            return Type::Any;
        };
        self.structure(name.clone(), object, &schema.schema_data, at);
        Type::Named {
            name,
            is_enum: false,
        }
    }

    /// An object without properties of its own is a map of what it says, or anything.
    fn map(&mut self, object: &'d ObjectType, at: At<'d, '_>) -> Type {
        self.check_required(object, at);
        let node = at.node.child("additionalProperties").unwrap_or(at.node);
        match &object.additional_properties {
            Some(AdditionalProperties::Schema(schema)) => {
                let ty = self.ty(schema, At { node, ..at });
                Type::Map(Box::new(self.or_null(schema, ty)))
            }
            Some(AdditionalProperties::Any(true)) => Type::Map(Box::new(Type::Any)),
            Some(AdditionalProperties::Any(false)) | None => Type::Any,
        }
    }

    /// A schema without a type is an enum if it lists texts, and anything otherwise.
    fn untyped(&mut self, schema: &'d Schema, at: At<'d, '_>) -> Type {
        if values(schema).is_empty() {
            Type::Any
        } else {
            self.inline_enumeration(schema, at)
        }
    }

    /// What is read as anything for now, and listed as skipped.
    fn unsupported(&mut self, what: &str, at: At<'d, '_>) -> Type {
        self.skip(at.node, what, "it is read as any value");
        Type::Any
    }

    fn or_null<S: Borrow<Schema>>(&self, schema: &ReferenceOr<S>, ty: Type) -> Type {
        if self.is_nullable(schema) && ty != Type::Any {
            Type::OrNull(Box::new(ty))
        } else {
            ty
        }
    }

    /// Whether the schema, or one that it stands for, allows `null`.
    pub fn is_nullable<S: Borrow<Schema>>(&self, schema: &ReferenceOr<S>) -> bool {
        self.chain(schema).any(|data| data.nullable)
    }

    /// What the schema says, then what the schemas say that it stands for: by a `$ref`, or by an `allOf` of one.
    pub fn chain<'s, S: Borrow<Schema>>(
        &'s self,
        schema: &'s ReferenceOr<S>,
    ) -> impl Iterator<Item = &'s SchemaData> {
        let mut next = self.followed(schema);
        // A circle would have been reported; the bound is for what is not one.
        std::iter::from_fn(move || {
            let schema = next?;
            next = match &schema.schema_kind {
                SchemaKind::AllOf { all_of } if all_of.len() == 1 => self.followed(&all_of[0]),
                _ => None,
            };
            Some(&schema.schema_data)
        })
        .take(32)
    }

    /// The schema itself, after any `$ref`.
    fn followed<'s, S: Borrow<Schema>>(&'s self, schema: &'s ReferenceOr<S>) -> Option<&'s Schema> {
        let mut reference = match schema {
            ReferenceOr::Item(schema) => return Some(schema.borrow()),
            ReferenceOr::Reference { reference } => reference,
        };
        for _ in 0..32 {
            match self.resolve(reference)? {
                ReferenceOr::Item(schema) => return Some(schema),
                ReferenceOr::Reference { reference: next } => reference = next,
            }
        }
        None
    }

    /// The schema that a reference names.
    pub fn resolve(&self, reference: &str) -> Option<&'d ReferenceOr<Schema>> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        self.openapi.components.as_ref()?.schemas.get(name)
    }

    /// Adds a fault, led by the operation or schema that it is in.
    pub fn fault(&mut self, mut fault: Diagnostic) {
        fault.message.insert_str(0, &self.context);
        self.diagnostics.push(fault);
    }

    /// Adds an item; gives its index.
    pub fn push(&mut self, item: Item) -> usize {
        self.count_written_out();
        self.items.push(item);
        self.items.len() - 1
    }

    /// The items found so far.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items found so far, to change them.
    pub fn items_mut(&mut self) -> &mut [Item] {
        &mut self.items
    }

    /// The name of a type that the document names.
    pub fn claim(&mut self, text: &str, node: &Node) -> Option<Name> {
        let name = self.scope.claim(text, Case::Type, &node.place);
        name.map_err(|fault| self.fault(fault)).ok()
    }

    /// Whether the name that this text makes is taken.
    pub fn is_claimed(&self, text: &str) -> bool {
        self.scope.is_claimed(text, Case::Type)
    }

    /// The name of a type that is named after where it stands.
    pub fn claim_inline(&mut self, at: At<'_, '_>) -> Option<Name> {
        let what = format!("the type at `{}`", at.owner);
        let name = self
            .scope
            .claim_for(at.owner, &what, Case::Type, &at.node.place);
        name.map_err(|fault| self.fault(fault)).ok()
    }

    pub fn skip(&mut self, node: &Node, what: &str, reason: &str) {
        self.skipped.push(Skipped {
            place: node.place.clone(),
            what: what.to_owned(),
            reason: reason.to_owned(),
        });
    }

    pub fn component_node(&self, wire: &str) -> Option<&'d Node> {
        self.tree.child("components")?.child("schemas")?.child(wire)
    }
}

/// The object type of a schema that has properties.
pub fn object(schema: &Schema) -> Option<&ObjectType> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) if !object.properties.is_empty() => {
            Some(object)
        }
        _ => None,
    }
}

fn number(schema: &Schema, at: At<'_, '_>) -> Type {
    let said = schema
        .schema_data
        .extensions
        .get("x-highlevel-whole")
        .and_then(Value::as_bool);
    // A default that is no number is a sentence about it.
    let is_number = |node: &&Node| matches!(node.value, NodeValue::Number(_));
    let default = at.node.child("default").filter(is_number);
    let values = at.node.child("enum").and_then(Node::items);
    let examples = at.node.child("example").into_iter().chain(default);
    let examples = examples.chain(values.into_iter().flatten());
    let examples: Vec<Value> = examples.map(Node::to_json).collect();
    let is_integer = matches!(schema.schema_kind, SchemaKind::Type(SchemaType::Integer(_)));
    // The owner ends with the field.
    let field = at.owner.rsplit(' ').next().unwrap_or_default();
    let whole = said.unwrap_or_else(|| {
        is_integer || whole::is_whole(field, &examples.iter().collect::<Vec<_>>())
    });
    if whole { Type::Whole } else { Type::Number }
}

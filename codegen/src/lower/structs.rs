//! Objects to structs.

use std::borrow::Borrow;

use openapiv3::{ObjectType, ReferenceOr, Schema, SchemaData};

use super::doc;
use super::schema::{At, Types};
use crate::diagnostic::{Diagnostic, suggest};
use crate::model::{Doc, Field, Item, Location, Presence, Struct, Type};
use crate::names::{Case, Name, Scope};
use crate::tree::Node;

impl<'d> Types<'d> {
    /// Adds the struct of an object; the types of its fields follow it.
    pub fn structure(
        &mut self,
        name: Name,
        object: &'d ObjectType,
        data: &SchemaData,
        at: At<'d, '_>,
    ) {
        let mut doc = doc::doc(data.description.as_deref());
        if data.deprecated {
            doc.paragraphs.push("The API deprecates it.".to_owned());
        }
        let structure = Struct {
            place: at.node.place.clone(),
            doc,
            in_request: at.sent,
            required: None,
            fields: Vec::new(),
            name,
        };
        let index = self.push(Item::Struct(structure));
        let fields = self.fields(object, at).unwrap_or_default();
        if let Some(Item::Struct(structure)) = self.items_mut().get_mut(index) {
            structure.fields = fields;
            let mut structure = structure.clone();
            structure.required = self.required(&structure, at);
            self.items_mut()[index] = Item::Struct(structure);
        }
    }

    /// The name of the struct that names what is required, where that is too much for arguments.
    pub fn required(&mut self, structure: &Struct, at: At<'_, '_>) -> Option<Name> {
        let is_needed =
            structure.in_request && structure.required_fields().count() > Struct::ARGUMENTS;
        let owner = format!("{} required", at.owner);
        is_needed.then(|| {
            self.claim_inline(At {
                owner: &owner,
                ..at
            })
        })?
    }

    /// The fields of an object.
    pub fn fields(&mut self, object: &'d ObjectType, at: At<'d, '_>) -> Option<Vec<Field>> {
        self.check_required(object, at);
        let properties = at.node.child("properties").and_then(Node::entries)?;
        let mut scope = Scope::new(format!("{} {}", self.label, at.owner));
        let mut fields = Vec::new();
        let tags: Vec<&str> = properties
            .values()
            .filter_map(|entry| tag(&entry.node))
            .collect();
        for (wire, schema) in &object.properties {
            let Some(entry) = properties.get(wire) else {
                continue;
            };
            if tags.contains(&wire.as_str()) {
                continue;
            }
            match scope.claim(wire, Case::Field, &entry.key) {
                Ok(name) => fields.push(self.field(
                    wire,
                    name,
                    schema,
                    object,
                    At {
                        node: &entry.node,
                        ..at
                    },
                )),
                Err(fault) => self.fault(fault),
            }
        }
        for field in fields
            .iter()
            .filter(|field| field.presence == Presence::Nullable)
        {
            let place = properties
                .get(&field.wire)
                .map_or(&at.node.place, |entry| &entry.key);
            let text = format!("clear {}", field.name.as_str());
            let what = format!("the setter that clears `{}`", field.wire);
            let clear = scope.claim_for(&text, &what, Case::Field, place);
            clear.map_err(|fault| self.fault(fault)).ok();
        }
        Some(fields)
    }

    fn field(
        &mut self,
        wire: &str,
        name: Name,
        schema: &'d ReferenceOr<Box<Schema>>,
        object: &ObjectType,
        at: At<'d, '_>,
    ) -> Field {
        let owner = format!("{} {}", at.owner, name.as_str());
        let at_value = At {
            owner: &owner,
            ..at
        };
        let tag = self.tag(object, at);
        let ty = match (&tag, schema) {
            (Some(_), ReferenceOr::Item(schema)) => self.tagged(schema, at_value),
            _ => self.boxed(schema, at_value),
        };
        let required = object.required.iter().any(|required| required == wire);
        let nullable = self.is_nullable(schema) && ty != Type::Any;
        let presence = match (required, nullable) {
            (true, false) => Presence::Required,
            (false, false) => Presence::Optional,
            (false, true) if at.sent => Presence::Nullable,
            (true, true) if at.sent => Presence::RequiredNullable,
            (_, true) => Presence::Optional,
        };
        let data = match schema {
            ReferenceOr::Item(schema) => Some(&schema.schema_data),
            ReferenceOr::Reference { .. } => None,
        };
        Field {
            place: at.node.place.clone(),
            wire: wire.to_owned(),
            name,
            doc: self.field_doc(schema, at),
            described: data.is_some_and(|data| data.description.is_some()),
            deprecated: data.is_some_and(|data| data.deprecated),
            ty,
            presence,
            boxed: false,
            location: Location::Body,
            tag,
        }
    }

    /// The property beside this one that tells its type.
    fn tag(&mut self, object: &ObjectType, at: At<'_, '_>) -> Option<String> {
        let wire = tag(at.node)?;
        if object.properties.contains_key(wire) {
            return Some(wire.to_owned());
        }
        let place = at.node.pointer("/x-highlevel-tag/property");
        let place = place.map_or(&at.node.place, |node| &node.place);
        let fault = Diagnostic::new(place, format!("there is no property `{wire}` beside it"));
        self.fault(fault.help(suggest(wire, object.properties.keys().map(String::as_str))));
        None
    }

    /// What the field says of itself, or what the schema that it refers to says.
    pub fn field_doc<S: Borrow<Schema>>(&self, schema: &ReferenceOr<S>, at: At<'_, '_>) -> Doc {
        let said = self
            .chain(schema)
            .find_map(|data| data.description.as_deref());
        let mut doc = doc::doc(said);
        let values = at.node.child("enum").and_then(Node::items);
        let numbers = values
            .unwrap_or_default()
            .iter()
            .filter(|value| value.as_text().is_none());
        let numbers: Vec<String> = numbers.map(|value| value.to_json().to_string()).collect();
        if !numbers.is_empty() {
            doc.paragraphs
                .push(format!("Known values: {}.", numbers.join(", ")));
        }
        doc
    }

    /// What is required has to be a property.
    pub fn check_required(&mut self, object: &ObjectType, at: At<'_, '_>) {
        let required = at
            .node
            .child("required")
            .and_then(Node::items)
            .unwrap_or_default();
        for node in required {
            let wire = node.as_text().unwrap_or_default();
            if !object.properties.contains_key(wire) {
                let fault = Diagnostic::new(
                    &node.place,
                    format!("`{wire}` is required, but is no property"),
                );
                self.fault(fault.help(suggest(wire, object.properties.keys().map(String::as_str))));
            }
        }
    }
}

/// The property that tells the type of this one.
fn tag(property: &Node) -> Option<&str> {
    property
        .child("x-highlevel-tag")?
        .child("property")?
        .as_text()
}

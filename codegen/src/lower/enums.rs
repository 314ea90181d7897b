//! Strings with known values to enums.

use openapiv3::{Schema, SchemaData, SchemaKind, Type as SchemaType};
use serde_json::Value;

use super::doc;
use super::schema::{At, Types};
use crate::model::{Enum, Item, Type, Variant};
use crate::names::{Case, Name, Scope};

impl<'d> Types<'d> {
    /// The enum of a schema that has no name of its own.
    pub fn inline_enumeration(&mut self, schema: &Schema, at: At<'d, '_>) -> Type {
        let Some(name) = self.claim_inline(at) else {
            return Type::Text;
        };
        self.enumeration(name.clone(), &values(schema), &schema.schema_data, at);
        Type::Named {
            name,
            is_enum: true,
        }
    }

    /// Adds an enum.
    pub fn enumeration(&mut self, name: Name, values: &[&str], data: &SchemaData, at: At<'d, '_>) {
        let mut scope = Scope::new(format!("{} {name}", self.label));
        let mut variants = Vec::new();
        for (index, wire) in values.iter().enumerate() {
            let place = &at
                .node
                .pointer(&format!("/enum/{index}"))
                .unwrap_or(at.node)
                .place;
            match scope.claim(wire, Case::Variant, place) {
                Ok(name) => variants.push(Variant {
                    place: place.clone(),
                    wire: (*wire).to_owned(),
                    name,
                }),
                Err(fault) => self.fault(fault),
            }
        }
        let doc = doc::doc(data.description.as_deref());
        self.push(Item::Enum(Enum {
            place: at.node.place.clone(),
            name,
            doc,
            variants,
        }));
    }
}

/// The values of a string enum.
pub fn values(schema: &Schema) -> Vec<&str> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(text)) => text
            .enumeration
            .iter()
            .flatten()
            .map(String::as_str)
            .collect(),
        SchemaKind::Any(any) if any.typ.is_none() => {
            let values = any
                .enumeration
                .iter()
                .map(Value::as_str)
                .collect::<Option<Vec<_>>>();
            values.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

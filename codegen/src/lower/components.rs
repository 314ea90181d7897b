//! The named schemas of a document: which become types, and under which name.

use openapiv3::{ReferenceOr, Schema};

use super::enums::values;
use super::schema::{At, Types, object};
use crate::names::without_dto;
use crate::tree::Node;

impl<'d> Types<'d> {
    /// Names the schemas of the document, then lowers them in their order.
    pub fn components(&mut self) {
        let openapi = self.openapi;
        let schemas = openapi
            .components
            .iter()
            .flat_map(|components| &components.schemas);
        let used: Vec<_> = schemas.filter(|(wire, _)| self.keeps(wire)).collect();
        let texts = without_dto(used.iter().map(|(wire, _)| wire.as_str()));
        let mut named = Vec::new();
        for (wire, schema) in used {
            let (Some(text), Some(node)) = (texts.get(wire.as_str()), self.component_node(wire))
            else {
                continue;
            };
            match kind(schema) {
                Kind::Inlined => continue,
                kind => {
                    if let Some(name) = self.claim(text, node) {
                        self.components.insert(wire, (name, kind == Kind::Enum));
                        named.push((wire, text, schema, node));
                    }
                }
            }
        }
        for (wire, text, schema, node) in named {
            self.component(wire, text, schema, node);
        }
    }

    /// Whether an operation uses the schema; one that none uses is reported as skipped.
    fn keeps(&mut self, wire: &str) -> bool {
        let used = self.usage.is_used(wire);
        if !used && let Some(node) = self.component_node(wire) {
            self.skip(node, &format!("schema {wire}"), "no operation uses it");
        }
        used
    }

    fn component(
        &mut self,
        wire: &str,
        owner: &str,
        schema: &'d ReferenceOr<Schema>,
        node: &'d Node,
    ) {
        let (Some((name, _)), ReferenceOr::Item(schema)) =
            (self.components.get(wire).cloned(), schema)
        else {
            return;
        };
        let at = At {
            node,
            owner,
            sent: self.usage.is_sent(wire),
        };
        self.context = format!("schema {wire}: ");
        match object(schema) {
            Some(object) => self.structure(name.clone(), object, &schema.schema_data, at),
            None => self.enumeration(name.clone(), &values(schema), &schema.schema_data, at),
        }
    }
}

/// What becomes of a named schema.
#[derive(PartialEq)]
enum Kind {
    Struct,
    Enum,
    /// It gets no type of its own: what refers to it is what it says.
    Inlined,
}

fn kind(schema: &ReferenceOr<Schema>) -> Kind {
    match schema {
        ReferenceOr::Item(schema) if object(schema).is_some() => Kind::Struct,
        ReferenceOr::Item(schema) if !values(schema).is_empty() => Kind::Enum,
        _ => Kind::Inlined,
    }
}

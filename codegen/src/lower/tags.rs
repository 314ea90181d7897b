//! Unions whose type a property beside them tells: `x-highlevel-tag`.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::doc;
use super::schema::{At, Types};
use crate::diagnostic::{Diagnostic, suggest};
use crate::model::{Item, Tags, Type, Union};
use crate::names::{Case, Name, Scope};
use crate::tree::Node;

impl<'d> Types<'d> {
    /// The type of a property that another one tells; properties that name the same type share it.
    pub fn tagged(&mut self, schema: &'d Schema, at: At<'d, '_>) -> Type {
        let (SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts }) =
            &schema.schema_kind
        else {
            let fault = Diagnostic::new(&at.node.place, "a tag stands where there is one type");
            self.fault(fault.help("list the types in `oneOf`, or remove `x-highlevel-tag`"));
            return Type::Any;
        };
        let Some(node) = at.node.child("x-highlevel-tag") else {
            return Type::Any;
        };
        let text = |key: &str| node.child(key).and_then(Node::as_text).unwrap_or_default();
        let (owner, property) = (text("name"), text("property"));
        let chosen = self.chosen(node, parts, at);
        let tags = Tags {
            property: property.to_owned(),
            values: chosen.iter().map(|(value, _)| value.clone()).collect(),
        };
        let name = match self.known(owner, &tags, &chosen) {
            Some(name) => name,
            None => {
                let Some(name) = self.claim(owner, node) else {
                    return Type::Any;
                };
                let variants = self.variants(&name, chosen, node);
                self.push(Item::Union(Union {
                    place: at.node.place.clone(),
                    name: name.clone(),
                    doc: doc::doc(None),
                    variants,
                    tags: Some(tags),
                }));
                name
            }
        };
        Type::Named {
            name,
            is_enum: false,
        }
    }

    /// The value and the type of each row of the mapping; every type of the union has a row.
    fn chosen(
        &mut self,
        node: &'d Node,
        parts: &'d [ReferenceOr<Schema>],
        at: At<'d, '_>,
    ) -> Vec<(String, Type)> {
        let mut missing: Vec<&str> = parts.iter().filter_map(wire).collect();
        let wires = missing.clone();
        let mut chosen = Vec::new();
        let mapping = node.child("mapping").and_then(Node::entries);
        for (value, entry) in mapping.into_iter().flatten() {
            let wanted = entry.node.as_text().unwrap_or_default();
            let Some(part) = parts.iter().find(|part| wire(part) == Some(wanted)) else {
                let message = format!("`{wanted}` is none of the types beside the tag");
                let fault = Diagnostic::new(&entry.node.place, message);
                self.fault(fault.help(suggest(wanted, wires.iter().copied())));
                continue;
            };
            missing.retain(|wire| *wire != wanted);
            let ty = self.ty(part, at);
            chosen.push((value.clone(), ty));
        }
        for wire in missing {
            let fault = Diagnostic::new(&node.place, format!("no value tells `{wire}`"));
            self.fault(fault.help(format!("add `<value>: {wire}` to the mapping")));
        }
        chosen
    }

    fn variants(
        &mut self,
        name: &Name,
        chosen: Vec<(String, Type)>,
        node: &Node,
    ) -> Vec<(Name, Type)> {
        let mut scope = Scope::new(format!("{} {name}", self.label));
        let mut variants = Vec::new();
        for (value, ty) in chosen {
            match scope.claim(&value, Case::Variant, &node.place) {
                Ok(variant) => variants.push((variant, ty)),
                Err(fault) => self.fault(fault),
            }
        }
        variants
    }

    /// The union that is called so already and is told in the same way.
    fn known(&self, owner: &str, tags: &Tags, chosen: &[(String, Type)]) -> Option<Name> {
        let is_it = |union: &&Union| {
            let types = union.variants.iter().map(|(_, ty)| ty);
            union.name.as_str() == owner
                && union.tags.as_ref() == Some(tags)
                && types.eq(chosen.iter().map(|(_, ty)| ty))
        };
        let unions = self.items().iter().filter_map(|item| match item {
            Item::Union(union) => Some(union),
            _ => None,
        });
        unions.filter(is_it).map(|union| union.name.clone()).next()
    }
}

/// The named schema that a part of a union refers to.
fn wire(part: &ReferenceOr<Schema>) -> Option<&str> {
    match part {
        ReferenceOr::Reference { reference } => reference.rsplit('/').next(),
        ReferenceOr::Item(_) => None,
    }
}

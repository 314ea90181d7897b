//! Compares types: which type of the old side is which of the new one, and what takes more values.

use std::collections::BTreeMap;

use super::usage::name;
use crate::model::{Answer, Area, Body, Field, Item, Operation, Type};

/// The types of an area by name, on both sides, and what the renamed ones are called now.
pub struct Pairs<'m> {
    pub old: BTreeMap<&'m str, &'m Item>,
    pub new: BTreeMap<&'m str, &'m Item>,
    renamed: BTreeMap<&'m str, &'m str>,
}

/// How the values of a new type are related to those of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same.
    Same,
    /// All of the old ones and more.
    Wider,
    /// Some of the old ones.
    Narrower,
    /// Others.
    Other,
}

impl<'m> Pairs<'m> {
    /// Goes through the operations that are on both sides: what stands at the same place under another name, and is on
    /// one side only, has been renamed.
    pub fn new(
        old: &'m Area,
        new: &'m Area,
        operations: &[(&'m Operation, &'m Operation)],
    ) -> Self {
        let index = |area: &'m Area| area.types.iter().map(|item| (name(item), item)).collect();
        let mut pairs = Self {
            old: index(old),
            new: index(new),
            renamed: BTreeMap::new(),
        };
        let mut visited = Vec::new();
        for (old, new) in operations {
            for (old, new) in roots(old).into_iter().zip(roots(new)) {
                if let (Some(old), Some(new)) = (old, new) {
                    pairs.follow(old, new, &mut visited);
                }
            }
            if let (Some(old), Some(new)) = (&old.parameters, &new.parameters) {
                pairs.fields(&old.fields, &new.fields, &mut visited);
            }
        }
        pairs
    }

    fn follow(&mut self, old: Named<'m>, new: Named<'m>, visited: &mut Vec<(&'m str, &'m str)>) {
        let (old, new) = (old.0, new.0);
        if visited.contains(&(old, new)) {
            return;
        }
        visited.push((old, new));
        let (Some(before), Some(after)) = (self.old.get(old).copied(), self.new.get(new).copied())
        else {
            return;
        };
        if old != new {
            let is_free = !self.new.contains_key(old)
                && !self.old.contains_key(new)
                && !self.renamed.values().any(|taken| *taken == new);
            if !is_free || std::mem::discriminant(before) != std::mem::discriminant(after) {
                return;
            }
            self.renamed.entry(old).or_insert(new);
        }
        match (before, after) {
            (Item::Struct(before), Item::Struct(after))
            | (Item::Form(before), Item::Form(after)) => {
                self.fields(&before.fields, &after.fields, visited);
            }
            (Item::Union(before), Item::Union(after)) => {
                for ((_, old), (_, new)) in before.variants.iter().zip(&after.variants) {
                    self.both(old, new, visited);
                }
            }
            _ => {}
        }
    }

    fn fields(
        &mut self,
        old: &'m [Field],
        new: &'m [Field],
        visited: &mut Vec<(&'m str, &'m str)>,
    ) {
        for field in old {
            if let Some(other) = new.iter().find(|other| other.wire == field.wire) {
                self.both(&field.ty, &other.ty, visited);
            }
        }
    }

    fn both(&mut self, old: &'m Type, new: &'m Type, visited: &mut Vec<(&'m str, &'m str)>) {
        if let (Some(old), Some(new)) = (named(old), named(new)) {
            self.follow(old, new, visited);
        }
    }

    /// What a type of the old side is called now.
    pub fn now<'n>(&self, old: &'n str) -> &'n str
    where
        'm: 'n,
    {
        self.renamed.get(old).copied().unwrap_or(old)
    }

    /// Whether a type of the new side had another name.
    pub fn is_renamed(&self, new: &str) -> bool {
        self.renamed.values().any(|name| *name == new)
    }

    /// How the types are related.
    pub fn relation(&self, old: &Type, new: &Type) -> Relation {
        use Relation::{Narrower, Other, Same, Wider};
        match (old, new) {
            (Type::Named { name: old, is_enum }, Type::Named { name: new, .. }) => {
                match self.now(old.as_str()) == new.as_str() {
                    true => Same,
                    false if *is_enum => self.enums(old.as_str(), new.as_str()),
                    false => Other,
                }
            }
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::OrNull(old), Type::OrNull(new)) => self.relation(old, new),
            (old, new) if old == new => Same,
            (_, Type::Any) | (Type::Whole, Type::Number) => Wider,
            (Type::Any, _) | (Type::Number, Type::Whole) => Narrower,
            (Type::Text, Type::Secret) | (Type::Secret, Type::Text) => Same,
            (Type::Named { is_enum: true, .. }, Type::Text) => Wider,
            (Type::Text, Type::Named { is_enum: true, .. }) => Narrower,
            (_, Type::OrNull(new)) if self.relation(old, new) == Same => Wider,
            (Type::OrNull(old), _) if self.relation(old, new) == Same => Narrower,
            _ => Other,
        }
    }

    /// Enums that are two types: by their values.
    fn enums(&self, old: &str, new: &str) -> Relation {
        let (Some(Item::Enum(old)), Some(Item::Enum(new))) = (self.old.get(old), self.new.get(new))
        else {
            return Relation::Other;
        };
        let has =
            |all: &[crate::model::Variant], wire: &str| all.iter().any(|one| one.wire == wire);
        let lost = old
            .variants
            .iter()
            .any(|one| !has(&new.variants, &one.wire));
        let gained = new
            .variants
            .iter()
            .any(|one| !has(&old.variants, &one.wire));
        match (lost, gained) {
            (false, false) => Relation::Same,
            (false, true) => Relation::Wider,
            (true, false) => Relation::Narrower,
            (true, true) => Relation::Other,
        }
    }
}

/// A type by its name, whatever it is a list or map in.
struct Named<'m>(&'m str);

fn named(ty: &Type) -> Option<Named<'_>> {
    match ty {
        Type::Named { name, .. } => Some(Named(name.as_str())),
        Type::List(inner) | Type::Map(inner) | Type::OrNull(inner) => named(inner),
        _ => None,
    }
}

/// What an operation sends and what comes back.
fn roots(operation: &Operation) -> [Option<Named<'_>>; 2] {
    let body = match &operation.body {
        Some(Body::Json(ty)) => named(ty),
        Some(Body::Multipart(name) | Body::Urlencoded(name)) => Some(Named(name.as_str())),
        None => None,
    };
    let answer = match &operation.answer {
        Answer::Json(ty) => named(ty),
        Answer::Empty | Answer::Undocumented | Answer::Bytes => None,
    };
    [body, answer]
}

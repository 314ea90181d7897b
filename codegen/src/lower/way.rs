//! Follows JSON Pointers through types.

use crate::model::{Item, Step, Struct, Type, Union};
use crate::names::Name;

/// Where a pointer stopped.
pub struct Lost {
    /// To what it leads, in the words of a diagnostic.
    pub to: &'static str,
    /// The name that is not there.
    pub at: String,
    /// The names that are there.
    pub names: Vec<String>,
}

/// The steps to the list that the pointer leads to, and the type of its items.
pub fn to_list(items: &[Item], from: &Type, pointer: &str) -> Result<(Vec<Step>, Type), Lost> {
    let mut way = Vec::new();
    let names = names(pointer);
    let end = Walker::new(items, &mut way).walk(from, &names)?;
    match end {
        Type::List(item) if steps(&way) == names.len() => Ok((way, *item)),
        _ => Err(Lost {
            to: "to no list",
            at: String::new(),
            names: Vec::new(),
        }),
    }
}

/// The ways to lists of the same items in the other variants of a union: by the pointer, or without its first name
/// where they leave out the envelope.
pub fn others(
    items: &[Item],
    from: &Type,
    pointer: &str,
    way: &[Step],
    item: &Type,
) -> Vec<Vec<Step>> {
    let (Some(Step::Variant { variant: first, .. }), Type::Named { name, .. }) =
        (way.first(), from)
    else {
        return Vec::new();
    };
    let mut way = Vec::new();
    let Some(Item::Union(union)) = Walker::new(items, &mut way).item(name) else {
        return Vec::new();
    };
    let names = names(pointer);
    let find = |variant: &Name, ty: &Type, names: &[String]| {
        let mut way = vec![Step::Variant {
            union: union.name.clone(),
            variant: variant.clone(),
        }];
        let end = Walker::new(items, &mut way).walk(ty, names).ok()?;
        let is_list = matches!(end, Type::List(found) if *found == *item);
        (is_list && steps(&way) == names.len()).then_some(way)
    };
    let variants = union
        .variants
        .iter()
        .filter(|(variant, _)| variant != first);
    variants
        .filter_map(|(variant, ty)| {
            find(variant, ty, &names).or_else(|| find(variant, ty, names.get(1..)?))
        })
        .collect()
}

/// Whether the pointer leads to a value.
pub fn check(items: &[Item], from: &Type, pointer: &str) -> Result<(), Lost> {
    let mut way = Vec::new();
    let names = names(pointer);
    Walker::new(items, &mut way).walk(from, &names).map(drop)
}

/// How many names of a pointer the steps took: lists, maps and any values are passed without one.
fn steps(way: &[Step]) -> usize {
    way.iter()
        .filter(|step| matches!(step, Step::Field { .. }))
        .count()
}

fn names(pointer: &str) -> Vec<String> {
    let names = pointer.split('/').skip(1);
    names
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect()
}

struct Walker<'w> {
    items: &'w [Item],
    way: &'w mut Vec<Step>,
}

impl<'w> Walker<'w> {
    fn new(items: &'w [Item], way: &'w mut Vec<Step>) -> Self {
        Self { items, way }
    }

    fn walk(&mut self, ty: &Type, names: &[String]) -> Result<Type, Lost> {
        let Some((name, rest)) = names.split_first() else {
            return Ok(ty.clone());
        };
        match ty {
            Type::Any => Ok(Type::Any),
            Type::OrNull(inner) => self.walk(inner, names),
            Type::Map(inner) => self.walk(inner, rest),
            Type::List(inner) if name.parse::<usize>().is_ok() => self.walk(inner, rest),
            Type::Named { name: of, .. } => match self.item(of) {
                Some(Item::Struct(structure)) => self.field(structure, name, rest),
                Some(Item::Union(union)) => self.variant(union, names),
                _ => Err(nowhere(name, Vec::new())),
            },
            _ => Err(nowhere(name, Vec::new())),
        }
    }

    fn field(&mut self, structure: &Struct, name: &str, rest: &[String]) -> Result<Type, Lost> {
        let Some(field) = structure.fields.iter().find(|field| field.wire == name) else {
            let wires = structure.fields.iter().map(|field| field.wire.clone());
            return Err(nowhere(name, wires.collect()));
        };
        self.way.push(Step::Field {
            name: field.name.clone(),
            presence: field.presence,
        });
        self.walk(&field.ty, rest)
    }

    /// The first type that the pointer leads on in.
    fn variant(&mut self, union: &Union, names: &[String]) -> Result<Type, Lost> {
        let before = self.way.len();
        let mut lost = Err(nowhere(&names[0], Vec::new()));
        for (variant, ty) in &union.variants {
            self.way.push(Step::Variant {
                union: union.name.clone(),
                variant: variant.clone(),
            });
            match self.walk(ty, names) {
                Ok(ty) => return Ok(ty),
                Err(other) => lost = Err(other),
            }
            self.way.truncate(before);
        }
        lost
    }

    fn item(&self, name: &Name) -> Option<&'w Item> {
        self.items.iter().find(|item| match item {
            Item::Struct(structure) => structure.name == *name,
            Item::Union(union) => union.name == *name,
            Item::Enum(_) | Item::Form(_) => false,
        })
    }
}

fn nowhere(name: &str, names: Vec<String>) -> Lost {
    Lost {
        to: "nowhere",
        at: name.to_owned(),
        names,
    }
}

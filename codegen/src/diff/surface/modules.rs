//! The files of a crate that is written by hand, as a tree of modules.

use std::collections::BTreeMap;

use syn::{Attribute, Item, UseTree, Visibility};

use super::{conditions, has};
use crate::Source;
use crate::diagnostic::{Diagnostic, Place};

/// A module's path from the root of the crate.
pub type Path = Vec<String>;

/// The modules of a crate, without those of tests.
pub struct Modules(pub BTreeMap<Path, Module>);

/// A module.
pub struct Module {
    pub items: Vec<Item>,
    /// The features that it needs.
    pub conditions: String,
}

impl Modules {
    /// Follows `mod` from `lib.rs`, the path of which starts with this folder.
    pub fn read(folder: &str, sources: &[Source]) -> Result<Self, Diagnostic> {
        let files: BTreeMap<&str, &Source> = sources
            .iter()
            .filter_map(|source| Some((source.path.strip_prefix(folder)?, source)))
            .collect();
        let mut modules = BTreeMap::new();
        if let Some(root) = files.get("lib.rs") {
            let root = parse(root)?;
            collect(&mut modules, &files, Vec::new(), root.items, String::new())?;
        }
        Ok(Self(modules))
    }

    /// The module and name of the definition that a path leads to; none where that is in another crate.
    pub fn resolve(&self, from: &[String], segments: &[String]) -> Option<(Path, String)> {
        let (mut path, mut name) = self.step(from, segments)?;
        // Two modules that each use what the other uses are no Rust, and no reason to go on for ever.
        for _ in 0..self.0.len() {
            let module = self.0.get(&path)?;
            let is_it = |item: &Item| defined(item).is_some_and(|(defined, ..)| defined == name);
            if module.items.iter().any(is_it) {
                return Some((path, name));
            }
            let uses = module.items.iter().filter_map(|item| match item {
                Item::Use(item) => Some(leaves(&item.tree)),
                _ => None,
            });
            let (segments, _) = uses.flatten().find(|(_, called)| *called == name)?;
            (path, name) = self.step(&path, &segments)?;
        }
        None
    }

    /// The module that a path names, and the name in it.
    fn step(&self, from: &[String], segments: &[String]) -> Option<(Path, String)> {
        let (name, leading) = segments.split_last()?;
        let mut path = from.to_vec();
        for segment in leading {
            match segment.as_str() {
                "crate" => path.clear(),
                "self" => {}
                "super" => drop(path.pop()),
                name => path.push(name.to_owned()),
            }
        }
        self.0.contains_key(&path).then(|| (path, name.clone()))
    }
}

fn parse(source: &Source) -> Result<syn::File, Diagnostic> {
    syn::parse_file(&source.text).map_err(|error| {
        Diagnostic::new(
            &Place::whole(&source.path),
            format!("this is no Rust: {error}"),
        )
    })
}

/// Takes in a module and those below it, except those of tests.
fn collect(
    modules: &mut BTreeMap<Path, Module>,
    files: &BTreeMap<&str, &Source>,
    path: Path,
    mut items: Vec<Item>,
    needs: String,
) -> Result<(), Diagnostic> {
    for item in &mut items {
        let Item::Mod(item) = item else { continue };
        if is_of_tests(&item.attrs) {
            continue;
        }
        let mut below = path.clone();
        below.push(item.ident.to_string());
        let file = format!("{}.rs", below.join("/"));
        let items = match (item.content.take(), files.get(file.as_str())) {
            (Some((_, items)), _) => items,
            (None, Some(file)) => parse(file)?.items,
            (None, None) => continue,
        };
        let needs = format!("{needs}{}", conditions(&item.attrs));
        collect(modules, files, below, items, needs)?;
    }
    modules.insert(
        path,
        Module {
            items,
            conditions: needs,
        },
    );
    Ok(())
}

/// What an item defines that could be shown.
pub fn defined(item: &Item) -> Option<(String, &Visibility, &[Attribute])> {
    let (name, visibility, attributes) = match item {
        Item::Struct(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Trait(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Type(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Const(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Static(item) => (&item.ident, &item.vis, &item.attrs),
        Item::Fn(item) => (&item.sig.ident, &item.vis, &item.attrs),
        _ => return None,
    };
    Some((name.to_string(), visibility, attributes))
}

/// The paths that a `use` names, and what each is called here.
pub fn leaves(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        UseTree::Path(path) => {
            let below = leaves(&path.tree).into_iter();
            let within = below.map(|(mut segments, name)| {
                segments.insert(0, path.ident.to_string());
                (segments, name)
            });
            within.collect()
        }
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}

/// Whether something is there in tests alone.
pub fn is_of_tests(attributes: &[Attribute]) -> bool {
    has(attributes, "cfg") && conditions(attributes).contains("[test]")
}

//! What users can name of a crate that is written by hand: its files are followed from `lib.rs`, by `mod` to where things
//! are and by `pub use` to how they are called.
//!
//! What a macro makes is not seen, and no `pub use` of everything is followed; the runtime has neither in what it shows.

use std::collections::BTreeMap;

use syn::{Attribute, ImplItem, Item, ItemImpl, ItemTrait, TraitItem, UseTree, Visibility};

use super::{Found, Surface, conditions, has, is_public, signature, text};
use crate::Source;
use crate::diagnostic::{Diagnostic, Place};

/// Reads a crate by its files, which are named by their paths below this folder.
pub fn of_crate(name: &str, folder: &str, sources: &[Source]) -> Result<Surface, Diagnostic> {
    let files: BTreeMap<&str, &Source> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix(folder)?, source)))
        .collect();
    let mut modules = Modules::new();
    if let Some(root) = files.get("lib.rs") {
        let root = parse(root)?;
        collect(&mut modules, &files, Vec::new(), root.items, String::new())?;
    }
    let mut named = Named {
        modules: &modules,
        names: BTreeMap::new(),
        surface: Surface::new(),
    };
    named.publish(&[], name);
    Ok(named.described())
}

/// A module's path from the root of the crate.
type Path = Vec<String>;

type Modules = BTreeMap<Path, Module>;

struct Module {
    items: Vec<Item>,
    /// The features that it needs.
    conditions: String,
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
    modules: &mut Modules,
    files: &BTreeMap<&str, &Source>,
    path: Path,
    items: Vec<Item>,
    needs: String,
) -> Result<(), Diagnostic> {
    let inner = items.iter().filter_map(|item| match item {
        Item::Mod(item) if !is_of_tests(&item.attrs) => Some(item.clone()),
        _ => None,
    });
    for item in inner.collect::<Vec<_>>() {
        let mut below = path.clone();
        below.push(item.ident.to_string());
        let file = format!("{}.rs", below.join("/"));
        let items = match (item.content, files.get(file.as_str())) {
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

/// What was found, and how users call it.
struct Named<'m> {
    modules: &'m Modules,
    /// The public module and name of an item, by the module and name of its definition.
    names: BTreeMap<(Path, String), (String, String)>,
    surface: Surface,
}

impl Named<'_> {
    /// Names what a module shows, which users know by this name.
    fn publish(&mut self, path: &[String], public: &str) {
        let Some(module) = self.modules.get(path) else {
            return;
        };
        for item in &module.items {
            match item {
                Item::Mod(item) if shows(&item.vis, &item.attrs) => {
                    let name = item.ident.to_string();
                    self.publish(&below(path, &name), &format!("{public}::{name}"));
                }
                Item::Use(item) if shows(&item.vis, &item.attrs) => {
                    for (segments, name) in leaves(&item.tree) {
                        match self.resolve(path, &segments) {
                            Some(definition) => {
                                let public = (public.to_owned(), name);
                                self.names.entry(definition).or_insert(public);
                            }
                            None => {
                                let says = format!("use {}", segments.join("::"));
                                self.surface.insert(format!("{public}::{name}"), says);
                            }
                        }
                    }
                }
                item => {
                    if let Some((name, visibility, attributes)) = defined(item)
                        && shows(visibility, attributes)
                    {
                        let definition = (path.to_vec(), name.clone());
                        self.names.insert(definition, (public.to_owned(), name));
                    }
                }
            }
        }
    }

    /// The module and name of the definition that a path leads to.
    fn resolve(&self, from: &[String], segments: &[String]) -> Option<(Path, String)> {
        let (name, leading) = segments.split_last()?;
        let mut path = from.to_vec();
        for (index, segment) in leading.iter().enumerate() {
            match segment.as_str() {
                "crate" if index == 0 => path.clear(),
                "self" if index == 0 => {}
                "super" => drop(path.pop()),
                name => path.push(name.to_owned()),
            }
        }
        let module = self.modules.get(&path)?;
        let is_here = |item: &Item| defined(item).is_some_and(|(defined, ..)| defined == *name);
        if module.items.iter().any(is_here) {
            return Some((path, name.clone()));
        }
        let uses = module.items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(leaves(&item.tree)),
            _ => None,
        });
        let (segments, _) = uses
            .flatten()
            .find(|(segments, called)| called == name && segments.len() > 1)?;
        // A name that comes from itself is one of another crate.
        let is_elsewhere = path != from || segments.as_slice() != [name.clone()];
        is_elsewhere.then(|| self.resolve(&path, &segments))?
    }

    /// Describes everything that has a name.
    fn described(mut self) -> Surface {
        let modules = self.modules;
        for (path, module) in modules {
            for item in &module.items {
                match item {
                    Item::Impl(item) => self.implementation(path, module, item),
                    item => {
                        let name = defined(item).map(|(name, ..)| name).unwrap_or_default();
                        if let Some((public, name)) = self.names.get(&(path.clone(), name)) {
                            let (public, name) = (public.clone(), name.clone());
                            self.item(&public, &name, module, item);
                        }
                    }
                }
            }
        }
        self.surface
    }

    fn item(&mut self, public: &str, name: &str, module: &Module, item: &Item) {
        let key = format!("{public}::{name}");
        let mut found = Found {
            module: public,
            surface: &mut self.surface,
        };
        let (kind, generics) = match item {
            Item::Struct(item) => {
                found.structure(item);
                ("struct", Some(&item.generics))
            }
            Item::Enum(item) => {
                found.enumeration(item);
                ("enum", Some(&item.generics))
            }
            Item::Trait(item) => return self.contract(&key, module, item),
            Item::Type(item) => {
                let says = format!("type{} = {}", text(&item.generics), text(&item.ty));
                found.put(key, says);
                return;
            }
            Item::Const(item) => return found.put(key, format!("const {}", text(&item.ty))),
            Item::Static(item) => return found.put(key, format!("static {}", text(&item.ty))),
            Item::Fn(item) => {
                let needs = format!("{}{}", module.conditions, conditions(&item.attrs));
                return found.put(format!("{key}()"), format!("{needs}{}", signature(&item.sig)));
            }
            _ => return,
        };
        let says = self.surface.entry(key).or_default();
        let generics = generics.map(generics_of).unwrap_or_default();
        *says = format!("{}{kind}{generics} {says}", module.conditions);
        *says = says.trim_end().to_owned();
    }

    /// A trait is one entry with what an implementation must have, because one more of that breaks them.
    fn contract(&mut self, key: &str, module: &Module, item: &ItemTrait) {
        let functions = item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(function) if !is_hidden(&function.attrs) => Some(function),
            _ => None,
        });
        let types = item.items.iter().filter_map(|item| match item {
            TraitItem::Type(ty) => Some(format!("type {}{}", ty.ident, text(&ty.bounds))),
            _ => None,
        });
        let mut required: Vec<String> = types.collect();
        for function in functions {
            let name = &function.sig.ident;
            let says = format!("{}{}", conditions(&function.attrs), signature(&function.sig));
            self.surface.insert(format!("{key}::{name}()"), says);
            if function.default.is_none() {
                required.push(name.to_string());
            }
        }
        let above = match text(&item.supertraits) {
            above if above.is_empty() => above,
            above => format!(": {above}"),
        };
        let says = format!(
            "{}trait{}{above} {{ {} }}",
            module.conditions,
            generics_of(&item.generics),
            required.join(", ")
        );
        self.surface.insert(key.to_owned(), says);
    }

    /// What an `impl` gives a type that has a name.
    fn implementation(&mut self, path: &Path, module: &Module, item: &ItemImpl) {
        let syn::Type::Path(ty) = &*item.self_ty else {
            return;
        };
        let segments: Vec<String> = ty
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let Some(definition) = self.resolve(path, &segments) else {
            return;
        };
        let Some((public, name)) = self.names.get(&definition) else {
            return;
        };
        let needs = format!("{}{}", module.conditions, conditions(&item.attrs));
        let key = format!("{public}::{name}");
        if is_of_tests(&item.attrs) || is_hidden(&item.attrs) {
            return;
        }
        if let Some((path, _)) = &item.trait_ {
            let says = format!("{needs}{}", generics_of(&item.generics));
            self.surface.insert(format!("{key}: {}", text(path)), says);
            return;
        }
        // A bound of the whole `impl` is one of each method.
        let bounds = match generics_of(&item.generics) {
            generics if generics.contains(": ") => format!("{generics} "),
            _ => String::new(),
        };
        for item in &item.items {
            match item {
                ImplItem::Fn(function) if shows(&function.vis, &function.attrs) => {
                    let name = &function.sig.ident;
                    let needs = format!("{needs}{}", conditions(&function.attrs));
                    let says = format!("{needs}{bounds}{}", signature(&function.sig));
                    self.surface.insert(format!("{key}::{name}()"), says);
                }
                ImplItem::Const(constant) if shows(&constant.vis, &constant.attrs) => {
                    let says = format!("{needs}const {}", text(&constant.ty));
                    self.surface.insert(format!("{key}::{}", constant.ident), says);
                }
                _ => {}
            }
        }
    }
}

/// The parameters, and what is asked of them.
fn generics_of(generics: &syn::Generics) -> String {
    let bounds = match &generics.where_clause {
        Some(bounds) => format!(" {}", text(bounds)),
        None => String::new(),
    };
    format!("{}{bounds}", text(generics))
}

fn below(path: &[String], name: &str) -> Path {
    let mut below = path.to_vec();
    below.push(name.to_owned());
    below
}

/// What an item defines that could be shown.
fn defined(item: &Item) -> Option<(String, &Visibility, &[Attribute])> {
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
fn leaves(tree: &UseTree) -> Vec<(Vec<String>, String)> {
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

fn shows(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    is_public(visibility) && !is_hidden(attributes) && !is_of_tests(attributes)
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc") && text(&attribute.meta) == "doc(hidden)")
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    has(attributes, "cfg") && conditions(attributes).contains("[test]")
}

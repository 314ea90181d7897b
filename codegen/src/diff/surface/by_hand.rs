//! What users can name of a crate that is written by hand: its files are followed from `lib.rs`, by `mod` to where things
//! are and by `pub use` to how they are called.
//!
//! What a macro makes is not seen, and no `pub use` of everything is followed; the runtime has neither in what it shows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use syn::{Attribute, ImplItem, Item, ItemImpl, ItemTrait, TraitItem, Visibility};

use super::modules::{Module, Modules, Path, defined, is_of_tests, leaves};
use super::{Found, Surface, conditions, is_public, signature, text};
use crate::Source;
use crate::diagnostic::Diagnostic;

/// Reads a crate by its files, which are named by their paths below this folder.
pub fn of_crate(name: &str, folder: &str, sources: &[Source]) -> Result<Surface, Diagnostic> {
    let modules = Modules::read(folder, sources)?;
    let mut named = Named {
        modules: &modules,
        names: BTreeMap::new(),
        surface: Surface::new(),
    };
    named.publish(&[], name);
    Ok(named.described())
}

/// What was found, and how users call it.
struct Named<'m> {
    modules: &'m Modules,
    /// The public module and name of an item, by the module and name of its definition.
    names: BTreeMap<(Path, String), (String, String)>,
    surface: Surface,
}

impl Named<'_> {
    /// Names what a module shows, which users know by this name; what is here before what is in the modules below.
    fn publish(&mut self, path: &[String], public: &str) {
        let Some(module) = self.modules.0.get(path) else {
            return;
        };
        for item in &module.items {
            match item {
                Item::Use(item) if shows(&item.vis, &item.attrs) => {
                    for (segments, name) in leaves(&item.tree) {
                        let definition = self.modules.resolve(path, &segments);
                        self.name(definition, &segments, public, name);
                    }
                }
                item => {
                    if let Some((name, visibility, attributes)) = defined(item)
                        && shows(visibility, attributes)
                    {
                        let definition = Some((path.to_vec(), name.clone()));
                        self.name(definition, &[], public, name);
                    }
                }
            }
        }
        for item in &module.items {
            if let Item::Mod(item) = item
                && shows(&item.vis, &item.attrs)
            {
                let name = item.ident.to_string();
                self.publish(&below(path, &name), &format!("{public}::{name}"));
            }
        }
    }

    /// Gives a definition its name; a second one, and that of something of another crate, is an entry of its own.
    fn name(
        &mut self,
        definition: Option<(Path, String)>,
        segments: &[String],
        public: &str,
        name: String,
    ) {
        let first = match definition.map(|definition| self.names.entry(definition)) {
            Some(Entry::Vacant(entry)) => {
                entry.insert((public.to_owned(), name));
                return;
            }
            Some(Entry::Occupied(entry)) => format!("{}::{}", entry.get().0, entry.get().1),
            None => segments.join("::"),
        };
        self.surface
            .insert(format!("{public}::{name}"), format!("use {first}"));
    }

    /// Describes everything that has a name.
    fn described(mut self) -> Surface {
        let modules = self.modules;
        for (path, module) in &modules.0 {
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
        let attributes = defined(item).map_or(&[][..], |(_, _, attributes)| attributes);
        let needs = format!("{}{}", module.conditions, conditions(attributes));
        let mut fields = Surface::new();
        let mut found = Found {
            module: public,
            surface: &mut fields,
        };
        let kind = match item {
            Item::Struct(item) => {
                found.structure(item);
                format!("struct{}", generics_of(&item.generics))
            }
            Item::Enum(item) => {
                found.enumeration(item);
                format!("enum{}", generics_of(&item.generics))
            }
            Item::Trait(item) => return self.contract(&key, &needs, item),
            Item::Type(item) => format!("type{} = {}", text(&item.generics), text(&item.ty)),
            Item::Const(item) => format!("const {}", text(&item.ty)),
            Item::Static(item) => format!("static {}", text(&item.ty)),
            Item::Fn(item) => {
                let says = format!("{needs}{}", signature(&item.sig));
                self.surface.insert(format!("{key}()"), says);
                return;
            }
            _ => return,
        };
        // What is defined under another name than users know it by has that in its keys.
        let defined = defined(item).map(|(name, ..)| format!("{public}::{name}"));
        let defined = defined.unwrap_or_default();
        let fields = fields.into_iter().map(|(field, says)| {
            let below = field.strip_prefix(&defined).unwrap_or_default();
            (format!("{key}{below}"), says)
        });
        self.surface.extend(fields);
        let says = self.surface.entry(key).or_default();
        *says = format!("{needs}{kind} {says}").trim_end().to_owned();
    }

    /// A trait is one entry with what an implementation must have, because one more of that breaks them.
    fn contract(&mut self, key: &str, needs: &str, item: &ItemTrait) {
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
            let says = format!(
                "{}{}",
                conditions(&function.attrs),
                signature(&function.sig)
            );
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
            "{needs}trait{}{above} {{ {} }}",
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
        let Some(definition) = self.modules.resolve(path, &segments) else {
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
            // The path to a trait is as its module happens to name it.
            let name = path.segments.last().map(text).unwrap_or_default();
            self.surface.insert(format!("{key}: {name}"), says);
            return;
        }
        // A bound of the whole `impl` is one of each method.
        let bounds = match generics_of(&item.generics) {
            generics if generics.contains(": ") => format!(" {generics} "),
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
                    self.surface
                        .insert(format!("{key}::{}", constant.ident), says);
                }
                _ => {}
            }
        }
    }
}

/// The parameters, and what is asked of them.
fn generics_of(generics: &syn::Generics) -> String {
    let bounds = match &generics.where_clause {
        Some(bounds) => format!(" {}", text(bounds).trim_end_matches(',')),
        None => String::new(),
    };
    format!("{}{bounds}", text(generics))
}

fn below(path: &[String], name: &str) -> Path {
    let mut below = path.to_vec();
    below.push(name.to_owned());
    below
}

fn shows(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    is_public(visibility) && !is_hidden(attributes) && !is_of_tests(attributes)
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc") && text(&attribute.meta) == "doc(hidden)")
}

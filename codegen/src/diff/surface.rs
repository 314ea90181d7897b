//! What users of the crate can name, and how: taken from the emitted files themselves, so that nothing of what the
//! emitter writes can be overlooked.
//!
//! An entry is a key, such as `conversations::types::SendMessageBody::message()`, and what the compiler holds a user to
//! there, such as `(mut self, impl Into<String>) -> Self`. Code that compiled goes on compiling if every entry is still
//! there and says the same: structs and enums of the crate are `#[non_exhaustive]`, so that one more field or variant
//! breaks nobody. An exhaustive one is a single entry with all its fields.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, File, FnArg, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Meta,
    Signature, Token, Visibility,
};

use crate::emit;
use crate::load::pages::Pages;
use crate::model::{Api, Area, Generation};
use crate::names::Name;

pub mod by_hand;
mod modules;

/// The module of the scopes.
const SCOPES: &str = "scopes";

/// Keys and what the compiler holds a user to there.
pub type Surface = BTreeMap<String, String>;

/// The module path of an area: `conversations`, `v3::conversations`.
pub fn module(area: &Area) -> String {
    match area.generation {
        Generation::V2 => area.module.as_str().to_owned(),
        Generation::V3 => format!("v3::{}", area.module.as_str()),
    }
}

/// The key of the constant of a scope.
pub fn scope(name: &Name) -> String {
    format!("{SCOPES}::{}", name.as_str())
}

/// The surface of one area: the handle, its methods, the parameters and the types.
pub fn of_area(api: &Api, area: &Area) -> Surface {
    let module = module(area);
    let mut surface = Surface::new();
    for (file, path) in [
        (emit::File::Area(area), module.clone()),
        (emit::File::Types(area), format!("{module}::types")),
    ] {
        add(&mut surface, &path, &file, api);
    }
    surface.insert(format!("feature {}", area.feature()), String::new());
    surface
}

/// The surface of the roots: the client and its accessors, and the scopes.
pub fn of_root(api: &Api) -> Surface {
    let mut surface = Surface::new();
    add(&mut surface, "", &emit::File::Root, api);
    if api
        .areas
        .iter()
        .any(|area| area.generation == Generation::V3)
    {
        add(&mut surface, "v3", &emit::File::V3, api);
    }
    if !api.scopes.is_empty() {
        add(&mut surface, SCOPES, &emit::File::Scopes, api);
    }
    surface
}

fn add(surface: &mut Surface, module: &str, file: &emit::File<'_>, api: &Api) {
    // What is emitted is Rust: `format` has a fault for what is not.
    let Ok(file) = syn::parse2::<File>(file.emit(api, &Pages::default())) else {
        return;
    };
    let mut found = Found { module, surface };
    file.items.iter().for_each(|item| found.item(item));
}

/// What is found in a module.
struct Found<'f> {
    module: &'f str,
    surface: &'f mut Surface,
}

impl Found<'_> {
    fn key(&self, name: impl ToString) -> String {
        let name = name.to_string();
        let name = name.trim_start_matches("r#");
        if self.module.is_empty() {
            name.to_owned()
        } else {
            format!("{}::{name}", self.module)
        }
    }

    fn put(&mut self, key: String, says: String) {
        self.surface.insert(key, says);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            Item::Impl(item) => self.implementation(item),
            Item::Mod(item) if is_public(&item.vis) => {
                self.put(
                    format!("mod {}", self.key(&item.ident)),
                    conditions(&item.attrs),
                );
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.put(self.key(&item.ident), text(&item.ty));
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.put(self.key(&item.ident), format!("const {}", text(&item.ty)));
            }
            Item::Use(item) if is_public(&item.vis) => {
                for (_, name) in modules::leaves(&item.tree) {
                    self.put(self.key(name), "use".to_owned());
                }
            }
            // `record! { Type { .. } Type { .. } }` implements what the runtime has for a record.
            Item::Macro(item) => {
                let name = text(&item.mac.path);
                for tree in item.mac.tokens.clone() {
                    if let TokenTree::Ident(of) = tree {
                        self.put(format!("{}: {name}!", self.key(of)), String::new());
                    }
                }
            }
            _ => {}
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let key = self.key(&item.ident);
        self.traits(&key, &item.attrs);
        let public = item.fields.iter().filter(|field| is_public(&field.vis));
        let fields: Vec<(String, String)> = public
            .enumerate()
            .map(|(index, field)| {
                let name = field.ident.as_ref();
                let name = name.map_or_else(|| index.to_string(), ToString::to_string);
                (name.trim_start_matches("r#").to_owned(), text(&field.ty))
            })
            .collect();
        let all_public = fields.len() == item.fields.len() && !matches!(item.fields, Fields::Unit);
        if all_public && !has(&item.attrs, "non_exhaustive") {
            let fields = fields.iter().map(|(name, ty)| format!("{name}: {ty}"));
            self.put(key, fields.collect::<Vec<_>>().join(", "));
            return;
        }
        self.put(key.clone(), String::new());
        for (name, ty) in fields {
            self.put(format!("{key}.{name}"), ty);
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let key = self.key(&item.ident);
        self.traits(&key, &item.attrs);
        let variants = item.variants.iter();
        let variants = variants.map(|variant| (variant.ident.to_string(), held(&variant.fields)));
        if !has(&item.attrs, "non_exhaustive") {
            let variants = variants.map(|(name, holds)| format!("{name}{holds}"));
            self.put(key, variants.collect::<Vec<_>>().join(", "));
            return;
        }
        self.put(key.clone(), String::new());
        for (name, holds) in variants {
            self.put(format!("{key}::{name}"), holds);
        }
    }

    fn traits(&mut self, key: &str, attributes: &[Attribute]) {
        let derives = attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"));
        for derive in derives {
            let paths =
                derive.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
            for path in paths.into_iter().flatten() {
                self.put(format!("{key}: {}", text(&path)), String::new());
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let ty = text(&item.self_ty);
        let key = self.key(ty.split('<').next().unwrap_or(&ty));
        if let Some((path, _)) = &item.trait_ {
            self.put(format!("{key}: {}", text(path)), text(&item.generics));
            return;
        }
        for item in &item.items {
            if let ImplItem::Fn(function) = item
                && is_public(&function.vis)
            {
                let name = function.sig.ident.to_string();
                let says = format!(
                    "{}{}",
                    conditions(&function.attrs),
                    signature(&function.sig)
                );
                self.put(format!("{key}::{}()", name.trim_start_matches("r#")), says);
            }
        }
    }
}

/// What a variant holds: types, or names and types.
fn held(fields: &Fields) -> String {
    let Fields::Named(named) = fields else {
        return text(fields);
    };
    let fields = named.named.iter().map(|field| {
        let name = field.ident.as_ref().map(ToString::to_string);
        format!("{}: {}", name.unwrap_or_default(), text(&field.ty))
    });
    format!(" {{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

/// The signature without the names of its arguments, which no caller writes.
fn signature(signature: &Signature) -> String {
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => text(receiver),
        FnArg::Typed(argument) => text(&argument.ty),
    });
    let inputs = inputs.collect::<Vec<_>>().join(", ");
    let how = match (&signature.constness, &signature.asyncness) {
        (Some(_), _) => "const ",
        (_, Some(_)) => "async ",
        _ => "",
    };
    let generics = text(&signature.generics);
    let output = text(&signature.output);
    let bounds = text(&signature.generics.where_clause);
    let bounds = bounds.trim_end_matches(',');
    let said = format!("{how}{generics}({inputs}) {output}");
    format!("{} {bounds}", said.trim_end())
        .trim_end()
        .to_owned()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

/// The features that something needs.
fn conditions(attributes: &[Attribute]) -> String {
    let conditions = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    let conditions = conditions.filter_map(|attribute| match &attribute.meta {
        Meta::List(list) => Some(format!("[{}] ", list.tokens)),
        _ => None,
    });
    conditions.collect()
}

/// Tokens as they are written by hand.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    let written = tokens.to_token_stream().to_string();
    let mut characters = written.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let tight = |c: char| "<>():;,&'.![]?".contains(c);
        let last = text.chars().last().unwrap_or(' ');
        let is_apart = !(tight(last) || tight(next)) || next == '-' || last == '-';
        let is_open = ["->", "+", "="].iter().any(|end| text.ends_with(end))
            || last == ':' && !text.ends_with("::") && next != ':'
            || next == '+';
        if character != ' ' {
            text.push(character);
        } else if is_apart || is_open || last == ',' || last == '>' && !tight(next) {
            text.push(' ');
        }
    }
    text
}

/// The keys whose entries a user loses, or that say something else now.
pub fn broken<'s>(old: &'s Surface, new: &'s Surface) -> impl Iterator<Item = &'s str> {
    old.iter()
        .filter(|(key, says)| new.get(*key) != Some(*says))
        .map(|(key, _)| key.as_str())
}

/// The keys that are new.
pub fn added<'s>(old: &'s Surface, new: &'s Surface) -> impl Iterator<Item = &'s str> {
    new.keys()
        .filter(|key| !old.contains_key(*key))
        .map(String::as_str)
}

/// The surface without what follows from the rest: traits, the setter of a field, the variants for what is not known.
pub fn telling(mut surface: Surface) -> Surface {
    let follows = |key: &String, says: &String| {
        let is_trait = key.contains(": ");
        let is_unknown = ["UnknownValue", "Value"]
            .iter()
            .any(|held| *says == format!("({held})") && key.contains("::"));
        let setter = key.strip_suffix("()").and_then(|key| key.rsplit_once("::"));
        let is_setter =
            setter.is_some_and(|(owner, name)| surface.contains_key(&format!("{owner}.{name}")));
        is_trait || is_unknown || is_setter
    };
    let gone: Vec<String> = surface
        .iter()
        .filter(|(key, says)| follows(key, says))
        .map(|(key, _)| key.clone())
        .collect();
    for key in gone {
        surface.remove(&key);
    }
    surface
}

/// The surface for a reader: a module after the other.
pub fn listing(surface: &Surface) -> String {
    let mut modules: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, says) in surface {
        let (module, name) = split(key);
        let line = match says.as_str() {
            "" => name.to_owned(),
            says if name.ends_with("()") => {
                let apart = if says.starts_with(char::is_alphabetic) {
                    " "
                } else {
                    ""
                };
                format!("{}{apart}{says}", name.trim_end_matches("()"))
            }
            says => format!("{name}: {says}"),
        };
        let line = line.trim_end().to_owned();
        modules.entry(module).or_default().push(line);
    }
    let mut text = String::new();
    for (module, lines) in modules {
        text.push_str(&format!("[{module}]\n"));
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// The module of a key, and the rest: a module is written in small letters.
fn split(key: &str) -> (&str, &str) {
    if key.starts_with("mod ") || key.starts_with("feature ") {
        return ("crate", key);
    }
    let mut end = 0;
    for part in key.split("::") {
        let next = end + part.len() + 2;
        let is_last = next > key.len();
        if is_last || !part.starts_with(|c: char| c.is_ascii_lowercase()) {
            break;
        }
        end = next;
    }
    match end {
        0 => ("crate", key),
        end => (&key[..end - 2], &key[end..]),
    }
}

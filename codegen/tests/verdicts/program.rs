//! A program that uses everything of a crate: calls every method, makes every struct, sets and reads every field,
//! matches every enum with `_`, and names every scope. It is written from the model, not from what was emitted.

use std::fmt::Write;

use highlevel_codegen::model::{
    Answer, Api, Area, Body, Enum, Field, Generation, Item, Operation, Presence, Struct, Type,
    Union,
};

const HEAD: &str = "#![allow(deprecated, unused)]\n\
    use std::collections::BTreeMap;\n\
    use highlevel::{Call, Client, FilePart, ListCall, Nullable, Secret, Value};\n\
    fn any<T>() -> T { unimplemented!() }\n\
    fn bytes<T: AsRef<[u8]>>(_: Call<T>) {}\n\
    fn sound<T: Clone + std::fmt::Debug>() {}\n\
    fn equal<T: PartialEq>() {}\n";

/// The program.
pub fn program(api: &Api) -> String {
    let mut text = HEAD.to_owned();
    for area in &api.areas {
        self::area(&mut text, area);
    }
    for scope in &api.scopes {
        let name = &scope.name;
        line(
            &mut text,
            format_args!("const _: highlevel::auth::Scope = highlevel::scopes::{name};"),
        );
    }
    text
}

/// Adds a line, which cannot fail.
fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(line);
    text.push('\n');
}

fn area(text: &mut String, area: &Area) {
    let (module, handle) = (&area.module, &area.handle);
    let accessor = format!("client.{module}()");
    let (path, root) = match area.generation {
        Generation::V2 => (format!("highlevel::{module}"), ""),
        Generation::V3 => (
            format!("highlevel::v3::{module}"),
            "let client = client.v3();",
        ),
    };
    let name = path.replace("::", "_");
    line(
        text,
        format_args!("mod {name} {{ use super::*; use {path} as area; use area::types;"),
    );
    line(
        text,
        format_args!(
            "fn operations(client: &Client) {{ {root} let handle: area::{handle}<'_> = {accessor};"
        ),
    );
    for operation in area.operations() {
        self::operation(text, operation);
    }
    line(text, format_args!("}}"));
    for operation in area.operations() {
        if let Some(structure) = &operation.parameters {
            self::structure(text, structure, "area", true);
        }
    }
    for item in &area.types {
        match item {
            Item::Struct(item) => structure(text, item, "types", false),
            Item::Form(item) => structure(text, item, "types", true),
            Item::Enum(item) => enumeration(text, item),
            Item::Union(item) => union(text, item),
        }
    }
    line(text, format_args!("}}"));
}

fn operation(text: &mut String, operation: &Operation) {
    let path = operation
        .path_parameters
        .iter()
        .map(|parameter| match &parameter.ty {
            Type::Named { .. } => format!("&any::<{}>()", ty(&parameter.ty)),
            Type::Whole | Type::Number | Type::Flag => format!("any::<{}>()", ty(&parameter.ty)),
            _ => "any::<&str>()".to_owned(),
        });
    let parameters = operation
        .parameters
        .iter()
        .map(|structure| format!("&any::<area::{}>()", structure.name));
    let body = operation.body.iter().map(|body| match body {
        Body::Json(Type::Text) => "any::<&str>()".to_owned(),
        Body::Json(Type::List(item)) => format!("any::<&[{}]>()", ty(item)),
        Body::Json(body) => format!("any::<&{}>()", ty(body)),
        Body::Multipart(form) | Body::Urlencoded(form) => format!("any::<types::{form}>()"),
    });
    let arguments: Vec<String> = path.chain(parameters).chain(body).collect();
    let call = format!("handle.{}({})", operation.name, arguments.join(", "));
    match &operation.answer {
        Answer::Empty => line(text, format_args!("let _: Call<()> = {call};")),
        Answer::Undocumented => line(text, format_args!("let _: Call<Option<Value>> = {call};")),
        Answer::Bytes => line(text, format_args!("bytes({call});")),
        Answer::Json(answer) => {
            let answer = ty(answer);
            let returned = match &operation.paging {
                Some(paging) => format!("ListCall<{answer}, {}>", ty(&paging.item)),
                None => format!("Call<{answer}>"),
            };
            line(text, format_args!("let _: {returned} = {call};"));
        }
    }
}

fn structure(text: &mut String, structure: &Struct, module: &str, is_form: bool) {
    let name = format!("{module}::{}", structure.name);
    line(
        text,
        format_args!(
            "fn use_{}(value: {name}) {{ sound::<{name}>();",
            structure.name.as_str()
        ),
    );
    if !is_form {
        line(text, format_args!("equal::<{name}>();"));
    }
    for field in &structure.fields {
        line(
            text,
            format_args!("let _: &{} = &value.{};", held(field), field.name),
        );
    }
    let fields: Vec<String> = structure
        .fields
        .iter()
        .map(|field| field.name.to_string())
        .collect();
    line(
        text,
        format_args!("let {name} {{ {}, .. }} = &value;", fields.join(", ")),
    );
    if structure.in_request {
        made(text, structure, &name, module);
    }
    line(text, format_args!("}}"));
}

/// Makes the struct, and sets everything.
fn made(text: &mut String, structure: &Struct, name: &str, module: &str) {
    let required: Vec<&Field> = structure.required_fields().collect();
    match &structure.required {
        Some(all) => {
            let fields = required
                .iter()
                .map(|field| format!("{}: any::<{}>()", field.name, held(field)));
            let fields = fields.collect::<Vec<_>>().join(", ");
            line(
                text,
                format_args!("let made: {name} = {name}::new({module}::{all} {{ {fields} }});"),
            );
        }
        None => {
            let arguments = required.iter().map(|field| match field.presence {
                Presence::RequiredNullable => format!("any::<{}>()", held(field)),
                _ => format!("any::<{}>()", ty(&field.ty)),
            });
            let arguments = arguments.collect::<Vec<_>>().join(", ");
            line(
                text,
                format_args!("let made: {name} = {name}::new({arguments});"),
            );
        }
    }
    if required.is_empty() {
        line(text, format_args!("let _: {name} = Default::default();"));
    }
    for field in &structure.fields {
        let argument = ty(&field.ty);
        if matches!(field.presence, Presence::Optional | Presence::Nullable) {
            line(
                text,
                format_args!(
                    "let made: {name} = made.{}(any::<{argument}>());",
                    field.name
                ),
            );
        }
        if field.presence == Presence::Nullable {
            line(
                text,
                format_args!("let made: {name} = made.clear_{}();", field.name.as_str()),
            );
        }
    }
}

fn enumeration(text: &mut String, item: &Enum) {
    let name = format!("types::{}", item.name);
    line(
        text,
        format_args!(
            "fn use_{}(value: {name}) {{ sound::<{name}>(); equal::<{name}>();",
            item.name.as_str()
        ),
    );
    line(
        text,
        format_args!(
            "let _: &str = value.as_str(); let _ = {name}::from(\"text\"); match value {{"
        ),
    );
    for variant in &item.variants {
        line(text, format_args!("{name}::{} => {{}}", variant.name));
    }
    line(text, format_args!("_ => {{}} }} }}"));
}

fn union(text: &mut String, item: &Union) {
    let name = format!("types::{}", item.name);
    line(
        text,
        format_args!(
            "fn use_{}(value: {name}) {{ sound::<{name}>(); equal::<{name}>(); match value {{",
            item.name.as_str()
        ),
    );
    for (variant, held) in &item.variants {
        let holds = match held {
            Type::Named { is_enum: false, .. } => format!("Box<{}>", ty(held)),
            _ => ty(held),
        };
        line(
            text,
            format_args!("{name}::{variant}(held) => {{ let _: {holds} = held; }}"),
        );
    }
    line(text, format_args!("_ => {{}} }} }}"));
}

/// The type of a field.
fn held(field: &Field) -> String {
    let plain = if field.boxed {
        format!("Box<{}>", ty(&field.ty))
    } else {
        ty(&field.ty)
    };
    match field.presence {
        Presence::Required => plain,
        Presence::Optional | Presence::RequiredNullable => format!("Option<{plain}>"),
        Presence::Nullable => format!("Nullable<{plain}>"),
    }
}

fn ty(value: &Type) -> String {
    match value {
        Type::Text => "String".to_owned(),
        Type::Flag => "bool".to_owned(),
        Type::Whole => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Any => "Value".to_owned(),
        Type::Secret => "Secret<String>".to_owned(),
        Type::File => "FilePart".to_owned(),
        Type::Named { name, .. } => format!("types::{name}"),
        Type::List(item) => format!("Vec<{}>", ty(item)),
        Type::Map(item) => format!("BTreeMap<String, {}>", ty(item)),
        Type::OrNull(inner) => format!("Option<{}>", ty(inner)),
    }
}

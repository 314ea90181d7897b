//! Types and lists in words.

use crate::model::{Answer, Body, Type};

/// A type in words.
pub fn ty(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Flag => "true or false".to_owned(),
        Type::Whole => "whole number".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Any => "any value".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::File => "file".to_owned(),
        Type::Named { name, .. } => format!("`{}`", name.as_str()),
        Type::List(item) => format!("list of {}", self::ty(item)),
        Type::Map(item) => format!("map of {}", self::ty(item)),
        Type::OrNull(item) => format!("{} or null", self::ty(item)),
    }
}

/// A body in words.
pub fn body(body: &Body) -> String {
    match body {
        Body::Json(ty) => self::ty(ty),
        Body::Multipart(name) => format!("the form `{}`", name.as_str()),
        Body::Urlencoded(name) => format!("the form `{}` as a browser sends it", name.as_str()),
    }
}

/// An answer in words.
pub fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Empty => "nothing".to_owned(),
        Answer::Undocumented => "what nobody has written down".to_owned(),
        Answer::Bytes => "bytes".to_owned(),
        Answer::Json(ty) => self::ty(ty),
    }
}

/// Values in backticks, with `and` before the last.
pub fn list<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<String> = values
        .into_iter()
        .map(|value| format!("`{}`", value.as_ref()))
        .collect();
    match values.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `s` where there is not one.
pub fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

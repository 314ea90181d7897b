//! Text as doc attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Doc, Field};

/// How many characters a line of documentation has at most, without what stands before it.
const WIDTH: usize = 96;

/// Documentation of an item: its text, or the given one where nothing is said.
pub fn outer(doc: &Doc, otherwise: &str) -> TokenStream {
    let lines = lines(doc, otherwise);
    quote!(#(#[doc = #lines])*)
}

/// Documentation of an item that consists of the given paragraphs.
pub fn paragraphs(paragraphs: Vec<String>) -> TokenStream {
    outer(&Doc { paragraphs }, "")
}

/// Documentation of the file itself.
pub fn inner(doc: &Doc, otherwise: &str) -> TokenStream {
    let lines = lines(doc, otherwise);
    quote!(#(#![doc = #lines])*)
}

/// Documentation of the file itself, as it was written.
pub fn verbatim(text: &str) -> TokenStream {
    let lines = text.lines().map(spaced);
    quote!(#(#![doc = #lines])*)
}

/// What a setter does, from what the field is.
pub fn sets(field: &Field) -> TokenStream {
    let first = field.doc.paragraphs.first().filter(|_| field.described);
    let text = match first {
        None => format!("Sets `{}`.", field.wire),
        Some(first) => match first.split_once(' ') {
            Some((word, rest)) if STARTS.contains(&word) && !first.contains('\n') => {
                format!("Sets {} {rest}", word.to_lowercase())
            }
            _ => format!("Sets `{}`: {first}", field.wire),
        },
    };
    paragraphs(vec![text])
}

/// Words after which "Sets" reads well.
const STARTS: [&str; 14] = [
    "A", "An", "How", "The", "What", "When", "Where", "Whether", "Which", "Who", "Whom", "Whose",
    "Why", "Its",
];

/// A value as code, whatever it consists of.
pub fn code(value: &str) -> String {
    match value {
        "" => "The empty text".to_owned(),
        value if value.contains('`') => format!("`` {value} ``"),
        value => format!("`{}`", value.replace('\n', " ")),
    }
}

fn lines(doc: &Doc, otherwise: &str) -> Vec<String> {
    let otherwise = [otherwise.to_owned()];
    let paragraphs = if doc.is_empty() {
        &otherwise[..]
    } else {
        &doc.paragraphs[..]
    };
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph.lines().flat_map(wrap).map(|line| spaced(&line)));
    }
    lines
}

/// `/// text` keeps a space in front of the text, but an empty line has none behind it.
fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// Breaks a line at spaces; what continues a list item is indented.
fn wrap(line: &str) -> Vec<String> {
    let is_numbered = line
        .split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    let indent = match line {
        line if line.starts_with("- ") => "  ",
        _ if is_numbered => "   ",
        _ => "",
    };
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            Some(_) => lines.push(format!("{indent}{}", harmless(word))),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A word at the start of a line must not turn it into a list, a heading or a quotation.
fn harmless(word: &str) -> String {
    let is_number = word
        .strip_suffix(['.', ')'])
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    match word {
        "-" | "+" | ">" => format!("\\{word}"),
        word if word.starts_with('#') => format!("\\{word}"),
        word if is_number => word.replace('.', "\\.").replace(')', "\\)"),
        word => word.to_owned(),
    }
}

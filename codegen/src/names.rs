//! Every identifier of the generated code is made here, from the words of the API.
//!
//! The rules, in order:
//! - The wire text is cut into words at separators, at `aB`, at `ABc` and at `3Dx`; `+ % & @ # * $` and a leading
//!   `-` become words; the empty text is the word `empty`. Letters beyond ASCII make no word.
//! - The use decides the case: `send_a_new_message`, `SendMessageBody`, `SEND_A_NEW_MESSAGE`. Two digits that come to
//!   stand side by side keep a `_` between them (`13-17` is `N13_17`).
//! - What would start with a digit starts with `n` (`24h` is `n24h` or `N24h`).
//! - A keyword is a raw identifier (`r#type`), or gets a `_` where it cannot be one (`self_`).
//! - A name that the generated code needs itself gets a word more (`Unknown` is `UnknownValue`).
//! - A trailing `Dto` goes where nothing collides.
//! - Two texts that become one name are a fault, until a person chooses, in `names/chosen.rs`.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::{Diagnostic, Place};

mod chosen;
mod reserved;
mod words;

/// What an identifier is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// A module: `custom_fields`.
    Module,
    /// A struct or an enum: `SendMessageBody`.
    Type,
    /// A field and its setter: `contact_id`.
    Field,
    /// A variant of an enum: `WhatsApp`.
    Variant,
    /// A method: `send_a_new_message`.
    Method,
    /// An argument of a method: `contact_id`.
    Argument,
    /// A static: `SEND_A_NEW_MESSAGE`.
    Constant,
    /// A module of the guide, beside which there are other pages only: `paging`.
    Page,
}

/// An identifier. Only a [`Scope`] builds one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier without a leading `r#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the identifier has to be written with a leading `r#`.
    #[must_use]
    pub fn is_raw(&self) -> bool {
        reserved::is_keyword(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.is_raw() { "r#" } else { "" };
        write!(f, "{prefix}{}", self.0)
    }
}

/// A space in which every name stands once: the fields of a struct, the types of an area.
#[derive(Debug)]
pub struct Scope {
    label: String,
    taken: BTreeMap<String, (String, Place)>,
}

impl Scope {
    /// An empty scope; the label says in diagnostics, and in `names/chosen.rs`, what it is.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            taken: BTreeMap::new(),
        }
    }

    /// Whether the name that a text makes is taken.
    #[must_use]
    pub fn is_claimed(&self, wire: &str, case: Case) -> bool {
        name(wire, case).is_some_and(|name| self.taken.contains_key(&name.0))
    }

    /// The name for a text of the API.
    ///
    /// # Errors
    /// Where the text has nothing to make a name of, or the name is taken.
    pub fn claim(&mut self, wire: &str, case: Case, place: &Place) -> Result<Name, Diagnostic> {
        self.claim_for(wire, &format!("`{wire}`"), case, place)
    }

    /// The name for something that has no text of its own in the API; `what` is how diagnostics name it.
    ///
    /// # Errors
    /// As for [`claim`](Self::claim).
    pub fn claim_for(
        &mut self,
        wire: &str,
        what: &str,
        case: Case,
        place: &Place,
    ) -> Result<Name, Diagnostic> {
        let text = chosen::text(&self.label, wire).unwrap_or(wire);
        let row = format!(
            "for \"{wire}\" of \"{}\" in codegen/src/names/chosen.rs",
            self.label
        );
        let Some(name) = name(text, case) else {
            let fault = Diagnostic::new(place, format!("no name can be made of {what}"));
            return Err(fault.help(format!("choose one {row}")));
        };
        let Some((first, first_place)) = self.taken.get(&name.0) else {
            self.taken
                .insert(name.0.clone(), (what.to_owned(), place.clone()));
            return Ok(name);
        };
        let fault = Diagnostic::new(place, format!("{what} becomes `{name}`, which is taken"))
            .other(first_place, format!("{first} is `{name}` already"));
        Err(if first == what {
            fault.help("it stands there twice: rename or remove one of the two")
        } else {
            fault.help(format!(
                "choose another name for one of them, such as {row}"
            ))
        })
    }
}

/// Shortens the names of schemas by a trailing `Dto`, where the shorter name is nobody else's.
#[must_use]
pub fn without_dto<'w>(wires: impl Iterator<Item = &'w str>) -> BTreeMap<&'w str, String> {
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for wire in wires {
        let name = name(words::strip_dto(wire), Case::Type).map(|name| name.0);
        let is_free = name
            .as_ref()
            .is_none_or(|name| !reserved::is_reserved(name, Case::Type));
        let name = name.filter(|_| is_free).or_else(|| Some(wire.to_owned()));
        texts
            .entry(name.unwrap_or_default())
            .or_default()
            .push(wire);
    }
    let pairs = texts.into_values().flat_map(|wires| {
        let alone = wires.len() == 1;
        wires.into_iter().map(move |wire| {
            (
                wire,
                if alone { words::strip_dto(wire) } else { wire }.to_owned(),
            )
        })
    });
    pairs.collect()
}

/// The words of a text, in lower case.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    words::split(text)
}

fn name(text: &str, case: Case) -> Option<Name> {
    let words = words::split(text);
    if words.is_empty() {
        return None;
    }
    let joined = match case {
        Case::Type | Case::Variant => words::camel(&words),
        Case::Constant => words::snake(&words).to_uppercase(),
        Case::Module | Case::Field | Case::Method | Case::Argument | Case::Page => {
            words::snake(&words)
        }
    };
    Some(Name(reserved::avoid(joined, case)))
}

#[cfg(test)]
mod tests;

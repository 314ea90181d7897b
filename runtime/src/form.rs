//! Forms: what is sent as `multipart/form-data`.

pub(crate) mod file_part;
pub(crate) mod multipart;

use std::collections::BTreeMap;

use self::file_part::FilePart;
use crate::json::encode::Encode;
use crate::json::fault::{Fault, Step};
use crate::json::texts::texts;

/// A struct that is sent as a form, from `form!`.
pub trait Form {
    /// Hands over the parts.
    fn write(self, parts: &mut Parts);
}

/// The parts of a form, in the order in which they are sent.
#[derive(Default)]
pub struct Parts {
    parts: Vec<Part>,
    fault: Option<Fault>,
}

/// A field of a form: text, a file, or several of one of them.
pub trait FormField {
    /// Hands over the parts of the field.
    fn write(self, name: &'static str, parts: &mut Parts);
}

/// One part of a form.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) content: Content,
}

/// What a part carries.
pub(crate) enum Content {
    Text(String),
    File(FilePart),
}

impl Parts {
    /// Adds a field.
    pub fn field(&mut self, name: &'static str, value: impl FormField) {
        value.write(name, self);
    }

    pub(crate) fn finish(self) -> Result<Vec<Part>, Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.parts),
        }
    }

    fn add_texts(&mut self, name: &'static str, value: &dyn Encode) {
        match texts(value) {
            Ok(values) => self.parts.extend(values.into_iter().map(|text| Part {
                name: name.to_owned(),
                content: Content::Text(text),
            })),
            Err(fault) => {
                self.fault
                    .get_or_insert_with(|| fault.within(Step::Field(name)));
            }
        }
    }

    fn add_file(&mut self, name: &str, file: FilePart) {
        self.parts.push(Part {
            name: name.to_owned(),
            content: Content::File(file),
        });
    }
}

impl<T: Encode> FormField for T {
    fn write(self, name: &'static str, parts: &mut Parts) {
        parts.add_texts(name, &self);
    }
}

impl FormField for FilePart {
    fn write(self, name: &'static str, parts: &mut Parts) {
        parts.add_file(name, self);
    }
}

impl FormField for Option<FilePart> {
    fn write(self, name: &'static str, parts: &mut Parts) {
        if let Some(file) = self {
            parts.add_file(name, file);
        }
    }
}

impl FormField for Vec<FilePart> {
    fn write(self, name: &'static str, parts: &mut Parts) {
        for file in self {
            parts.add_file(name, file);
        }
    }
}

impl FormField for Option<Vec<FilePart>> {
    fn write(self, name: &'static str, parts: &mut Parts) {
        self.unwrap_or_default().write(name, parts);
    }
}

impl FormField for BTreeMap<String, FilePart> {
    /// Each file under the name of its key: some operations want ids there.
    fn write(self, _name: &'static str, parts: &mut Parts) {
        for (name, file) in self {
            parts.add_file(&name, file);
        }
    }
}

impl FormField for Option<BTreeMap<String, FilePart>> {
    fn write(self, name: &'static str, parts: &mut Parts) {
        self.unwrap_or_default().write(name, parts);
    }
}

/// Implements [`Form`] for a struct. A line is `field "nameInForm";`.
#[doc(hidden)]
#[macro_export]
macro_rules! __form {
    ($($form:ident { $($field:ident $name:literal;)* })*) => {$(
        impl $crate::codegen::Form for $form {
            #[allow(deprecated)]
            fn write(self, parts: &mut $crate::codegen::Parts) {
                let _ = &parts;
                $(parts.field($name, self.$field);)*
            }
        }
    )*};
}

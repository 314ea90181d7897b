//! Records: a struct lends its fields in the order of its table; everything else is here, once.

use std::fmt;

use serde_json::{Map, Value};

use super::decode::Decode;
use super::decoder::{Decoder, Key};
use super::encode::Encode;
use super::encoder::Encoder;
use super::fault::{Fault, Step};
use super::tagged::Tag;
use super::unknown::UnknownFields;

/// A struct with a table of its fields, from `record!`.
pub trait Record {
    /// Lends the fields to a reader.
    fn lend(&self, read: &mut dyn FnMut(Lent<'_>));
}

/// The fields of a record, lent for reading.
pub struct Lent<'r> {
    /// The table.
    pub shape: &'static Shape,
    /// The fields, in the order of the table.
    pub members: &'r [&'r dyn Encode],
    /// What came besides them.
    pub unknown: &'r UnknownFields,
}

/// A field that can be filled; every [`Decode`] is one.
pub trait Slot {
    /// Replaces the value by the next one of the decoder.
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault>;

    /// Tells the value what it is.
    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault>;
}

impl<T: Decode> Slot for T {
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        Decode::fill(self, decoder)
    }

    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        Decode::tell(self, tag, decoder)
    }
}

/// The table of a record.
pub struct Shape {
    /// Name of the struct.
    pub name: &'static str,
    /// Fields, in the order in which the struct lends them.
    pub fields: &'static [Field],
    /// Fields whose type another one tells, each with the name of that one in JSON.
    pub tags: &'static [(&'static str, &'static str)],
}

impl Shape {
    /// The fields whose type another one tells, by their index, and the name of that one in JSON.
    fn tagged(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.tags.iter().filter_map(|(field, tag)| {
            let is_it = |other: &Field| other.name == *field;
            Some((self.fields.iter().position(is_it)?, *tag))
        })
    }
}

/// A line of the table.
pub struct Field {
    /// Name in JSON.
    pub name: &'static str,
    /// Name in Rust.
    pub identifier: &'static str,
    /// What absence and `null` mean.
    pub presence: Presence,
}

/// What absence and `null` mean for a field.
#[allow(
    non_camel_case_types,
    reason = "the words of the table that `record!` reads"
)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Has to be there; `null` is absence.
    required,
    /// May be absent; `null` is absence.
    optional,
    /// May be absent; `null` is for the field to read.
    nullable,
    /// Has to be there; `null` is for the field to read.
    required_nullable,
}

impl Presence {
    fn is_required(self) -> bool {
        matches!(self, Self::required | Self::required_nullable)
    }

    fn takes_null(self) -> bool {
        matches!(self, Self::nullable | Self::required_nullable)
    }
}

/// Fills the fields of a record from the object that comes next.
pub fn fill_record(
    shape: &'static Shape,
    slots: &mut [&mut dyn Slot],
    unknown: &mut UnknownFields,
    decoder: &mut Decoder<'_>,
) -> Result<(), Fault> {
    let fields = shape.fields;
    let mut seen = Seen::new(fields.len());
    let mut key = decoder.open_object(fields)?;
    let mut next = 0;
    let mut told = Map::new();
    loop {
        match key {
            Key::End => break,
            Key::Known(index) => {
                let stale = seen.contains(index);
                if fill_field(slots[index], &fields[index], stale, decoder)? {
                    seen.insert(index);
                }
                next = index + 1;
            }
            Key::Unknown(name) if shape.tags.iter().any(|(_, tag)| *tag == name) => {
                told.insert(name, decoder.value()?);
            }
            Key::Unknown(name) => {
                let value = decoder.value()?;
                decoder.note_unknown(1);
                unknown.insert(name, value);
            }
        }
        key = decoder.next_key(fields, next)?;
    }
    decoder.leave();
    tell(shape, slots, told, decoder)?;
    check_required(fields, &seen, decoder)
}

/// Tells the fields that need it what they are, once all of the object was read.
fn tell(
    shape: &'static Shape,
    slots: &mut [&mut dyn Slot],
    mut told: Map<String, Value>,
    decoder: &mut Decoder<'_>,
) -> Result<(), Fault> {
    for (index, name) in shape.tagged() {
        let tag = match told.remove(name) {
            None | Some(Value::Null) => continue,
            Some(Value::String(tag)) => tag,
            Some(other) => other.to_string(),
        };
        let mark = decoder.warning_count();
        let outcome = slots[index].tell(tag, decoder);
        decoder.placed(outcome, mark, || Step::Field(shape.fields[index].name))?;
    }
    Ok(())
}

/// Writes a record as an object: what is set, and in full mode what was not known.
pub fn encode_record(record: &dyn Record, encoder: &mut Encoder) {
    record.lend(&mut |Lent {
                          shape,
                          members,
                          unknown,
                      }| {
        encoder.open(b'{');
        for (index, name) in shape.tagged() {
            if let Some(Tag { text, .. }) = members[index].tag() {
                encoder.member(name, &text, || Step::Field(name));
            }
        }
        let has_tags = !shape.tags.is_empty();
        for (field, value) in shape.fields.iter().zip(members) {
            let is_alone = || has_tags && value.tag().is_some_and(|tag| tag.is_alone);
            if value.is_set() && !is_alone() || field.presence.is_required() {
                encoder.member(field.name, *value, || Step::Field(field.name));
            }
        }
        if encoder.is_full() {
            for (name, value) in unknown.iter() {
                encoder.member(name, value, || Step::Key);
            }
        }
        encoder.close(b'}');
    });
}

/// Shows a record: the fields that are set, under their Rust names, and what was not known.
pub fn debug_record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut outcome = Ok(());
    record.lend(&mut |Lent {
                          shape,
                          members,
                          unknown,
                      }| {
        let mut shown = f.debug_struct(shape.name);
        for (field, value) in shape.fields.iter().zip(members) {
            if value.is_set() {
                shown.field(field.identifier.trim_start_matches("r#"), value);
            }
        }
        if !unknown.is_empty() {
            shown.field("unknown_fields", unknown);
        }
        outcome = shown.finish();
    });
    outcome
}

/// Fills one field, unless a `null` stands there for its absence; says whether it was there.
fn fill_field(
    slot: &mut dyn Slot,
    field: &Field,
    stale: bool,
    decoder: &mut Decoder<'_>,
) -> Result<bool, Fault> {
    let mark = decoder.warning_count();
    let mut was_there = false;
    let outcome = match decoder.skip_null(field.presence.takes_null()) {
        Ok(true) => Ok(()),
        Ok(false) => {
            was_there = true;
            decoder.set_stale(stale);
            let outcome = slot.fill(decoder);
            decoder.set_stale(false);
            outcome
        }
        Err(fault) => Err(fault),
    };
    decoder.placed(outcome, mark, || Step::Field(field.name))?;
    Ok(was_there)
}

fn check_required(fields: &[Field], seen: &Seen, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
    for (index, field) in fields.iter().enumerate() {
        if field.presence.is_required() && !seen.contains(index) {
            let fault = Fault::missing(field.name);
            if !decoder.is_lenient() {
                return Err(fault);
            }
            decoder.warn(fault);
        }
    }
    Ok(())
}

/// The fields that were there; without an allocation for up to 64 of them, which is nearly every record.
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        Self {
            first: 0,
            rest: vec![0; fields.saturating_sub(1) / 64],
        }
    }

    fn insert(&mut self, index: usize) {
        let bit = 1 << (index % 64);
        match index / 64 {
            0 => self.first |= bit,
            word => self.rest[word - 1] |= bit,
        }
    }

    fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.rest[word - 1],
        };
        word & (1 << (index % 64)) != 0
    }
}

/// Implements everything that a struct with a table of fields needs.
///
/// A row is `field "nameInJson" presence;`, with the name of the field that tells its type before the semicolon if there
/// is one. The struct has a field `unknown: UnknownFields` besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($record:ident { $($field:ident $name:literal $presence:ident $($tag:literal)?;)* }) => {
        const _: () = {
            static SHAPE: $crate::codegen::Shape = $crate::codegen::Shape {
                name: ::core::stringify!($record),
                fields: &[$($crate::codegen::Field {
                    name: $name,
                    identifier: ::core::stringify!($field),
                    presence: $crate::codegen::Presence::$presence,
                }),*],
                tags: &[$($(($name, $tag),)?)*],
            };

            impl $crate::codegen::Record for $record {
                #[allow(deprecated)]
                fn lend(&self, read: &mut dyn ::core::ops::FnMut($crate::codegen::Lent<'_>)) {
                    read($crate::codegen::Lent {
                        shape: &SHAPE,
                        members: &[$(&self.$field),*],
                        unknown: &self.unknown,
                    });
                }
            }

            impl $crate::codegen::Decode for $record {
                #[allow(deprecated)]
                fn blank() -> Self {
                    Self {
                        $($field: $crate::codegen::blank(),)*
                        unknown: ::core::default::Default::default(),
                    }
                }

                #[allow(deprecated)]
                fn fill(
                    &mut self,
                    decoder: &mut $crate::codegen::Decoder<'_>,
                ) -> ::core::result::Result<(), $crate::codegen::Fault> {
                    if decoder.take_stale() {
                        *self = $crate::codegen::blank();
                    }
                    $crate::codegen::fill_record(&SHAPE, &mut [$(&mut self.$field),*], &mut self.unknown, decoder)
                }
            }
        };

        impl $crate::codegen::Encode for $record {
            fn encode(&self, encoder: &mut $crate::codegen::Encoder) {
                $crate::codegen::encode_record(self, encoder);
            }
        }

        impl ::core::fmt::Debug for $record {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug_record(self, f)
            }
        }

        $crate::__serde! { $record }

        impl $record {
            /// Returns the fields that came with the answer and that this version of the crate does not know.
            pub fn unknown_fields(&self) -> &$crate::codegen::UnknownFields {
                &self.unknown
            }
        }
    };
}

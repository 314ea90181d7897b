//! Records: a struct lends its fields in the order of its table; everything else is here, once.

pub(crate) mod fill;
pub(crate) mod read;

use std::any::Any;

use super::decode::Decode;
use super::decoder::Decoder;
use super::encode::Encode;
use super::fault::Fault;
use super::unknown::UnknownFields;

/// What reads the fields of a record. A trait of its own, because a signature with `dyn FnMut(Lent<'_>)` is more for the
/// compiler to keep, for each record.
pub trait Reader {
    /// Reads them.
    fn read(&mut self, lent: Lent<'_>);
}

impl<F: FnMut(Lent<'_>)> Reader for F {
    fn read(&mut self, lent: Lent<'_>) {
        self(lent);
    }
}

/// The fields of a record, lent for reading.
pub struct Lent<'r> {
    /// The table.
    pub shape: &'static Shape,
    /// The fields, in the order of the table.
    pub members: &'r [&'r dyn Member],
    /// What came besides them.
    pub unknown: &'r UnknownFields,
}

/// What writes into the fields of a record.
pub trait Writer {
    /// Writes into them.
    fn write(&mut self, lent: Slots<'_>);
}

impl<F: FnMut(Slots<'_>)> Writer for F {
    fn write(&mut self, lent: Slots<'_>) {
        self(lent);
    }
}

/// The fields of a record, lent for writing.
pub struct Slots<'r> {
    /// The fields, in the order of the table.
    pub slots: &'r mut [&'r mut dyn Slot],
    /// What came besides them.
    pub unknown: &'r mut UnknownFields,
}

/// A field that can be read.
pub trait Member: Encode {
    /// The field, for one who knows its type.
    fn as_any(&self) -> &dyn Any;

    /// Whether another field, of the same type, has the same value.
    fn equals(&self, other: &dyn Member) -> bool;
}

impl<T: Encode + PartialEq + 'static> Member for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Member) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }
}

/// A field that can be filled; every [`Decode`] is one.
pub trait Slot {
    /// Takes the value of another field of the same type.
    fn copy(&mut self, from: &dyn Any);

    /// Forgets what the value holds.
    fn clear(&mut self);

    /// Replaces the value by the next one of the decoder.
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault>;

    /// Tells the value what it is.
    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault>;
}

impl<T: Decode + Clone + 'static> Slot for T {
    fn copy(&mut self, from: &dyn Any) {
        if let Some(from) = from.downcast_ref::<T>() {
            *self = from.clone();
        }
    }

    fn clear(&mut self) {
        *self = T::blank();
    }

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        Decode::fill(self, decoder)
    }

    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        Decode::tell(self, tag, decoder)
    }
}

/// The table of a record.
pub struct Shape {
    /// Name of the struct and those of its fields, with blanks between them: one text, because the compiler keeps much
    /// besides the letters of each.
    pub names: &'static str,
    /// Fields, in the order in which the struct lends them.
    pub fields: &'static [Field],
    /// Fields whose type another one tells, each with the name of that one in JSON.
    pub tags: &'static [(&'static str, &'static str)],
}

impl Shape {
    /// The table of what is no record.
    pub(crate) const NONE: &'static Self = &Self {
        names: "",
        fields: &[],
        tags: &[],
    };

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

/// Implements everything that structs with a table of fields need: `Clone`, `Debug`, `PartialEq` and serde's traits too.
///
/// What is here is compiled for each of two thousand structs, so that an item, a lifetime and a call more are felt: a trait
/// has as few methods as can be, and a body one call into what is compiled once.
///
/// A row is `field "nameInJson" presence;`, with the name of the field that tells its type before the semicolon if there
/// is one. The struct has a field `unknown: UnknownFields` besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($($record:ident { $($field:ident $name:literal $presence:ident $($tag:literal)?;)* })*) => {
    $(
        #[allow(deprecated)]
        impl $crate::codegen::Encode for $record {
            fn lend(&self, read: &mut dyn $crate::codegen::Reader) {
                read.read($crate::codegen::Lent {
                    shape: <Self as $crate::codegen::Decode>::SHAPE,
                    members: &[$(&self.$field),*],
                    unknown: &self.unknown,
                });
            }
        }

        #[allow(deprecated)]
        impl $crate::codegen::Decode for $record {
            const SHAPE: &'static $crate::codegen::Shape = &$crate::codegen::Shape {
                names: ::core::stringify!($record $($field)*),
                fields: &[$($crate::codegen::Field {
                    name: $name,
                    presence: $crate::codegen::Presence::$presence,
                }),*],
                tags: &[$($(($name, $tag),)?)*],
            };

            const BLANK: Self = Self {
                $($field: $crate::codegen::Decode::BLANK,)*
                unknown: $crate::codegen::NO_FIELDS,
            };

            fn lend_mut(&mut self, write: &mut dyn $crate::codegen::Writer) {
                write.write($crate::codegen::Slots {
                    slots: &mut [$(&mut self.$field),*],
                    unknown: &mut self.unknown,
                });
            }
        }

        impl ::core::clone::Clone for $record {
            fn clone(&self) -> Self {
                $crate::codegen::clone_record(self)
            }
        }

        impl ::core::cmp::PartialEq for $record {
            fn eq(&self, other: &Self) -> bool {
                $crate::codegen::equal_records(self, other)
            }
        }

        impl ::core::fmt::Debug for $record {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug_record(self, f)
            }
        }

        impl $record {
            /// Returns the fields that came with the answer and that this version of the crate does not know.
            pub fn unknown_fields(&self) -> &$crate::codegen::UnknownFields {
                &self.unknown
            }
        }
    )*

    $crate::__serde! { $($record)* }
    };
}

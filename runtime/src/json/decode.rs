//! How values start blank and are filled from a decoder.

use std::collections::BTreeMap;

use serde_json::Value;

use super::decoder::{Decoder, Key};
use super::fault::{Fault, Step};
use super::record::fill::fill_record;
use super::record::{Shape, Slots, Writer};

/// A value that an answer is decoded into.
pub trait Decode: Sized {
    /// Whether `null` is a value of its own here and not the absence of one.
    const TAKES_NULL: bool = false;

    /// The table, where the value is a record.
    const SHAPE: &'static Shape = Shape::NONE;

    /// The value before anything is decoded into it. A constant, because a record of constants costs the compiler
    /// little, and one of calls much.
    const BLANK: Self;

    /// The same, also where no constant can be: in a box.
    fn blank() -> Self {
        Self::BLANK
    }

    /// What an answer without a body means, if it means anything.
    fn empty() -> Option<Self> {
        None
    }

    /// What an answer means that is plain text instead of JSON, if it means anything.
    fn from_text(_text: &str) -> Option<Self> {
        None
    }

    /// Replaces the value by the next one of the decoder; fills the fields, where it is a record.
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        let mut outcome = Ok(());
        self.lend_mut(&mut |lent: Slots<'_>| outcome = fill_record(Self::SHAPE, lent, decoder));
        outcome
    }

    /// Lends the fields to a writer, where the value is a record.
    fn lend_mut(&mut self, _write: &mut dyn Writer) {}

    /// Learns from a field beside it what the value is; most values know that without.
    fn tell(&mut self, _tag: String, _decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        Ok(())
    }
}

/// A value that nothing was decoded into.
pub fn blank<T: Decode>() -> T {
    T::blank()
}

impl Decode for String {
    const BLANK: Self = Self::new();

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        decoder.text().map(|text| *self = text.to_owned())
    }
}

impl Decode for bool {
    const BLANK: Self = false;

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        decoder.boolean().map(|boolean| *self = boolean)
    }
}

impl Decode for i64 {
    const BLANK: Self = 0;

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        decoder.whole().map(|number| *self = number)
    }
}

impl Decode for f64 {
    const BLANK: Self = 0.0;

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        decoder.decimal().map(|number| *self = number)
    }
}

impl Decode for Value {
    const TAKES_NULL: bool = true;

    const BLANK: Self = Self::Null;

    fn from_text(text: &str) -> Option<Self> {
        Some(Self::String(text.to_owned()))
    }

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        decoder.value().map(|value| *self = value)
    }
}

impl<T: Decode> Decode for Option<T> {
    const TAKES_NULL: bool = true;

    const BLANK: Self = None;

    fn empty() -> Option<Self> {
        Some(None)
    }

    fn from_text(text: &str) -> Option<Self> {
        T::from_text(text).map(Some)
    }

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        if !T::TAKES_NULL && decoder.skip_null(false)? {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).fill(decoder)
    }

    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        self.get_or_insert_with(T::blank).tell(tag, decoder)
    }
}

impl<T: Decode> Decode for Box<T> {
    const TAKES_NULL: bool = T::TAKES_NULL;

    /// None is ever asked for: a box stands where a struct holds itself, and may be absent there.
    const BLANK: Self = panic!("a box is no constant");

    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        (**self).fill(decoder)
    }

    fn tell(&mut self, tag: String, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        (**self).tell(tag, decoder)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const BLANK: Self = Self::new();

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        self.clear();
        fill_list(self, T::TAKES_NULL, decoder)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    const BLANK: Self = Self::new();

    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        self.clear();
        fill_map(self, T::TAKES_NULL, decoder)
    }
}

/// A list as the decoder sees it, so that the walk through it is written and compiled once.
trait List {
    fn add(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault>;
}

impl<T: Decode> List for Vec<T> {
    fn add(&mut self, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        // Filled in place, because some items are large.
        self.push(T::blank());
        self.last_mut().map_or(Ok(()), |item| item.fill(decoder))
    }
}

/// A map as the decoder sees it.
trait Entries {
    fn add(&mut self, key: String, decoder: &mut Decoder<'_>) -> Result<(), Fault>;
}

impl<T: Decode> Entries for BTreeMap<String, T> {
    fn add(&mut self, key: String, decoder: &mut Decoder<'_>) -> Result<(), Fault> {
        let mut value = T::blank();
        value.fill(decoder)?;
        self.insert(key, value);
        Ok(())
    }
}

fn fill_list(
    list: &mut dyn List,
    takes_null: bool,
    decoder: &mut Decoder<'_>,
) -> Result<(), Fault> {
    let mut index = 0;
    let mut more = decoder.open_list()?;
    while more {
        let mark = decoder.warning_count();
        let outcome = match decoder.skip_null(takes_null) {
            Ok(true) => Ok(()),
            Ok(false) => list.add(decoder),
            Err(fault) => Err(fault),
        };
        decoder.placed(outcome, mark, || Step::Index(index))?;
        index += 1;
        more = decoder.next_item()?;
    }
    decoder.leave();
    Ok(())
}

fn fill_map(
    entries: &mut dyn Entries,
    takes_null: bool,
    decoder: &mut Decoder<'_>,
) -> Result<(), Fault> {
    let mut key = decoder.open_object(&[])?;
    while let Key::Unknown(name) = key {
        let mark = decoder.warning_count();
        let outcome = match decoder.skip_null(takes_null) {
            Ok(true) => Ok(()),
            Ok(false) => entries.add(name, decoder),
            Err(fault) => Err(fault),
        };
        decoder.placed(outcome, mark, || Step::Key)?;
        key = decoder.next_key(&[], 0)?;
    }
    decoder.leave();
    Ok(())
}

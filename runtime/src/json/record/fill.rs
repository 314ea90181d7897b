//! Filling a record from the object that comes next.

use serde_json::{Map, Value};

use super::{Field, Shape, Slot, Slots};
use crate::json::decoder::{Decoder, Key};
use crate::json::fault::{Fault, Step};

/// Fills the fields of a record from the object that comes next.
pub(crate) fn fill_record(
    shape: &'static Shape,
    lent: Slots<'_>,
    decoder: &mut Decoder<'_>,
) -> Result<(), Fault> {
    let Slots { slots, unknown } = lent;
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
            if stale {
                slot.clear();
            }
            slot.fill(decoder)
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

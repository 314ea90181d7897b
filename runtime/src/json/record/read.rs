//! What is done with a record by reading its fields: encoding, showing, cloning and comparing.

use std::fmt;

use super::{Lent, Slots, Writer};
use crate::json::decode::Decode;
use crate::json::encode::Encode;
use crate::json::encoder::Encoder;
use crate::json::fault::Step;
use crate::json::tagged::Tag;

/// Writes a record as an object: what is set, and in full mode what was not known.
pub(crate) fn encode_record(lent: Lent<'_>, encoder: &mut Encoder) {
    let (shape, members) = (lent.shape, lent.members);
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
        for (name, value) in lent.unknown.iter() {
            encoder.member(name, value, || Step::Key);
        }
    }
    encoder.close(b'}');
}

/// Shows a record: the fields that are set, under their Rust names, and what was not known.
pub fn debug_record(record: &dyn Encode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut outcome = Ok(());
    record.lend(&mut |lent: Lent<'_>| {
        let mut names = lent.shape.names.split_whitespace();
        let mut shown = f.debug_struct(names.next().unwrap_or_default());
        for (name, value) in names.zip(lent.members) {
            if value.is_set() {
                shown.field(name.trim_start_matches("r#"), value);
            }
        }
        if !lent.unknown.is_empty() {
            shown.field("unknown_fields", lent.unknown);
        }
        outcome = shown.finish();
    });
    outcome
}

/// Clones a record.
pub fn clone_record<T: Encode + Decode>(record: &T) -> T {
    let mut clone = T::blank();
    copy_record(record, &mut |writer| clone.lend_mut(writer));
    clone
}

fn copy_record(from: &dyn Encode, to: &mut dyn FnMut(&mut dyn Writer)) {
    from.lend(&mut |from: Lent<'_>| {
        to(&mut |to: Slots<'_>| {
            for (to, from) in to.slots.iter_mut().zip(from.members) {
                if from.is_set() {
                    to.copy(from.as_any());
                }
            }
            to.unknown.clone_from(from.unknown);
        });
    });
}

/// Whether two records of one type have the same fields.
pub fn equal_records(one: &dyn Encode, other: &dyn Encode) -> bool {
    let mut equal = false;
    one.lend(&mut |one: Lent<'_>| {
        other.lend(&mut |other: Lent<'_>| {
            let mut members = one.members.iter().zip(other.members);
            equal = members.all(|(one, other)| one.equals(*other)) && one.unknown == other.unknown;
        });
    });
    equal
}

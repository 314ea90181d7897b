//! The pull decoder: walks the bytes once and leaves the types to ask for what they want.

use jiter::Peek;
use serde_json::{Map, Value};

use super::decode::Decode;
use super::fault::{Fault, Step};
use super::number;
use super::record::Field;
use super::scanner::Scanner;

/// Nesting beyond this is refused, so that no answer can exhaust the stack.
const DEPTH_LIMIT: u8 = 128;

/// Decodes one JSON document.
pub struct Decoder<'j> {
    scanner: Scanner<'j>,
    depth: u8,
    lenient: bool,
    /// Whether a scalar has to be of its own kind.
    strict: bool,
    unknown: usize,
    warnings: Vec<Fault>,
}

/// Whose name an object goes on with.
pub(crate) enum Key {
    End,
    Known(usize),
    Unknown(String),
}

/// Decodes a whole document.
pub fn decode<T: Decode>(bytes: &[u8]) -> Result<T, Fault> {
    let mut decoder = Decoder::new(bytes, false);
    let value = read(&mut decoder)?;
    decoder.finish()?;
    Ok(value)
}

/// Decodes a whole document; a missing required field keeps its blank value and is told in a warning.
pub fn decode_lenient<T: Decode>(bytes: &[u8]) -> Result<(T, Vec<Fault>), Fault> {
    let mut decoder = Decoder::new(bytes, true);
    let value = read(&mut decoder)?;
    decoder.finish()?;
    Ok((value, decoder.warnings))
}

/// Decodes a whole document, and says how many fields were not known and which are missing. If `strict`, every scalar has
/// to be of its own kind; only if `lenient` may promised fields be missing.
pub(crate) fn decode_counting<T: Decode>(
    bytes: &[u8],
    strict: bool,
    lenient: bool,
) -> Result<(T, usize, Vec<Fault>), Fault> {
    let mut decoder = Decoder::new(bytes, lenient);
    decoder.strict = strict;
    let value = read(&mut decoder)?;
    decoder.finish()?;
    Ok((value, decoder.unknown, decoder.warnings))
}

fn read<T: Decode>(decoder: &mut Decoder<'_>) -> Result<T, Fault> {
    let mut value = T::blank();
    value.fill(decoder)?;
    Ok(value)
}

impl<'j> Decoder<'j> {
    fn new(bytes: &'j [u8], lenient: bool) -> Self {
        Self {
            scanner: Scanner::new(bytes),
            depth: 0,
            lenient,
            strict: false,
            unknown: 0,
            warnings: Vec::new(),
        }
    }

    fn finish(&mut self) -> Result<(), Fault> {
        self.scanner.finish()
    }

    /// Decodes a document that was a part of this one.
    pub(crate) fn nested<T: Decode>(&mut self, bytes: &[u8]) -> Result<T, Fault> {
        let mut inner = Decoder::new(bytes, self.lenient);
        (inner.strict, inner.depth) = (self.strict, self.depth);
        let value = read(&mut inner)?;
        inner.finish()?;
        self.unknown += inner.unknown;
        self.warnings.append(&mut inner.warnings);
        Ok(value)
    }

    /// Whether the next value is `null`.
    #[inline]
    pub fn is_null(&mut self) -> Result<bool, Fault> {
        Ok(self.scanner.peek()? == Peek::Null)
    }

    /// Consumes the `null` that comes next.
    #[inline]
    pub fn null(&mut self) -> Result<(), Fault> {
        self.scanner.null()
    }

    /// Reads text; a number or a boolean is kept as its text.
    #[inline]
    pub fn text(&mut self) -> Result<&str, Fault> {
        match self.scanner.peek()? {
            Peek::String => self.scanner.string(),
            peek if self.strict => Err(self.mismatch("text", peek)),
            peek @ (Peek::True | Peek::False) => Ok(if self.scanner.boolean(peek)? {
                "true"
            } else {
                "false"
            }),
            peek if peek.is_num() => self.scanner.number(peek),
            peek => Err(self.mismatch("text", peek)),
        }
    }

    /// Reads a whole number of 64 bits, or its text.
    pub fn whole(&mut self) -> Result<i64, Fault> {
        let text = self.number("a whole number")?;
        number::whole(text).map_err(|found| Fault::mismatch("a whole number", found))
    }

    /// Reads a number, or its text.
    pub fn decimal(&mut self) -> Result<f64, Fault> {
        let text = self.number("a number")?;
        number::decimal(text)
            .ok_or_else(|| Fault::mismatch("a number", "something that is no finite number"))
    }

    /// Reads `true` or `false`, or their text.
    pub fn boolean(&mut self) -> Result<bool, Fault> {
        const EXPECTED: &str = "true or false";
        match self.scanner.peek()? {
            peek @ (Peek::True | Peek::False) => self.scanner.boolean(peek),
            Peek::String if !self.strict => {
                let text = self.scanner.string()?;
                if text.eq_ignore_ascii_case("true") {
                    Ok(true)
                } else if text.eq_ignore_ascii_case("false") {
                    Ok(false)
                } else {
                    Err(Fault::mismatch(EXPECTED, "other text"))
                }
            }
            peek => Err(self.mismatch(EXPECTED, peek)),
        }
    }

    /// Reads whatever comes next.
    pub fn value(&mut self) -> Result<Value, Fault> {
        match self.scanner.peek()? {
            Peek::Null => self.null().map(|()| Value::Null),
            peek @ (Peek::True | Peek::False) => self.scanner.boolean(peek).map(Value::Bool),
            Peek::String => Ok(Value::String(self.scanner.string()?.to_owned())),
            Peek::Array => self.values().map(Value::Array),
            Peek::Object => self.members().map(Value::Object),
            peek => self.scanner.number(peek).map(number::value),
        }
    }

    /// Counts fields that are not known.
    pub(crate) fn note_unknown(&mut self, fields: usize) {
        self.unknown += fields;
    }

    /// Consumes a `null` that stands for absence and says whether there was one.
    #[inline]
    pub(crate) fn skip_null(&mut self, takes_null: bool) -> Result<bool, Fault> {
        if takes_null || !self.is_null()? {
            return Ok(false);
        }
        self.null()?;
        Ok(true)
    }

    /// Whether required fields may be missing.
    pub(crate) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Remembers a fault that does not end the call.
    #[cold]
    pub(crate) fn warn(&mut self, fault: Fault) {
        self.warnings.push(fault);
    }

    /// Says how many warnings there are, for [`Decoder::placed`].
    #[inline]
    pub(crate) fn warning_count(&self) -> usize {
        self.warnings.len()
    }

    /// Puts a step in front of the paths of a fault and of the warnings since `mark`.
    #[inline]
    pub(crate) fn placed(
        &mut self,
        outcome: Result<(), Fault>,
        mark: usize,
        step: impl Fn() -> Step,
    ) -> Result<(), Fault> {
        if self.warnings.len() != mark {
            let warnings = self.warnings.split_off(mark);
            self.warnings
                .extend(warnings.into_iter().map(|warning| warning.within(step())));
        }
        outcome.map_err(|fault| fault.within(step()))
    }

    /// Goes into an object and says which of the fields its first name is.
    pub(crate) fn open_object(&mut self, fields: &[Field]) -> Result<Key, Fault> {
        match self.scanner.peek()? {
            Peek::Object => {
                self.enter()?;
                Ok(Key::find(self.scanner.first_key()?, fields, 0))
            }
            peek => Err(self.mismatch("an object", peek)),
        }
    }

    /// Says which of the fields the next name of the object is; `next` is the likeliest.
    #[inline]
    pub(crate) fn next_key(&mut self, fields: &[Field], next: usize) -> Result<Key, Fault> {
        Ok(Key::find(self.scanner.next_key()?, fields, next))
    }

    /// Goes into a list and says whether it has an item.
    pub(crate) fn open_list(&mut self) -> Result<bool, Fault> {
        match self.scanner.peek()? {
            Peek::Array => {
                self.enter()?;
                self.scanner.first_item()
            }
            peek => Err(self.mismatch("a list", peek)),
        }
    }

    /// Says whether the list has another item.
    pub(crate) fn next_item(&mut self) -> Result<bool, Fault> {
        self.scanner.next_item()
    }

    /// Comes back from a list or an object.
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn enter(&mut self) -> Result<(), Fault> {
        if self.depth == DEPTH_LIMIT {
            return Err(Fault::depth());
        }
        self.depth += 1;
        Ok(())
    }

    fn values(&mut self) -> Result<Vec<Value>, Fault> {
        let mut values = Vec::new();
        let mut more = self.open_list()?;
        while more {
            values.push(self.value()?);
            more = self.next_item()?;
        }
        self.leave();
        Ok(values)
    }

    fn members(&mut self) -> Result<Map<String, Value>, Fault> {
        let mut members = Map::new();
        let mut key = self.open_object(&[])?;
        while let Key::Unknown(name) = key {
            members.insert(name, self.value()?);
            key = self.next_key(&[], 0)?;
        }
        self.leave();
        Ok(members)
    }

    /// The text of a number, whether it is between quotes or not.
    fn number(&mut self, expected: &'static str) -> Result<&str, Fault> {
        match self.scanner.peek()? {
            Peek::String if !self.strict => self.scanner.string(),
            peek if peek.is_num() => self.scanner.number(peek),
            peek => Err(self.mismatch(expected, peek)),
        }
    }

    #[cold]
    fn mismatch(&mut self, expected: &'static str, peek: Peek) -> Fault {
        let found = match peek {
            Peek::Null => "null",
            Peek::True | Peek::False => "true or false",
            Peek::String => "text",
            Peek::Array => "a list",
            Peek::Object => "an object",
            peek if peek.is_num() => "a number",
            // Not the beginning of any value: let the parser say so.
            _ => {
                return match self.scanner.skip(peek) {
                    Ok(()) => Fault::mismatch(expected, "a value"),
                    Err(fault) => fault,
                };
            }
        };
        Fault::mismatch(expected, found)
    }
}

impl Key {
    fn find(name: Option<&str>, fields: &[Field], next: usize) -> Self {
        let Some(name) = name else {
            return Self::End;
        };
        // Answers keep the order of the document more often than not, so the search goes on from there.
        let (before, after) = fields.split_at(next.min(fields.len()));
        let is_named = |field: &Field| field.name == name;
        after
            .iter()
            .position(is_named)
            .map(|index| index + before.len())
            .or_else(|| before.iter().position(is_named))
            .map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
}

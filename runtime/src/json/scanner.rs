//! The scanner: structure and plain text at the speed of the decoder's own loop; what is rarer is left to `jiter`.

#[cfg(test)]
mod tests;

use jiter::{Jiter, JiterError, JiterErrorType, JiterResult, JsonErrorType, Peek};

use super::fault::Fault;

/// Walks through the bytes of one document.
///
/// Text without an escape is most of an answer. It is found eight bytes at a time and borrowed; that it is UTF-8 is
/// checked once for the whole document. Escapes, numbers and everything that is wrong are read by `jiter`, from where
/// the scanner stands.
pub(crate) struct Scanner<'j> {
    bytes: &'j [u8],
    /// The bytes as text, as far as they are UTF-8.
    text: &'j str,
    index: usize,
    /// What jiter puts text together in.
    tape: Vec<u8>,
    /// The last text that had an escape.
    unescaped: String,
}

/// Where a text is.
enum Text<'j> {
    Plain(&'j str),
    Unescaped,
}

impl<'j> Scanner<'j> {
    /// Stands before the document.
    pub(crate) fn new(bytes: &'j [u8]) -> Self {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        Self {
            bytes,
            text,
            index: 0,
            tape: Vec::new(),
            unescaped: String::new(),
        }
    }

    /// Goes to the next value and says what it begins like.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Peek, Fault> {
        self.byte(JsonErrorType::EofWhileParsingValue)
            .map(Peek::new)
    }

    /// Reads the text that stands here.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<&str, Fault> {
        let text = self.text()?;
        Ok(self.resolve(text))
    }

    /// Reads the `null` that stands here.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<(), Fault> {
        if self.bytes[self.index..].starts_with(b"null") {
            self.index += 4;
            return Ok(());
        }
        self.leave_to_jiter(|jiter| jiter.known_null())
    }

    /// Reads the `true` or `false` that stands here.
    pub(crate) fn boolean(&mut self, peek: Peek) -> Result<bool, Fault> {
        self.leave_to_jiter(|jiter| jiter.known_bool(peek))
    }

    /// Reads the number that stands here, as its text.
    pub(crate) fn number(&mut self, peek: Peek) -> Result<&'j str, Fault> {
        let start = self.index;
        self.leave_to_jiter(|jiter| jiter.known_number_bytes(peek).map(|_| ()))?;
        let digits = &self.bytes[start..self.index];
        Ok(std::str::from_utf8(digits).expect("a JSON number is ASCII"))
    }

    /// Passes over the value that stands here.
    pub(crate) fn skip(&mut self, peek: Peek) -> Result<(), Fault> {
        self.leave_to_jiter(|jiter| jiter.known_skip(peek))
    }

    /// Goes into the object that stands here, and reads its first name.
    #[inline]
    pub(crate) fn first_key(&mut self) -> Result<Option<&str>, Fault> {
        self.index += 1;
        match self.byte(JsonErrorType::EofWhileParsingObject)? {
            b'"' => self.key().map(Some),
            b'}' => {
                self.index += 1;
                Ok(None)
            }
            _ => Err(self.broken(JsonErrorType::KeyMustBeAString)),
        }
    }

    /// Reads the next name of an object.
    #[inline]
    pub(crate) fn next_key(&mut self) -> Result<Option<&str>, Fault> {
        match self.byte(JsonErrorType::EofWhileParsingObject)? {
            b',' => self.index += 1,
            b'}' => {
                self.index += 1;
                return Ok(None);
            }
            _ => return Err(self.broken(JsonErrorType::ExpectedObjectCommaOrEnd)),
        }
        match self.byte(JsonErrorType::EofWhileParsingValue)? {
            b'"' => self.key().map(Some),
            b'}' => Err(self.broken(JsonErrorType::TrailingComma)),
            _ => Err(self.broken(JsonErrorType::KeyMustBeAString)),
        }
    }

    /// Goes into the list that stands here, and says whether it has an item.
    #[inline]
    pub(crate) fn first_item(&mut self) -> Result<bool, Fault> {
        self.index += 1;
        match self.byte(JsonErrorType::EofWhileParsingList)? {
            b']' => {
                self.index += 1;
                Ok(false)
            }
            _ => Ok(true),
        }
    }

    /// Says whether the list has another item.
    #[inline]
    pub(crate) fn next_item(&mut self) -> Result<bool, Fault> {
        match self.byte(JsonErrorType::EofWhileParsingList)? {
            b',' => self.index += 1,
            b']' => {
                self.index += 1;
                return Ok(false);
            }
            _ => return Err(self.broken(JsonErrorType::ExpectedListCommaOrEnd)),
        }
        match self.byte(JsonErrorType::EofWhileParsingValue)? {
            b']' => Err(self.broken(JsonErrorType::TrailingComma)),
            _ => Ok(true),
        }
    }

    /// Says whether the document ends here.
    pub(crate) fn finish(&mut self) -> Result<(), Fault> {
        self.leave_to_jiter(Jiter::finish)
    }

    /// Reads a name and the colon behind it.
    #[inline]
    fn key(&mut self) -> Result<&str, Fault> {
        let name = self.text()?;
        if self.byte(JsonErrorType::EofWhileParsingObject)? != b':' {
            return Err(self.broken(JsonErrorType::ExpectedColon));
        }
        self.index += 1;
        Ok(self.resolve(name))
    }

    #[inline]
    fn text(&mut self) -> Result<Text<'j>, Fault> {
        let start = self.index + 1;
        let end = plain_end(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"')
            && let Some(text) = self.text.get(start..end)
        {
            self.index = end + 1;
            return Ok(Text::Plain(text));
        }
        self.unescape()
    }

    #[inline]
    fn resolve<'t>(&'t self, text: Text<'t>) -> &'t str {
        match text {
            Text::Plain(text) => text,
            Text::Unescaped => &self.unescaped,
        }
    }

    /// Reads a text with an escape, or says what is wrong with it.
    #[cold]
    fn unescape(&mut self) -> Result<Text<'j>, Fault> {
        let start = self.index;
        let tape = std::mem::take(&mut self.tape);
        let mut jiter = Jiter::with_tape(&self.bytes[start..], tape);
        let text = jiter.known_str().map_err(|error| moved(error, start))?;
        self.unescaped.clear();
        self.unescaped.push_str(text);
        self.index += jiter.current_index();
        self.tape = jiter.into_tape();
        Ok(Text::Unescaped)
    }

    /// The next byte that is no white space, or a fault if there is none.
    #[inline]
    fn byte(&mut self, missing: JsonErrorType) -> Result<u8, Fault> {
        while let Some(&byte) = self.bytes.get(self.index) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Ok(byte);
            }
            self.index += 1;
        }
        Err(self.broken(missing))
    }

    /// Lets jiter read what begins here, and goes on behind it.
    fn leave_to_jiter<T>(
        &mut self,
        read: impl FnOnce(&mut Jiter<'j>) -> JiterResult<T>,
    ) -> Result<T, Fault> {
        let mut jiter = Jiter::new(&self.bytes[self.index..]);
        let outcome = read(&mut jiter).map_err(|error| moved(error, self.index))?;
        self.index += jiter.current_index();
        Ok(outcome)
    }

    #[cold]
    fn broken(&self, kind: JsonErrorType) -> Fault {
        let error_type = JiterErrorType::JsonError(kind);
        Fault::from(JiterError {
            error_type,
            index: self.index,
        })
    }
}

/// The fault of an error that jiter found in what begins at `start`.
#[cold]
fn moved(mut error: JiterError, start: usize) -> Fault {
    error.index += start;
    Fault::from(error)
}

/// Where plain text ends: at a quote, a backslash, a control character, or with the bytes.
#[inline]
pub(crate) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let text = bytes.get(start..).unwrap_or_default();
    let (words, rest) = text.as_chunks();
    for (number, word) in words.iter().enumerate() {
        let stops = stops(u64::from_le_bytes(*word));
        if stops != 0 {
            return start + number * 8 + stops.trailing_zeros() as usize / 8;
        }
    }
    if rest.is_empty() || last_word(text).is_some_and(|word| stops(word) == 0) {
        return bytes.len();
    }
    let is_stop = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    bytes.len() - rest.len() + rest.iter().position(is_stop).unwrap_or(rest.len())
}

/// The last eight bytes of a text; of one that is shorter, its first four and its last four, if it has as many.
#[inline]
fn last_word(text: &[u8]) -> Option<u64> {
    if let Some(word) = text.last_chunk() {
        return Some(u64::from_le_bytes(*word));
    }
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some(u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)))
}

/// Sets the highest bit of every byte that ends plain text. A byte above the first of them may be marked without reason,
/// because a subtraction borrows from it.
#[inline]
fn stops(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGHEST: u64 = ONES << 7;
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word;
    let quotes = below(word ^ (ONES * u64::from(b'"')), 1);
    let backslashes = below(word ^ (ONES * u64::from(b'\\')), 1);
    (below(word, b' ') | quotes | backslashes) & HIGHEST
}

//! Ids that the sandbox makes up: unique, and the same in every run.

/// The characters of an id.
const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// How many characters 64 bits take.
const LEADING: usize = 11;

/// The length of an id.
const LENGTH: usize = 20;

/// The first of the numbers from which ids of list items are made.
pub const LISTS: u64 = 1 << 63;

/// The first of the numbers from which codes and tokens are made.
pub const TOKENS: u64 = 1 << 62;

/// Makes ids from a counter.
#[derive(Debug, Default)]
pub struct Ids {
    first: u64,
    made: Vec<String>,
}

impl Ids {
    /// A new id, which is remembered.
    pub fn make(&mut self) -> String {
        let id = id(self.first.wrapping_add(self.made.len() as u64));
        self.made.push(id.clone());
        id
    }

    /// A counter that starts with this number.
    pub fn from(first: u64) -> Self {
        Self {
            first,
            made: Vec::new(),
        }
    }

    /// The ids so far, in the order in which they were made.
    pub fn made(&self) -> &[String] {
        &self.made
    }
}

/// The id with this number.
///
/// Ids of different numbers differ: the leading characters are a one-to-one picture of the number.
pub fn id(number: u64) -> String {
    let first = mix(number);
    let second = mix(!first);
    let leading = digits(first).take(LEADING);
    leading
        .chain(digits(second).take(LENGTH - LEADING))
        .collect()
}

fn digits(mut number: u64) -> impl Iterator<Item = char> {
    let base = ALPHABET.len() as u64;
    std::iter::repeat_with(move || {
        let digit = (number % base) as usize;
        number /= base;
        char::from(ALPHABET[digit])
    })
}

/// A step of `SplitMix64`, which gives every number another one.
pub fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

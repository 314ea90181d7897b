//! Cuts a text of the API into words, and joins words to an identifier.

/// The words of a text, in lower case.
pub fn split(text: &str) -> Vec<String> {
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    // Half a word is worse than none: a person chooses a name.
    if text.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        return Vec::new();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut words = vec![String::new()];
    for (index, character) in characters.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(index + 1).copied();
        if let Some(word) = symbol(character, before, after) {
            words.extend([word.to_owned(), String::new()]);
        } else if !is_letter_or_digit(character) {
            words.push(String::new());
        } else {
            if starts_word(before, character, after) {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(
                    character
                        .to_lowercase()
                        .filter(|lower| is_letter_or_digit(*lower)),
                );
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The text without a trailing `Dto`, unless that is all there is.
pub fn strip_dto(text: &str) -> &str {
    let shorter = text
        .len()
        .checked_sub(3)
        .filter(|length| text.is_char_boundary(*length));
    match shorter.map(|length| text.split_at(length)) {
        Some((rest, "Dto" | "DTO")) if !rest.is_empty() => rest,
        _ => text,
    }
}

/// The words joined as `snake_case`.
pub fn snake(words: &[String]) -> String {
    let mut joined = words.join("_");
    if joined.starts_with(|first: char| !first.is_ascii_alphabetic()) {
        joined.insert(0, 'n');
    }
    joined
}

/// The words joined as `CamelCase`.
pub fn camel(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut characters = word.chars();
        let Some(first) = characters.next() else {
            continue;
        };
        if first.is_numeric() && joined.ends_with(char::is_numeric) {
            joined.push('_');
        }
        if joined.is_empty() && !first.is_ascii_alphabetic() {
            joined.push('N');
        }
        joined.extend(first.to_uppercase());
        joined.push_str(characters.as_str());
    }
    joined
}

/// The word that a symbol stands for; a `-` is one only in front of a text.
fn symbol(character: char, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '%' => "percent",
        '&' => "and",
        '@' => "at",
        '#' => "number",
        '*' => "star",
        '$' => "dollar",
        '-' if before.is_none() && after.is_some_and(is_letter_or_digit) => "minus",
        _ => return None,
    })
}

/// Whether a word starts here: at `aB`, at the `B` of `ABc`, at the `D` of `3Dx`.
fn starts_word(before: Option<char>, character: char, after: Option<char>) -> bool {
    let Some(before) = before.filter(|_| character.is_uppercase()) else {
        return false;
    };
    before.is_lowercase()
        || ((before.is_uppercase() || before.is_numeric()) && after.is_some_and(char::is_lowercase))
}

fn is_letter_or_digit(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

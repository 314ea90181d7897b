//! Descriptions to text that rustdoc shows as it was meant: no HTML, no accidental links.

use crate::model::Doc;

/// The paragraphs of a description.
pub fn doc(description: Option<&str>) -> Doc {
    let text = without_html(description.unwrap_or_default()).replace('\t', " ");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        // The fence of a code block would make rustdoc compile it.
        if line.starts_with("```") || line.starts_with("~~~") {
            continue;
        }
        let item = is_item(line);
        match paragraphs.last_mut() {
            _ if line.is_empty() => {}
            Some(paragraph) if open => {
                paragraph.push_str(if item { "\n" } else { " " });
                paragraph.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
        open = !line.is_empty();
    }
    for paragraph in &mut paragraphs {
        let blocks = paragraph.split('\n').map(plain);
        *paragraph = blocks.collect::<Vec<_>>().join("\n");
    }
    if let Some(first) = paragraphs.first_mut() {
        end_sentence(first);
    }
    Doc { paragraphs }
}

/// Whether the line is an item of a list.
fn is_item(line: &str) -> bool {
    let number = line
        .split_once(". ")
        .map(|(number, _)| number.parse::<u8>());
    line.starts_with("- ") || line.starts_with("* ") || matches!(number, Some(Ok(_)))
}

/// The first paragraph ends like a sentence, because that is what lists of items show.
fn end_sentence(paragraph: &mut String) {
    if !paragraph.ends_with(['.', '!', '?', ':']) {
        paragraph.push('.');
    }
}

/// Tags become line breaks or nothing.
fn without_html(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, tag, after)) = next_tag(rest) {
        plain.push_str(before);
        let name = tag
            .trim_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        plain.push_str(match name.as_str() {
            "br" | "p" | "ul" | "ol" | "div" | "h1" | "h2" | "h3" | "h4" | "table" | "tr" => "\n\n",
            "li" if !tag.starts_with('/') => "\n- ",
            _ => "",
        });
        rest = after;
    }
    plain + rest
}

/// What is taken for HTML; anything else in angle brackets is a placeholder.
const TAGS: [&str; 27] = [
    "a", "b", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p",
    "pre", "small", "span", "strong", "sub", "sup", "table", "td", "th", "tr", "ul",
];

/// The text before the next tag, the tag without its brackets, and what is behind it.
fn next_tag(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find('<') {
        let start = from + found;
        let inner = &text[start + 1..];
        let name = inner.trim_start_matches('/');
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let is_tag = TAGS.contains(&name[..length].to_ascii_lowercase().as_str())
            && !inside_code(&text[..start]);
        match inner.find('>') {
            Some(end) if is_tag && !inner[..end].contains("://") => {
                return Some((&text[..start], &inner[..end], &inner[end + 1..]));
            }
            _ => from = start + 1,
        }
    }
    None
}

fn inside_code(before: &str) -> bool {
    before.matches('`').count() % 2 == 1
}

/// Outside of code: addresses in angle brackets, square brackets and stray angle brackets escaped. Code can go over
/// what were several lines, but not from one item of a list to the next.
fn plain(block: &str) -> String {
    let mut text = String::new();
    let mut rest = block;
    while let Some(start) = rest.find('`') {
        text.push_str(&prose(&rest[..start]));
        let behind = rest[start..].trim_start_matches('`');
        let ticks = &rest[start..rest.len() - behind.len()];
        match code(behind, ticks) {
            Some(end) => {
                text.push_str(&rest[start..rest.len() - behind.len() + end]);
                rest = &behind[end..];
            }
            // What nothing ends is no code.
            None => {
                text.push_str(&ticks.replace('`', "\\`"));
                rest = behind;
            }
        }
    }
    text.push_str(&prose(rest));
    match text.strip_prefix("\\* ") {
        Some(rest) => format!("- {rest}"),
        None => text,
    }
}

/// The end of code that starts behind these backticks: as many of them again.
fn code(text: &str, ticks: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        from = start + run;
        if run == ticks.len() {
            return Some(from);
        }
    }
    None
}

fn prose(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let start = word
            .find("http")
            .filter(|start| word[*start..].contains("://"));
        match start {
            Some(start) if word[..start].chars().all(|c| "(\"'[".contains(c)) => {
                escaped(&word[..start]) + &link(&word[start..])
            }
            _ => escaped(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn escaped(word: &str) -> String {
    word.replace('[', "\\[")
        .replace(']', "\\]")
        .replace('<', "\\<")
        .replace('*', "\\*")
}

fn link(word: &str) -> String {
    let address = word.trim_end_matches(['.', ',', ')', ';', ':', '"', '\'', ']']);
    format!("<{address}>{}", escaped(&word[address.len()..]))
}

#[cfg(test)]
mod tests {
    use super::doc;

    fn paragraphs(text: &str) -> Vec<String> {
        doc(Some(text)).paragraphs
    }

    #[test]
    fn html_goes() {
        assert_eq!(
            paragraphs("Uploads files. <br/><br/> Types: <ul><li>JPG</li><li>PNG</li></ul> Done"),
            ["Uploads files.", "Types:", "- JPG\n- PNG", "Done"]
        );
    }

    #[test]
    fn addresses_and_brackets_are_no_links_by_accident() {
        assert_eq!(
            paragraphs("See https://a.b/c. A [list] of a<b"),
            ["See <https://a.b/c>. A \\[list\\] of a\\<b."]
        );
    }

    #[test]
    fn code_stays() {
        assert_eq!(
            paragraphs("The map `Map<String, [T]>` of names"),
            ["The map `Map<String, [T]>` of names."]
        );
    }

    #[test]
    fn code_goes_over_lines() {
        assert_eq!(
            paragraphs("A [map] is `Map<String,\n[T]>` of [names]"),
            ["A \\[map\\] is `Map<String, [T]>` of \\[names\\]."]
        );
        assert_eq!(paragraphs("``a ` [b]`` [c]"), ["``a ` [b]`` \\[c\\]."]);
    }

    #[test]
    fn a_lone_backtick_starts_no_code() {
        assert_eq!(
            paragraphs("The 5` mark [approx]"),
            ["The 5\\` mark \\[approx\\]."]
        );
        assert_eq!(
            paragraphs("- One `\n- Two [x] `"),
            ["- One \\`\n- Two \\[x\\] \\`."]
        );
    }

    #[test]
    fn fences_go() {
        assert_eq!(paragraphs("~~~json\n[1]\n~~~"), ["\\[1\\]."]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        assert_eq!(paragraphs("One\ntwo.\n\nThree."), ["One two.", "Three."]);
    }
}

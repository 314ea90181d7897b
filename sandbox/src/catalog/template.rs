//! Path templates: which paths they match, and which of two is the closer match.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// A path with placeholders: `/contacts/{contactId}/tags`.
#[derive(Debug)]
pub struct Template {
    segments: Vec<Segment>,
}

/// What stands between two slashes.
#[derive(Debug)]
enum Segment {
    /// This text.
    Literal(String),
    /// Any text, between a text before and a text after it.
    Placeholder {
        before: String,
        name: String,
        after: String,
    },
}

impl Template {
    /// Reads a template.
    pub fn new(path: &str) -> Self {
        Self {
            segments: segments(path).map(Segment::new).collect(),
        }
    }

    /// The decoded text of each placeholder, where the path is one of this template.
    pub fn capture(&self, path: &str) -> Option<BTreeMap<String, String>> {
        if segments(path).count() != self.segments.len() {
            return None;
        }
        let mut captured = BTreeMap::new();
        for (segment, text) in self.segments.iter().zip(segments(path)) {
            let text = percent_decode_str(text).decode_utf8().ok()?;
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Literal(_) => return None,
                Segment::Placeholder {
                    before,
                    name,
                    after,
                } => {
                    let value = text
                        .strip_prefix(before.as_str())?
                        .strip_suffix(after.as_str())?;
                    captured.insert(name.clone(), value.to_owned());
                }
            }
        }
        Some(captured)
    }

    /// Sorts the templates that match one path: the earlier a literal, the closer.
    pub fn rank(&self) -> Vec<bool> {
        let placeholders = self.segments.iter();
        placeholders
            .map(|segment| matches!(segment, Segment::Placeholder { .. }))
            .collect()
    }
}

impl Segment {
    fn new(text: &str) -> Self {
        let placeholder = text.split_once('{').and_then(|(before, rest)| {
            let (name, after) = rest.split_once('}')?;
            Some((before, name, after))
        });
        match placeholder {
            Some((before, name, after)) => Self::Placeholder {
                before: before.to_owned(),
                name: name.to_owned(),
                after: after.to_owned(),
            },
            None => Self::Literal(text.to_owned()),
        }
    }
}

/// The segments of a path; one that ends with a slash has an empty last segment.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

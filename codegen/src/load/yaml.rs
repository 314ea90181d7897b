//! YAML (and JSON, which is part of it) to a tree with places.

use indexmap::map::Entry as Slot;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::scalar;
use crate::Source;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::read::depth::{self, LIMIT};
use crate::tree::{Entry, Map, Node, Value};

/// Parses one document. Everything that is wrong with it is reported; what can be read past a fault is.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder {
        file: source.path.as_str().into(),
        open: Vec::new(),
        root: None,
        documents: 0,
        faults: Vec::new(),
    };
    for event in Parser::new_from_str(&source.text) {
        let done = match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => Err(unreadable(&source.path, &error)),
        };
        if let Err(fault) = done {
            builder.faults.push(fault);
            break;
        }
    }
    if builder.root.is_none() && builder.faults.is_empty() {
        let fault = Diagnostic::new(&Place::whole(&source.path), "the document is empty");
        builder
            .faults
            .push(fault.help("write a document, or delete the file"));
    }
    builder
        .faults
        .into_iter()
        .for_each(|fault| diagnostics.push(fault));
    builder.root
}

/// Builds the tree from the parser's events, without recursion.
struct Builder {
    file: std::sync::Arc<str>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    faults: Vec<Diagnostic>,
}

/// A list or mapping whose end has not been seen yet.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Map, Option<(String, Place)>),
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        let place = self.place(span);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => self.document(&place),
            Event::Alias(_) => {
                self.refuse(
                    &place,
                    "an alias stands here",
                    "write a `$ref`, or the value itself",
                );
                self.scalar(Node::new(&place, Value::Map(Map::new())), false)
            }
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.refuse_control(&text, &place);
                let value = match style {
                    ScalarStyle::Plain => self.plain(&text, &place),
                    _ => Value::Text(text.into_owned()),
                };
                self.scalar(Node { place, value }, style != ScalarStyle::Plain)
            }
            Event::SequenceStart(_, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.start(Open::List(place, Vec::new()))
            }
            Event::MappingStart(_, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.start(Open::Map(place, Map::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(place, items)) => self.add(Node {
                    place,
                    value: Value::List(items),
                }),
                Some(Open::Map(place, map, _)) => self.add(Node {
                    place,
                    value: Value::Map(map),
                }),
                None => Ok(()),
            },
        }
    }

    /// Notes a fault after which the rest can still be read.
    fn refuse(&mut self, place: &Place, message: &str, help: &str) {
        self.faults.push(Diagnostic::new(place, message).help(help));
    }

    fn refuse_tag(&mut self, has_tag: bool, place: &Place) {
        if has_tag {
            self.refuse(place, "a tag stands here", "write the value without `!`");
        }
    }

    /// Characters that no text of the API has, and that Rust refuses in comments and literals.
    fn refuse_control(&mut self, text: &str, place: &Place) {
        let is_odd = |c: &char| {
            (c.is_control() && !['\n', '\t'].contains(c))
                || ('\u{202a}'..='\u{202e}').contains(c)
                || ('\u{2066}'..='\u{2069}').contains(c)
        };
        if let Some(odd) = text.chars().find(is_odd) {
            let message = format!(
                "the text has the control character U+{:04X}",
                u32::from(odd)
            );
            self.refuse(place, &message, "remove it");
        }
    }

    fn plain(&mut self, text: &str, place: &Place) -> Value {
        scalar::plain(text, place).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Value::Text(text.to_owned())
        })
    }

    fn document(&mut self, place: &Place) -> Result<(), Diagnostic> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        Err(Diagnostic::new(place, "a second document starts here")
            .help("put each document into a file of its own"))
    }

    fn start(&mut self, open: Open) -> Result<(), Diagnostic> {
        let (Open::List(place, _) | Open::Map(place, ..)) = &open;
        if let Some(Open::Map(_, _, None)) = self.open.last() {
            return Err(
                Diagnostic::new(place, "a key is no text").help("write a text before the colon")
            );
        }
        if self.open.len() >= LIMIT {
            return Err(depth::fault(place));
        }
        self.open.push(open);
        Ok(())
    }

    /// A scalar is a value, or the key of the mapping that is open.
    fn scalar(&mut self, node: Node, quoted: bool) -> Result<(), Diagnostic> {
        let Some(Open::Map(_, map, key @ None)) = self.open.last_mut() else {
            return self.add(node);
        };
        let text = match node.value {
            Value::Text(text) => text,
            Value::Number(number) if !quoted => number.to_string(),
            _ => {
                return Err(
                    Diagnostic::new(&node.place, "a key is no text").help("put it in quotes")
                );
            }
        };
        if let Some(first) = map.get(&text) {
            let message = format!("the key `{text}` stands here a second time");
            let fault = Diagnostic::new(&node.place, message).other(&first.key, "first here");
            self.faults.push(fault.help("keep one of the two"));
        }
        *key = Some((text, node.place));
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), Diagnostic> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, map, key)) => {
                if let Some((text, place)) = key.take()
                    && let Slot::Vacant(slot) = map.entry(text)
                {
                    slot.insert(Entry::new(&place, node));
                }
            }
        }
        Ok(())
    }

    fn place(&self, span: Span) -> Place {
        let (start, end) = (span.start, span.end);
        let same_line = start.line() == end.line();
        let width = if same_line {
            end.col().saturating_sub(start.col())
        } else {
            1
        };
        Place {
            file: self.file.clone(),
            line: number(start.line()),
            column: number(start.col() + 1),
            width: number(width),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn unreadable(file: &str, error: &ScanError) -> Diagnostic {
    let place = Place {
        file: file.into(),
        line: number(error.marker().line()).max(1),
        column: number(error.marker().col() + 1),
        width: 1,
    };
    Diagnostic::new(&place, format!("this is not YAML: {}", error.info()))
}

//! Shows diagnostics with the lines they are about.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level as Title, Renderer, Snippet};

use super::{Diagnostic, Place, text};
use crate::Source;
use crate::lint::Level;

/// How a diagnostic is headed.
#[derive(Clone, Copy, Debug)]
pub struct Rendered {
    /// How much it weighs.
    pub level: Level,
    /// The rule that found it.
    pub rule: Option<&'static str>,
}

/// The diagnostics as text for a person: each with its line underlined, in colour if asked for.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &[Source], colour: bool) -> String {
    let fault = Rendered {
        level: Level::Error,
        rule: None,
    };
    let reports = diagnostics
        .iter()
        .map(|diagnostic| render_as(diagnostic, fault, sources, colour));
    reports.collect::<Vec<_>>().join("\n\n")
}

/// One diagnostic as text for a person.
pub fn render_as(
    diagnostic: &Diagnostic,
    kind: Rendered,
    sources: &[Source],
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let Some(source) = text(sources, &diagnostic.place.file).filter(|_| diagnostic.place.line > 0)
    else {
        return match kind.rule {
            Some(rule) => format!("{}[{rule}]: {diagnostic}", kind.level),
            None => format!("{}: {diagnostic}", kind.level),
        };
    };
    let level = match kind.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let mut title = level.primary_title(diagnostic.message.as_str());
    if let Some(rule) = kind.rule {
        title = title.id(rule);
    }
    let place = &diagnostic.place;
    let mut excerpt = Excerpt::of(source, place);
    let mut second = None;
    let mut label = None;
    if let Some((other, message)) = diagnostic.other.as_deref() {
        if other.file == place.file {
            excerpt = excerpt.with(source, other);
            label = Some((other, message.as_str()));
        } else if let Some(source) = text(sources, &other.file) {
            second =
                Some(Excerpt::of(source, other).snippet(other, AnnotationKind::Context, message));
        }
    }
    let mut snippet = excerpt.snippet(place, AnnotationKind::Primary, "");
    if let Some((other, message)) = label {
        let span = AnnotationKind::Context.span(excerpt.bytes(other));
        snippet = snippet.annotation(span.label(message));
    }
    let mut group = title.element(snippet);
    if let Some(second) = second {
        group = group.element(second);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines of a text that are shown: a text can be long, and is shown many times.
#[derive(Clone, Copy)]
struct Excerpt<'s> {
    text: &'s str,
    /// The number of its first line.
    first: u32,
}

impl<'s> Excerpt<'s> {
    fn of(source: &'s str, place: &Place) -> Self {
        Self::lines(source, place.line, place.line)
    }

    /// The lines up to another place too.
    fn with(self, source: &'s str, other: &Place) -> Self {
        Self::lines(
            source,
            self.first.min(other.line),
            self.first.max(other.line),
        )
    }

    fn lines(source: &'s str, first: u32, last: u32) -> Self {
        let lengths = |lines: u32| -> usize {
            let lines = source.split_inclusive('\n').take(lines as usize);
            lines.map(str::len).sum()
        };
        let first = first.max(1);
        Self {
            text: &source[lengths(first - 1)..lengths(last.max(1))],
            first,
        }
    }

    fn snippet(
        self,
        place: &'s Place,
        kind: AnnotationKind,
        label: &'s str,
    ) -> Snippet<'s, Annotation<'s>> {
        let annotation = kind.span(self.bytes(place));
        let annotation = if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        };
        Snippet::source(self.text)
            .line_start(self.first as usize)
            .path(&*place.file)
            .annotation(annotation)
    }

    /// The bytes of the excerpt that a place means.
    fn bytes(self, place: &Place) -> Range<usize> {
        let skipped = place.line.saturating_sub(self.first) as usize;
        let lines = self.text.split_inclusive('\n').take(skipped);
        let line_start: usize = lines.map(str::len).sum();
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let offset = |characters: u32| {
            let found = line.char_indices().nth(characters as usize);
            line_start + found.map_or(line.len(), |(index, _)| index)
        };
        let first = place.column.saturating_sub(1);
        offset(first)..offset(first.saturating_add(place.width.max(1)))
    }
}

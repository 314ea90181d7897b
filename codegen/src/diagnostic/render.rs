//! Shows diagnostics with the lines they are about.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Place, text};
use crate::Source;

/// The diagnostics as text for a person: each with its line underlined, in colour if asked for.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &[Source], colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let reports = diagnostics
        .iter()
        .map(|diagnostic| report(&renderer, diagnostic, sources));
    reports.collect::<Vec<_>>().join("\n\n")
}

fn report(renderer: &Renderer, diagnostic: &Diagnostic, sources: &[Source]) -> String {
    let Some(source) = text(sources, &diagnostic.place.file).filter(|_| diagnostic.place.line > 0)
    else {
        return format!("error: {diagnostic}");
    };
    let mut snippet = snippet(source, &diagnostic.place, AnnotationKind::Primary, "");
    let mut group = Level::ERROR.primary_title(diagnostic.message.as_str());
    let mut second = None;
    if let Some((place, message)) = diagnostic.other.as_deref() {
        if place.file == diagnostic.place.file {
            let label = AnnotationKind::Context
                .span(bytes(source, place))
                .label(message.as_str());
            snippet = snippet.annotation(label);
        } else if let Some(source) = text(sources, &place.file) {
            second = Some(self::snippet(
                source,
                place,
                AnnotationKind::Context,
                message,
            ));
        }
    }
    let mut group = std::mem::replace(&mut group, Level::ERROR.primary_title("")).element(snippet);
    if let Some(second) = second {
        group = group.element(second);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn snippet<'s>(
    source: &'s str,
    place: &'s Place,
    kind: AnnotationKind,
    label: &'s str,
) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let annotation = kind.span(bytes(source, place));
    let annotation = if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    };
    Snippet::source(source)
        .path(&*place.file)
        .annotation(annotation)
}

/// The bytes of the text that a place means.
fn bytes(source: &str, place: &Place) -> Range<usize> {
    let skipped = place.line.saturating_sub(1) as usize;
    let line_start: usize = source
        .split_inclusive('\n')
        .take(skipped)
        .map(str::len)
        .sum();
    let line = source[line_start..].lines().next().unwrap_or_default();
    let offset = |characters: u32| {
        let found = line.char_indices().nth(characters as usize);
        line_start + found.map_or(line.len(), |(index, _)| index)
    };
    let first = place.column.saturating_sub(1);
    offset(first)..offset(first.saturating_add(place.width.max(1)))
}

//! Writes the first draft of an operation into a document of ours, and leaves everything else there as it is.

use std::fmt::Write;
use std::ops::RangeInclusive;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::{Generation, yaml};
use crate::model::Method;
use crate::normalise::placeholders;
use crate::pipeline;
use crate::timings::Stopwatch;
use crate::tree::{Map, Node, Value};
use crate::{Source, Spec};

/// An operation to draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The generation of its area.
    pub generation: Generation,
    /// The area, named like its file.
    pub area: String,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: String,
    /// The `operationId`.
    pub id: String,
    /// What it does, in a sentence.
    pub description: Option<String>,
    /// The scope that a token needs.
    pub scope: Option<String>,
}

/// The document of ours with the draft in it; `folder` is what the names of the texts start with, such as `spec`.
///
/// ```
/// use highlevel_codegen::endpoint::{Endpoint, draft};
/// use highlevel_codegen::model::Method;
/// use highlevel_codegen::{Generation, Options, generate};
///
/// let endpoint = Endpoint {
///     generation: Generation::V2,
///     area: "pets".to_owned(),
///     method: Method::Get,
///     path: "/pets/{petId}".to_owned(),
///     id: "get-pet".to_owned(),
///     description: None,
///     scope: None,
/// };
/// let document = draft(&[], &endpoint, "spec").expect("nothing is there yet");
/// assert_eq!(document.path, "spec/v2/pets.yaml");
/// let output = generate(&[document], &Options::default()).expect("a draft is sound");
/// assert!(output.files["src/pets.rs"].contains("pub fn get_pet(&self, pet_id: &str)"));
/// ```
///
/// # Errors
/// Where the operation is there already, the document cannot be read, it has no security scheme for the scope, or it is
/// not written in lines that a line can be added to.
pub fn draft(sources: &[Source], endpoint: &Endpoint, folder: &str) -> Result<Source, Diagnostic> {
    let path = format!(
        "{folder}/{}/{}.yaml",
        endpoint.generation.folder(),
        endpoint.area
    );
    if !endpoint.path.starts_with('/') {
        let fault = Diagnostic::new(
            &Place::whole(&path),
            format!("`{}` is no path", endpoint.path),
        );
        return Err(fault.help("a path starts with `/`"));
    }
    let (spec, _) = pipeline::read_all(sources, &Stopwatch::default());
    if let Some(fault) = taken(&spec, endpoint) {
        return Err(fault);
    }
    let scheme = scheme(&spec, endpoint);
    let existing = sources.iter().find(|source| source.path == path);
    let text = match existing {
        None => document(
            endpoint,
            &operation(endpoint, scheme.as_deref().or(Some("bearer")), 4),
        ),
        Some(source) => insert(source, endpoint, scheme.as_deref())?,
    };
    if existing.is_some() && scheme.is_none() && endpoint.scope.is_some() {
        let message = "the document has no security scheme that a scope could be of";
        let fault = Diagnostic::new(&Place::whole(&path), message);
        return Err(fault.help(
            "add `securitySchemes: { bearer: { type: http, scheme: bearer, bearerFormat: JWT } }` to its `components`",
        ));
    }
    Ok(Source::new(path, text))
}

/// The operation that is there already.
fn taken(spec: &Spec, endpoint: &Endpoint) -> Option<Diagnostic> {
    let mut areas = spec
        .api
        .areas
        .iter()
        .filter(|area| area.generation == endpoint.generation);
    let wanted = format!("{} {}", endpoint.method.as_str(), endpoint.path);
    let found = areas.find_map(|area| {
        area.operations()
            .find(|operation| format!("{} {}", operation.method.as_str(), operation.path) == wanted)
    })?;
    let fault = Diagnostic::new(
        &found.place,
        format!("{wanted} is there already, as `{}`", found.id),
    );
    Some(fault.help("edit it, or lay a document or overlay of ours over it"))
}

/// The security scheme of the area's document.
fn scheme(spec: &Spec, endpoint: &Endpoint) -> Option<String> {
    let document = spec.documents.iter().find(|document| {
        (document.generation, &document.area) == (endpoint.generation, &endpoint.area)
    })?;
    let schemes = document
        .tree
        .pointer("/components/securitySchemes")?
        .entries()?;
    let name = schemes
        .get_key_value("bearer")
        .map(|(name, _)| name)
        .or_else(|| schemes.keys().next());
    name.cloned()
}

/// A new document.
fn document(endpoint: &Endpoint, operation: &str) -> String {
    let title = crate::names::words(&endpoint.area).join(" ");
    let mut text = format!(
        "openapi: 3.0.3\ninfo:\n  title: {}\n  version: \"1.0\"\n\npaths:\n  {}:\n{operation}",
        capital(&title),
        quoted(&endpoint.path)
    );
    if endpoint.scope.is_some() {
        text.push_str("\ncomponents:\n  securitySchemes:\n    bearer:\n      type: http\n      scheme: bearer\n      bearerFormat: JWT\n");
    }
    text
}

/// The lines of the operation, indented by so many spaces.
fn operation(endpoint: &Endpoint, scheme: Option<&str>, indent: usize) -> String {
    let mut lines = vec![format!("{}:", endpoint.method.as_str().to_lowercase())];
    let said = endpoint
        .description
        .clone()
        .unwrap_or_else(|| capital(&crate::names::words(&endpoint.id).join(" ")) + ".");
    lines.push(format!("  operationId: {}", quoted(&endpoint.id)));
    lines.push(format!("  description: {}", quoted(&said)));
    let names: Vec<String> = placeholders(&endpoint.path).collect();
    if !names.is_empty() {
        lines.push("  parameters:".to_owned());
    }
    for name in names {
        lines.push(format!("    - name: {}", quoted(&name)));
        lines.extend(
            ["in: path", "required: true", "schema:", "  type: string"]
                .map(|line| format!("      {line}")),
        );
    }
    if matches!(endpoint.method, Method::Post | Method::Put | Method::Patch) {
        let body = [
            "requestBody:",
            "  required: true",
            "  content:",
            "    application/json:",
            "      schema:",
            "        type: object",
        ];
        lines.extend(body.map(|line| format!("  {line}")));
    }
    lines.extend(
        ["responses:", "  \"200\":", "    description: The answer."]
            .map(|line| format!("  {line}")),
    );
    if let (Some(scope), Some(scheme)) = (&endpoint.scope, scheme) {
        lines.push("  security:".to_owned());
        lines.push(format!("    - {}: [{}]", quoted(scheme), quoted(scope)));
    }
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{:indent$}{line}", "");
        text
    })
}

/// The document with the operation at the end of its paths, or of its path.
fn insert(
    source: &Source,
    endpoint: &Endpoint,
    scheme: Option<&str>,
) -> Result<String, Diagnostic> {
    let mut faults = Diagnostics::default();
    let tree = yaml::parse(source, &mut faults);
    let Some(tree) = faults.finish(tree).map_err(first)? else {
        return Err(Diagnostic::new(
            &Place::whole(&source.path),
            "the document is empty",
        ));
    };
    let by_hand = |place: &Place, what: &str| {
        let fault = Diagnostic::new(place, format!("{what} is not written in lines of its own"));
        fault.help("write the operation by hand, or break it into lines first")
    };
    let Some(paths) = tree.child("paths") else {
        let fault = Diagnostic::new(&tree.place, "the document has no `paths`");
        return Err(fault.help("add `paths: {}`"));
    };
    let root = tree.entries().into_iter().flatten();
    let lines: Vec<&str> = source.text.split_inclusive('\n').collect();
    let entries = paths.entries().filter(|entries| !entries.is_empty());
    let (Some(entries), Some(key)) = (entries, root.clone().find(|(name, _)| *name == "paths"))
    else {
        return emptied(source, endpoint, scheme, paths)
            .ok_or_else(|| by_hand(&paths.place, "`paths`"));
    };
    let indent = |map: &Map| {
        map.values()
            .next()
            .map_or(1, |entry| entry.key.column as usize)
            .saturating_sub(1)
    };
    let column = indent(entries);
    if !is_block(entries, &lines) || column == 0 {
        return Err(by_hand(&key.1.key, "`paths`"));
    }
    let root: Map = root
        .map(|(name, entry)| (name.clone(), entry.clone()))
        .collect();
    if let Some(item) = entries.get(&endpoint.path) {
        let methods = item
            .node
            .entries()
            .filter(|methods| is_block(methods, &lines));
        let methods = methods.ok_or_else(|| by_hand(&item.key, "the path"))?;
        let (own, whole) = (
            gap(entries, &endpoint.path, &lines),
            gap(&root, "paths", &lines),
        );
        let gap = *own.start().min(whole.start())..=*own.end().min(whole.end());
        let text = operation(endpoint, scheme, indent(methods));
        return fitted(&tree, source, endpoint, gap, &text).ok_or_else(|| no_room(&item.key));
    }
    let blank = if has_blank_lines(entries, &lines) {
        "\n"
    } else {
        ""
    };
    let text = format!(
        "{blank}{:column$}{}:\n{}",
        "",
        quoted(&endpoint.path),
        operation(endpoint, scheme, column + 2)
    );
    fitted(&tree, source, endpoint, gap(&root, "paths", &lines), &text)
        .ok_or_else(|| no_room(&key.1.key))
}

/// The document with the lines at the first place of the gap where everything else still says what it said: what looks
/// like a comment or a blank line may be part of a text.
fn fitted(
    old: &Node,
    source: &Source,
    endpoint: &Endpoint,
    mut gap: RangeInclusive<usize>,
    text: &str,
) -> Option<String> {
    let lines: Vec<&str> = source.text.split_inclusive('\n').collect();
    gap.find_map(|at| {
        let drafted = Source::new(source.path.as_str(), spliced(&lines, at, text));
        let new = yaml::parse(&drafted, &mut Diagnostics::default())?;
        (without(new, endpoint)? == *old).then_some(drafted.text)
    })
}

/// The document without the operation; none where it is not in it.
fn without(mut tree: Node, endpoint: &Endpoint) -> Option<Node> {
    let paths = tree.child_mut("paths")?.entries_mut()?;
    let methods = paths.get_mut(&endpoint.path)?.node.entries_mut()?;
    methods.shift_remove(&endpoint.method.as_str().to_lowercase())?;
    if methods.is_empty() {
        paths.shift_remove(&endpoint.path);
    }
    Some(tree)
}

fn no_room(place: &Place) -> Diagnostic {
    let message = "an operation cannot be added here without changing what is there";
    Diagnostic::new(place, message).help("write the operation by hand")
}

/// The document where `paths` is `{}`.
fn emptied(
    source: &Source,
    endpoint: &Endpoint,
    scheme: Option<&str>,
    paths: &Node,
) -> Option<String> {
    matches!(&paths.value, Value::Map(map) if map.is_empty()).then_some(())?;
    let text = format!(
        "paths:\n  {}:\n{}",
        quoted(&endpoint.path),
        operation(endpoint, scheme, 4)
    );
    let start = source.text.find("\npaths: {}")? + 1;
    let rest = source.text.get(start + "paths: {}".len()..)?;
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    Some(format!("{}{text}{rest}", &source.text[..start]))
}

fn first(mut faults: Vec<Diagnostic>) -> Diagnostic {
    faults.swap_remove(0)
}

/// Whether every key of the mapping starts a line.
fn is_block(map: &Map, lines: &[&str]) -> bool {
    map.values().all(|entry| {
        let line = lines
            .get((entry.key.line as usize).saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let before = line
            .chars()
            .take((entry.key.column as usize).saturating_sub(1));
        before.into_iter().all(char::is_whitespace)
    })
}

/// The lines before which the end of an entry can be: from behind the last one that is surely its own, before the
/// comment on what follows it, to what follows it.
fn gap(map: &Map, key: &str, lines: &[&str]) -> RangeInclusive<usize> {
    let start = map.get(key).map_or(0, |entry| entry.key.line);
    let next = map
        .values()
        .map(|entry| entry.key.line)
        .filter(|line| *line > start)
        .min();
    let last = next
        .map_or(lines.len(), |line| (line as usize).saturating_sub(1))
        .min(lines.len());
    let is_surely = |line: &&str| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with('#'))
    };
    let own = lines.get(start as usize..last).unwrap_or_default();
    let open = own.iter().rev().position(is_surely);
    last - open.unwrap_or(own.len())..=last
}

/// Whether blank lines stand between the entries.
fn has_blank_lines(map: &Map, lines: &[&str]) -> bool {
    map.values().skip(1).any(|entry| {
        let above = (entry.key.line as usize)
            .checked_sub(2)
            .and_then(|index| lines.get(index));
        above.is_some_and(|line| line.trim().is_empty())
    })
}

fn spliced(lines: &[&str], at: usize, text: &str) -> String {
    let mut before = lines[..at].concat();
    if !before.is_empty() && !before.ends_with('\n') {
        before.push('\n');
    }
    format!("{before}{text}{}", lines[at..].concat())
}

/// A scalar, in quotes where YAML would read something else.
fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_./{}() ".contains(c))
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_ascii_lowercase().as_str());
    // In a flow mapping braces would mean something; these scalars stand in lines of their own.
    if is_plain {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests;

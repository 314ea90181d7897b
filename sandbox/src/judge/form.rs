//! Rule 5 for forms: their parts become an object, which is judged like any other.

use axum::body::Body;
use bytes::Bytes;
use highlevel_codegen::tree::Node;
use multer::{Field, Multipart};
use serde_json::{Map, Value};

use crate::blueprint::Carried;
use crate::coerce;
use crate::refusal::Refusal;
use crate::shape::{Parts, is_file, is_list, is_map_of_files, items, properties, property};

/// A part of a form.
struct Part {
    name: String,
    content: Content,
}

enum Content {
    File(String),
    Text(String),
}

/// The parts of a multipart body as an object; a file is an empty text.
///
/// # Errors
/// Where the body is not multipart, or a file stands for a text or a text for a file.
pub async fn multipart(
    tree: &Node,
    schema: Option<&Node>,
    media_type: &str,
    bytes: &Bytes,
    carried: &mut Carried,
) -> Result<Value, Refusal> {
    let parts = parts(media_type, bytes.clone())
        .await
        .map_err(|reason| Refusal::new(400, reason))?;
    let mut faults = Vec::new();
    for part in &parts {
        faults.extend(schema.and_then(|schema| other_kind(tree, schema, part)));
        if let Content::File(file_name) = &part.content {
            carried.files.push(file_name.clone());
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::several(400, faults));
    }
    object(tree, schema, &parts)
}

/// The pairs of an urlencoded body as an object.
///
/// # Errors
/// Where a name comes more than once although its schema speaks of one value.
pub fn urlencoded(tree: &Node, schema: Option<&Node>, bytes: &Bytes) -> Result<Value, Refusal> {
    let parts: Vec<Part> = form_urlencoded::parse(bytes)
        .into_owned()
        .map(|(name, text)| Part {
            name,
            content: Content::Text(text),
        })
        .collect();
    object(tree, schema, &parts)
}

async fn parts(media_type: &str, bytes: Bytes) -> Result<Vec<Part>, String> {
    let no_multipart = |error: multer::Error| format!("the body is no multipart form: {error}");
    let boundary = multer::parse_boundary(media_type).map_err(no_multipart)?;
    let mut multipart = Multipart::new(Body::from(bytes).into_data_stream(), boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(no_multipart)? {
        parts.push(part(field).await?);
    }
    Ok(parts)
}

async fn part(field: Field<'_>) -> Result<Part, String> {
    let name = field
        .name()
        .ok_or("a part of the form has no name")?
        .to_owned();
    let file_name = field.file_name().map(str::to_owned);
    let bytes = field
        .bytes()
        .await
        .map_err(|error| format!("{name} cannot be read: {error}"))?;
    let content = match file_name {
        Some(file_name) => Content::File(file_name),
        None => match String::from_utf8(bytes.into()) {
            Ok(text) => Content::Text(text),
            Err(_) => {
                return Err(format!(
                    "{name} must be a file with a name, or text in UTF-8"
                ));
            }
        },
    };
    Ok(Part { name, content })
}

/// What is wrong where a file stands for a text, or a text for a file.
fn other_kind(tree: &Node, schema: &Node, part: &Part) -> Option<String> {
    let declared = property(tree, schema, &part.name)?;
    let wants_file =
        is_file(tree, declared) || items(tree, declared).is_some_and(|item| is_file(tree, item));
    let name = &part.name;
    match &part.content {
        Content::Text(_) if wants_file => Some(format!("{name} must be a file with a file name")),
        Content::File(file_name) if wants_file && file_name.is_empty() => {
            Some(format!("{name} must have a file name"))
        }
        Content::File(_) if !wants_file => Some(format!("{name} should not be a file")),
        _ => None,
    }
}

fn object(tree: &Node, schema: Option<&Node>, parts: &[Part]) -> Result<Value, Refusal> {
    let mut fields = Map::new();
    let mut named_by_parts = Map::new();
    for part in parts {
        let declared = schema.and_then(|schema| property(tree, schema, &part.name));
        let Some(declared) = declared else {
            match &part.content {
                Content::File(_) => named_by_parts.insert(part.name.clone(), "".into()),
                Content::Text(text) => fields.insert(part.name.clone(), text.as_str().into()),
            };
            continue;
        };
        let same = parts.iter().filter(|other| other.name == part.name);
        let texts: Vec<&str> = same.map(|same| same.content.text()).collect();
        let explode = is_list(tree, declared);
        let Some(value) = coerce::several(tree, Some(declared), &texts, explode) else {
            let reason = format!("{} must be given once", part.name);
            return Err(Refusal::new(400, reason));
        };
        fields.insert(part.name.clone(), value);
    }
    // Files whose parts have names of their own belong to the property that is a map of files.
    let properties = schema.map(|schema| properties(tree, schema, Parts::Possible));
    let map = properties
        .into_iter()
        .flatten()
        .find(|(_, property)| is_map_of_files(tree, property));
    match map {
        Some((name, _)) if !named_by_parts.is_empty() => {
            fields.insert(name.to_owned(), named_by_parts.into());
        }
        _ => fields.extend(named_by_parts),
    }
    Ok(fields.into())
}

impl Content {
    /// The text that is judged.
    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::File(_) => "",
        }
    }
}

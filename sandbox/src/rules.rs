//! What the requests and answers of an operation have to be like: its schemas, compiled.

use std::collections::BTreeMap;

use highlevel_codegen::tree::Node;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::blueprint::{Blueprint, draw};
use crate::schema::{Mode, Translator, translate};
use crate::shape::is_file;
use crate::view::{Content, Location, Parameter, View};

/// What the requests and answers of an operation have to be like.
#[derive(Debug)]
pub struct Rules {
    /// The texts in the place of the path's placeholders, as an object.
    pub path: Validator,
    /// The query, as an object.
    pub query: Validator,
    /// The headers, each by its name.
    pub headers: Vec<(String, Validator)>,
    /// The bodies, each by its media type.
    pub bodies: Vec<(String, Validator)>,
    /// The status of the answer to a right request.
    pub success: u16,
    answers: BTreeMap<u16, Answer>,
}

/// A documented answer.
#[derive(Debug)]
pub struct Answer {
    /// Its media type.
    pub media_type: String,
    /// What it shows.
    pub blueprint: Blueprint,
    /// What it has to be like.
    pub validator: Validator,
    /// Whether it is a file.
    pub is_file: bool,
}

impl Rules {
    /// Compiles the schemas of an operation.
    ///
    /// # Errors
    /// Where a schema cannot be used to judge by.
    pub fn compile(view: View<'_>) -> Result<Self, String> {
        let answers = view.answers();
        let mut statuses = answers.iter().map(|(status, _)| *status);
        let success = statuses.find(|status| (200..300).contains(status));
        Ok(Self {
            path: object(view, &view.parameters(Location::Path))?,
            query: object(view, &view.parameters(Location::Query))?,
            headers: headers(view)?,
            bodies: bodies(view)?,
            success: success.unwrap_or(200),
            answers: answers
                .into_iter()
                .filter_map(|(status, contents)| Some((status, contents.first().copied()?)))
                .map(|(status, content)| Ok((status, answer(view.tree, content)?)))
                .collect::<Result<_, String>>()?,
        })
    }

    /// The documented answer of a status.
    pub fn answer(&self, status: u16) -> Option<&Answer> {
        self.answers.get(&status)
    }

    /// Whether the API says 422 where a request violates a schema.
    pub fn documents_422(&self) -> bool {
        self.answers.contains_key(&422)
    }
}

/// The media type without its parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or(media_type);
    essence.trim().to_ascii_lowercase()
}

/// Parameters are judged together, as the properties of an object.
fn object(view: View<'_>, parameters: &[Parameter<'_>]) -> Result<Validator, String> {
    let mut translator = Translator::new(view.tree);
    let properties: Map<String, Value> = parameters
        .iter()
        .map(|parameter| {
            let schema = parameter.schema.map_or(Value::Bool(true), |schema| {
                translator.schema(schema, Mode::Closed)
            });
            (parameter.name.to_owned(), schema)
        })
        .collect();
    let required = parameters.iter().filter(|parameter| parameter.required);
    let required: Vec<&str> = required.map(|parameter| parameter.name).collect();
    let schema = translator.finish(json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    }));
    compile(&schema)
}

fn headers(view: View<'_>) -> Result<Vec<(String, Validator)>, String> {
    let parameters = view.parameters(Location::Header).into_iter();
    let declared = parameters.filter_map(|parameter| Some((parameter.name, parameter.schema?)));
    declared
        .map(|(name, schema)| {
            let translated = translate(view.tree, schema, Mode::Closed);
            Ok((name.to_owned(), compile(&translated)?))
        })
        .collect()
}

fn bodies(view: View<'_>) -> Result<Vec<(String, Validator)>, String> {
    let contents = view.bodies().into_iter();
    contents
        .map(|(media_type, schema)| {
            let translated = schema.map_or(Value::Bool(true), |schema| {
                translate(view.tree, schema, Mode::Closed)
            });
            Ok((essence(media_type), compile(&translated)?))
        })
        .collect()
}

fn answer(tree: &Node, (media_type, schema): Content<'_>) -> Result<Answer, String> {
    let nothing = Blueprint::Fixed(Value::Null);
    let translated = schema.map(|schema| translate(tree, schema, Mode::Open));
    Ok(Answer {
        media_type: media_type.to_owned(),
        is_file: schema.is_some_and(|schema| is_file(tree, schema)),
        blueprint: schema
            .and_then(|schema| draw(tree, schema))
            .unwrap_or(nothing),
        validator: compile(&translated.unwrap_or(Value::Bool(true)))?,
    })
}

fn compile(schema: &Value) -> Result<Validator, String> {
    jsonschema::validator_for(schema).map_err(|error| {
        let place = error.instance_path().as_str();
        format!("a schema cannot be used: {error} (at {place} of its translation)")
    })
}

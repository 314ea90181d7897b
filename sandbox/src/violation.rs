//! What a schema finds wrong with a value, in the words that the API uses: those of `class-validator`.
//!
//! No value of the request is ever repeated: it may be a secret.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::Value;

/// Something that is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// There is a property that nobody declares.
    Unknown(String),
    /// Anything else.
    Invalid(String),
}

impl Violation {
    /// What is wrong.
    pub fn text(&self) -> &str {
        match self {
            Self::Unknown(text) | Self::Invalid(text) => text,
        }
    }
}

/// All that is wrong with a value, unknown properties first, each said once.
pub fn violations(validator: &Validator, value: &Value) -> Vec<Violation> {
    let mut certain = Vec::new();
    let mut leftover = Vec::new();
    for error in validator.iter_errors(value) {
        match error.kind() {
            ValidationErrorKind::UnevaluatedProperties { .. } => describe(&error, &mut leftover),
            _ => describe(&error, &mut certain),
        }
    }
    // A composed object calls everything unknown as soon as anything is wrong: it only counts where nothing else is.
    let mut found = if certain.is_empty() {
        leftover
    } else {
        certain
    };
    found.sort();
    found.dedup();
    found
}

fn describe(error: &ValidationError<'_>, found: &mut Vec<Violation>) {
    let path = Path::new(error);
    let mut unknown = |name: &str| found.push(Violation::Unknown(path.unknown(name)));
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().for_each(|name| unknown(name));
        }
        ValidationErrorKind::PropertyNames { error } => {
            unknown(error.instance().as_str().unwrap_or_default());
        }
        ValidationErrorKind::AnyOf { context } => match closest(&path, context) {
            Some(branch) => branch.iter().for_each(|error| describe(error, found)),
            None => found.push(Violation::Invalid(path.says(&no_alternative(context)))),
        },
        kind => found.push(Violation::Invalid(sentence(&path, kind, error))),
    }
}

/// The alternative that was meant: of those whose type is right, the one with the fewest faults.
fn closest<'e>(
    path: &Path,
    alternatives: &'e [Vec<ValidationError<'static>>],
) -> Option<&'e Vec<ValidationError<'static>>> {
    let is_other_type = |error: &ValidationError<'_>| {
        matches!(error.kind(), ValidationErrorKind::Type { .. }) && Path::new(error) == *path
    };
    alternatives
        .iter()
        .filter(|errors| !errors.iter().any(is_other_type))
        .min_by_key(|errors| errors.len())
}

/// What the value would have to be, where no alternative has its type.
fn no_alternative(alternatives: &[Vec<ValidationError<'static>>]) -> String {
    let kinds = alternatives.iter().flatten().map(ValidationError::kind);
    let types = kinds.filter_map(|kind| match kind {
        ValidationErrorKind::Type { kind } => Some(expected(kind)),
        _ => None,
    });
    let mut types: Vec<String> = types.collect();
    types.sort();
    types.dedup();
    format!("must be {}", types.join(" or "))
}

fn sentence(path: &Path, kind: &ValidationErrorKind, error: &ValidationError<'_>) -> String {
    let says = |text: &str| path.says(text);
    match kind {
        ValidationErrorKind::Required { property } => path
            .below(property.as_str().unwrap_or_default())
            .says("should not be empty"),
        ValidationErrorKind::Type { kind } if error.instance().is_null() => {
            says(&format!("must be {}, not null", expected(kind)))
        }
        ValidationErrorKind::Type { kind } => says(&format!("must be {}", expected(kind))),
        ValidationErrorKind::Enum { options } => says(&format!(
            "must be one of the following values: {}",
            listed(options)
        )),
        ValidationErrorKind::MinLength { limit } => says(&format!(
            "must be longer than or equal to {limit} characters"
        )),
        ValidationErrorKind::MaxLength { limit } => says(&format!(
            "must be shorter than or equal to {limit} characters"
        )),
        ValidationErrorKind::Minimum { limit } => says(&format!("must not be less than {limit}")),
        ValidationErrorKind::Maximum { limit } => {
            says(&format!("must not be greater than {limit}"))
        }
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            says(&format!("must be greater than {limit}"))
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => {
            says(&format!("must be less than {limit}"))
        }
        ValidationErrorKind::MinItems { limit } => {
            says(&format!("must contain at least {limit} elements"))
        }
        ValidationErrorKind::MaxItems { limit } => {
            says(&format!("must contain no more than {limit} elements"))
        }
        ValidationErrorKind::Pattern { pattern } => {
            says(&format!("must match {pattern} regular expression"))
        }
        kind => says(&format!("does not conform to `{}`", kind.keyword())),
    }
}

fn listed(options: &Value) -> String {
    let options = options.as_array().into_iter().flatten();
    let options: Vec<String> = options
        .map(|option| match option {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect();
    options.join(", ")
}

fn expected(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(single) => a(*single).to_owned(),
        TypeKind::Multiple(several) => {
            let mut several: Vec<&str> = several.iter().map(a).collect();
            several.sort_by_key(|kind| *kind == "null");
            several.join(" or ")
        }
    }
}

fn a(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Array => "an array",
        JsonType::Boolean => "a boolean value",
        JsonType::Integer => "an integer number",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a string",
    }
}

/// Where a value stands: the names and indexes that lead to it, joined by points.
#[derive(PartialEq)]
struct Path(String);

impl Path {
    fn new(error: &ValidationError<'_>) -> Self {
        let pointer = error.instance_path().as_str();
        let steps: Vec<String> = pointer
            .split('/')
            .skip(1)
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        Self(steps.join("."))
    }

    fn below(&self, name: &str) -> Self {
        Self(match self.0.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        })
    }

    fn unknown(&self, name: &str) -> String {
        self.below(&format!("property {name} should not exist")).0
    }

    fn says(&self, text: &str) -> String {
        match self.0.as_str() {
            "" => format!("the value {text}"),
            path => format!("{path} {text}"),
        }
    }
}

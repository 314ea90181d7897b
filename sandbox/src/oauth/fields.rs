//! The parameters of an endpoint, in the spelling of the version that is asked for.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::judge::is_json;
use crate::refusal::Refusal;
use crate::request::{Arrived, Request};
use crate::rules::essence;

/// How a version spells names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `client_id`: the dated versions.
    Snake,
    /// `clientId`: version v3.
    Camel,
}

/// The parameters of a request.
pub struct Fields {
    spelling: Spelling,
    values: BTreeMap<String, String>,
}

impl Fields {
    /// The parameters in the body; none where it is neither a form nor an object of JSON.
    pub fn read(request: &Request) -> Option<Self> {
        let Arrived::Whole(bytes) = &request.body else {
            return None;
        };
        let media_type = essence(&request.header("content-type").unwrap_or_default());
        let values = match media_type.as_str() {
            "application/x-www-form-urlencoded" => {
                form_urlencoded::parse(bytes).into_owned().collect()
            }
            json if is_json(json) => texts(serde_json::from_slice(bytes).ok()?),
            _ => return None,
        };
        let is_v3 = request.header("version").as_deref() == Some("v3");
        Some(Self {
            spelling: if is_v3 {
                Spelling::Camel
            } else {
                Spelling::Snake
            },
            values,
        })
    }

    /// How names are spelled, in the answer too.
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// A parameter by its name in snake case, whatever the version's spelling; an empty one counts as missing.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.exactly(&self.spelling.of(name))
    }

    /// A parameter whose name is spelled like this in every version.
    pub fn exactly(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    /// A parameter that has to be there.
    ///
    /// # Errors
    /// Where it is missing, in the words of the API.
    pub fn need(&self, name: &str) -> Result<&str, Refusal> {
        self.find(name)
            .ok_or_else(|| missing(&self.spelling.of(name)))
    }

    /// The refusal of a parameter's value, in the words of the API.
    pub fn invalid(&self, name: &str) -> Refusal {
        let name = self.spelling.of(name);
        Refusal::new(400, format!("Invalid parameter: {name}"))
    }
}

/// The refusal of a request without this parameter, in the words of the API.
pub fn missing(name: &str) -> Refusal {
    Refusal::new(400, format!("Missing parameter: {name}"))
}

fn texts(object: Map<String, Value>) -> BTreeMap<String, String> {
    let texts = object.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        _ => None,
    });
    texts.collect()
}

impl Spelling {
    /// A name in snake case, spelled this way.
    pub fn of(self, name: &str) -> String {
        let mut words = name.split('_');
        if self == Self::Snake {
            return name.to_owned();
        }
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |spelled, word| {
            let mut letters = word.chars();
            let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
            spelled + &capital.into_iter().chain(letters).collect::<String>()
        })
    }
}

//! Whom a call is about: the sub-account or the agency that its path, query or body names.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// What a call says about whose data it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Id of a sub-account.
    pub(crate) location: Option<String>,
    /// Id of an agency.
    pub(crate) company: Option<String>,
    /// An id whose kind another parameter tells.
    alternative: Option<String>,
    alternative_kind: Option<String>,
}

impl Subject {
    /// Takes a parameter, if it is one that says something; the first that does counts.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let place = match name {
            "locationId" | "location_id" => &mut self.location,
            "companyId" | "company_id" => &mut self.company,
            "altId" => &mut self.alternative,
            "altType" => &mut self.alternative_kind,
            _ => return,
        };
        if !value.is_empty() {
            place.get_or_insert_with(|| value.to_owned());
        }
    }

    /// Takes the parameters of a query or a form that is written like one.
    pub(super) fn add_query(&mut self, query: &[u8]) {
        for (name, value) in form_urlencoded::parse(query) {
            self.add(&name, &value);
        }
    }

    /// Takes the fields of an object; anything else says nothing.
    pub(super) fn add_json(&mut self, json: &[u8]) {
        // What the object says counts up to a fault in it, and the API will tell about the fault.
        let _ = serde_json::Deserializer::from_slice(json).deserialize_map(Fields(self));
    }

    /// Settles what the alternative id is.
    pub(super) fn finish(mut self) -> Self {
        match self.alternative_kind.as_deref() {
            Some("location") => self.location = self.location.or(self.alternative.take()),
            Some("company" | "agency") => {
                self.company = self.company.or(self.alternative.take());
            }
            _ => {}
        }
        self
    }
}

struct Fields<'s>(&'s mut Subject);

impl<'d> Visitor<'d> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if !matches!(
                &*name,
                "locationId" | "location_id" | "companyId" | "company_id" | "altId" | "altType"
            ) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if let Value::String(value) = map.next_value::<Value>()? {
                self.0.add(&name, &value);
            }
        }
        Ok(())
    }
}

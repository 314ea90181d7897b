//! Parameters: how the fields of a `...Params` struct reach the query and the headers.

use super::prepared::Prepared;
use crate::json::encode::Encode;
use crate::json::fault::{Fault, Step};
use crate::json::texts::texts;

/// A struct of parameters, from `params!`.
pub trait Params {
    /// Hands over what is set.
    fn write(&self, parameters: &mut Parameters<'_>);
}

/// Takes the parameters of one call.
pub struct Parameters<'p>(pub(super) &'p mut Prepared);

impl Parameters<'_> {
    /// Adds a query parameter; a list is repeated.
    pub fn query(&mut self, name: &'static str, value: &dyn Encode) {
        for text in self.texts(name, value) {
            self.0.add_query(name, &[&text]);
        }
    }

    /// Adds a query parameter; the items of a list are joined by commas.
    pub fn query_comma(&mut self, name: &'static str, value: &dyn Encode) {
        let values = self.texts(name, value);
        if !values.is_empty() {
            self.0.add_query(name, &values);
        }
    }

    /// Adds a header; the items of a list are joined by commas.
    pub fn header(&mut self, name: &'static str, value: &dyn Encode) {
        let values = self.texts(name, value);
        if !values.is_empty() {
            self.0.set_header(name, &values.join(","));
        }
    }

    fn texts(&mut self, name: &'static str, value: &dyn Encode) -> Vec<String> {
        texts(value).unwrap_or_else(|fault: Fault| {
            self.0.refuse(fault.within(Step::Field(name)).to_string());
            Vec::new()
        })
    }
}

/// Implements [`Params`] for a struct. A line is `field "nameInTheApi" place;`, and a place is `query`, `query_comma`
/// or `header`.
#[doc(hidden)]
#[macro_export]
macro_rules! __params {
    ($($params:ident { $($field:ident $name:literal $place:ident;)* })*) => {$(
        impl $crate::codegen::Params for $params {
            #[allow(deprecated)]
            fn write(&self, parameters: &mut $crate::codegen::Parameters<'_>) {
                let _ = &parameters;
                $(parameters.$place($name, &self.$field);)*
            }
        }
    )*};
}

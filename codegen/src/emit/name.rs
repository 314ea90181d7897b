//! Names as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use crate::names::Name;

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = Span::call_site();
        let ident = if self.is_raw() {
            Ident::new_raw(self.as_str(), span)
        } else {
            Ident::new(self.as_str(), span)
        };
        tokens.append(ident);
    }
}

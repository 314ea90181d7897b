//! `lib.rs`: the client, and what every user needs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, of};
use crate::load::pages::Pages;
use crate::model::{Api, Area, Doc, Generation};

/// The root of the crate.
pub fn file(api: &Api, pages: &Pages) -> TokenStream {
    let doc = match &pages.front {
        Some(text) => docs::verbatim(text),
        None => docs::inner(&Doc::default(), "A client for the HighLevel API."),
    };
    let modules = of(api, Generation::V2).map(module);
    let has_v3 = of(api, Generation::V3).next().is_some();
    let v3_module = has_v3.then(|| {
        quote!(
            #[cfg(feature = "_v3")]
            pub mod v3;
        )
    });
    let client = client(api, has_v3);
    let guide = pages.guide.is_some().then(|| {
        quote!(
            pub mod guide;
        )
    });
    let scopes = (!api.scopes.is_empty()).then(|| {
        quote!(
            pub mod scopes;
        )
    });
    quote! {
        #doc
        use std::borrow::Cow;

        pub use highlevel_runtime::{
            AuthMethod, Call, CallFuture, Error, ErrorKind, FilePart, Json, ListCall, Method, Nullable, Operation,
            Refusal, Reply, Secret, TokenKind, UnknownFields, UnknownFieldsIter, UnknownValue, Value, auth, download,
            limit, paging, retry, transport,
        };
        #(#modules)*
        #guide
        #scopes
        #v3_module
        #client
    }
}

/// A module that a feature enables.
pub fn module(area: &Area) -> TokenStream {
    let (feature, module) = (area.feature(), &area.module);
    quote! {
        #[cfg(feature = #feature)]
        pub mod #module;
    }
}

/// The accessor of an area.
pub fn accessor(area: &Area, client: &TokenStream) -> TokenStream {
    let (feature, module, handle) = (area.feature(), &area.module, &area.handle);
    let doc = docs::outer(&area.doc, &format!("The {} operations.", area.wire));
    quote! {
        #doc
        #[cfg(feature = #feature)]
        pub fn #module(&self) -> #module::#handle<'_> {
            #module::#handle { client: #client }
        }
    }
}

fn client(api: &Api, has_v3: bool) -> TokenStream {
    let accessors = of(api, Generation::V2).map(|area| accessor(area, &quote!(&self.0)));
    let v3 = has_v3.then(|| {
        quote! {
            /// The operations of version `v3`.
            #[cfg(feature = "_v3")]
            pub fn v3(&self) -> v3::V3<'_> {
                v3::V3 { client: &self.0 }
            }
        }
    });
    let passed_on = passed_on();
    quote! {
        /// A client of the API: cheap to clone, to be made once and shared.
        #[derive(Clone, Debug)]
        pub struct Client(highlevel_runtime::Client);

        /// Makes a [`Client`] that differs from the default one.
        pub type ClientBuilder = highlevel_runtime::ClientBuilder<Client>;

        impl Client {
            /// Makes a client that sends this token: an OAuth access token or a private integration token.
            ///
            /// # Errors
            /// Where the token is empty or cannot be sent in a header; see [`ErrorKind::Configuration`].
            pub fn new(token: impl Into<Secret<String>>) -> Result<Self, Error> {
                Self::builder().token(token).build()
            }
            /// Starts a client that differs from the default one.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new()
            }
            #passed_on
            #(#accessors)*
            #v3
        }

        impl From<highlevel_runtime::Client> for Client {
            fn from(client: highlevel_runtime::Client) -> Self {
                Self(client)
            }
        }

        impl AsRef<highlevel_runtime::Client> for Client {
            fn as_ref(&self) -> &highlevel_runtime::Client {
                &self.0
            }
        }
    }
}

/// The methods that are the runtime's.
fn passed_on() -> TokenStream {
    quote! {
        /// Returns the tokens of the app that the client was made with; none if it was given a token.
        pub fn tokens(&self) -> Option<&auth::Tokens> {
            self.0.tokens()
        }
        /// Starts a call of something that the crate has no method for, with the token, the limits and the repetitions
        /// of any other call.
        ///
        /// The path may have `{names}`, whose values [`Call::path`] puts in. One that is put together at run time may
        /// hold personal data, and is shown as `/{path}` in errors and logs.
        ///
        /// What the call is awaited for is a type of the API, a [`Value`], [`Json`] of a type of your own, bytes or `()`.
        /// It asks for version `2021-07-28`; [`Call::version`] changes that.
        ///
        /// ```no_run
        /// # async fn example(client: highlevel::Client) -> Result<(), highlevel::Error> {
        /// use highlevel::{Method, Value};
        ///
        /// let found: Value = client.request(Method::Get, "/users/search").query_param("companyId", "company-id").await?;
        /// # Ok(())
        /// # }
        /// ```
        pub fn request<T>(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Call<T> {
            self.0.request(method, path)
        }
    }
}

//! What is listed of a crate that is written by hand.

use highlevel_codegen::Source;
use highlevel_codegen::diff::{Bump, Diff, listing_by_hand};

/// Lists a crate of these files.
fn listing(files: &[(&str, &str)]) -> String {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source::new(format!("src/{path}"), *text))
        .collect();
    listing_by_hand("client", "src/", &sources).expect("it is Rust")
}

#[test]
fn things_have_the_names_that_users_write() {
    let files = [
        (
            "lib.rs",
            "pub mod auth; mod inner; pub use inner::{deep::Call, Kind as Sort}; pub use bytes::Bytes;",
        ),
        (
            "auth.rs",
            "mod tokens; pub use self::tokens::Tokens; pub use crate::inner::Kind as Again;",
        ),
        (
            "auth/tokens.rs",
            "pub struct Tokens { secret: u8 } pub struct Unseen;",
        ),
        (
            "inner.rs",
            "pub mod deep; pub enum Kind { One, Two(u8), Three { #[doc = \"It.\"] a: u8 } }",
        ),
        (
            "inner/deep.rs",
            "use super::Kind; pub struct Call<T>(T); impl<T: Clone> Call<T> { pub fn kind(&self) -> Kind {} fn own(&self) {} }",
        ),
    ];
    assert_eq!(
        listing(&files),
        "[client]\n\
         Bytes: use bytes::Bytes\n\
         Call: struct<T>\n\
         Call::kind <T: Clone> (&self) -> Kind\n\
         Sort: enum One, Two(u8), Three { a: u8 }\n\
         \n\
         [client::auth]\n\
         Again: use client::Sort\n\
         Tokens: struct\n"
    );
}

#[test]
fn what_is_hidden_or_of_tests_is_no_promise() {
    let files = [(
        "lib.rs",
        "#[doc(hidden)] pub mod codegen { pub struct Unseen; }\n\
         #[cfg(test)] pub mod tests { pub struct Unseen; }\n\
         pub(crate) struct Private;\n\
         pub struct Seen; impl Seen { #[doc(hidden)] pub fn unseen() {} pub(crate) fn private() {} }",
    )];
    assert_eq!(listing(&files), "[client]\nSeen: struct\n");
}

#[test]
fn features_and_implementations_are_told() {
    let files = [
        (
            "lib.rs",
            "#[cfg(feature = \"blocking\")] mod blocking; #[derive(Clone)] #[non_exhaustive] pub struct Call { pub id: u8 }",
        ),
        (
            "blocking.rs",
            "use crate::Call; impl Call { pub async fn wait(self) {} } impl std::convert::From<u8> for Call { fn from(_: u8) -> Self {} }",
        ),
    ];
    assert_eq!(
        listing(&files),
        "[client]\n\
         Call: struct\n\
         Call.id: u8\n\
         Call: Clone\n\
         Call: From<u8>: [feature = \"blocking\"]\n\
         Call::wait[feature = \"blocking\"] async (self)\n"
    );
}

#[test]
fn one_more_thing_to_implement_breaks_users_and_one_more_to_call_does_not() {
    let store = |functions: &str| {
        listing(&[(
            "lib.rs",
            &format!("pub trait Store: Send {{ fn load(&self) -> u8; {functions} }}"),
        )])
    };
    let bump = |new: &str| {
        let mut diff = Diff::default();
        diff.add_listings(&store(""), &store(new));
        diff.bump()
    };
    assert!(store("").starts_with("[client]\nStore: trait: Send { load }\n"));
    assert_eq!(bump(""), None);
    assert_eq!(bump("fn save(&self) {}"), Some(Bump::Minor));
    assert_eq!(bump("fn save(&self);"), Some(Bump::Major));
}

#[test]
fn a_file_that_is_no_rust_is_named() {
    let sources = [
        Source::new("src/lib.rs", "mod call;"),
        Source::new("src/call.rs", "pub struct {}"),
    ];
    let fault = listing_by_hand("client", "src/", &sources).expect_err("it is no Rust");
    assert_eq!(&*fault.place.file, "src/call.rs");
    assert!(
        fault.message.starts_with("this is no Rust: "),
        "{}",
        fault.message
    );
}

#[test]
fn names_that_lead_nowhere_end() {
    let files = [
        (
            "lib.rs",
            "mod one; mod two; pub use one::Thing; pub use two::gone::Other; impl Thing {}",
        ),
        ("one.rs", "pub use crate::two::Thing;"),
        ("two.rs", "pub use super::one::Thing;"),
    ];
    assert_eq!(
        listing(&files),
        "[client]\nOther: use two::gone::Other\nThing: use one::Thing\n"
    );
}

//! A text in every use: it becomes an identifier, or a fault.
#![no_main]

use highlevel_codegen::Place;
use highlevel_codegen::names::{Case, Scope};
use libfuzzer_sys::fuzz_target;

const CASES: [Case; 7] = [
    Case::Module,
    Case::Type,
    Case::Field,
    Case::Variant,
    Case::Method,
    Case::Argument,
    Case::Constant,
];

fuzz_target!(|text: &str| {
    let place = Place::whole("pets.yaml");
    for case in CASES {
        let mut scope = Scope::new("pets");
        if let Ok(name) = scope.claim(text, case, &place) {
            let text = name.to_string();
            assert!(syn::parse_str::<syn::Ident>(&text).is_ok(), "`{text}` is no identifier");
        }
    }
});

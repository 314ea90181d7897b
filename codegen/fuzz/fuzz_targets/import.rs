//! A document of the vendor: what is imported of it is generated or refused like any other.
#![no_main]

use highlevel_codegen::{ImportOptions, Options, Source, generate, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let with_descriptions = text.len() % 2 == 0;
    let sources = [Source::new("apps/pets.json", text)];
    let Ok(imported) = import(&sources, ImportOptions { with_descriptions }) else {
        return;
    };
    let sources: Vec<Source> = imported
        .files
        .into_iter()
        .map(|(path, text)| Source::new(format!("spec/{path}"), text))
        .collect();
    // What the import writes can be read: a fault in it is about the document, not about its YAML.
    if let Err(faults) = generate(&sources, &Options::default()) {
        for fault in faults {
            assert!(!fault.message.contains("YAML"), "{fault}\n{}", sources[0].text);
        }
    }
});

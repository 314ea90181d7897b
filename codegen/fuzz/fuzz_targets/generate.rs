//! A document, an overlay and an imported document, with a NUL between them: what comes of them is Rust, or faults.
#![no_main]

use highlevel_codegen::{Options, Source, generate};
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 3] = ["spec/v2/pets.yaml", "spec/overlays/pets.yaml", "spec/vendor/v2/pets.yaml"];

fuzz_target!(|text: &str| {
    let texts = text.splitn(FILES.len(), '\0');
    let sources: Vec<Source> = FILES
        .iter()
        .zip(texts)
        .map(|(path, text)| Source::new(*path, text))
        .collect();
    match generate(&sources, &Options::default()) {
        Ok(output) => {
            for (path, text) in output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
                assert!(syn::parse_file(text).is_ok(), "{path} is no Rust:\n{text}");
            }
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a fault");
            for fault in faults {
                let help = fault.help.as_deref().unwrap_or_default();
                assert!(!help.contains("fault of the generator"), "{fault}");
            }
        }
    }
});

//! What may come of a document: a crate, or a list of faults.

use highlevel_codegen::{Diagnostic, Options, Source, generate};

/// Whether a crate came of the documents: then it is Rust; otherwise every fault says where and what it is.
pub fn is_accepted(sources: &[Source]) -> bool {
    let faults = match generate(sources, &Options::default()) {
        Err(faults) => faults,
        Ok(output) => {
            for (path, text) in output
                .files
                .iter()
                .filter(|(path, _)| path.ends_with(".rs"))
            {
                assert!(syn::parse_file(text).is_ok(), "{path} is no Rust:\n{text}");
            }
            return true;
        }
    };
    assert_clear(&faults);
    false
}

/// Every fault says where and what it is, and none is the generator's own.
pub fn assert_clear(faults: &[Diagnostic]) {
    assert!(!faults.is_empty(), "refused without a fault");
    let is_clear = |fault: &Diagnostic| {
        let help = fault.help.as_deref().unwrap_or_default();
        fault.place.line > 0 && !fault.message.is_empty() && !help.contains("of the generator")
    };
    faults
        .iter()
        .for_each(|fault| assert!(is_clear(fault), "{fault}"));
}

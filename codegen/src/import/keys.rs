//! Which keys of the vendor's documents are dropped, and which are kept although they are wrong.

/// Words of the vendor's, which stay theirs.
pub const WORDS: [&str; 3] = ["description", "summary", "title"];

/// Keys that say nothing about what goes over the wire.
pub const DROPPED: [&str; 8] = [
    "contact",
    "examples",
    "externalDocs",
    "license",
    "termsOfService",
    "x-tagGroups",
    "x-version-added",
    "xml",
];

/// Keys that do not belong where the vendor writes them: kept, so that an overlay can mend them and fails once they
/// are gone.
pub const MISPLACED: [(&str, &str); 4] = [
    ("parameter", "anyOf"),
    ("parameter", "default"),
    ("parameter", "oneOf"),
    ("schema", "schema"),
];

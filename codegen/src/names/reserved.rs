//! Names that the language or the generated code itself needs.

use super::Case;

/// Words that can only be identifiers with a leading `r#`.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot be identifiers at all.
const FORBIDDEN: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// What the generated code of a module refers to by these names.
const TYPES: [&str; 23] = [
    "Any",
    "BTreeMap",
    "Box",
    "Bytes",
    "Call",
    "Client",
    "Default",
    "Err",
    "Error",
    "FilePart",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Secret",
    "Some",
    "String",
    "Value",
    "Vec",
];

/// What stands beside the types of a module too.
const MORE_TYPES: [&str; 12] = [
    "AuthMethod",
    "Cursor",
    "CursorSource",
    "ListCall",
    "Next",
    "Paging",
    "TokenKind",
    "Operation",
    "UnknownFields",
    "UnknownValue",
    "Method",
    "Result",
];

/// Fields and methods that every struct has.
const FIELDS: [&str; 3] = ["new", "unknown", "unknown_fields"];

/// Arguments of every method.
const ARGUMENTS: [&str; 3] = ["body", "params", "form"];

/// Methods that a client has beside those of its areas.
const METHODS: [&str; 7] = [
    "as_ref", "builder", "from", "new", "request", "tokens", "v3",
];

/// Modules that the crate has beside those of its areas.
const MODULES: [&str; 8] = [
    "auth",
    "download",
    "guide",
    "limit",
    "paging",
    "retry",
    "transport",
    "types",
];

/// Whether the word needs a leading `r#`.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// The name itself, or the name that is used instead of a reserved one.
pub fn avoid(name: String, case: Case) -> String {
    if FORBIDDEN.contains(&name.as_str()) {
        return format!("{name}_");
    }
    if !is_reserved(&name, case) {
        return name;
    }
    name + match case {
        Case::Type => "Object",
        Case::Variant => "Value",
        Case::Field => "_field",
        Case::Argument => "_param",
        Case::Module => "_area",
        Case::Method | Case::Constant | Case::Page => "_",
    }
}

/// Whether the generated code needs the name itself.
pub fn is_reserved(name: &str, case: Case) -> bool {
    match case {
        Case::Type => TYPES.contains(&name) || MORE_TYPES.contains(&name),
        Case::Variant => ["Other", "Unknown"].contains(&name),
        Case::Field => FIELDS.contains(&name),
        Case::Argument => ARGUMENTS.contains(&name),
        Case::Module => MODULES.contains(&name) || METHODS.contains(&name),
        Case::Method => name == "new",
        Case::Constant | Case::Page => false,
    }
}

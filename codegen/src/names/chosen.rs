//! Names that a person has chosen because the rules give none, or the same one twice.

/// Scope, text of the API, and the text to make the name of instead.
///
/// The scope is the one that the diagnostic names: `v2/contacts types` or `v2/contacts Contact`.
const CHOSEN: &[(&str, &str, &str)] = &[
    (
        "v2/conversations types",
        "get-message response",
        "get message answer",
    ),
    (
        "v3/conversations types",
        "get-message response",
        "get message answer",
    ),
    (
        "v2/conversations types",
        "get-messages response",
        "get messages answer",
    ),
    (
        "v3/conversations types",
        "get-messages response",
        "get messages answer",
    ),
    // Beside `locations.write`, of other operations.
    ("the scopes", "locations/write", "locations path write"),
    ("v2/emails Schedule", "_id", "internal id"),
    ("v2/proposals TemplateListResponse", "_id", "internal id"),
    ("v3/proposals TemplateListResponse", "_id", "internal id"),
    (
        "v3/contacts CheckboxField",
        "field_value",
        "legacy field value",
    ),
    ("v3/contacts FileField", "field_value", "legacy field value"),
    (
        "v3/contacts LargeTextField",
        "field_value",
        "legacy field value",
    ),
    (
        "v3/contacts MonetoryField",
        "field_value",
        "legacy field value",
    ),
    (
        "v3/contacts MultiSelectField",
        "field_value",
        "legacy field value",
    ),
    (
        "v3/contacts NumericField",
        "field_value",
        "legacy field value",
    ),
    (
        "v3/contacts RadioField",
        "field_value",
        "legacy field value",
    ),
    (
        "v3/contacts SingleSelectField",
        "field_value",
        "legacy field value",
    ),
    ("v3/contacts TextField", "field_value", "legacy field value"),
];

/// The text chosen for a text of the API.
pub fn text(scope: &str, wire: &str) -> Option<&'static str> {
    let row = CHOSEN
        .iter()
        .find(|(chosen_scope, chosen_wire, _)| *chosen_scope == scope && *chosen_wire == wire);
    row.map(|(_, _, text)| *text)
}

//! Changes of named schemas.

use highlevel_codegen::diff::Wire::{Breaks, Fine};

use super::Edit::Replace;
use super::{Case, PETS, TOYS, adds, breaks, words};

pub const CASES: &[Case] = &[
    breaks("type_renamed", Fine, &[
        Replace(TOYS, "items: { $ref: \"#/components/schemas/Toy\" }", "items: { $ref: \"#/components/schemas/Plaything\" }"),
        Replace(TOYS, "    Toy: {", "    Plaything: {"),
    ], "is called `Plaything` now, it was `Toy`"),
    Case { name: "type_renamed_to_dto", edits: &[
        Replace(TOYS, "items: { $ref: \"#/components/schemas/Toy\" }", "items: { $ref: \"#/components/schemas/ToyDto\" }"),
        Replace(TOYS, "    Toy: {", "    ToyDto: {"),
    ], wire: Fine, compile: false, bump: None, says: "" },
    breaks("type_in_a_rename_changed_too", Fine, &[
        Replace(TOYS, "items: { $ref: \"#/components/schemas/Toy\" }", "items: { $ref: \"#/components/schemas/Plaything\" }"),
        Replace(TOYS, "    Toy: { type: object, properties: {", "    Plaything: { type: object, properties: { colour: { type: string },"),
    ], "has an optional field `colour` (text)"),
    Case { name: "unused_type_added", edits: &[Replace(TOYS, "    Toy: {", "    Ball: { type: object, properties: { name: { type: string } } }\n    Toy: {")], wire: Fine, compile: false, bump: None, says: "" },
    adds("type_is_sent_too", Fine, &[
        Replace(TOYS, "  /toys/{toyId}:", "  /toys/new:\n    post: { operationId: add-toy, requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/Toy\" } } } }, responses: { \"204\": { description: Added. } } }\n  /toys/{toyId}:"),
    ], "can be sent too"),
    breaks("type_is_not_sent_any_more", Fine, &[
        Replace(PETS, "      requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/Keeper\" } } } }\n", ""),
    ], "is not sent any more, so that it cannot be made").risky_body(),
    breaks("struct_holds_itself", Breaks, &[
        Replace(PETS, "mother: { $ref: \"#/components/schemas/Parent\" }", "mother: { $ref: \"#/components/schemas/Pet\" }"),
    ], "it was `Parent`"),
    breaks("inline_enum_becomes_a_component", Fine, &[
        Replace(PETS, "role: { type: string, enum: [owner, sitter] }", "role: { $ref: \"#/components/schemas/Role\" }"),
        Replace(PETS, "    Species: {", "    Role: { type: string, enum: [owner, sitter] }\n    Species: {"),
    ], "is called `Role` now, it was `KeeperRole`"),
    breaks("component_enum_becomes_an_object", Breaks, &[
        Replace(PETS, "Species: { type: string, enum: [cat, dog, bird] }", "Species: { type: object, properties: { name: { type: string } } }"),
    ], "is an object, it was a text with known values"),
    words("type_described", Fine, &[Replace(PETS, "description: A pet to add.", "description: A pet that is added.")], "is described in other words"),
    adds("object_merged_of_two", Fine, &[
        Replace(TOYS, "    Toy: { type: object, properties: { name: { type: string } } }", "    Toy: { allOf: [{ type: object, properties: { name: { type: string } } }, { type: object, properties: { colour: { type: string } } }] }"),
    ], "has an optional field `colour` (text)"),
    breaks("both_directions_became_required", Breaks, &[Replace(PETS, "required: [phone]", "required: [phone, role]")], "the field `role` of the body is required"),
    breaks("both_directions_became_optional", Breaks, &[Replace(PETS, "required: [phone], ", "")], "is not required any more"),
];

impl Case {
    /// The body that is gone may have been meant.
    const fn risky_body(mut self) -> Self {
        self.wire = highlevel_codegen::diff::Wire::Risky;
        self
    }
}

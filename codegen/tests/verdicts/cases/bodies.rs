//! Changes of what is sent.

use highlevel_codegen::diff::Bump;
use highlevel_codegen::diff::Wire::{Breaks, Fine, Risky};

use super::Edit::Replace;
use super::{Case, PETS, TOYS, adds, breaks, words};

const NICK: &str = "        nickName: { type: string }\n";

pub const CASES: &[Case] = &[
    breaks(
        "body_added",
        Fine,
        &[Replace(
            TOYS,
            "operationId: list-toys",
            "operationId: list-toys\n      requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/Toy\" } } } }",
        )],
        "it has a body now: `Toy`",
    ),
    breaks(
        "body_added_that_requires_something",
        Breaks,
        &[Replace(
            TOYS,
            "operationId: list-toys",
            "operationId: list-toys\n      requestBody: { content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string } } } } } }",
        )],
        "it has a body now",
    ),
    breaks(
        "body_removed",
        Risky,
        &[Replace(
            PETS,
            "      requestBody: { content: { application/json: { schema: { type: array, items: { type: string } } } } }\n",
            "",
        )],
        "it has no body any more",
    ),
    breaks(
        "body_is_another_type",
        Breaks,
        &[Replace(
            PETS,
            "operationId: add-pet\n      tags: [Pets]\n      requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/NewPet\"",
            "operationId: add-pet\n      tags: [Pets]\n      requestBody: { content: { application/json: { schema: { $ref: \"#/components/schemas/Keeper\"",
        )],
        "the body is `Keeper`, it was `NewPet`",
    ),
    breaks(
        "body_list_item_changed",
        Breaks,
        &[Replace(
            PETS,
            "{ schema: { type: array, items: { type: string } } } } }\n      responses: { \"200\": { description: Planned.",
            "{ schema: { type: array, items: { type: integer } } } } }\n      responses: { \"200\": { description: Planned.",
        )],
        "the body is list of whole number, it was list of text",
    ),
    breaks(
        "form_becomes_urlencoded",
        Breaks,
        &[
            Replace(
                PETS,
                "multipart/form-data",
                "application/x-www-form-urlencoded",
            ),
            Replace(
                PETS,
                "file: { type: string, format: binary }",
                "file: { type: string }",
            ),
        ],
        "as a browser sends it",
    ),
    adds(
        "form_part_added",
        Fine,
        &[Replace(
            PETS,
            "title: { type: string } } }",
            "title: { type: string }, alt: { type: string } } }",
        )],
        "has an optional field `alt` (text)",
    ),
    breaks(
        "form_part_became_required",
        Breaks,
        &[Replace(PETS, "required: [file]", "required: [file, title]")],
        "is required",
    ),
    adds(
        "field_added",
        Fine,
        &[Replace(
            PETS,
            NICK,
            "        nickName: { type: string }\n        petName: { type: string }\n",
        )],
        "POST /pets: the body has an optional field `petName` (text)",
    ),
    breaks(
        "field_added_required",
        Breaks,
        &[
            Replace(
                PETS,
                "required: [name, species]",
                "required: [name, species, house]",
            ),
            Replace(
                PETS,
                NICK,
                "        nickName: { type: string }\n        house: { type: string }\n",
            ),
        ],
        "the body has a required field `house` (text)",
    ),
    breaks(
        "fields_required_become_a_struct",
        Breaks,
        &[Replace(
            PETS,
            "required: [name, species]",
            "required: [name, species, weight, legs]",
        )],
        "the field `legs` of the body is required",
    ),
    breaks(
        "field_removed",
        Risky,
        &[Replace(PETS, NICK, "")],
        "the body has no field `nickName` any more",
    ),
    breaks(
        "field_removed_required",
        Risky,
        &[
            Replace(PETS, "required: [name, species]", "required: [name]"),
            Replace(
                PETS,
                "        species: { $ref: \"#/components/schemas/Species\" }\n",
                "",
            ),
        ],
        "the body has no field `species` any more",
    ),
    breaks(
        "field_became_required",
        Breaks,
        &[Replace(
            PETS,
            "required: [name, species]",
            "required: [name, species, weight]",
        )],
        "the field `weight` of the body is required",
    ),
    breaks(
        "field_became_optional",
        Fine,
        &[Replace(
            PETS,
            "required: [name, species]",
            "required: [name]",
        )],
        "the field `species` of the body is not required any more",
    ),
    breaks(
        "nothing_is_required",
        Fine,
        &[Replace(PETS, "      required: [name, species]\n", "")],
        "the field `name` of the body is not required any more",
    ),
    breaks(
        "field_became_nullable",
        Fine,
        &[Replace(
            PETS,
            "legs: { type: integer }",
            "legs: { type: integer, nullable: true }",
        )],
        "the field `legs` of the body may be null",
    ),
    breaks(
        "field_is_not_nullable",
        Breaks,
        &[Replace(
            PETS,
            "chip: { type: string, nullable: true }",
            "chip: { type: string }",
        )],
        "the field `chip` of the body may not be null any more",
    ),
    breaks(
        "field_type_changed",
        Breaks,
        &[Replace(
            PETS,
            "weight: { type: number }",
            "weight: { type: string }",
        )],
        "the field `weight` of the body is text, it was number",
    ),
    breaks(
        "field_whole",
        Breaks,
        &[Replace(
            PETS,
            "weight: { type: number }",
            "weight: { type: integer }",
        )],
        "is whole number, it was number",
    ),
    breaks(
        "field_fraction",
        Fine,
        &[Replace(
            PETS,
            "legs: { type: integer }",
            "legs: { type: number }",
        )],
        "is number, it was whole number",
    ),
    breaks(
        "text_becomes_enum",
        Breaks,
        &[Replace(
            PETS,
            "nickName: { type: string }",
            "nickName: { type: string, enum: [Kit, Rex] }",
        )],
        "it was text",
    ),
    breaks(
        "enum_becomes_text",
        Fine,
        &[Replace(
            PETS,
            "mood: { type: string, enum: [calm, wild] }",
            "mood: { type: string }",
        )],
        "the field `mood` of the body is text",
    ),
    adds(
        "enum_grown",
        Fine,
        &[Replace(
            PETS,
            "enum: [calm, wild]",
            "enum: [calm, wild, sad]",
        )],
        "`NewPetMood` knows the value `sad`",
    ),
    breaks(
        "enum_shrunk",
        Breaks,
        &[Replace(PETS, "enum: [calm, wild]", "enum: [calm]")],
        "`NewPetMood` does not know the value `wild` any more",
    ),
    breaks(
        "enum_value_renamed",
        Breaks,
        &[Replace(PETS, "enum: [calm, wild]", "enum: [calm, fierce]")],
        "does not know the value `wild` any more",
    ),
    adds(
        "enum_value_in_other_case",
        Breaks,
        &[Replace(PETS, "enum: [calm, wild]", "enum: [calm, WILD]")],
        "knows the value `WILD`",
    ),
    breaks(
        "list_item_changed",
        Breaks,
        &[Replace(
            PETS,
            "friends: { type: array, items: { type: string } }",
            "friends: { type: array, items: { type: number } }",
        )],
        "is list of number, it was list of text",
    ),
    breaks(
        "list_item_nullable",
        Fine,
        &[Replace(
            PETS,
            "friends: { type: array, items: { type: string } }",
            "friends: { type: array, items: { type: string, nullable: true } }",
        )],
        "is list of text or null",
    ),
    breaks(
        "anything_becomes_an_object",
        Breaks,
        &[Replace(
            PETS,
            "notes: { type: object }",
            "notes: { type: object, properties: { text: { type: string } } }",
        )],
        "it was any value",
    ),
    breaks(
        "anything_becomes_a_map",
        Breaks,
        &[Replace(
            PETS,
            "notes: { type: object }",
            "notes: { type: object, additionalProperties: true }",
        )],
        "is map of any value, it was any value",
    ),
    breaks(
        "map_value_changed",
        Breaks,
        &[Replace(
            PETS,
            "additionalProperties: { type: string }",
            "additionalProperties: { type: boolean }",
        )],
        "is map of true or false, it was map of text",
    ),
    adds(
        "field_renamed_in_case",
        Breaks,
        &[Replace(PETS, "nickName: {", "nick_name: {")],
        "a field: `nickName` is called `nick_name` now",
    ),
    breaks(
        "field_renamed",
        Breaks,
        &[Replace(PETS, "nickName: {", "nicksName: {")],
        "a field: `nickName` is called `nicksName` now",
    ),
    adds(
        "field_deprecated",
        Fine,
        &[Replace(
            PETS,
            "nickName: { type: string }",
            "nickName: { type: string, deprecated: true }",
        )],
        "is deprecated",
    ),
    words(
        "field_described",
        Fine,
        &[Replace(
            PETS,
            "description: What it is called.",
            "description: Its name.",
        )],
        "is described in other words",
    ),
    breaks(
        "field_secret",
        Fine,
        &[Replace(
            PETS,
            "nickName: { type: string }",
            "nickName: { type: string, x-highlevel-secret: true }",
        )],
        "is secret, it was text",
    ),
    breaks(
        "nested_field_became_required",
        Breaks,
        &[Replace(
            PETS,
            "required: [street]",
            "required: [street, floor]",
        )],
        "the field `floor` of `Home` is required",
    ),
    adds(
        "union_in_a_request_grown",
        Fine,
        &[Replace(
            PETS,
            "oneOf: [{ type: string }, { $ref: \"#/components/schemas/Treat\" }]",
            "oneOf: [{ type: string }, { type: boolean }, { $ref: \"#/components/schemas/Treat\" }]",
        )],
        "can be true or false",
    ),
    breaks(
        "union_in_a_request_shrunk",
        Breaks,
        &[Replace(
            PETS,
            "oneOf: [{ type: string }, { $ref: \"#/components/schemas/Treat\" }]",
            "oneOf: [{ type: number }, { $ref: \"#/components/schemas/Treat\" }]",
        )],
        "cannot be text any more",
    ),
    breaks(
        "union_becomes_one_type",
        Breaks,
        &[Replace(
            PETS,
            "treat: { oneOf: [{ type: string }, { $ref: \"#/components/schemas/Treat\" }] }",
            "treat: { type: string }",
        )],
        "is text",
    ),
    breaks(
        "field_required_and_nullable",
        Breaks,
        &[Replace(
            PETS,
            "required: [name, species]",
            "required: [name, species, chip]",
        )],
        "the field `chip` of the body is required",
    ),
    // The arguments change places and have the same type: it compiles, and does something else.
    Case {
        name: "required_fields_change_places",
        edits: &[Replace(
            PETS,
            "        name: { type: string, description: What it is called. }\n        species: { $ref: \"#/components/schemas/Species\" }\n",
            "        species: { $ref: \"#/components/schemas/Species\" }\n        name: { type: string, description: What it is called. }\n",
        )],
        wire: Fine,
        compile: true,
        bump: Some(Bump::Major),
        says: "takes its required fields in another order",
    },
];

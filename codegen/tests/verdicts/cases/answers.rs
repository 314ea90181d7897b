//! Changes of what comes back.

use highlevel_codegen::diff::Wire::{Breaks, Fine, Risky};

use super::Edit::Replace;
use super::{Case, PETS, TOYS, V3, adds, breaks, words};

pub const CASES: &[Case] = &[
    adds("answer_field_added", Fine, &[Replace(PETS, "        age: { type: integer }\n", "        age: { type: integer }\n        coat: { type: string }\n")], "there is an optional field `coat` (text)"),
    adds("answer_field_added_required", Fine, &[
        Replace(PETS, "required: [id, name, state]", "required: [id, name, state, coat]"),
        Replace(PETS, "        age: { type: integer }\n", "        age: { type: integer }\n        coat: { type: string }\n"),
    ], "there is a required field `coat` (text)"),
    breaks("answer_field_removed", Risky, &[Replace(PETS, "        age: { type: integer }\n", "")], "there is no field `age` any more"),
    breaks("answer_field_removed_required", Breaks, &[
        Replace(PETS, "required: [id, name, state]", "required: [id, state]"),
        Replace(PETS, "        name: { type: string }\n        state:", "        state:"),
    ], "there is no field `name` any more"),
    breaks("answer_field_became_optional", Breaks, &[Replace(PETS, "required: [id, name, state]", "required: [id, state]")], "the field `name` is not required any more"),
    breaks("answer_field_became_required", Fine, &[Replace(PETS, "required: [id, name, state]", "required: [id, name, state, age]")], "the field `age` is required"),
    breaks("answer_field_became_nullable", Breaks, &[Replace(PETS, "        id: { type: string }\n", "        id: { type: string, nullable: true }\n")], "the field `id` is not required any more"),
    breaks("answer_field_type_changed", Breaks, &[Replace(PETS, "        age: { type: integer }\n", "        age: { type: string }\n")], "the field `age` is text, it was whole number"),
    breaks("answer_field_whole", Fine, &[Replace(PETS, "Bone: { type: object, required: [size], properties: { size: { type: number }", "Bone: { type: object, required: [size], properties: { size: { type: integer }")], "is whole number, it was number"),
    breaks("answer_field_secret", Fine, &[Replace(PETS, ", x-highlevel-secret: true", "")], "is text, it was secret"),
    adds("answer_enum_grown", Risky, &[Replace(PETS, "enum: [here, away]", "enum: [here, away, lost]")], "knows the value `lost`"),
    breaks("answer_enum_shrunk", Fine, &[Replace(PETS, "enum: [here, away]", "enum: [here]")], "does not know the value `away` any more"),
    breaks("answer_documented", Fine, &[Replace(V3, "list-pets, responses: { \"200\": { description: All. } }", "list-pets, responses: { \"200\": { description: All., content: { application/json: { schema: { type: string } } } } }")], "the answer is text, it was what nobody has written down"),
    breaks("answer_is_nothing", Fine, &[Replace(V3, "list-pets, responses: { \"200\"", "list-pets, responses: { \"204\"")], "the answer is nothing"),
    breaks("answer_not_documented", Breaks, &[Replace(PETS, "      responses:\n        \"200\": { description: Set., content: { application/json: { schema: { $ref: \"#/components/schemas/Keeper\" } } } }\n", "      responses:\n        \"200\": { description: Set. }\n")], "the answer is what nobody has written down"),
    breaks("answer_is_bytes", Breaks, &[Replace(PETS, "\"201\": { description: Added., content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\" } } } }", "\"201\": { description: Added., content: { image/png: { schema: { type: string, format: binary } } } }")], "the answer is bytes, it was `Pet`"),
    breaks("answer_is_a_list", Breaks, &[Replace(PETS, "\"201\": { description: Added., content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\" }", "\"201\": { description: Added., content: { application/json: { schema: { type: array, items: { $ref: \"#/components/schemas/Pet\" } }")], "the answer is list of `Pet`, it was `Pet`"),
    breaks("answer_list_item_changed", Breaks, &[Replace(TOYS, "items: { $ref: \"#/components/schemas/Toy\" }", "items: { type: string }")], "the answer is list of text"),
    adds("answer_union_grown", Breaks, &[Replace(PETS, "anyOf: [{ type: string }, { $ref: \"#/components/schemas/Bone\" }]", "anyOf: [{ type: string }, { type: number }, { $ref: \"#/components/schemas/Bone\" }]")], "can be number"),
    breaks("answer_union_shrunk", Fine, &[Replace(PETS, "anyOf: [{ type: string }, { $ref: \"#/components/schemas/Bone\" }]", "anyOf: [{ type: number }, { type: boolean }, { $ref: \"#/components/schemas/Bone\" }]")], "cannot be text any more").wider(),
    adds("status_added_to_success", Fine, &[Replace(PETS, "responses: { \"200\": { description: Planned. } }", "responses: { \"200\": { description: Planned. }, \"409\": { description: Busy., content: { application/json: { schema: { $ref: \"#/components/schemas/Problem\" } } } } }")], "bodies are documented for the errors `409`").patch(),
    words("error_body_removed", Fine, &[Replace(PETS, "        \"400\": { description: Wrong., content: { application/json: { schema: { $ref: \"#/components/schemas/Problem\" } } } }\n", "        \"400\": { description: Wrong. }\n")], "bodies are documented for the errors nothing").with_lost_type(),
    adds("error_body_is_another_type", Fine, &[Replace(PETS, "\"400\": { description: Wrong., content: { application/json: { schema: { $ref: \"#/components/schemas/Problem\" }", "\"400\": { description: Wrong., content: { application/json: { schema: { $ref: \"#/components/schemas/Keeper\" }")], "the body of the error 400 is `Keeper`").with_lost_type(),
];

impl Case {
    /// Reading what is wider breaks too.
    const fn wider(mut self) -> Self {
        self.wire = Breaks;
        self
    }

    /// Words alone.
    const fn patch(mut self) -> Self {
        self.bump = Some(highlevel_codegen::diff::Bump::Patch);
        self
    }

    /// The type of the error is gone with its only use.
    const fn with_lost_type(mut self) -> Self {
        self.compile = true;
        self.bump = Some(highlevel_codegen::diff::Bump::Major);
        self
    }
}

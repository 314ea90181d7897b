//! Changes of parameters.

use highlevel_codegen::diff::Wire::{Breaks, Fine, Risky};

use super::Edit::Replace;
use super::{Case, PETS, TOYS, adds, breaks, words};

const LIMIT: &str = "        - { name: limit, in: query, schema: { type: integer } }\n";

pub const CASES: &[Case] = &[
    adds(
        "parameter_added",
        Fine,
        &[Replace(
            PETS,
            LIMIT,
            "        - { name: limit, in: query, schema: { type: integer } }\n        - { name: skip, in: query, schema: { type: integer } }\n",
        )],
        "there is an optional parameter `skip` (whole number)",
    ),
    breaks(
        "parameter_added_required",
        Breaks,
        &[Replace(
            PETS,
            LIMIT,
            "        - { name: limit, in: query, schema: { type: integer } }\n        - { name: shopId, in: query, required: true, schema: { type: string } }\n",
        )],
        "there is a required parameter `shopId` (text)",
    ),
    breaks(
        "parameter_added_required_fourth",
        Breaks,
        &[Replace(
            PETS,
            "        - { name: hour,",
            "        - { name: pace, in: query, required: true, schema: { type: string } }\n        - { name: hour,",
        )],
        "there is a required parameter `pace` (text)",
    ),
    breaks(
        "parameter_added_first",
        Fine,
        &[Replace(
            TOYS,
            "operationId: list-toys",
            "operationId: list-toys\n      parameters: [{ name: limit, in: query, schema: { type: integer } }]",
        )],
        "there is an optional parameter `limit`",
    ),
    breaks(
        "parameter_removed",
        Risky,
        &[Replace(PETS, LIMIT, "")],
        "there is no parameter `limit` any more",
    ),
    breaks(
        "parameter_removed_required",
        Risky,
        &[Replace(
            PETS,
            "        - { name: hour, in: query, required: true, schema: { type: integer } }\n",
            "",
        )],
        "there is no parameter `hour` any more",
    ),
    breaks(
        "parameters_removed_all",
        Risky,
        &[
            Replace(
                PETS,
                "        - { name: day, in: query, required: true, schema: { type: string } }\n        - { name: hour, in: query, required: true, schema: { type: integer } }\n        - { name: park, in: query, required: true, schema: { type: string } }\n",
                "",
            ),
            Replace(
                PETS,
                "operationId: plan-walk\n      parameters:\n",
                "operationId: plan-walk\n",
            ),
        ],
        "there is no parameter `park` any more",
    ),
    breaks(
        "parameter_became_required",
        Breaks,
        &[Replace(
            PETS,
            "{ name: limit, in: query, schema",
            "{ name: limit, in: query, required: true, schema",
        )],
        "the parameter `limit` is required",
    ),
    breaks(
        "parameter_became_optional",
        Fine,
        &[Replace(
            PETS,
            "{ name: ownerId, in: query, required: true",
            "{ name: ownerId, in: query",
        )],
        "the parameter `ownerId` is not required any more",
    ),
    breaks(
        "parameter_type_changed",
        Breaks,
        &[Replace(
            PETS,
            "{ name: limit, in: query, schema: { type: integer } }",
            "{ name: limit, in: query, schema: { type: string } }",
        )],
        "the parameter `limit` is text, it was whole number",
    ),
    breaks(
        "parameter_type_widened",
        Fine,
        &[Replace(
            PETS,
            "{ name: hour, in: query, required: true, schema: { type: integer } }",
            "{ name: hour, in: query, required: true, schema: { type: number } }",
        )],
        "the parameter `hour` is number, it was whole number",
    ),
    adds(
        "parameter_moved_to_headers",
        Breaks,
        &[Replace(
            PETS,
            "{ name: limit, in: query",
            "{ name: limit, in: header",
        )],
        "goes into the headers, not into the query",
    ),
    adds(
        "parameter_joined_with_commas",
        Breaks,
        &[Replace(
            PETS,
            "{ name: tags, in: query,",
            "{ name: tags, in: query, explode: false,",
        )],
        "goes into the query with commas",
    ),
    adds(
        "parameter_enum_grown",
        Fine,
        &[Replace(
            PETS,
            "enum: [cat, dog] }",
            "enum: [cat, dog, fox] }",
        )],
        "knows the value `fox`",
    ),
    breaks(
        "parameter_enum_shrunk",
        Breaks,
        &[Replace(PETS, "enum: [cat, dog] }", "enum: [cat] }")],
        "does not know the value `dog` any more",
    ),
    adds(
        "parameter_renamed_in_case",
        Breaks,
        &[Replace(PETS, "name: ownerId", "name: owner_id")],
        "the parameter `ownerId` is called `owner_id` now",
    ),
    breaks(
        "parameter_renamed",
        Breaks,
        &[Replace(PETS, "name: ownerId", "name: ownersId")],
        "the parameter `ownerId` is called `ownersId` now",
    ),
    adds(
        "parameter_deprecated",
        Fine,
        &[Replace(
            PETS,
            "{ name: limit, in: query,",
            "{ name: limit, in: query, deprecated: true,",
        )],
        "the parameter `limit` is deprecated",
    ),
    words(
        "parameter_described",
        Fine,
        &[Replace(
            PETS,
            "{ name: limit, in: query,",
            "{ name: limit, in: query, description: How many.,",
        )],
        "the parameter `limit` is described in other words",
    ),
    words(
        "placeholder_renamed",
        Fine,
        &[Replace(TOYS, "/toys/{toyId}", "/toys/{id}")],
        "the placeholder `toyId` is called `id` now",
    ),
    breaks(
        "placeholder_type_changed",
        Breaks,
        &[Replace(
            PETS,
            "operationId: remove-pet\n      tags: [Pets]\n      parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]",
            "operationId: remove-pet\n      tags: [Pets]\n      parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]",
        )],
        "the placeholder `petId` is whole number, it was text",
    ),
    breaks(
        "placeholder_added",
        Breaks,
        &[Replace(
            TOYS,
            "/toys/{toyId}",
            "/shops/{shopId}/toys/{toyId}",
        )],
        "the path takes `shopId` and `toyId` instead of `toyId`",
    ),
    breaks(
        "parameter_list_item_changed",
        Breaks,
        &[Replace(
            PETS,
            "{ name: tags, in: query, schema: { type: array, items: { type: string } } }",
            "{ name: tags, in: query, schema: { type: array, items: { type: integer } } }",
        )],
        "the parameter `tags` is list of whole number",
    ),
];

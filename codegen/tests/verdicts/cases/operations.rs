//! Changes of operations.

use highlevel_codegen::diff::Bump;
use highlevel_codegen::diff::Wire::{Breaks, Fine, Risky};

use super::Edit::Replace;
use super::{Case, PETS, TOYS, V3, adds, breaks, words};

pub const CASES: &[Case] = &[
    adds(
        "operation_added",
        Fine,
        &[Replace(
            TOYS,
            "  /toys/{toyId}:",
            "  /toys/new:\n    post: { operationId: add-toy, responses: { \"204\": { description: Added. } } }\n  /toys/{toyId}:",
        )],
        "POST /toys/new: the operation `add-toy` is new",
    ),
    breaks(
        "operation_removed",
        Breaks,
        &[Replace(
            TOYS,
            "  /toys/{toyId}:\n    delete: { operationId: remove-toy, responses: { \"204\": { description: Gone. } } }\n",
            "",
        )],
        "DELETE /toys/{toyId}: the operation `remove-toy` is gone",
    ),
    breaks(
        "operation_renamed",
        Fine,
        &[Replace(
            TOYS,
            "operationId: remove-toy",
            "operationId: delete-toy",
        )],
        "the operation `remove-toy` is called `delete-toy` now",
    ),
    words(
        "operation_renamed_to_the_same_name",
        Fine,
        &[Replace(
            TOYS,
            "delete: { operationId: remove-toy",
            "delete: { operationId: removeToy, description: Removes it.",
        )],
        "described in other words",
    ),
    adds(
        "path_moved",
        Breaks,
        &[Replace(TOYS, "  /toys/{toyId}:", "  /things/{toyId}:")],
        "DELETE /things/{toyId}: it was `DELETE /toys/{toyId}`",
    ),
    adds(
        "method_changed",
        Breaks,
        &[Replace(
            V3,
            "  /pets/search:\n    get:",
            "  /pets/search:\n    post:",
        )],
        "POST /pets/search: it was `GET /pets/search`",
    ),
    breaks(
        "operation_moved_to_another_area",
        Fine,
        &[
            Replace(
                TOYS,
                "  /toys/{toyId}:\n    delete: { operationId: remove-toy, responses: { \"204\": { description: Gone. } } }\n",
                "",
            ),
            Replace(
                PETS,
                "  /keepers:",
                "  /toys/{toyId}:\n    delete: { operationId: remove-toy, responses: { \"204\": { description: Gone. } } }\n  /keepers:",
            ),
        ],
        "the operation `remove-toy` moved to the area `pets`",
    ),
    adds(
        "operation_deprecated",
        Fine,
        &[Replace(
            TOYS,
            "operationId: remove-toy",
            "operationId: remove-toy, deprecated: true",
        )],
        "it is deprecated",
    ),
    words(
        "operation_described",
        Fine,
        &[Replace(
            PETS,
            "description: Lists the pets.",
            "description: Lists every pet.",
        )],
        "it is described in other words",
    ),
    adds(
        "scope_added",
        Fine,
        &[Replace(
            PETS,
            "[pets.readonly]",
            "[pets.readonly, pets.write]",
        )],
        "it wants the scope `pets.readonly` and `pets.write`, it wanted `pets.readonly`",
    ),
    breaks(
        "scope_replaced",
        Risky,
        &[Replace(PETS, "[pets.readonly]", "[pets.all]")],
        "it wants the scope `pets.all`",
    ),
    words(
        "token_kind_removed",
        Risky,
        &[Replace(PETS, "[sub-account, agency]", "[sub-account]")],
        "it takes tokens of the kind `sub-account`",
    ),
    words(
        "auth_method_added",
        Fine,
        &[Replace(PETS, "[oauth]", "[oauth, private-integration]")],
        "callers prove who they are in other ways",
    ),
    words(
        "idempotent",
        Fine,
        &[Replace(
            PETS,
            "operationId: plan-walk",
            "operationId: plan-walk\n      x-highlevel-idempotent: true",
        )],
        "it may be sent twice",
    ),
    adds(
        "version_changed",
        Risky,
        &[Replace(
            PETS,
            "enum: [\"2021-04-15\"]",
            "enum: [\"2021-07-28\"]",
        )],
        "the version is `2021-07-28`, it was `2021-04-15`",
    ),
    Case {
        name: "tag_changed",
        edits: &[Replace(PETS, "tags: [Keepers]", "tags: [Pets]")],
        wire: Fine,
        compile: false,
        bump: None,
        says: "",
    },
    Case {
        name: "yaml_written_otherwise",
        edits: &[Replace(V3, "\"1.0\"", "'1.0'")],
        wire: Fine,
        compile: false,
        bump: None,
        says: "",
    },
    Case {
        name: "nothing_but_order",
        edits: &[Replace(
            PETS,
            "        nickName: { type: string }\n        weight: { type: number }\n",
            "        weight: { type: number }\n        nickName: { type: string }\n",
        )],
        wire: Fine,
        compile: false,
        bump: None,
        says: "",
    },
    // The arguments change places and have the same type: this compiles, and does something else.
    Case {
        name: "order_of_arguments",
        edits: &[
            Replace(
                PETS,
                "        - { name: day, in: query, required: true, schema: { type: string } }\n",
                "",
            ),
            Replace(
                PETS,
                "        - { name: park, in: query, required: true, schema: { type: string } }\n",
                "        - { name: park, in: query, required: true, schema: { type: string } }\n        - { name: day, in: query, required: true, schema: { type: string } }\n",
            ),
            Replace(
                PETS,
                "        - { name: hour, in: query, required: true, schema: { type: integer } }\n",
                "        - { name: hour, in: query, required: true, schema: { type: string } }\n",
            ),
        ],
        wire: Breaks,
        compile: true,
        bump: Some(Bump::Major),
        says: "takes its required parameters in another order",
    },
    Case {
        name: "order_of_arguments_of_one_type",
        edits: &[
            Replace(
                PETS,
                "        - { name: town, in: query, required: true, schema: { type: string } }\n",
                "",
            ),
            Replace(
                PETS,
                "        - { name: street, in: query, required: true, schema: { type: string } }\n",
                "        - { name: street, in: query, required: true, schema: { type: string } }\n        - { name: town, in: query, required: true, schema: { type: string } }\n",
            ),
        ],
        wire: Fine,
        compile: false,
        bump: Some(Bump::Major),
        says: "takes its required parameters in another order",
    },
];

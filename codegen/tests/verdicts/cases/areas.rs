//! Changes of areas and generations.

use highlevel_codegen::diff::Wire::{Breaks, Fine};

use super::Edit::{Add, Remove, Rename, Replace};
use super::{Case, TOYS, V3, adds, breaks};

const FOOD: &str = "openapi: 3.0.3\ninfo: { title: Food, version: \"1.0\" }\npaths:\n  /food:\n    get: { operationId: list-food, responses: { \"200\": { description: All. } } }\n";

pub const CASES: &[Case] = &[
    adds(
        "area_added",
        Fine,
        &[Add("spec/v2/food.yaml", FOOD)],
        "the area is new, with 1 operation",
    ),
    adds(
        "area_added_to_v3",
        Fine,
        &[Add("spec/v3/food.yaml", FOOD)],
        "the area is new, with 1 operation",
    ),
    breaks(
        "area_removed",
        Breaks,
        &[Remove(TOYS)],
        "the area is gone, with 2 operations",
    ),
    breaks(
        "area_renamed",
        Fine,
        &[Rename(TOYS, "spec/v2/playthings.yaml")],
        "the area `toys` is called `playthings` now",
    ),
    breaks(
        "generation_removed",
        Breaks,
        &[Remove(V3)],
        "the area is gone, with 2 operations",
    ),
    breaks(
        "operation_of_v3_removed",
        Breaks,
        &[Replace(
            V3,
            "  /pets/search:\n    get: { operationId: search-pets, responses: { \"200\": { description: All. } } }\n",
            "",
        )],
        "the operation `search-pets` is gone",
    ),
];

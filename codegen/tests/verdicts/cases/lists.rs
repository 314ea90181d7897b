//! Changes of what a document says in words of ours: how a list goes on, who may call, what tells the types of a union.

use highlevel_codegen::diff::Wire::{Breaks, Fine, Risky};

use super::Edit::Replace;
use super::{Case, SHOPS, adds, breaks};

pub const CASES: &[Case] = &[
    adds(
        "paging_goes_on_otherwise",
        Fine,
        &[Replace(SHOPS, "offset: skip", "page: page, first: 0")],
        "its pages follow by `page`, they did by `skip`",
    ),
    adds(
        "paging_counts_from_elsewhere",
        Fine,
        &[Replace(
            SHOPS,
            "offset: skip, total: /total",
            "offset: skip",
        )],
        "it says otherwise how its pages follow",
    ),
    adds(
        "paging_finds_the_list_elsewhere",
        Fine,
        &[Replace(SHOPS, "items: /shops", "items: /closed")],
        "the list of its pages is at `/closed`, it was at `/shops`",
    ),
    breaks(
        "paging_has_other_items",
        Fine,
        &[Replace(SHOPS, "items: /shops", "items: /names")],
        "the list of its pages is at `/names`, it was at `/shops`",
    ),
    breaks(
        "paging_added",
        Fine,
        &[Replace(
            SHOPS,
            "operationId: open-shops",
            "operationId: open-shops\n      x-highlevel-paging: { items: /shops, offset: skip }",
        )],
        "it comes in pages, by `skip`",
    ),
    breaks(
        "paging_removed",
        Fine,
        &[Replace(
            SHOPS,
            "      x-highlevel-paging: { items: /shops, size: limit, offset: skip, total: /total }\n",
            "",
        )],
        "it does not come in pages any more",
    ),
    adds(
        "a_token_is_needed",
        Risky,
        &[Replace(SHOPS, "      security: []\n", "")],
        "it is called with a token",
    ),
    adds(
        "no_token_is_needed",
        Risky,
        &[Replace(
            SHOPS,
            "operationId: add-ware",
            "operationId: add-ware\n      security: []",
        )],
        "it is called without a token",
    ),
    breaks(
        "tag_is_told_by_another_property",
        Breaks,
        &[Replace(SHOPS, "property: kind", "property: sort")],
        "is told by `sort`, it was by `kind`",
    ),
    // Both values make the same variant.
    adds(
        "tag_has_another_value",
        Breaks,
        &[Replace(SHOPS, "{ food: Food,", "{ FOOD: Food,")],
        "`Food` is told by `FOOD`, it was by `food`",
    ),
    breaks(
        "tag_removed",
        Breaks,
        &[Replace(
            SHOPS,
            "          x-highlevel-tag: { name: WareTraits, property: kind, mapping: { food: Food, leash: Leash } }\n",
            "",
        )],
        "is told by what it looks like",
    ),
];

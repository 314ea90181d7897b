//! Overlay 1.0, and what is allowed in one besides.

use super::Shape::{Any, Flag, List, Text, Word};
use super::{INFO, Object, Shape};

pub static OVERLAY: Object = Object {
    name: "overlay",
    components: "",
    required: &[
        ("overlay", "overlay: 1.0.0"),
        ("info", "info: {title: ..., version: ...}"),
        ("actions", "actions: [...]"),
    ],
    keys: &[
        ("overlay", Word(&["1.0.0"])),
        ("info", Shape::Object(&INFO)),
        ("extends", Text),
        ("x-extends", List(&Text)),
        ("actions", List(&Shape::Object(&ACTION))),
        ("x-allow", List(&Shape::Object(&ALLOWANCE))),
    ],
};

static ALLOWANCE: Object = Object {
    name: "allowance",
    components: "",
    required: &[
        ("rule", "rule: <the rule that fires>"),
        ("target", "target: $.paths..."),
        ("reason", "reason: <why it has to stay>"),
    ],
    keys: &[("rule", Text), ("target", Text), ("reason", Text)],
};

static ACTION: Object = Object {
    name: "action",
    components: "",
    required: &[
        ("target", "target: $.paths..."),
        ("description", "description: <why, and where that was seen>"),
    ],
    keys: &[
        ("target", Text),
        ("description", Text),
        ("update", Any),
        ("remove", Flag),
        ("x-replace", Flag),
    ],
};

//! Compiles every expected file, so that no snapshot can be accepted that is not Rust.
//!
//! The modules are public, because the compiler and clippy then judge them like those of the published crate. They
//! are not formatted, because the expected files have to stay as they are generated.

#![allow(
    unexpected_cfgs,
    reason = "the root names a feature for each of its areas"
)]

#[rustfmt::skip]
#[path = "fixtures/optional_field/expected/pets.rs"]
pub mod optional_field;
#[rustfmt::skip]
#[path = "fixtures/nullable/expected/pets.rs"]
pub mod nullable;
#[rustfmt::skip]
#[path = "fixtures/open_enum/expected/pets.rs"]
pub mod open_enum;
#[rustfmt::skip]
#[path = "fixtures/lists_and_maps/expected/pets.rs"]
pub mod lists_and_maps;
#[rustfmt::skip]
#[path = "fixtures/free_form/expected/pets.rs"]
pub mod free_form;
#[rustfmt::skip]
#[path = "fixtures/numbers/expected/pets.rs"]
pub mod numbers;
#[rustfmt::skip]
#[path = "fixtures/secret/expected/pets.rs"]
pub mod secret;
#[rustfmt::skip]
#[path = "fixtures/path_parameters/expected/pets.rs"]
pub mod path_parameters;
#[rustfmt::skip]
#[path = "fixtures/query_and_header_parameters/expected/pets.rs"]
pub mod query_and_header_parameters;
#[rustfmt::skip]
#[path = "fixtures/many_required/expected/pets.rs"]
pub mod many_required;
#[rustfmt::skip]
#[path = "fixtures/multipart_form/expected/pets.rs"]
pub mod multipart_form;
#[rustfmt::skip]
#[path = "fixtures/error_bodies/expected/pets.rs"]
pub mod error_bodies;
#[rustfmt::skip]
#[path = "fixtures/deprecated/expected/pets.rs"]
pub mod deprecated;
#[rustfmt::skip]
#[path = "fixtures/keywords/expected/pets.rs"]
pub mod keywords;
#[rustfmt::skip]
#[path = "fixtures/recursion/expected/pets.rs"]
pub mod recursion;
#[rustfmt::skip]
#[path = "fixtures/shared_file/expected/pets.rs"]
pub mod shared_file;
#[rustfmt::skip]
#[path = "fixtures/layers/expected/pets.rs"]
pub mod layers;
#[rustfmt::skip]
#[path = "fixtures/overlay/expected/pets.rs"]
pub mod overlay;
#[rustfmt::skip]
#[path = "fixtures/described_reference/expected/pets.rs"]
pub mod described_reference;
#[rustfmt::skip]
#[path = "fixtures/documentation/expected/pets.rs"]
pub mod documentation;
#[rustfmt::skip]
#[path = "fixtures/no_content/expected/pets.rs"]
pub mod no_content;
#[rustfmt::skip]
#[path = "fixtures/inline_objects/expected/pets.rs"]
pub mod inline_objects;
#[rustfmt::skip]
#[path = "fixtures/dto_names/expected/pets.rs"]
pub mod dto_names;
#[rustfmt::skip]
#[path = "fixtures/v3/expected/lib.rs"]
pub mod root;
#[rustfmt::skip]
#[path = "fixtures/body_list/expected/pets.rs"]
pub mod body_list;
#[rustfmt::skip]
#[path = "fixtures/tags/expected/pets.rs"]
pub mod tags;
#[rustfmt::skip]
#[path = "fixtures/unions/expected/pets.rs"]
pub mod unions;
#[rustfmt::skip]
#[path = "fixtures/no_token/expected/pets.rs"]
pub mod no_token;
#[rustfmt::skip]
#[path = "fixtures/paging/expected/pets.rs"]
pub mod paging;
#[rustfmt::skip]
#[path = "fixtures/tagged_union/expected/pets.rs"]
pub mod tagged_union;
#[rustfmt::skip]
#[path = "fixtures/same_but_required/expected/pets.rs"]
pub mod same_but_required;
#[rustfmt::skip]
#[path = "fixtures/merged_objects/expected/pets.rs"]
pub mod merged_objects;
#[rustfmt::skip]
#[path = "fixtures/other_media_types/expected/pets.rs"]
pub mod other_media_types;

/// The areas of that root, which leaves them out without their features.
#[rustfmt::skip]
#[path = "fixtures/v3/expected"]
pub mod v3_areas {
    pub mod pets;
    /// Those of version `v3`.
    pub mod v3 {
        pub mod pet_toys;
        pub mod pets;
    }
}

//! The rules, in the order in which they are listed: those of any OpenAPI document first, then those of this API.

use super::Rule;

mod default_type;
mod enum_twice;
mod example_in_enum;
mod example_type;
mod field_words;
mod free_form;
mod list_without_paging;
mod no_content;
mod no_success;
mod operation_id_twice;
mod operation_words;
mod parameter_twice;
mod path_case;
mod path_parameters;
mod same_name;
mod schema_words;
mod scope;
mod secret_unmarked;
mod token_kind;
mod unused_schema;
mod whole_number;

/// Every rule.
pub static RULES: &[&Rule] = &[
    &path_parameters::RULE,
    &parameter_twice::RULE,
    &operation_id_twice::RULE,
    &enum_twice::RULE,
    &example_type::RULE,
    &example_in_enum::RULE,
    &default_type::RULE,
    &unused_schema::RULE,
    &no_success::RULE,
    &operation_words::RULE,
    &schema_words::RULE,
    &field_words::RULE,
    &scope::RULE,
    &token_kind::RULE,
    &list_without_paging::RULE,
    &secret_unmarked::RULE,
    &whole_number::RULE,
    &free_form::RULE,
    &no_content::RULE,
    &path_case::RULE,
    &same_name::RULE,
];

//! `OPERATIONS.md`: every operation on a line, for whoever wants to see what has changed.

use crate::model::{Api, Area, Generation, Operation};

/// The table, sorted by path, method and generation.
pub fn table(api: &Api) -> String {
    let mut rows: Vec<_> = api
        .areas
        .iter()
        .flat_map(|area| area.operations().map(move |operation| (area, operation)))
        .collect();
    rows.sort_by_key(|(area, operation)| (&operation.path, operation.method, area.generation));
    let lines: Vec<String> = rows
        .iter()
        .map(|(area, operation)| row(area, operation))
        .collect();
    let count = match lines.len() {
        1 => "1 operation".to_owned(),
        count => format!("{count} operations"),
    };
    format!(
        "# Operations\n\n{count}.\n\n\
         | operation | method | version | scopes | tokens | pages by |\n|---|---|---|---|---|---|\n{}\n",
        lines.join("\n")
    )
}

fn row(area: &Area, operation: &Operation) -> String {
    let generation = match area.generation {
        Generation::V2 => "",
        Generation::V3 => "v3().",
    };
    let scopes: Vec<String> = operation
        .scopes
        .iter()
        .map(|scope| format!("`{scope}`"))
        .collect();
    let tokens: Vec<&str> = match operation.anonymous {
        true => vec!["none"],
        false => operation
            .tokens
            .iter()
            .map(|token| token.as_str())
            .collect(),
    };
    let pages = operation
        .paging
        .as_ref()
        .map_or("", |paging| paging.next.as_str());
    format!(
        "| `{} {}` | `{generation}{}().{}` | {} | {} | {} | {} |",
        operation.method.as_str(),
        operation.path,
        area.module,
        operation.name,
        operation.version.as_deref().unwrap_or_default(),
        scopes.join(", "),
        tokens.join(", "),
        pages,
    )
}

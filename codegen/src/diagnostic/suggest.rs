//! Finds the name that was probably meant.

/// How many names a help line lists.
const LISTED: usize = 8;

/// A help line: the name that is nearest to the wanted one, or the names that there are.
pub fn suggest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let nearest = names
        .iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&wanted.to_lowercase(), &name.to_lowercase()),
                *name,
            )
        })
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 3)
        .min();
    let longer = names
        .iter()
        .find(|name| name.len() > 2 && wanted.starts_with(**name));
    if let Some(name) = nearest.map(|(_, name)| name).or(longer.copied()) {
        return format!("did you mean `{name}`?");
    }
    let listed = names
        .iter()
        .take(LISTED)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match names.len() {
        0 => "there is none".to_owned(),
        1 => format!("there is only {listed}"),
        count if count > LISTED => format!("there are {listed} and {} more", count - LISTED),
        _ => format!("there are {listed}"),
    }
}

//! Decides which numbers are whole: the documents say `number` for counts and for money alike.

/// Words that name a count or a position, never a measure.
const COUNTS: [&str; 24] = [
    "age",
    "code",
    "count",
    "counts",
    "days",
    "hours",
    "index",
    "limit",
    "minutes",
    "number",
    "offset",
    "order",
    "page",
    "pages",
    "position",
    "quantity",
    "seconds",
    "size",
    "skip",
    "timestamp",
    "total",
    "version",
    "weeks",
    "year",
];

/// Words that make a measure of what follows or precedes them.
const MEASURES: [&str; 12] = [
    "amount",
    "average",
    "cost",
    "discount",
    "fee",
    "money",
    "percent",
    "percentage",
    "price",
    "rate",
    "revenue",
    "tax",
];

/// Whether a number of this name, with these examples, is whole.
///
/// Both have to hold: its examples and enumerated values are whole, and there is one; its name ends in a word of the
/// list and has no word of money or measure.
pub fn is_whole(name: &str, examples: &[&serde_json::Value]) -> bool {
    let words = crate::names::words(name);
    let counts = words
        .last()
        .is_some_and(|last| COUNTS.contains(&last.as_str()) || last == "status");
    let measures = words.iter().any(|word| MEASURES.contains(&word.as_str()));
    let whole = |example: &&serde_json::Value| example.is_i64() || example.is_u64();
    counts && !measures && !examples.is_empty() && examples.iter().all(whole)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_whole;

    #[test]
    fn counts_with_whole_examples_are_whole() {
        for name in [
            "limit",
            "statusCode",
            "scheduledTimestamp",
            "totalCount",
            "page",
        ] {
            assert!(is_whole(name, &[&json!(20)]), "{name}");
        }
    }

    #[test]
    fn money_and_measures_never_are() {
        for name in [
            "amount",
            "price",
            "totalAmount",
            "discountTotal",
            "taxRate",
            "latitude",
        ] {
            assert!(!is_whole(name, &[&json!(20)]), "{name}");
        }
    }

    #[test]
    fn without_a_whole_example_nothing_is_claimed() {
        assert!(!is_whole("limit", &[]));
        assert!(!is_whole("limit", &[&json!(2.5)]));
        assert!(!is_whole("limit", &[&json!(20), &json!("20")]));
    }
}

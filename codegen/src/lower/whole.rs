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

/// Those of them that are counts wherever the documents give no example. The others are fractions in some places: the
/// `order` of what was put between two others, a `total` of money.
const SURE: [&str; 8] = [
    "count", "counts", "limit", "number", "offset", "page", "pages", "skip",
];

/// Whether a number of this name, with these examples, is whole.
///
/// Its name ends in a word of the list and has no word of money or measure. Its examples, enumerated values and default
/// are whole, where texts of numbers are numbers and `null` says nothing; there is one, or the word is a sure one, or
/// the name ends in `pageSize`.
pub fn is_whole(name: &str, examples: &[&serde_json::Value]) -> bool {
    let words = crate::names::words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(last) = words.last() else {
        return false;
    };
    let counts = COUNTS.contains(last) || *last == "status";
    let measures = words.iter().any(|word| MEASURES.contains(word));
    let is_sure = SURE.contains(last) || words.ends_with(&["page", "size"]);
    let mut examples = examples
        .iter()
        .filter(|example| !example.is_null())
        .peekable();
    let is_shown = examples.peek().is_some();
    counts && !measures && (is_sure || is_shown) && examples.all(|example| is_integer(example))
}

fn is_integer(example: &serde_json::Value) -> bool {
    let is_text = |text: &str| text.parse::<i64>().is_ok();
    example.is_i64() || example.is_u64() || example.as_str().is_some_and(is_text)
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
    fn a_fraction_says_that_it_is_none() {
        assert!(!is_whole("limit", &[&json!(2.5)]));
        assert!(!is_whole("limit", &[&json!(20), &json!("2.5")]));
        assert!(!is_whole("limit", &[&json!("many")]));
        assert!(!is_whole("limit", &[&json!(true)]));
    }

    #[test]
    fn texts_of_numbers_are_examples_and_null_is_none() {
        assert!(is_whole("invoiceNumber", &[&json!("19")]));
        assert!(is_whole("nextPage", &[&json!(null)]));
        assert!(!is_whole("total", &[&json!(null)]));
    }

    #[test]
    fn without_an_example_only_sure_words_are_believed() {
        for name in [
            "limit",
            "totalCount",
            "page",
            "pageSize",
            "skip",
            "estimateNumber",
        ] {
            assert!(is_whole(name, &[]), "{name}");
        }
        for name in [
            "total",
            "order",
            "quantity",
            "fileSize",
            "hours",
            "amountCount",
            "",
        ] {
            assert!(!is_whole(name, &[]), "{name}");
        }
    }
}

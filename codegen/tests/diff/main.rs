//! What became of the documented endpoint since its page was written: the worked case of `diff`.

use std::fs;
use std::path::Path;

use highlevel_codegen::Source;
use highlevel_codegen::diff::{Bump, Change, Diff, Unequal, Wire, diff};

const SEND: &str = "POST /conversations/messages";

fn page() -> Vec<Source> {
    vec![Source::new(
        "page/v2/conversations.yaml",
        include_str!("page/v2/conversations.yaml"),
    )]
}

/// The specification of this repository.
fn committed() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"),
        "spec",
        &mut sources,
    );
    sources
}

fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the specification is there") {
        let path = entry.expect("a readable folder").path();
        let file = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            collect(&path, &name, sources);
        } else if file.ends_with(".yaml") {
            sources.push(Source::new(
                name,
                fs::read_to_string(&path).expect("a text"),
            ));
        }
    }
}

fn of<'d>(diff: &'d Diff, subject: &str) -> Vec<&'d Change> {
    let of_subject = diff
        .changes
        .iter()
        .filter(|change| change.area.ends_with("/conversations") && change.subject == subject);
    of_subject
        .filter(|change| !change.text.ends_with("in other words"))
        .collect()
}

#[test]
fn the_page_and_the_specification() {
    let diff = diff(&page(), &committed()).expect("both are sound");
    let changes: Vec<(String, Wire, bool, Bump)> = of(&diff, SEND)
        .into_iter()
        .filter(|change| change.area == "v2/conversations")
        .map(|change| {
            (
                change.text.clone(),
                change.wire,
                change.compile,
                change.bump,
            )
        })
        .collect();
    let expected = [
        (
            "the body has an optional field `subType` (text)",
            Wire::Fine,
        ),
        (
            "the body has an optional field `customSubtypeId` (text)",
            Wire::Fine,
        ),
        (
            "the body has an optional field `forward` (`ForwardConfig`)",
            Wire::Fine,
        ),
        (
            "the body has an optional field `usesNativeSchedulingAi` (true or false)",
            Wire::Fine,
        ),
        (
            "the body has an optional field `optimizationPeriod` (`SendMessageBodyOptimizationPeriod`)",
            Wire::Fine,
        ),
        ("`SendMessageBodyType` knows the value `RCS`", Wire::Fine),
        ("`SendMessageBodyType` knows the value `TIKTOK`", Wire::Fine),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(text, wire)| (text.to_owned(), wire, false, Bump::Minor))
        .collect();
    assert_eq!(changes, expected);
    let answer = diff.changes.iter().filter(|change| {
        change.area == "v2/conversations"
            && change.subject.starts_with("type `SendMessageResponse`,")
    });
    let answer: Vec<(&str, Wire, bool)> = answer
        .map(|change| (change.text.as_str(), change.wire, change.compile))
        .collect();
    let gained = [
        "there is an optional field `forwardData` (`ForwardResponse`)",
        "there is an optional field `status` (`SendMessageResponseStatus`)",
    ];
    assert_eq!(answer, gained.map(|text| (text, Wire::Fine, false)));
}

/// Without the overlay's first action, `subType` is required, as the vendor says.
#[test]
fn the_requirement_that_the_overlay_cancels() {
    let mut old = committed();
    let overlay = old
        .iter_mut()
        .find(|source| source.path == "spec/overlays/messages-v3.yaml");
    let overlay = overlay.expect("the overlay is there");
    let actions: Vec<&str> = overlay.text.split("  - target: ").collect();
    assert!(actions[1].starts_with("$.components.schemas.SendMessageBodyDto.required"));
    overlay.text = [&actions[..1], &actions[2..]].concat().join("  - target: ");
    let diff = diff(&old, &committed()).expect("both are sound");
    let [change] = diff.changes.as_slice() else {
        panic!("{}", diff.text("0.1.0"));
    };
    assert_eq!(change.area, "v3/conversations");
    assert_eq!(change.subject, SEND);
    assert_eq!(
        change.text,
        "the field `subType` of the body is not required any more"
    );
    // The server asks for less, but `new` takes other arguments.
    assert_eq!(
        (change.wire, change.compile, change.bump),
        (Wire::Fine, true, Bump::Major)
    );
    assert_eq!(
        diff.verdict("0.1.0"),
        "1 change: 1 breaks code that uses the crate, none breaks callers on the wire; the next version is 0.2.0 \
         (major)"
    );
}

#[test]
fn the_formats_say_the_same() {
    let mut new = page();
    new[0].text = new[0].text.replacen(
        "required: [type, contactId, status]",
        "required: [type, contactId]",
        1,
    );
    new[0].text = new[0].text.replacen("[SMS, Email,", "[SMS, RCS, Email,", 1);
    let diff = diff(&page(), &new).expect("both are sound");
    let lost = "the field `status` of the body is not required any more";
    let gained = "`SendMessageBodyType` knows the value `RCS`";
    let verdict = "2 changes: 1 breaks code that uses the crate, none breaks callers on the wire; the next version is 0.2.0 (major)";
    assert_eq!(
        diff.text("0.1.0"),
        format!(
            "v2/conversations\n  {SEND}\n    {lost}  [breaks users]\n    {gained}\n{verdict}\n"
        )
    );
    assert_eq!(
        diff.markdown("0.1.0"),
        format!(
            "{verdict}\n\n### v2/conversations\n\n- `{SEND}`: {lost} (**breaks users**)\n- `{SEND}`: {gained}\n"
        )
    );
    assert_eq!(
        diff.changelog("0.1.0"),
        format!(
            "## 0.2.0\n\n### Breaking\n\n- v2/conversations: `{SEND}`: {lost}\n\n### New\n\n- v2/conversations: `{SEND}`: {gained}\n"
        )
    );
    let json: serde_json::Value = serde_json::from_str(&diff.json("0.1.0")).expect("it is JSON");
    assert_eq!(json["next"], "0.2.0");
    assert_eq!(json["changes"][0]["compile"], "breaks");
    assert_eq!(
        json["changes"][0]["place"]["file"],
        "page/v2/conversations.yaml"
    );
}

#[test]
fn sides_that_cannot_be_compared() {
    let faulty = [Source::new("bad/v2/conversations.yaml", "openapi: 3.0.3\n")];
    assert!(matches!(diff(&faulty, &page()), Err(Unequal::Old(faults)) if !faults.is_empty()));
    assert!(matches!(diff(&page(), &faulty), Err(Unequal::New(faults)) if !faults.is_empty()));
    let other = [Source::new(
        "bad/v2/conversations.yaml",
        "openapi: 3.0.3\ninfo: []\n",
    )];
    assert!(matches!(diff(&faulty, &other), Err(Unequal::Both(..))));
    let v3 = [Source::new(
        "page/v3/conversations.yaml",
        page()[0].text.clone(),
    )];
    assert!(matches!(diff(&page(), &v3), Err(Unequal::Generations(..))));
}

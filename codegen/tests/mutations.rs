//! Damages the committed specification at random: what comes of it is a crate or a list of faults, never a panic.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use highlevel_codegen::{Diagnostic, Options, Source, generate, read};
use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

const FILE: &str = "spec/v2/conversations.yaml";

/// How many damaged documents a run tries; they are the same ones in every run.
const CASES: u32 = 256;

/// What is hard to make a name of, means something else, or cannot stand in a comment.
const TEXTS: &str = "|_|???|-date|24h|13-17|été|日本|ªb|İ|👍|a\rb|a\nb|a`b|\u{202e}x|\0|a~1b|self|type|unknown|\
    Call|Value|Option|Dto|html|clearHtml|SendMessageBody|SendMessageBodyRequired";

/// Keys that mean something in one place or another.
const KEYS: &str = "$ref type enum items properties required nullable deprecated description allOf oneOf \
    additionalProperties parameters responses content schema operationId tags in x-highlevel-secret";

const REFERENCES: &str = "# #/components/schemas/SendMessageBodyDto #/components/schemas/UploadFilesForm \
    #/components/schemas/BadRequestDTO/properties/message #/components/parameters/Version \
    conversations.yaml#/components/schemas/UnauthorizedDTO elsewhere.yaml#/components/schemas/Pet";

/// What is done to one node of the document.
#[derive(Clone, Debug)]
enum Damage {
    /// Something else stands there.
    Replace(Value),
    /// What stands somewhere else stands there too.
    Copy(Index),
    /// It goes.
    Remove,
    /// It gets one child more.
    Add(&'static str, Value),
    /// It stands so many levels deeper.
    Bury(u8),
}

#[test]
fn damage_is_answered_and_never_a_panic() {
    let sound = document();
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let damages = vec((any::<Index>(), damage()), 1..4);
    let outcome = TestRunner::new_with_rng(config, random).run(&damages, |damages| {
        let mut document = sound.clone();
        for (place, damage) in damages {
            apply(&mut document, place, damage);
        }
        let count = if is_accepted(&document) {
            &accepted
        } else {
            &refused
        };
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(accepted.get() > 0, "nothing was accepted");
    assert!(refused.get() > 0, "nothing was refused");
}

/// Whether a crate came of the document: then it is Rust; otherwise every fault says where and what it is.
fn is_accepted(document: &Value) -> bool {
    let sources = [Source::new(FILE, document.to_string())];
    let faults = match generate(&sources, &Options::default()) {
        Err(faults) => faults,
        Ok(output) => {
            for (path, text) in output
                .files
                .iter()
                .filter(|(path, _)| path.ends_with(".rs"))
            {
                assert!(syn::parse_file(text).is_ok(), "{path} is no Rust:\n{text}");
            }
            return true;
        }
    };
    let is_clear = |fault: &Diagnostic| {
        let help = fault.help.as_deref().unwrap_or_default();
        fault.place.line > 0 && !fault.message.is_empty() && !help.contains("of the generator")
    };
    faults
        .iter()
        .for_each(|fault| assert!(is_clear(fault), "{fault}"));
    false
}

fn damage() -> impl Strategy<Value = Damage> {
    let key = select(KEYS.split(' ').collect::<Vec<_>>());
    let text = select(TEXTS.split('|').collect::<Vec<_>>());
    prop_oneof![
        value().prop_map(Damage::Replace),
        any::<Index>().prop_map(Damage::Copy),
        Just(Damage::Remove),
        (prop_oneof![key, text], value()).prop_map(|(key, value)| Damage::Add(key, value)),
        (1..120u8).prop_map(Damage::Bury),
    ]
}

/// A scalar, a list or a schema.
fn value() -> impl Strategy<Value = Value> {
    let text = || select(TEXTS.split('|').collect::<Vec<_>>());
    let kind = select(vec!["string", "number", "boolean", "array", "object"]);
    let plain = json!([null, true, -1.5, 1e300, [], {}, { "type": "string", "format": "binary" }]);
    prop_oneof![
        select(plain.as_array().cloned().unwrap_or_default()),
        text().prop_map(Value::from),
        select(REFERENCES.split(' ').collect::<Vec<_>>())
            .prop_map(|target| json!({ "$ref": target, "description": "Another." })),
        (kind, text()).prop_map(|(kind, text)| json!({ "type": kind, "nullable": true, "description": text })),
        vec(text(), 0..40).prop_map(|values| json!({ "type": "string", "enum": values })),
        (1..500).prop_map(|count| json!({ "enum": (0..count).map(|index| format!("v{index}")).collect::<Vec<_>>() })),
        vec((text(), any::<bool>()), 0..8).prop_map(|fields| {
            let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
            let schema = |nullable| json!({ "type": "string", "nullable": nullable });
            let fields = fields.iter().map(|(name, nullable)| ((*name).to_owned(), schema(*nullable)));
            json!({ "type": "object", "required": names, "properties": fields.collect::<Map<_, _>>() })
        }),
    ]
}

fn apply(document: &mut Value, place: Index, damage: Damage) {
    let mut pointers = Vec::new();
    collect(document, String::new(), &mut pointers);
    let pointer = place.get(&pointers);
    let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
    match damage {
        Damage::Replace(value) => put(document, pointer, |_| value),
        Damage::Copy(other) => {
            let copied = document
                .pointer(other.get::<String>(&pointers))
                .cloned()
                .unwrap_or_default();
            put(document, pointer, |_| copied);
        }
        Damage::Remove => put(document, above, |mut node| {
            match &mut node {
                Value::Object(map) => drop(map.remove(&last.replace("~1", "/").replace("~0", "~"))),
                Value::Array(items) => drop(last.parse().map(|index: usize| items.remove(index))),
                _ => {}
            }
            node
        }),
        Damage::Add(key, value) => put(document, pointer, |mut node| {
            match &mut node {
                Value::Object(map) => drop(map.insert(key.to_owned(), value)),
                Value::Array(items) => items.push(value),
                _ => {}
            }
            node
        }),
        Damage::Bury(levels) => put(document, pointer, |node| {
            (0..levels).fold(node, |node, _| json!({ "type": "array", "items": node }))
        }),
    }
}

/// Puts something else in the place of a node.
fn put(document: &mut Value, pointer: &str, change: impl FnOnce(Value) -> Value) {
    let node = document
        .pointer_mut(pointer)
        .expect("the pointer was collected");
    *node = change(node.take());
}

/// The JSON Pointers of a node and of all below it.
fn collect(node: &Value, pointer: String, pointers: &mut Vec<String>) {
    match node {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), pointers);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, format!("{pointer}/{key}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}

/// The effective document that the damage is done to.
fn document() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FILE);
    let text = fs::read_to_string(path).expect("the specification is there");
    let spec = read(&[Source::new(FILE, text)]).expect("the specification is sound");
    spec.documents[0].tree.to_json()
}

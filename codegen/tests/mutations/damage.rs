//! What is done to a document: nodes go, change, move, nest and refer to each other.

use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{Just, Strategy};
use serde_json::{Map, Value, json};

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
pub enum Damage {
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
    /// It is a reference to what stands somewhere else, which may be itself.
    Refer(Index),
}

/// Damages, each with the node that it is done to.
pub fn damages() -> impl Strategy<Value = Vec<(Index, Damage)>> {
    vec((any::<Index>(), damage()), 1..4)
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
        any::<Index>().prop_map(Damage::Refer),
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
        prop_oneof![9 => 1..500, 1 => 500..20_000].prop_map(|count| json!({ "enum": (0..count).map(|index| format!("v{index}")).collect::<Vec<_>>() })),
        vec((text(), any::<bool>()), 0..8).prop_map(|fields| {
            let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
            let schema = |nullable| json!({ "type": "string", "nullable": nullable });
            let fields = fields.iter().map(|(name, nullable)| ((*name).to_owned(), schema(*nullable)));
            json!({ "type": "object", "required": names, "properties": fields.collect::<Map<_, _>>() })
        }),
    ]
}

/// Does the damage to a node of the document.
pub fn apply(document: &mut Value, place: Index, damage: Damage) {
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
        Damage::Refer(other) => {
            let target = format!("#{}", other.get::<String>(&pointers));
            put(document, pointer, |_| json!({ "$ref": target }));
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

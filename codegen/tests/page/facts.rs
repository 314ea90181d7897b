//! Every fact of the documentation page "Send a new message", written down by hand.

use highlevel_codegen::tree::{Node, Value};
use serde_json::{Value as Json, json};

/// What the page says, and where the specification says it.
pub struct Fact {
    /// The fact, as a failing test names it.
    pub name: String,
    /// The way to it: keys, indexes, and `name=value` for an item of a list; references are followed.
    pub way: Vec<String>,
    /// What stands there.
    pub expected: Expected,
}

/// What stands at the end of a way.
pub enum Expected {
    /// This value.
    Is(Json),
    /// A list or mapping with this item or key among others, because the API has grown since.
    Has(&'static str),
}

/// Field, type, whether it is required, example.
type Field = (&'static str, &'static str, bool, Option<Json>);

const OPERATION: [&str; 3] = ["paths", "/conversations/messages", "post"];

/// All facts.
pub fn facts() -> Vec<Fact> {
    let mut facts = operation();
    facts.extend(values(
        "type",
        &[
            "SMS",
            "Email",
            "WhatsApp",
            "IG",
            "FB",
            "Custom",
            "Live_Chat",
        ],
    ));
    facts.extend(values("emailReplyMode", &["reply", "reply_all"]));
    facts.extend(values(
        "status",
        &["delivered", "failed", "pending", "read"],
    ));
    facts.extend(schema("body", &body(), &body_fields()));
    facts.extend(schema("answer 200", &answer("200"), &success_fields()));
    facts.extend(schema("answer 400", &answer("400"), &bad_request_fields()));
    facts.extend(schema("answer 401", &answer("401"), &unauthorized_fields()));
    facts
}

/// The text of the fact, if the specification does not say it.
pub fn violation(tree: &Node, fact: &Fact) -> Option<String> {
    let found = follow(tree, &fact.way);
    let holds = match (&fact.expected, found) {
        (Expected::Is(expected), Some(node)) => node.to_json() == *expected,
        (Expected::Has(item), Some(node)) => match &node.value {
            Value::List(items) => items.iter().any(|node| node.as_text() == Some(item)),
            Value::Map(map) => map.contains_key(*item),
            _ => false,
        },
        (_, None) => false,
    };
    let expected = match &fact.expected {
        Expected::Is(value) => format!("{value}"),
        Expected::Has(item) => format!("{item} among others"),
    };
    let found = found.map_or("nothing".to_owned(), |node| node.to_json().to_string());
    (!holds).then(|| {
        format!(
            "{}: the page says {expected}, the specification says {found}",
            fact.name
        )
    })
}

/// The node at the end of a way.
pub fn follow<'t>(tree: &'t Node, way: &[String]) -> Option<&'t Node> {
    way.iter().try_fold(tree, |node, step| {
        let node = resolve(tree, node);
        let Some(items) = node.items() else {
            return node.child(step);
        };
        match step.split_once('=') {
            Some((key, value)) => {
                let mut items = items.iter().map(|item| resolve(tree, item));
                items.find(|item| item.child(key).and_then(Node::as_text) == Some(value))
            }
            None => items.get(step.parse::<usize>().ok()?),
        }
    })
}

fn resolve<'t>(tree: &'t Node, node: &'t Node) -> &'t Node {
    let target = node
        .reference()
        .and_then(|text| tree.pointer(text.strip_prefix('#')?));
    target.unwrap_or(node)
}

fn is(name: impl Into<String>, way: &[&str], expected: Json) -> Fact {
    let way = way.iter().map(|step| (*step).to_owned()).collect();
    Fact {
        name: name.into(),
        way,
        expected: Expected::Is(expected),
    }
}

fn operation() -> Vec<Fact> {
    let at = |name: &str, rest: &[&str], expected: Json| {
        is(name, &[&OPERATION[..], rest].concat(), expected)
    };
    let version = |rest: &str, expected: Json| {
        let mut way = vec!["parameters", "name=Version"];
        way.extend(rest.split('/'));
        at(&format!("header Version: {rest}"), &way, expected)
    };
    let bearer = |key: &str, expected: Json| {
        is(
            format!("authorization: {key}"),
            &["components", "securitySchemes", "bearer", key],
            expected,
        )
    };
    vec![
        is(
            "host",
            &["servers", "0", "url"],
            json!("https://services.leadconnectorhq.com"),
        ),
        at(
            "operation id",
            &["operationId"],
            json!("send-a-new-message"),
        ),
        version("in", json!("header")),
        version("required", json!(true)),
        version("schema/type", json!("string")),
        version("schema/enum", json!(["2021-04-15"])),
        at(
            "scope",
            &["security"],
            json!([{ "bearer": ["conversations/message.write"] }]),
        ),
        at(
            "auth methods",
            &["x-highlevel-auth-methods"],
            json!(["oauth", "private-integration"]),
        ),
        at(
            "token type",
            &["x-highlevel-token-types"],
            json!(["sub-account"]),
        ),
        bearer("type", json!("http")),
        bearer("scheme", json!("bearer")),
        bearer("bearerFormat", json!("JWT")),
        at("body: required", &["requestBody", "required"], json!(true)),
    ]
}

/// One fact a value, because the API has grown more since.
fn values(field: &'static str, values: &[&'static str]) -> Vec<Fact> {
    let body = body();
    let way: Vec<String> = body
        .iter()
        .chain(&["properties", field, "enum"])
        .map(|step| (*step).to_owned())
        .collect();
    let fact = |value: &&'static str| Fact {
        name: format!("body, {field}: value {value}"),
        way: way.clone(),
        expected: Expected::Has(value),
    };
    values.iter().map(fact).collect()
}

fn schema(name: &str, way: &[&str], fields: &[Field]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.2)
        .map(|field| field.0)
        .collect();
    if !required.is_empty() {
        facts.push(is(
            format!("{name}: required fields"),
            &[way, &["required"]].concat(),
            json!(required),
        ));
    }
    for (field, ty, _, example) in fields {
        let at = |rest: &[&str], expected: &Json| {
            let way = [way, &["properties", field], rest].concat();
            is(
                format!("{name}, {field}: {}", rest.join(" ")),
                &way,
                expected.clone(),
            )
        };
        match ty.strip_suffix("[]") {
            Some(item) => facts.extend([
                at(&["type"], &json!("array")),
                at(&["items", "type"], &json!(item)),
            ]),
            None => facts.push(at(&["type"], &json!(ty))),
        }
        facts.extend(example.iter().map(|example| at(&["example"], example)));
    }
    facts
}

fn body() -> Vec<&'static str> {
    [
        &OPERATION[..],
        &["requestBody", "content", "application/json", "schema"],
    ]
    .concat()
}

fn answer(status: &'static str) -> Vec<&'static str> {
    [
        &OPERATION[..],
        &["responses", status, "content", "application/json", "schema"],
    ]
    .concat()
}

fn body_fields() -> Vec<Field> {
    vec![
        ("type", "string", true, Some(json!("Email"))),
        ("contactId", "string", true, Some(json!("abc123def456"))),
        ("appointmentId", "string", false, Some(json!("appt123"))),
        (
            "attachments",
            "string[]",
            false,
            Some(json!([
                "https://storage.com/file1.pdf",
                "https://storage.com/file2.jpg"
            ])),
        ),
        (
            "emailFrom",
            "string",
            false,
            Some(json!("sender@company.com")),
        ),
        (
            "emailCc",
            "string[]",
            false,
            Some(json!(["cc1@company.com", "cc2@company.com"])),
        ),
        (
            "emailBcc",
            "string[]",
            false,
            Some(json!(["bcc1@company.com", "bcc2@company.com"])),
        ),
        ("html", "string", false, Some(json!("<p>Hello World</p>"))),
        (
            "message",
            "string",
            false,
            Some(json!("Hello, how can I help you today?")),
        ),
        ("subject", "string", false, Some(json!("Important Update"))),
        ("replyMessageId", "string", false, Some(json!("msg123"))),
        ("templateId", "string", false, Some(json!("template123"))),
        ("threadId", "string", false, Some(json!("thread123"))),
        (
            "scheduledTimestamp",
            "number",
            false,
            Some(json!(1_669_287_863)),
        ),
        (
            "conversationProviderId",
            "string",
            false,
            Some(json!("provider123")),
        ),
        (
            "emailTo",
            "string",
            false,
            Some(json!("recipient@company.com")),
        ),
        ("emailReplyMode", "string", false, Some(json!("reply_all"))),
        ("fromNumber", "string", false, Some(json!("+1499499299"))),
        ("toNumber", "string", false, Some(json!("+1439499299"))),
        ("status", "string", true, Some(json!("delivered"))),
    ]
}

fn success_fields() -> Vec<Field> {
    vec![
        (
            "conversationId",
            "string",
            true,
            Some(json!("ABC12h2F6uBrIkfXYazb")),
        ),
        (
            "emailMessageId",
            "string",
            false,
            Some(json!("rnGyqh2F6uBrIkfhFo9A")),
        ),
        (
            "messageId",
            "string",
            true,
            Some(json!("t22c6DQcTDf3MjRhwf77")),
        ),
        ("messageIds", "string[]", false, None),
        (
            "msg",
            "string",
            false,
            Some(json!("Message queued successfully.")),
        ),
    ]
}

fn bad_request_fields() -> Vec<Field> {
    vec![
        ("statusCode", "number", false, Some(json!(400))),
        ("message", "string", false, Some(json!("Bad Request"))),
    ]
}

fn unauthorized_fields() -> Vec<Field> {
    vec![
        ("statusCode", "number", false, Some(json!(401))),
        (
            "message",
            "string",
            false,
            Some(json!("Invalid token: access token is invalid")),
        ),
        ("error", "string", false, Some(json!("Unauthorized"))),
    ]
}

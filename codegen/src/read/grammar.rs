//! The part of OpenAPI 3.0 and Overlay 1.0 that this generator reads, as tables.

mod overlay;

pub use overlay::OVERLAY;

/// What may stand at a place.
pub enum Shape {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number from 0.
    Count,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// A mapping with any keys.
    Map(&'static Shape),
    /// The responses of an operation: a mapping from status codes.
    Responses,
    /// The items of the paths: a mapping from path templates.
    Paths,
    /// An operation, which has been checked before its path item.
    Operation,
    /// Named components.
    Components(&'static Shape),
    /// A mapping with known keys.
    Object(&'static Object),
    /// A mapping with known keys, or a `$ref`.
    OrReference(&'static Object),
    /// A schema or a `$ref`; one that is faulty is read as anything, so that the rest can be checked.
    Schema,
    /// A schema, `true` or `false`.
    SchemaOrFlag,
    /// How a list comes in pages.
    Paging,
    /// A JSON Pointer (RFC 6901).
    Pointer,
    /// Where a cursor is: a JSON Pointer into the answer, or into its last item.
    CursorSource,
}

/// A mapping with known keys.
pub struct Object {
    /// What it is, in the words of a diagnostic.
    pub name: &'static str,
    /// Where `components` holds it, if it can.
    pub components: &'static str,
    /// The keys that must be there, each with what to write.
    pub required: &'static [(&'static str, &'static str)],
    /// The keys that may be there.
    pub keys: &'static [(&'static str, Shape)],
}

use Shape::{
    Any, Components, Count, CursorSource, Flag, List, Map, Number, Operation, OrReference, Paging,
    Paths, Pointer, Responses, Schema, SchemaOrFlag, Text, Word,
};

pub static DOCUMENT: Object = Object {
    name: "document",
    components: "",
    required: &[
        ("openapi", "openapi: 3.0.3"),
        ("info", "info: {title: ..., version: ...}"),
        ("paths", "paths: {}"),
    ],
    keys: &[
        ("openapi", Text),
        ("info", Shape::Object(&INFO)),
        ("servers", List(&Shape::Object(&SERVER))),
        ("paths", Paths),
        ("components", Shape::Object(&COMPONENTS)),
        ("security", List(&Map(&List(&Text)))),
        ("tags", List(&Shape::Object(&TAG))),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
};

static INFO: Object = Object {
    name: "info",
    components: "",
    required: &[
        ("title", "title: <the area>"),
        ("version", "version: \"1.0\""),
    ],
    keys: &[
        ("title", Text),
        ("version", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Shape::Object(&CONTACT)),
        ("license", Shape::Object(&LICENSE)),
    ],
};

static CONTACT: Object = Object {
    name: "contact",
    components: "",
    required: &[],
    keys: &[("name", Text), ("url", Text), ("email", Text)],
};

static LICENSE: Object = Object {
    name: "license",
    components: "",
    required: &[("name", "name: <its name>")],
    keys: &[("name", Text), ("url", Text)],
};

static EXTERNAL_DOCS: Object = Object {
    name: "link to other documentation",
    components: "",
    required: &[("url", "url: <its address>")],
    keys: &[("url", Text), ("description", Text)],
};

static SERVER: Object = Object {
    name: "server",
    components: "",
    required: &[("url", "url: https://services.leadconnectorhq.com")],
    keys: &[("url", Text), ("description", Text)],
};

static TAG: Object = Object {
    name: "tag",
    components: "",
    required: &[("name", "name: <the tag>")],
    keys: &[
        ("name", Text),
        ("description", Text),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
};

static COMPONENTS: Object = Object {
    name: "components",
    components: "",
    required: &[],
    keys: &[
        ("schemas", Components(&Schema)),
        ("responses", Components(&Shape::Object(&RESPONSE))),
        ("parameters", Components(&Shape::Object(&PARAMETER))),
        ("requestBodies", Components(&Shape::Object(&REQUEST_BODY))),
        ("headers", Components(&Shape::Object(&HEADER))),
        (
            "securitySchemes",
            Components(&Shape::Object(&SECURITY_SCHEME)),
        ),
    ],
};

static SECURITY_SCHEME: Object = Object {
    name: "security scheme",
    components: "",
    required: &[("type", "type: http"), ("scheme", "scheme: bearer")],
    keys: &[
        ("type", Word(&["http"])),
        ("scheme", Word(&["bearer"])),
        ("bearerFormat", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
    ],
};

pub static PATH_ITEM: Object = Object {
    name: "path item",
    components: "",
    required: &[],
    keys: &[
        ("summary", Text),
        ("description", Text),
        ("parameters", List(&OrReference(&PARAMETER))),
        ("get", Operation),
        ("put", Operation),
        ("post", Operation),
        ("delete", Operation),
        ("patch", Operation),
    ],
};

pub static OPERATION: Object = Object {
    name: "operation",
    components: "",
    required: &[
        ("operationId", "operationId: <a-name>"),
        ("responses", "responses: {\"200\": ...}"),
    ],
    keys: &[
        ("operationId", Text),
        ("tags", List(&Text)),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        ("parameters", List(&OrReference(&PARAMETER))),
        ("requestBody", OrReference(&REQUEST_BODY)),
        ("responses", Responses),
        ("deprecated", Flag),
        ("security", List(&Map(&List(&Text)))),
        (
            "x-highlevel-token-types",
            List(&Word(&["sub-account", "agency"])),
        ),
        (
            "x-highlevel-auth-methods",
            List(&Word(&["oauth", "private-integration"])),
        ),
        ("x-highlevel-idempotent", Flag),
        ("x-highlevel-paging", Paging),
    ],
};

pub static PAGING: Object = Object {
    name: "paging",
    components: "",
    required: &[("items", "items: /<where the list is in the answer>")],
    keys: &[
        ("items", Pointer),
        ("size", Text),
        ("offset", Text),
        ("page", Text),
        ("first", Count),
        ("cursor", Map(&CursorSource)),
        ("more", Pointer),
        ("total", Pointer),
    ],
};

static PARAMETER: Object = Object {
    name: "parameter",
    components: "parameters",
    required: &[
        ("name", "name: <its name>"),
        ("in", "in: query"),
        ("schema", "schema: {type: string}"),
    ],
    keys: &[
        ("name", Text),
        ("in", Word(&["path", "query", "header"])),
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", Schema),
        ("example", Any),
        ("examples", Map(&Shape::Object(&EXAMPLE))),
        ("style", Word(&["form", "simple"])),
        ("explode", Flag),
        ("allowEmptyValue", Flag),
    ],
};

static REQUEST_BODY: Object = Object {
    name: "request body",
    components: "requestBodies",
    required: &[("content", "content: {application/json: {schema: ...}}")],
    keys: &[
        ("description", Text),
        ("content", Map(&Shape::Object(&MEDIA_TYPE))),
        ("required", Flag),
    ],
};

static MEDIA_TYPE: Object = Object {
    name: "media type",
    components: "",
    required: &[("schema", "schema: {$ref: \"#/components/schemas/...\"}")],
    keys: &[
        ("schema", Schema),
        ("example", Any),
        ("examples", Map(&Shape::Object(&EXAMPLE))),
        ("encoding", Map(&Shape::Object(&ENCODING))),
    ],
};

static EXAMPLE: Object = Object {
    name: "example",
    components: "",
    required: &[],
    keys: &[
        ("summary", Text),
        ("description", Text),
        ("value", Any),
        ("externalValue", Text),
    ],
};

static ENCODING: Object = Object {
    name: "encoding",
    components: "",
    required: &[],
    keys: &[
        ("contentType", Text),
        ("headers", Map(&OrReference(&HEADER))),
        ("style", Word(&["form"])),
        ("explode", Flag),
    ],
};

pub static RESPONSE: Object = Object {
    name: "response",
    components: "responses",
    required: &[("description", "description: <when it comes>")],
    keys: &[
        ("description", Text),
        ("headers", Map(&OrReference(&HEADER))),
        ("content", Map(&Shape::Object(&MEDIA_TYPE))),
    ],
};

static HEADER: Object = Object {
    name: "header",
    components: "headers",
    required: &[("schema", "schema: {type: string}")],
    keys: &[
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", Schema),
        ("example", Any),
        ("style", Word(&["simple"])),
        ("explode", Flag),
    ],
};

pub static SCHEMA: Object = Object {
    name: "schema",
    components: "schemas",
    required: &[],
    keys: &[
        (
            "type",
            Word(&["string", "number", "integer", "boolean", "array", "object"]),
        ),
        ("format", Text),
        ("title", Text),
        ("description", Text),
        ("nullable", Flag),
        ("deprecated", Flag),
        ("readOnly", Flag),
        ("writeOnly", Flag),
        ("default", Any),
        ("example", Any),
        ("enum", List(&Any)),
        ("pattern", Text),
        ("minLength", Count),
        ("maxLength", Count),
        ("minimum", Number),
        ("maximum", Number),
        ("exclusiveMinimum", Flag),
        ("exclusiveMaximum", Flag),
        ("multipleOf", Number),
        ("items", Schema),
        ("minItems", Count),
        ("maxItems", Count),
        ("uniqueItems", Flag),
        ("properties", Map(&Schema)),
        ("required", List(&Text)),
        ("additionalProperties", SchemaOrFlag),
        ("minProperties", Count),
        ("maxProperties", Count),
        ("allOf", List(&Schema)),
        ("oneOf", List(&Schema)),
        ("anyOf", List(&Schema)),
        ("x-highlevel-secret", Flag),
        ("x-highlevel-whole", Flag),
        ("x-highlevel-tag", Shape::Object(&UNION_TAG)),
    ],
};

static UNION_TAG: Object = Object {
    name: "tag",
    components: "",
    required: &[
        ("name", "name: <what the type is called>"),
        ("property", "property: <the property that tells the type>"),
        ("mapping", "mapping: {<its value>: <the schema>}"),
    ],
    keys: &[("name", Text), ("property", Text), ("mapping", Map(&Text))],
};

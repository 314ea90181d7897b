//! What a document says of an operation, read off the tree: references are followed, nothing is interpreted.

use highlevel_codegen::tree::Node;

use crate::shape::resolve;

/// An operation in its document.
#[derive(Clone, Copy, Debug)]
pub struct View<'t> {
    /// The document.
    pub tree: &'t Node,
    path_item: &'t Node,
    operation: &'t Node,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the place of a placeholder.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where it goes.
    pub location: Location,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether a list is several parameters of one name, instead of one with commas.
    pub explode: bool,
    /// What it may be.
    pub schema: Option<&'t Node>,
}

/// What a request or an answer carries: the media type and the schema.
pub type Content<'t> = (&'t str, Option<&'t Node>);

/// The headers that a document does not describe as parameters, whatever it says.
const NO_PARAMETERS: [&str; 3] = ["authorization", "content-type", "accept"];

impl<'t> View<'t> {
    /// The operation that a JSON Pointer leads to.
    pub fn new(tree: &'t Node, pointer: &str) -> Option<Self> {
        let (path_item, _) = pointer.rsplit_once('/')?;
        Some(Self {
            tree,
            path_item: tree.pointer(path_item)?,
            operation: tree.pointer(pointer)?,
        })
    }

    /// The parameters of the operation, and those of its path that it does not declare again.
    pub fn parameters(self, location: Location) -> Vec<Parameter<'t>> {
        let mut parameters: Vec<Parameter<'t>> = Vec::new();
        for owner in [self.operation, self.path_item] {
            for node in owner
                .child("parameters")
                .and_then(Node::items)
                .into_iter()
                .flatten()
            {
                let parameter = parameter(resolve(self.tree, node));
                parameters.extend(parameter.filter(|parameter| {
                    let known = |other: &Parameter<'_>| other.name == parameter.name;
                    parameter.location == location && !parameters.iter().any(known)
                }));
            }
        }
        parameters
    }

    /// Whether a request has to carry a body.
    pub fn wants_body(self) -> bool {
        self.request_body()
            .and_then(|body| body.child("required"))
            .is_some_and(Node::is_true)
    }

    /// What a request may carry; empty where it carries nothing.
    pub fn bodies(self) -> Vec<Content<'t>> {
        self.request_body().map(contents).unwrap_or_default()
    }

    /// The documented answers, in the order of the document.
    pub fn answers(self) -> Vec<(u16, Vec<Content<'t>>)> {
        let responses = self.operation.child("responses").and_then(Node::entries);
        let answers = responses
            .into_iter()
            .flatten()
            .filter_map(|(status, entry)| {
                let answer = resolve(self.tree, &entry.node);
                Some((status.parse().ok()?, contents(answer)))
            });
        answers.collect()
    }

    /// Whether a request needs a token: always, unless the document says that nothing is needed.
    pub fn wants_token(self) -> bool {
        let is_nothing = |needed: &Node| needed.entries().is_none_or(|schemes| schemes.is_empty());
        self.security()
            .is_none_or(|ways| !ways.is_empty() && !ways.iter().any(is_nothing))
    }

    /// What the document says about paging.
    pub fn paging(self) -> Option<&'t Node> {
        self.operation.child("x-highlevel-paging")
    }

    /// Which tokens the operation takes, by the words of the document: `sub-account`, `agency`. Empty where it does
    /// not say.
    pub fn token_types(self) -> Vec<&'t str> {
        let words = self.operation.child("x-highlevel-token-types");
        let words = words.and_then(Node::items).into_iter().flatten();
        words.filter_map(Node::as_text).collect()
    }

    /// The scopes that the operation wants: each inner list is one way to have enough.
    pub fn scopes(self) -> Vec<Vec<&'t str>> {
        let ways = self.security().into_iter().flatten();
        let ways = ways.filter_map(Node::entries).map(|schemes| {
            let scopes = schemes.values().filter_map(|entry| entry.node.items());
            scopes.flatten().filter_map(Node::as_text).collect()
        });
        ways.collect()
    }

    fn security(self) -> Option<&'t [Node]> {
        self.operation
            .child("security")
            .or_else(|| self.tree.child("security"))
            .and_then(Node::items)
    }

    fn request_body(self) -> Option<&'t Node> {
        let body = self.operation.child("requestBody")?;
        Some(resolve(self.tree, body))
    }
}

fn parameter(node: &Node) -> Option<Parameter<'_>> {
    let name = node.child("name")?.as_text()?;
    let location = match node.child("in")?.as_text()? {
        "path" => Location::Path,
        "query" => Location::Query,
        "header"
            if NO_PARAMETERS
                .iter()
                .all(|known| !name.eq_ignore_ascii_case(known)) =>
        {
            Location::Header
        }
        _ => return None,
    };
    let flag = |key| node.child(key).map(Node::is_true);
    Some(Parameter {
        name,
        location,
        required: location == Location::Path || flag("required").unwrap_or(false),
        explode: flag("explode").unwrap_or(location == Location::Query),
        schema: node.child("schema"),
    })
}

fn contents(owner: &Node) -> Vec<Content<'_>> {
    let content = owner.child("content").and_then(Node::entries);
    let content = content.into_iter().flatten();
    content
        .map(|(media_type, entry)| (media_type.as_str(), entry.node.child("schema")))
        .collect()
}

//! Types and operations as the generator writes them.

use std::collections::BTreeMap;

use highlevel_runtime::codegen::{
    AuthMethod, Call, Client, FilePart, Method, Nullable, Operation, Secret, TokenKind,
    UnknownFields, UnknownValue, Value, form, open_enum, params, record,
};

/// A message to send.
#[non_exhaustive]
pub struct SendMessageBody {
    /// Channel.
    pub r#type: SendMessageBodyType,
    /// Contact.
    pub contact_id: String,
    /// Attachments.
    pub attachments: Option<Vec<String>>,
    /// UTC seconds.
    pub scheduled_timestamp: Option<i64>,
    /// May be cleared.
    pub subject: Nullable<String>,
    /// Labels.
    pub labels: Option<BTreeMap<String, String>>,
    /// Anything.
    pub meta: Option<Value>,
    /// Price.
    pub price: Option<f64>,
    /// Password.
    pub password: Option<Secret<String>>,
    unknown: UnknownFields,
}

impl SendMessageBody {
    /// A message with what the API requires.
    pub fn new(r#type: impl Into<SendMessageBodyType>, contact_id: impl Into<String>) -> Self {
        Self {
            r#type: r#type.into(),
            contact_id: contact_id.into(),
            ..highlevel_runtime::codegen::blank()
        }
    }

    /// Sets the attachments.
    pub fn attachments(mut self, attachments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.attachments = Some(attachments.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the price.
    pub fn price(mut self, price: impl Into<f64>) -> Self {
        self.price = Some(price.into());
        self
    }
}

/// Channel.
#[non_exhaustive]
pub enum SendMessageBodyType {
    /// `SMS`.
    Sms,
    /// `Email`.
    Email,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

/// What was sent.
#[non_exhaustive]
pub struct Sent {
    pub message_id: String,
    pub count: Option<i64>,
    pub delivered: Option<bool>,
    pub messages: Option<Vec<Message>>,
    pub parent: Option<Box<Sent>>,
    pub token: Option<Secret<String>>,
    pub history: Option<BTreeMap<String, Message>>,
    unknown: UnknownFields,
}

/// A message.
#[non_exhaustive]
pub struct Message {
    pub contact_id: String,
    pub r#type: Option<SendMessageBodyType>,
    pub total: Option<f64>,
    unknown: UnknownFields,
}

/// Holds records that are required.
#[non_exhaustive]
pub struct Pair {
    pub left: Message,
    pub right: Option<Value>,
    unknown: UnknownFields,
}

/// Nothing that anybody knows of.
#[non_exhaustive]
pub struct Empty {
    unknown: UnknownFields,
}

record! {
    SendMessageBody {
        r#type "type" required;
        contact_id "contactId" required;
        attachments "attachments" optional;
        scheduled_timestamp "scheduledTimestamp" optional;
        subject "subject" nullable;
        labels "labels" optional;
        meta "meta" nullable;
        price "price" optional;
        password "password" optional;
    }
}
open_enum! {
    SendMessageBodyType {
        Sms "SMS";
        Email "Email";
    }
}
record! {
    Sent {
        message_id "messageId" required;
        count "count" optional;
        delivered "delivered" optional;
        messages "messages" optional;
        parent "parent" optional;
        token "token" optional;
        history "history" optional;
    }
}
record! {
    Message {
        contact_id "contactId" required;
        r#type "type" optional;
        total "total" optional;
    }
}
highlevel_runtime::codegen::record! {
    Pair {
        left "left" required;
        right "right" required_nullable;
    }
}
record! {
    Empty {
    }
}

pub struct SearchParams {
    pub location_id: String,
    pub ids: Option<Vec<String>>,
    pub limit: Option<i64>,
    pub ratio: Option<f64>,
    pub kinds: Option<Vec<SendMessageBodyType>>,
    pub filter: Option<Value>,
    pub trace: Option<String>,
}

impl SearchParams {
    pub fn new(location_id: impl Into<String>) -> Self {
        Self {
            location_id: location_id.into(),
            ids: None,
            limit: None,
            ratio: None,
            kinds: None,
            filter: None,
            trace: None,
        }
    }
}

params! {
    SearchParams {
        location_id "locationId" query;
        ids "ids" query_comma;
        limit "limit" query;
        ratio "ratio" query;
        kinds "kinds" query;
        filter "filter" query;
        trace "X-Trace" header;
    }
}

#[derive(Default)]
pub struct UploadFilesForm {
    pub location_id: Option<String>,
    pub file_attachment: Vec<FilePart>,
    pub attachment_urls: Option<Vec<String>>,
    pub cover: Option<FilePart>,
    pub custom: BTreeMap<String, FilePart>,
}

form! {
    UploadFilesForm {
        location_id "locationId";
        file_attachment "fileAttachment";
        attachment_urls "attachmentUrls";
        cover "cover";
        custom "custom";
    }
}

static GET_THING: Operation = Operation {
    id: "get-thing",
    method: Method::Get,
    path: "/things/{thingId}/",
    version: Some("2021-04-15"),
    scopes: &["things.readonly"],
    auth: &[AuthMethod::OAuth, AuthMethod::PrivateIntegration],
    tokens: &[TokenKind::SubAccount],
    ..Operation::NONE
};
static SEND: Operation = Operation {
    id: "send-a-new-message",
    method: Method::Post,
    path: "/conversations/messages",
    version: Some("2021-04-15"),
    headers: &[("source", "here")],
    scopes: &["conversations/message.write"],
    auth: &[AuthMethod::OAuth, AuthMethod::PrivateIntegration],
    tokens: &[TokenKind::SubAccount],
    ..Operation::NONE
};
static UPLOAD: Operation = Operation {
    id: "upload",
    method: Method::Post,
    path: "/conversations/messages/upload",
    ..Operation::NONE
};
static DELETE_THING: Operation = Operation {
    id: "delete-thing",
    method: Method::Delete,
    path: "/things/{thingId}",
    scopes: &["things.write", "things.delete"],
    tokens: &[TokenKind::Agency, TokenKind::SubAccount],
    ..Operation::NONE
};
static POKE: Operation = Operation {
    id: "poke",
    method: Method::Post,
    path: "/poke",
    ..Operation::NONE
};

/// The handle of an area.
#[derive(Clone, Copy, Debug)]
pub struct Things<'c> {
    pub client: &'c Client,
}

impl<'c> Things<'c> {
    pub fn get_thing(&self, thing_id: &str, params: &SearchParams) -> Call<Sent> {
        self.client
            .call(&GET_THING)
            .path("thingId", thing_id)
            .params(params)
    }

    pub fn send(&self, body: &SendMessageBody) -> Call<Sent> {
        self.client.call(&SEND).json(body)
    }

    pub fn upload(&self, form: UploadFilesForm) -> Call<Sent> {
        self.client.call(&UPLOAD).multipart(form)
    }

    pub fn delete_thing(&self, thing_id: &str) -> Call<()> {
        self.client.call(&DELETE_THING).path("thingId", thing_id)
    }

    pub fn log_in(&self, form: UploadFilesForm) -> Call<Option<Value>> {
        self.client.call(&POKE).urlencoded(form)
    }

    pub fn poke(&self) -> Call<bytes::Bytes> {
        self.client.call(&POKE)
    }
}

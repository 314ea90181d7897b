//! `multipart/form-data`, as browsers write it.

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use http::HeaderValue;

use super::file_part::{Opened, Refusal};
use super::{Content, Part};
use crate::transport::Body;

/// Encodes a form and returns its content type and its body. Files are opened here and read while they are sent.
pub(crate) async fn encode(parts: &[Part]) -> Result<(HeaderValue, Body), Refusal> {
    let boundary = boundary();
    let mut bodies = Vec::with_capacity(3 * parts.len() + 1);
    for part in parts {
        let start = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            escaped_name(&part.name)
        );
        match &part.content {
            Content::Text(text) => bodies.push(format!("{start}\r\n\r\n{text}").into()),
            Content::File(file) => {
                let Opened {
                    file_name,
                    content_type,
                    body,
                } = file.open().await?;
                let file_name = file_name.replace('\\', "\\\\").replace('"', "\\\"");
                bodies.push(
                    format!(
                        "{start}; filename=\"{file_name}\"\r\nContent-Type: {content_type}\r\n\r\n"
                    )
                    .into(),
                );
                bodies.push(body);
            }
        }
        bodies.push(Bytes::from_static(b"\r\n").into());
    }
    bodies.push(format!("--{boundary}--\r\n").into());
    let content_type = format!("multipart/form-data; boundary={boundary}");
    let content_type = HeaderValue::from_str(&content_type).map_err(|error| {
        let text = "the content type of a form cannot be sent";
        (text.to_owned(), Some(error.into()))
    })?;
    let body = Body::chain(bodies).ok_or_else(|| {
        let text = "the files of a form are longer than a request can be: check the lengths that \
                    were given with them";
        (text.to_owned(), None)
    })?;
    Ok((content_type, body))
}

/// A line that no part is going to hold.
fn boundary() -> String {
    let random = RandomState::new();
    format!("{:016x}{:016x}", random.hash_one(0), random.hash_one(1))
}

/// A name as it stands between quotes; some come from the user.
fn escaped_name(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

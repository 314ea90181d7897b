//! Multipart forms, written by hand.

const BOUNDARY: &str = "----the-boundary-of-a-test";

/// A form.
#[derive(Default)]
pub struct Form {
    body: Vec<u8>,
}

/// A file with its name.
pub struct File {
    name: String,
    content: Vec<u8>,
}

/// A file whose content is no text.
pub fn file(name: &str) -> File {
    File {
        name: name.to_owned(),
        content: vec![0, 159, 146, 150],
    }
}

impl Form {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn text(self, name: &str, text: &str) -> Self {
        self.add(&format!("name=\"{name}\""), text.as_bytes())
    }

    pub fn part(self, name: &str, file: File) -> Self {
        let head = format!(
            "name=\"{name}\"; filename=\"{}\"\r\nContent-Type: application/octet-stream",
            file.name
        );
        self.add(&head, &file.content)
    }

    /// The content type and the bytes.
    pub fn finish(mut self) -> (String, Vec<u8>) {
        self.body
            .extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        (content_type, self.body)
    }

    fn add(mut self, head: &str, content: &[u8]) -> Self {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(content);
        self.body.extend_from_slice(b"\r\n");
        self
    }
}

//! Files to upload.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use mime_guess::Mime;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::transport::Body;

/// A file to upload: a path, which is opened and streamed when the call is sent, or bytes.
///
/// ```
/// use highlevel_runtime::FilePart;
///
/// let from_disk = FilePart::path("menu.pdf");
/// let from_memory = FilePart::bytes("note.txt", "Fresh from the kitchen.").content_type("text/plain; charset=utf-8");
/// ```
#[derive(Clone, PartialEq)]
pub struct FilePart {
    source: Source,
    file_name: Option<String>,
    content_type: Option<String>,
}

/// How many bytes of a file are read at once.
const CHUNK: usize = 64 * 1024;

#[derive(Clone, PartialEq)]
enum Source {
    Path(PathBuf),
    Bytes(Bytes),
}

/// A file as it is sent.
pub(super) struct Opened {
    pub(super) file_name: String,
    pub(super) content_type: String,
    pub(super) body: Body,
}

/// Why a file cannot be sent.
pub(super) type Refusal = (String, Option<Box<dyn Error + Send + Sync>>);

impl FilePart {
    /// Sends the file at a path, under its own name.
    ///
    /// It is opened when the call is sent; a call whose file cannot be opened ends in an error that names the path.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::Path(path.into()), None)
    }

    /// Sends bytes as a file of this name.
    pub fn bytes(file_name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()), Some(file_name.into()))
    }

    /// Sets the name that the API sees.
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Sets the content type, which is otherwise guessed from the name, or `application/octet-stream`.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Opens the file; as often as it is sent.
    pub(super) async fn open(&self) -> Result<Opened, Refusal> {
        let file_name = self.shown_name();
        if file_name.is_empty() || file_name.contains(|c: char| c.is_control()) {
            let text = "the name of a file is empty or holds a control character; give it another with FilePart::file_name";
            return Err((text.to_owned(), None));
        }
        let content_type = match &self.content_type {
            Some(content_type) => content_type.clone(),
            None => mime_guess::from_path(&file_name)
                .first_or_octet_stream()
                .to_string(),
        };
        if content_type.parse::<Mime>().is_err() {
            let text = "the content type of a file is not of the form `type/subtype`";
            return Err((text.to_owned(), None));
        }
        Ok(Opened {
            file_name,
            content_type,
            body: self.content().await?,
        })
    }

    fn new(source: Source, file_name: Option<String>) -> Self {
        Self {
            source,
            file_name,
            content_type: None,
        }
    }

    async fn content(&self) -> Result<Body, Refusal> {
        match &self.source {
            Source::Path(path) => opened(path).await,
            Source::Bytes(bytes) => Ok(bytes.clone().into()),
        }
    }

    fn shown_name(&self) -> String {
        match (&self.file_name, &self.source) {
            (Some(name), _) => name.clone(),
            (None, Source::Path(path)) => path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            (None, Source::Bytes(_)) => String::new(),
        }
    }
}

impl From<&Path> for FilePart {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl From<PathBuf> for FilePart {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl fmt::Debug for FilePart {
    /// Shows everything but the content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("FilePart");
        match &self.source {
            Source::Path(path) => shown.field("path", path),
            Source::Bytes(bytes) => shown.field("length", &bytes.len()),
        };
        shown
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish()
    }
}

async fn opened(path: &Path) -> Result<Body, Refusal> {
    let refused = |error: std::io::Error| {
        let text = format!("the file {} cannot be opened: {error}", path.display());
        (text, Some(error.into()))
    };
    let file = File::open(path).await.map_err(refused)?;
    let metadata = file.metadata().await.map_err(refused)?;
    if metadata.is_dir() {
        return Err((
            format!("{} is a directory, not a file", path.display()),
            None,
        ));
    }
    // A pipe has no length of its own; it is sent in chunks.
    let length = metadata.is_file().then_some(metadata.len());
    Ok(Body::stream(
        ReaderStream::with_capacity(file, CHUNK),
        length,
    ))
}

//! Files to upload.

mod progress;
mod source;

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_core::Stream;
use mime_guess::Mime;
use tokio::io::AsyncRead;
use tokio_util::io::ReaderStream;

use self::progress::{Counted, Progress};
use self::source::{CHUNK, Once, Source};
use crate::transport::Body;

/// A file to upload: a path, which is opened and streamed when the call is sent, bytes, or what a reader gives.
///
/// A path and bytes can be sent again when a call is repeated. A reader cannot, so a call that holds one is repeated
/// only while nothing was read from it.
///
/// ```
/// use highlevel_runtime::FilePart;
///
/// let from_disk = FilePart::path("menu.pdf").on_progress(|sent, total| match total {
///     Some(total) => println!("{sent} of {total} bytes"),
///     None => println!("{sent} bytes"),
/// });
/// let from_memory = FilePart::bytes("note.txt", "Fresh from the kitchen.").content_type("text/plain; charset=utf-8");
/// let from_elsewhere = FilePart::reader("photo.jpg", tokio::io::empty()).length(0);
/// ```
#[derive(Clone, PartialEq)]
pub struct FilePart {
    source: Source,
    file_name: Option<String>,
    content_type: Option<String>,
    progress: Option<Progress>,
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

    /// Sends what a reader gives as a file of this name.
    ///
    /// It is read while the call is sent. Clones of the part share the reader: only one of them can be sent.
    pub fn reader(file_name: impl Into<String>, reader: impl AsyncRead + Send + 'static) -> Self {
        Self::stream(file_name, ReaderStream::with_capacity(reader, CHUNK))
    }

    /// Sends chunks of bytes as a file of this name; otherwise as [`reader`](Self::reader) does.
    pub fn stream<S, E>(file_name: impl Into<String>, chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(
            Source::Once(Once::new(Body::stream(chunks, None))),
            Some(file_name.into()),
        )
    }

    /// Says how many bytes a reader or a stream gives; a path and bytes have their own length.
    ///
    /// Without it the server learns the length only at the end, which some do not accept. Another number of bytes ends
    /// the call in an error.
    pub fn length(mut self, length: u64) -> Self {
        if let Source::Once(once) = &mut self.source {
            once.length = Some(length);
        }
        self
    }

    /// Tells a function how many bytes of the file were handed to the connection, and how many there are if that is
    /// known; from the start again when the call is repeated.
    ///
    /// It is called between two chunks and should return at once.
    pub fn on_progress(mut self, tell: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Progress::new(tell));
        self
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

    /// Whether the file can be sent, again or for the first time.
    pub(crate) fn is_there(&self) -> bool {
        self.source.is_there()
    }

    fn new(source: Source, file_name: Option<String>) -> Self {
        Self {
            source,
            file_name,
            content_type: None,
            progress: None,
        }
    }

    async fn content(&self) -> Result<Body, Refusal> {
        let body = self.source.open(self.progress.is_some()).await?;
        Ok(Counted::body(body, self.progress.clone()))
    }

    fn shown_name(&self) -> String {
        match (&self.file_name, &self.source) {
            (Some(name), _) => name.clone(),
            (None, Source::Path(path)) => path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            (None, Source::Bytes(_) | Source::Once(_)) => String::new(),
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
            Source::Once(once) => shown.field("length", &once.length),
        };
        shown
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish()
    }
}

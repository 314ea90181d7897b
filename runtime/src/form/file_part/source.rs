//! Where the bytes of a file come from.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::Refusal;
use crate::transport::{Body, TransportError};

/// How many bytes of a file are read at once.
pub(super) const CHUNK: usize = 64 * 1024;

/// Where the bytes of a file come from.
#[derive(Clone)]
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
    Once(Once),
}

/// What can be read once; clones share it.
#[derive(Clone)]
pub(super) struct Once {
    /// Taken out when the first bytes are asked for.
    body: Arc<Mutex<Option<Body>>>,
    pub(super) length: Option<u64>,
}

impl Source {
    /// The bytes; `in_chunks` even where they are all there.
    pub(super) async fn open(&self, in_chunks: bool) -> Result<Body, Refusal> {
        match self {
            Self::Path(path) => opened(path).await,
            Self::Bytes(bytes) if in_chunks => {
                let length = bytes.len() as u64;
                Ok(Body::stream(Slices(bytes.clone()), Some(length)))
            }
            Self::Bytes(bytes) => Ok(bytes.clone().into()),
            Self::Once(once) if once.is_untouched() => Ok(once.to_body()),
            Self::Once(_) => {
                let text =
                    "a file that comes from a reader was read already: it cannot be sent again";
                Err((text.to_owned(), None))
            }
        }
    }

    /// Whether it can be opened, again or for the first time.
    pub(super) fn is_there(&self) -> bool {
        match self {
            Self::Path(_) | Self::Bytes(_) => true,
            Self::Once(once) => once.is_untouched(),
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Path(path), Self::Path(other)) => path == other,
            (Self::Bytes(bytes), Self::Bytes(other)) => bytes == other,
            (Self::Once(once), Self::Once(other)) => Arc::ptr_eq(&once.body, &other.body),
            _ => false,
        }
    }
}

impl Once {
    pub(super) fn new(body: Body) -> Self {
        Self {
            body: Arc::new(Mutex::new(Some(body))),
            length: None,
        }
    }

    fn is_untouched(&self) -> bool {
        self.lock().is_some()
    }

    fn to_body(&self) -> Body {
        let chunks = OnceChunks {
            once: self.clone(),
            taken: None,
        };
        Body::stream(chunks, self.length)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Body>> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The chunks of a reader, which is left alone until the first are asked for: a request that never got a connection can
/// be made again.
struct OnceChunks {
    once: Once,
    taken: Option<Body>,
}

impl Stream for OnceChunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.taken.is_none() {
            let body = self.once.lock().take();
            self.taken = body;
        }
        match &mut self.taken {
            Some(body) => body.poll_chunk(context),
            None => Poll::Ready(Some(Err(TransportError::interrupted(
                "another request reads the file already",
            )))),
        }
    }
}

/// Bytes in chunks.
struct Slices(Bytes);

impl Stream for Slices {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.0.len().min(CHUNK);
        let chunk = self.0.split_to(length);
        Poll::Ready((!chunk.is_empty()).then_some(Ok(chunk)))
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
    let chunks = ReaderStream::with_capacity(file, CHUNK);
    // A pipe has no length of its own; it is sent in chunks.
    let length = metadata.is_file().then_some(metadata.len());
    Ok(Body::stream(chunks, length))
}

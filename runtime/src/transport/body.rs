//! Bodies: bytes that are there, or that come in chunks.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::error::TransportError;

/// The body of a request or an answer.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), highlevel_runtime::transport::TransportError> {
/// use highlevel_runtime::transport::Body;
///
/// let mut body = Body::from("fresh");
/// assert_eq!(body.length(), Some(5));
/// assert_eq!(body.chunk().await?.as_deref(), Some(&b"fresh"[..]));
/// assert_eq!(body.chunk().await?, None);
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    Stream {
        // Nobody waits for the lock, because everything goes through `&mut`: it makes the body `Sync`.
        chunks: Mutex<Chunks>,
        /// What is still to come, if that is known.
        left: Option<u64>,
    },
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

impl Body {
    /// A body of no bytes.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that comes in chunks; give its length in bytes if it is known. An error of the stream counts as
    /// [`TransportError::interrupted`], unless it is a [`TransportError`] already.
    pub fn stream<S, E>(chunks: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::of_chunks(Converted(Box::pin(chunks)), length)
    }

    /// Waits for the next bytes; none at the end.
    ///
    /// # Errors
    ///
    /// If the connection breaks before the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context))
            .await
            .transpose()
    }

    /// Reads to the end.
    ///
    /// # Errors
    ///
    /// If the connection breaks before the end.
    pub async fn bytes(mut self) -> Result<Bytes, TransportError> {
        let mut collected = Collected::default();
        while let Some(chunk) = self.chunk().await? {
            collected.add(chunk);
        }
        Ok(collected.finish())
    }

    /// Returns how many bytes are still to come, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Stream { left, .. } => *left,
        }
    }

    /// Puts bodies one after the other; `None` if they are longer together than a length can say.
    pub(crate) fn chain(bodies: Vec<Self>) -> Option<Self> {
        let mut length = Some(0_u64);
        for body in &bodies {
            length = match (length, body.length()) {
                (Some(sum), Some(more)) => Some(sum.checked_add(more)?),
                _ => None,
            };
        }
        Some(Self::of_chunks(Chain(bodies.into()), length))
    }

    /// The body of an answer as it comes; `failed` says what an error means.
    pub(super) fn received<B>(body: B, failed: fn(B::Error) -> TransportError) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let length = body.size_hint().exact();
        Self::of_chunks(Received { body, failed }, length)
    }

    pub(super) fn of_chunks<S>(chunks: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        Self(Content::Stream {
            chunks: Mutex::new(Box::pin(chunks)),
            left: length,
        })
    }

    /// Returns the bytes if they are all there, and the body itself otherwise.
    #[cfg(feature = "reqwest")]
    pub(super) fn into_whole(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Whole(bytes) => Ok(bytes),
            content => Err(Self(content)),
        }
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Content::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
            }
            Content::Stream { chunks, left } => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                let chunk = ready!(chunks.as_mut().poll_next(context));
                if let (Some(left), Some(Ok(chunk))) = (left, &chunk) {
                    *left = left.saturating_sub(chunk.len() as u64);
                }
                Poll::Ready(chunk)
            }
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(self.get_mut().poll_chunk(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl fmt::Debug for Body {
    /// Shows the length and nothing of the content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// The chunks of a body that were read so far.
#[derive(Default)]
pub(crate) struct Collected {
    /// Most answers are one chunk, which is then not copied.
    first: Bytes,
    all: BytesMut,
}

impl Collected {
    pub(crate) fn add(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.all.is_empty() {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&chunk);
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    pub(crate) fn finish(self) -> Bytes {
        if self.all.is_empty() {
            return self.first;
        }
        self.all.freeze()
    }
}

/// A stream with errors of our own.
struct Converted<S>(Pin<Box<S>>);

impl<S, E> Stream for Converted<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(|error| converted(error.into()))))
    }
}

fn converted(error: Box<dyn Error + Send + Sync>) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::interrupted(error),
    }
}

/// The body of an answer as it comes.
struct Received<B: http_body::Body> {
    body: B,
    failed: fn(B::Error) -> TransportError,
}

impl<B> Stream for Received<B>
where
    B: http_body::Body<Data = Bytes> + Unpin,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    // What is no data are trailers, which nobody asks for.
                    if let Ok(chunk) = frame.into_data() {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err((self.failed)(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            if let Some(chunk) = ready!(body.poll_chunk(context)) {
                return Poll::Ready(Some(chunk));
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }
}

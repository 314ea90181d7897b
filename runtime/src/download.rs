//! Downloads: answers that are read as they come, into memory or into a file.
//!
//! An operation whose answer is a file returns a [`Call`] of [`Bytes`]. Awaited, it gives all bytes at once;
//! [`download`](Call::download) gives them as they come, and [`save_to`](Call::save_to) writes them to a file.
//!
//! ```no_run
//! use bytes::Bytes;
//! use highlevel_runtime::{Call, Error};
//!
//! # async fn example(recording: Call<Bytes>, other: Call<Bytes>) -> Result<(), Error> {
//! recording.save_to("recording.wav").await?;
//!
//! let mut download = other.download().await?;
//! println!("{:?}, {:?} bytes", download.content_type(), download.length());
//! while let Some(chunk) = download.chunk().await? {
//!     println!("{} bytes more", chunk.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! When the connection breaks within a file, the rest is asked for with a `Range`, where the server allows that and says
//! by an `ETag`, a date or the length that it is still the same file. The timeout of an attempt holds for the head of
//! the answer and for each wait for bytes; that of the call for all of it.

mod chunks;
mod file;
mod range;
mod transfer;

use std::fmt;
use std::path::Path;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

pub use self::chunks::Chunks;
use self::transfer::Transfer;
use crate::call::Call;
use crate::error::Error;
use crate::transport::Collected;

impl<L> Call<Bytes, L> {
    /// Sends the call and returns its answer once the head is there, to be read as it comes.
    ///
    /// # Errors
    ///
    /// If the call could not be built, the server not be reached, or the answer is no success.
    pub async fn download(self) -> Result<Download, Error> {
        Download::open(self, 0).await
    }

    /// Asks for the bytes from an offset on, to go on with a download of another time.
    ///
    /// A server that gives no parts of files sends it from the start: [`Download::position`] says which it is.
    ///
    /// # Errors
    ///
    /// As [`download`](Self::download), and if the file has not that many bytes.
    pub async fn download_from(self, offset: u64) -> Result<Download, Error> {
        Download::open(self, offset).await
    }

    /// Sends the call and writes its answer to a file; returns how many bytes there are.
    ///
    /// They are written to a file beside it, which takes its place at the end: until then, and if anything fails, a file
    /// that was there stays as it was.
    ///
    /// # Errors
    ///
    /// As [`download`](Self::download), if the connection breaks for good, or if the file cannot be written:
    /// [`ErrorKind::File`](crate::ErrorKind::File).
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        self.download().await?.save_to(path).await
    }
}

/// An answer that is read as it comes, from [`Call::download`].
pub struct Download {
    transfer: Transfer,
    headers: HeaderMap,
}

impl Download {
    async fn open<L>(call: Call<Bytes, L>, offset: u64) -> Result<Self, Error> {
        let (transfer, headers) = Transfer::open(call.prepared, offset).await?;
        Ok(Self { transfer, headers })
    }

    /// Returns the headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the content type, if the server says it.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Returns how many bytes the whole file has, if the server says it.
    pub fn length(&self) -> Option<u64> {
        self.transfer.length()
    }

    /// Returns where in the file the next byte is.
    pub fn position(&self) -> u64 {
        self.transfer.position()
    }

    /// Waits for the next bytes; none at the end.
    ///
    /// Dropping the future loses no bytes.
    ///
    /// # Errors
    ///
    /// If the connection breaks and the rest cannot be had.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.transfer.chunk().await
    }

    /// Reads to the end.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut collected = Collected::default();
        while let Some(chunk) = self.chunk().await? {
            collected.add(chunk);
        }
        Ok(collected.finish())
    }

    /// Writes what is left to a file, as [`Call::save_to`] does, and returns how many bytes there are.
    ///
    /// # Errors
    ///
    /// As [`Call::save_to`], and if the start of the file was read already.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        file::save(self.transfer, path.as_ref()).await
    }

    /// Gives the bytes as a [`Stream`](futures_core::Stream) of chunks.
    pub fn into_stream(self) -> Chunks {
        Chunks::new(self.transfer)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("length", &self.length())
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}

//! All pages of a list, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::position::Position;
#[cfg(feature = "blocking")]
use super::waiting::Waiting;
use super::walk::Walk;
use crate::call::prepared::Prepared;
use crate::error::Error;
#[cfg(feature = "blocking")]
use crate::operation::handle::Handle;
use crate::reply::{Answer, Reply};
use crate::steps::Steps;

/// All pages of a list, from [`ListCall::pages`](crate::ListCall::pages): each is an answer of the operation.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who use no streams. After an error it is over.
///
/// ```no_run
/// # use highlevel_runtime::{Error, ListCall, Value};
/// # async fn example(contacts: ListCall<Value, Value>) -> Result<(), Error> {
/// let mut pages = contacts.pages();
/// while let Some(page) = pages.next().await {
///     println!("{}", page?["total"]);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a list does nothing until its pages are asked for"]
pub struct Pages<T> {
    replies: Replies,
    answer: PhantomData<fn() -> T>,
}

impl<T: Answer> Pages<T> {
    /// Gets the next page; `None` at the end.
    ///
    /// Dropping the future loses nothing: the next one goes on with the same call.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        self.poll_read(context, |reply, _| T::read(reply))
    }

    /// Polls for the next page; `read` is given the answer and how many items it has at least.
    pub(super) fn poll_read<P>(
        &mut self,
        context: &mut Context<'_>,
        read: impl FnOnce(Reply, u64) -> Result<P, Error>,
    ) -> Poll<Option<Result<P, Error>>> {
        let Some(reply) = ready!(self.replies.poll_reply(context)) else {
            return Poll::Ready(None);
        };
        let filled = self.replies.steps.resting().map_or(0, Walk::filled);
        let page = reply.and_then(|reply| read(reply, filled));
        match page {
            Ok(_) => self.replies.confirm(),
            Err(_) => self.replies.end(),
        }
        Poll::Ready(Some(page))
    }
}

impl<T> Pages<T> {
    /// Returns where the next page is, or where the last one failed; `None` if all were had.
    pub fn position(&self) -> Option<Position> {
        self.replies.position.clone()
    }

    /// Gets the pages one after the other on this thread, for programs that are not asynchronous.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Waiting<Self> {
        let operation = self.operation().clone();
        Waiting::new(self, operation)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn operation(&self) -> &Handle {
        &self.replies.operation
    }

    pub(super) fn new(prepared: Box<Prepared>, start: Option<Position>) -> Self {
        Self {
            replies: Replies::new(prepared, start),
            answer: PhantomData,
        }
    }
}

impl<T: Answer> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("position", &self.replies.position)
            .finish_non_exhaustive()
    }
}

/// The answers of a walk, whatever their type.
struct Replies {
    steps: Steps<Walk, Result<Option<Reply>, Error>>,
    /// Where to go on, once the last answer was understood.
    position: Option<Position>,
    #[cfg(feature = "blocking")]
    operation: Handle,
}

impl Replies {
    fn new(prepared: Box<Prepared>, start: Option<Position>) -> Self {
        #[cfg(feature = "blocking")]
        let operation = prepared.operation.clone();
        let walk = Walk::new(prepared, start);
        Self {
            #[cfg(feature = "blocking")]
            operation,
            position: walk.position().cloned(),
            steps: Steps::new(walk),
        }
    }

    fn poll_reply(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Reply, Error>>> {
        let reply = ready!(self.steps.poll(context, |mut walk| {
            Box::pin(async move {
                let reply = walk.advance().await;
                (walk, reply)
            })
        }));
        if let Some(Ok(None)) = reply {
            self.position = None;
            self.steps.end();
        }
        Poll::Ready(reply.and_then(Result::transpose))
    }

    /// Goes on, because the last answer was understood.
    fn confirm(&mut self) {
        self.position = self.steps.resting().and_then(Walk::position).cloned();
    }

    fn end(&mut self) {
        self.steps.end();
    }
}

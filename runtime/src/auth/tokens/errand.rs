//! What users ask for besides calls, in tasks of their own.

use std::time::Duration;

use tokio::time::timeout;

use super::Tokens;
use super::flight::broken_off;
use crate::auth::error::TokenError;

/// How long errands are waited for. One that takes longer is on a runtime that nobody drives any more.
const PATIENCE: Duration = Duration::from_secs(300);

/// Counts as under way until it is dropped.
struct Errand(Tokens);

impl Errand {
    fn begin(tokens: &Tokens) -> Self {
        tokens.0.errands.send_modify(|count| *count += 1);
        Self(tokens.clone())
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        self.0.0.errands.send_modify(|count| *count -= 1);
    }
}

impl Tokens {
    /// Runs something in a task of its own, so that it goes on although the future is dropped.
    pub(super) async fn apart<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, TokenError>> + Send + 'static,
    ) -> Result<T, TokenError> {
        let errand = Errand::begin(self);
        let task = tokio::spawn(async move {
            let _errand = errand;
            work.await
        });
        task.await.unwrap_or_else(|_| Err(broken_off(None)))
    }

    /// Waits until no errand is under way.
    pub(super) async fn errands_done(&self) {
        let mut errands = self.0.errands.subscribe();
        // The sender is here, so that only time can end the wait early.
        let _ = timeout(PATIENCE, errands.wait_for(|count| *count == 0)).await;
    }
}

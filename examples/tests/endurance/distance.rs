//! The way between a client and its server, which takes time.

use std::time::Duration;

use highlevel::transport::{Request, Sending, Transport};
use tokio::time::sleep;

/// Carries requests by another transport, over a distance: some overtake others, and many are under way at once.
pub struct Distant<T>(pub T);

impl<T: Transport> Transport for Distant<T> {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            travel().await;
            let answer = self.0.send(request).await;
            travel().await;
            answer
        })
    }
}

async fn travel() {
    sleep(Duration::from_millis(fastrand::u64(20..=80))).await;
}

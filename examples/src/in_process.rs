//! A client without a network: the sandbox in the same process, as the transport of the client.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;
use highlevel::transport::{Body, Request, Response, Sending, Transport, TransportError};
use highlevel_sandbox::{Reset, ResetStage, Sandbox};

/// Carries the requests of a client to a sandbox in the same process, under one clock. Clones share the sandbox.
///
/// ```
/// use std::sync::Arc;
///
/// use examples::in_process::InProcess;
/// use highlevel::Client;
/// use highlevel_sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Arc::new(Sandbox::builder().in_process()?);
/// let transport = InProcess::new(Arc::clone(&sandbox));
/// let client = Client::builder().token("pit-0123").transport(transport).build()?;
/// client.conversations().get_conversation("tDtDnQdgm2LXpyiqYvZ6").await?;
/// assert_eq!(sandbox.requests().len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct InProcess(Arc<Sandbox>);

impl InProcess {
    /// Carries requests to this sandbox, which keeps what arrives.
    pub fn new(sandbox: Arc<Sandbox>) -> Self {
        Self(sandbox)
    }
}

impl Transport for InProcess {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.bytes().await?;
            leaks::request(&head, &body);
            match self.0.handle(http::Request::from_parts(head, body)).await {
                Ok(response) => {
                    leaks::answer(response.body());
                    Ok(response.map(Body::from))
                }
                Err(reset) => broken(reset),
            }
        })
    }
}

/// What a client sees of a connection that ended too early.
fn broken(reset: Reset) -> Result<Response, TransportError> {
    if reset.stage() == ResetStage::BeforeRequest {
        return Err(TransportError::connect(reset));
    }
    let Some(arrived) = reset.arrived().cloned() else {
        return Err(TransportError::interrupted(reset));
    };
    leaks::answer(arrived.body());
    Ok(arrived.map(|half: Bytes| Body::stream(stream::iter([Ok(half), Err(reset)]), None)))
}

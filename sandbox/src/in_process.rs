//! Calls without a socket: under the caller's executor and clock.

use std::future::ready;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response, StatusCode};
use tokio::time::sleep;

use crate::fault::Delivery;
use crate::reply::Reply;
use crate::request::Arrived;
use crate::reset::{Reset, ResetStage};
use crate::state::{Outcome, State};

/// Answers a request that is already there.
///
/// # Errors
/// Where the connection would have ended before the whole answer arrived.
pub async fn handle(state: &State, request: Request<Bytes>) -> Result<Response<Bytes>, Reset> {
    let (parts, body) = request.into_parts();
    let outcome = state.exchange(parts, ready(Some(Arrived::of(body)))).await;
    match outcome {
        Some(outcome) => deliver(outcome).await,
        None => Err(Reset {
            stage: ResetStage::BeforeRequest,
            is_executed: false,
            arrived: None,
        }),
    }
}

async fn deliver(outcome: Outcome) -> Result<Response<Bytes>, Reset> {
    let drip = match outcome.delivery {
        Delivery::Slow(duration) => duration,
        _ => Default::default(),
    };
    let wait = outcome.delay.saturating_add(drip);
    if !wait.is_zero() {
        sleep(wait).await;
    }
    let stage = match outcome.delivery {
        Delivery::Whole | Delivery::Slow(_) => return Ok(response(outcome.reply)),
        Delivery::ResetBeforeRequest => ResetStage::BeforeRequest,
        Delivery::ResetAfterRequest => ResetStage::AfterRequest,
        Delivery::Truncated | Delivery::ResetInAnswer => ResetStage::InAnswer,
    };
    let arrived = (stage == ResetStage::InAnswer).then(|| {
        let response = response(outcome.reply);
        response.map(|body| body.slice(..body.len() / 2))
    });
    Err(Reset {
        stage,
        is_executed: outcome.is_executed,
        arrived,
    })
}

fn response(reply: Reply) -> Response<Bytes> {
    let length = reply.body.len();
    let mut response = Response::new(reply.body);
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = reply.headers;
    let may_have_content = !matches!(reply.status, 204 | 205 | 304);
    if may_have_content {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    response
}

//! The part of the API that gives tokens: refresh tokens count once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};

use super::BEGIN;
use crate::auth::{Account, Grant};
use crate::clock::Clock;
use crate::transport::{Body, Request, Response, Sending, Transport, TransportError};

/// An API of this process.
pub struct Api {
    clock: Clock,
    state: Mutex<State>,
}

struct State {
    given: u64,
    /// Refresh tokens that still count.
    refresh_tokens: Vec<String>,
    agency_tokens: Vec<String>,
    faults: VecDeque<Fault>,
    received: Vec<Received>,
    delay: Duration,
    lifetime: u64,
    inactive: bool,
}

/// What goes wrong with a request.
pub enum Fault {
    /// Nothing was sent.
    Unreached,
    /// It was executed, and the answer was lost.
    Lost,
    /// It was executed, and no answer ever comes.
    Silent,
    /// It was not executed.
    Answer(u16, String),
    /// It was executed, and this is the answer.
    Garbled(String),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn form(&self) -> BTreeMap<String, String> {
        form_urlencoded::parse(self.body.as_bytes())
            .into_owned()
            .collect()
    }
}

impl Api {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            clock: Clock::starting_at(BEGIN),
            state: Mutex::new(State {
                given: 0,
                refresh_tokens: Vec::new(),
                agency_tokens: Vec::new(),
                faults: VecDeque::new(),
                received: Vec::new(),
                delay: Duration::from_millis(300),
                lifetime: 86_399,
                inactive: false,
            }),
        })
    }

    pub fn now(&self) -> u64 {
        self.clock.now()
    }

    /// Gives a pair as if the app had been installed, without a request.
    pub fn install(&self, account: Account) -> Grant {
        let mut state = self.state();
        let answer = state.give(matches!(account, Account::Agency(_)), true);
        drop(state);
        Grant::read_answer(answer.to_string().as_bytes(), self.now(), Some(&account))
            .expect("an answer of this API")
    }

    pub fn fail(&self, fault: Fault) {
        self.state().faults.push_back(fault);
    }

    pub fn set_delay(&self, delay: Duration) {
        self.state().delay = delay;
    }

    /// Sets how long access tokens live, in seconds.
    pub fn set_lifetime(&self, lifetime: u64) {
        self.state().lifetime = lifetime;
    }

    pub fn set_inactive(&self, inactive: bool) {
        self.state().inactive = inactive;
    }

    /// Withdraws the access tokens of agencies.
    pub fn end_agency_tokens(&self) {
        self.state().agency_tokens.clear();
    }

    pub fn received(&self) -> Vec<Received> {
        self.state().received.clone()
    }

    /// How many requests came.
    pub fn count(&self) -> usize {
        self.state().received.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics within")
    }

    fn answer(&self, request: &Received) -> (StatusCode, String) {
        let mut state = self.state();
        let form = request.form();
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        let refuse = |status, message: &str| {
            let body = json!({ "statusCode": 400, "message": message });
            (status, body.to_string())
        };
        if state.inactive {
            return refuse(StatusCode::BAD_REQUEST, "Location is not active");
        }
        let answer = match (request.path.as_str(), field("grant_type").as_str()) {
            ("/oauth/token", "refresh_token") => {
                let token = field("refresh_token");
                let Some(index) = state.refresh_tokens.iter().position(|it| *it == token) else {
                    let message = "Invalid grant: refresh token is invalid";
                    return refuse(StatusCode::BAD_REQUEST, message);
                };
                state.refresh_tokens.remove(index);
                state.give(field("user_type") == "Company", true)
            }
            ("/oauth/token", "authorization_code") => {
                let mut answer = state.give(false, true);
                answer["userType"] = json!("Location");
                answer["locationId"] = json!("the-location");
                answer["companyId"] = json!("the-agency");
                answer
            }
            ("/oauth/locationToken", _) => {
                let bearer = request.headers.get("authorization");
                let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
                if !state
                    .agency_tokens
                    .iter()
                    .any(|it| Some(it.as_str()) == bearer)
                {
                    return refuse(StatusCode::UNAUTHORIZED, "Invalid JWT");
                }
                state.give(false, false)
            }
            ("/oauth/reconnect", _) => json!({ "authorizationCode": "a-new-code", "traceId": "t" }),
            (path, grant_type) => panic!("{path} {grant_type}"),
        };
        (StatusCode::OK, answer.to_string())
    }

    async fn carry_out(&self, request: Request) -> Result<Response, TransportError> {
        let (head, body) = request.into_parts();
        let body = body.bytes().await?;
        leaks::request(&head, &body);
        let headers = head.headers.iter();
        let received = Received {
            path: head.uri.path().to_owned(),
            headers: headers
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        value.to_str().unwrap_or_default().to_owned(),
                    )
                })
                .collect(),
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        let (fault, delay) = {
            let mut state = self.state();
            state.received.push(received.clone());
            (state.faults.pop_front(), state.delay)
        };
        tokio::time::sleep(delay).await;
        let answered = |status: StatusCode, body: String| {
            leaks::answer(body.as_bytes());
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = status;
            Ok(response)
        };
        match fault {
            Some(Fault::Unreached) => return Err(TransportError::connect("connection refused")),
            Some(Fault::Answer(status, body)) => {
                return answered(StatusCode::from_u16(status).expect("a status"), body);
            }
            _ => {}
        }
        let (status, body) = self.answer(&received);
        tokio::time::sleep(delay).await;
        match fault {
            Some(Fault::Lost) => Err(TransportError::interrupted("connection reset")),
            Some(Fault::Silent) => std::future::pending().await,
            Some(Fault::Garbled(body)) => answered(status, body),
            _ => answered(status, body),
        }
    }
}

impl State {
    /// Makes tokens that count, in the older spelling.
    fn give(&mut self, is_agency: bool, refreshes: bool) -> Value {
        self.given += 1;
        let number = self.given;
        let mut answer = json!({
            "access_token": format!("access-token-{number}"),
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "scope": "contacts.readonly contacts.write",
            "userId": "the-user",
        });
        if is_agency {
            self.agency_tokens.push(format!("access-token-{number}"));
        }
        if refreshes {
            let token = format!("refresh-token-{number}");
            self.refresh_tokens.push(token.clone());
            answer["refresh_token"] = json!(token);
        }
        answer
    }
}

impl Transport for Api {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(self.carry_out(request))
    }
}

//! Why a sandbox did not start, or does not do what it was told.

use std::fmt;
use std::io;
use std::sync::Arc;

use highlevel_codegen::Diagnostic;

/// Why a sandbox did not start, or does not do what it was told.
#[derive(Clone)]
pub struct Error(Kind);

#[derive(Clone)]
enum Kind {
    Specification(Arc<[Diagnostic]>),
    Listen(u16, Arc<io::Error>),
    Thread(Arc<io::Error>),
    Stopped,
    EmptyToken,
    UnknownOperation(String),
    Answer(String),
    NotAList(String),
    NoApp,
    EmptyApp,
}

impl Error {
    /// Whether the port is taken by another program.
    #[must_use]
    pub fn is_port_in_use(&self) -> bool {
        matches!(&self.0, Kind::Listen(_, error) if error.kind() == io::ErrorKind::AddrInUse)
    }

    pub(crate) fn specification(diagnostics: Vec<Diagnostic>) -> Self {
        Self(Kind::Specification(diagnostics.into()))
    }

    pub(crate) fn listen(port: u16, error: io::Error) -> Self {
        Self(Kind::Listen(port, Arc::new(error)))
    }

    pub(crate) fn thread(error: io::Error) -> Self {
        Self(Kind::Thread(Arc::new(error)))
    }

    pub(crate) fn stopped() -> Self {
        Self(Kind::Stopped)
    }

    pub(crate) fn empty_token() -> Self {
        Self(Kind::EmptyToken)
    }

    pub(crate) fn unknown_operation(id: &str) -> Self {
        Self(Kind::UnknownOperation(id.to_owned()))
    }

    pub(crate) fn not_a_list(id: &str) -> Self {
        Self(Kind::NotAList(id.to_owned()))
    }

    pub(crate) fn no_app() -> Self {
        Self(Kind::NoApp)
    }

    pub(crate) fn empty_app() -> Self {
        Self(Kind::EmptyApp)
    }

    pub(crate) fn answer(reason: impl Into<String>) -> Self {
        Self(Kind::Answer(reason.into()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Specification(diagnostics) => {
                f.write_str("the specification is faulty")?;
                diagnostics
                    .iter()
                    .try_for_each(|fault| write!(f, "\n{fault}"))
            }
            Kind::Listen(port, error) if error.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "port {port} of 127.0.0.1 is taken by another program: end it, or choose another port"
            ),
            Kind::Listen(port, error) => {
                write!(f, "cannot listen on port {port} of 127.0.0.1: {error}")
            }
            Kind::Thread(error) => write!(f, "cannot start the thread of the sandbox: {error}"),
            Kind::Stopped => f.write_str("the thread of the sandbox ended before it listened"),
            Kind::EmptyToken => f.write_str("the token is empty, so that no request could have it"),
            Kind::UnknownOperation(key) => write!(
                f,
                "the specification has no operation `{key}`: write its operationId, `v3:` and its operationId, or \
                 `v3:area/` and its operationId"
            ),
            Kind::NotAList(id) => write!(
                f,
                "`{id}` has no length: its document does not say how it pages, in `x-highlevel-paging`"
            ),
            Kind::NoApp => f.write_str(
                "nobody can authorize an app, because there is none: start the sandbox with `oauth_app`",
            ),
            Kind::EmptyApp => f.write_str("the id or the secret of an app is empty"),
            Kind::Answer(reason) => write!(f, "no such answer can be sent: {reason}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Listen(_, error) | Kind::Thread(error) => Some(&**error),
            _ => None,
        }
    }
}

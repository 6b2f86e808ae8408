//! What can go wrong with a request, and what is answered then.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use selon_dossier::DossierError;
use selon_export::ExportError;

/// What functions that answer requests return.
pub type Result<T> = std::result::Result<T, Problem>;

/// Why a request cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A parameter makes no sense: its name, its value, and the key of what is wanted.
    #[error("{name}: “{value}” cannot be used")]
    Parameter {
        /// The name, as in the address.
        name: String,
        /// The value, as given.
        value: String,
        /// The key of words that say what is wanted.
        wanted: &'static str,
    },
    /// There is no such page, event or report.
    #[error("there is nothing at this address")]
    Unknown,
    /// The request may not be made: the key of words that say why.
    #[error("not allowed: {0}")]
    Forbidden(&'static str),
    /// Who asks is not known.
    #[error("a token is needed")]
    NoToken,
    /// More was sent than is taken.
    #[error("too much was sent")]
    TooLarge,
    /// What was sent is not in the form that is expected.
    #[error("what was sent cannot be read: {0}")]
    Malformed(String),
    /// What is decided was not possible, in words of the dossier.
    #[error("{0}")]
    Refused(String),
    /// The dossier cannot be read or written.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// Anything else.
    #[error("{0}")]
    Internal(String),
}

/// How many characters of what was given are shown again.
const SHOWN: usize = 80;

impl Problem {
    /// A parameter of the address or a field of a form with a value that it cannot have.
    pub fn parameter(
        name: impl Into<String>,
        value: impl AsRef<str>,
        wanted: &'static str,
    ) -> Problem {
        let value = value.as_ref().chars().take(SHOWN).collect();
        Problem::Parameter { name: name.into(), value, wanted }
    }

    /// Something that should not happen.
    pub fn internal(what: impl ToString) -> Problem {
        Problem::Internal(what.to_string())
    }

    /// The status that is answered.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::Parameter { .. } | Problem::Malformed(_) => StatusCode::BAD_REQUEST,
            Problem::Refused(_) => StatusCode::CONFLICT,
            Problem::Unknown | Problem::Dossier(DossierError::Unknown(_)) => StatusCode::NOT_FOUND,
            Problem::Forbidden(_) => StatusCode::FORBIDDEN,
            Problem::NoToken => StatusCode::UNAUTHORIZED,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Dossier(DossierError::Busy(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Dossier(_) | Problem::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Problem {
        match error {
            ExportError::Dossier(error) => error.into(),
            ExportError::Output(error) => Problem::internal(error),
        }
    }
}

/// A problem on its way out; the guard makes a page of it, in the language of who asks.
#[derive(Clone, Debug)]
pub struct Told(pub Arc<Problem>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Told(Arc::new(self)));
        response
    }
}

//! A grant in use.

use std::sync::Arc;

use http::HeaderValue;

use crate::auth::account::Account;
use crate::auth::error::{TokenError, TokenErrorKind};
use crate::auth::expiry::due_at;
use crate::auth::grant::Grant;
use crate::auth::store::{Revision, Stored};
use crate::limit::Resource;

/// A grant that calls use, and how the store has it.
#[derive(Clone)]
pub(in crate::auth) struct Held {
    pub(in crate::auth) grant: Arc<Grant>,
    /// Value of the `Authorization` header.
    pub(in crate::auth) header: HeaderValue,
    /// What the API counts calls with it for.
    pub(in crate::auth) resource: Resource,
    pub(super) place: Place,
    /// When it is to be renewed, in milliseconds since 1970.
    pub(super) due_at: u64,
    /// When it no longer counts: its end, or the moment the API refused it.
    pub(super) ends_at: u64,
}

/// How the store has a grant.
#[derive(Clone)]
pub(super) enum Place {
    /// As this revision.
    Saved(Revision),
    /// Not yet, and nobody may use it before; it is to replace this revision.
    Unsaved(Option<Revision>),
    /// Not, because the store failed, so that it is used from memory; it is to replace this revision.
    Unsavable(Option<Revision>),
}

impl Held {
    pub(super) fn new(grant: Grant, place: Place) -> Result<Self, TokenError> {
        match header(&grant) {
            Some(header) => Ok(Self::with(grant, header, place)),
            None => {
                let text = "the access token cannot be sent as a header: it is none";
                let kind = TokenErrorKind::Unreadable;
                Err(TokenError::new(kind, Some(&grant.account), text))
            }
        }
    }

    /// A grant as it was stored. If its access token is none, it has ended; its refresh token may do all the same.
    pub(super) fn stored(stored: Stored) -> Self {
        let place = Place::Saved(stored.revision);
        match header(&stored.grant) {
            Some(header) => Self::with(stored.grant, header, place),
            None => Self {
                due_at: 0,
                ends_at: 0,
                ..Self::with(stored.grant, HeaderValue::from_static("Bearer"), place)
            },
        }
    }

    /// Whether the store does not have it.
    pub(super) fn is_unsaved(&self) -> bool {
        !matches!(self.place, Place::Saved(_))
    }

    /// Whether it may be used: the store has it or has failed.
    pub(super) fn is_usable(&self) -> bool {
        !matches!(self.place, Place::Unsaved(_))
    }

    /// The revision that the store is thought to have.
    pub(super) fn revision(&self) -> Option<&Revision> {
        match &self.place {
            Place::Saved(revision) => Some(revision),
            Place::Unsaved(revision) | Place::Unsavable(revision) => revision.as_ref(),
        }
    }

    pub(in crate::auth) fn is_same_token(&self, other: &Self) -> bool {
        self.grant.access_token == other.grant.access_token
    }

    fn with(grant: Grant, header: HeaderValue, place: Place) -> Self {
        Self {
            due_at: due_at(&grant),
            ends_at: grant.expires_at,
            resource: resource(&grant.account),
            grant: Arc::new(grant),
            header,
            place,
        }
    }
}

/// The value of the `Authorization` header, if the access token can be one.
fn header(grant: &Grant) -> Option<HeaderValue> {
    let header = format!("Bearer {}", grant.access_token.expose());
    let mut header = HeaderValue::from_str(&header).ok()?;
    header.set_sensitive(true);
    Some(header)
}

fn resource(account: &Account) -> Resource {
    match account {
        Account::Agency(id) => Resource::agency(id.as_str()),
        Account::SubAccount(id) => Resource::sub_account(id.as_str()),
    }
}

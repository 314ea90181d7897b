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
    /// Not yet; it is to replace this revision.
    Unsaved(Option<Revision>),
}

impl Held {
    pub(super) fn new(grant: Grant, place: Place) -> Result<Self, TokenError> {
        let header = format!("Bearer {}", grant.access_token.expose());
        let Ok(mut header) = HeaderValue::from_str(&header) else {
            let text = "the access token cannot be sent as a header: it is none";
            let kind = TokenErrorKind::Unreadable;
            return Err(TokenError::new(kind, Some(&grant.account), text));
        };
        header.set_sensitive(true);
        Ok(Self {
            due_at: due_at(&grant),
            ends_at: grant.expires_at,
            resource: resource(&grant.account),
            grant: Arc::new(grant),
            header,
            place,
        })
    }

    pub(super) fn stored(stored: Stored) -> Result<Self, TokenError> {
        Self::new(stored.grant, Place::Saved(stored.revision))
    }

    pub(super) fn is_unsaved(&self) -> bool {
        matches!(self.place, Place::Unsaved(_))
    }

    /// The revision that the store is thought to have.
    pub(super) fn revision(&self) -> Option<&Revision> {
        match &self.place {
            Place::Saved(revision) => Some(revision),
            Place::Unsaved(revision) => revision.as_ref(),
        }
    }

    pub(in crate::auth) fn is_same_token(&self, other: &Self) -> bool {
        self.grant.access_token == other.grant.access_token
    }
}

fn resource(account: &Account) -> Resource {
    match account {
        Account::Agency(id) => Resource::agency(id.as_str()),
        Account::SubAccount(id) => Resource::sub_account(id.as_str()),
    }
}

//! What a person agrees to in the browser.

use crate::refusal::Refusal;

/// What the API says of another location.
pub const NO_ACCESS: &str = "The token does not have access to this location";

/// What the API says of what is an agency's.
pub const FORBIDDEN: &str = "Forbidden resource";

/// What a person agrees to in the browser, for [`Sandbox::authorize`](crate::Sandbox::authorize).
///
/// The id of a location alone is an agreement too: to everything, for that location.
///
/// ```no_run
/// use highlevel_sandbox::{Consent, Sandbox};
///
/// # fn install() -> Result<(), highlevel_sandbox::Error> {
/// let sandbox = Sandbox::builder().oauth_app("app", "secret").in_process()?;
/// let code = sandbox.authorize("location-1")?;
/// let narrow = sandbox.authorize(Consent::location("location-2").scopes(["contacts.readonly"]))?;
/// let agency = sandbox.authorize(Consent::agency("company-1").locations(["location-1"]))?;
/// # assert!(code != narrow && narrow != agency);
/// # Ok(())
/// # }
/// # install().expect("the specification is sound");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Consent {
    pub(crate) company: String,
    pub(crate) place: Place,
    pub(crate) scopes: Option<Vec<String>>,
}

/// Where an app is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this location.
    Location(String),
    /// In the company itself; for these of its locations, or all of them where none is named.
    Agency(Vec<String>),
}

impl Consent {
    /// The company of whoever names no other.
    pub(crate) const COMPANY: &str = "sandbox-company";

    /// Installs the app in a location (a sub-account): its tokens are of the kind `Location`.
    pub fn location(id: impl Into<String>) -> Self {
        Self {
            company: Self::COMPANY.to_owned(),
            place: Place::Location(id.into()),
            scopes: None,
        }
    }

    /// Installs the app in a company (an agency): its tokens are of the kind `Company`.
    pub fn agency(company: impl Into<String>) -> Self {
        Self {
            company: company.into(),
            place: Place::Agency(Vec::new()),
            scopes: None,
        }
    }

    /// The company that the location belongs to. Without this, it is `sandbox-company`.
    pub fn company(mut self, id: impl Into<String>) -> Self {
        self.company = id.into();
        self
    }

    /// The locations that an agency's app may act for; for a location, this does nothing. Without this, all of them.
    pub fn locations(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if let Place::Agency(locations) = &mut self.place {
            *locations = ids.into_iter().map(Into::into).collect();
        }
        self
    }

    /// The scopes that the app gets. Without this, all.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// `Location` or `Company`.
    pub(crate) fn kind(&self) -> &'static str {
        match self.place {
            Place::Location(_) => "Location",
            Place::Agency(_) => "Company",
        }
    }

    /// The id of the location or company.
    pub(crate) fn resource(&self) -> &str {
        match &self.place {
            Place::Location(id) => id,
            Place::Agency(_) => &self.company,
        }
    }

    /// Refuses a location that is not within what was agreed to, in the words of the API.
    pub(crate) fn check_location(&self, id: &str) -> Result<(), Refusal> {
        let is_within = match &self.place {
            Place::Location(own) => own == id,
            Place::Agency(locations) => {
                locations.is_empty() || locations.iter().any(|known| known == id)
            }
        };
        let refusal = || Refusal::said(403, NO_ACCESS);
        is_within.then_some(()).ok_or_else(refusal)
    }

    /// Refuses another company.
    pub(crate) fn check_company(&self, id: &str) -> Result<(), Refusal> {
        let refusal = || Refusal::said(403, FORBIDDEN);
        (self.company == id).then_some(()).ok_or_else(refusal)
    }

    /// Whether these scopes are within what was agreed to.
    pub(crate) fn has_scopes(&self, wanted: &[&str]) -> bool {
        let Some(scopes) = &self.scopes else {
            return true;
        };
        wanted
            .iter()
            .all(|wanted| scopes.iter().any(|scope| scope == wanted))
    }
}

impl From<&str> for Consent {
    fn from(location: &str) -> Self {
        Self::location(location)
    }
}

impl From<String> for Consent {
    fn from(location: String) -> Self {
        Self::location(location)
    }
}

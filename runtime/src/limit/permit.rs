//! Permission for one attempt of a call.

use std::any::Any;
use std::fmt;

use super::admission::Counted;

/// Permission for one attempt of a call; dropping it says that the API has counted the attempt. Until then the attempt
/// holds its place.
#[must_use = "dropping a permit ends it"]
pub struct Permit(Kept);

enum Kept {
    Nothing,
    Counted(Counted),
    Guard(#[expect(dead_code, reason = "it is kept to be dropped")] Box<dyn Any + Send>),
}

impl Permit {
    /// Makes a permit that holds nothing.
    pub fn new() -> Self {
        Self(Kept::Nothing)
    }

    /// Makes a permit that drops a guard when it is dropped itself.
    pub fn holding(guard: impl Send + 'static) -> Self {
        Self(Kept::Guard(Box::new(guard)))
    }

    /// Gives the permit back unused: nothing was sent, so the API counts nothing.
    pub fn give_back(self) {
        if let Kept::Counted(counted) = self.0 {
            counted.give_back();
        }
    }

    pub(super) fn counted(counted: Counted) -> Self {
        Self(Kept::Counted(counted))
    }
}

impl Default for Permit {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit").finish_non_exhaustive()
    }
}

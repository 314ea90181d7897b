//! What the sandbox is told about operations: faults and lengths of lists.

use crate::catalog::Operation;
use crate::error::Error;
use crate::fault::{Fault, Play, Rule};
use crate::paging;
use crate::state::State;

mod selector;

pub use selector::Selector;

/// What some operations of a sandbox are to do, from [`Sandbox::on`](crate::Sandbox::on).
#[derive(Debug)]
#[must_use]
pub struct Script<'s> {
    state: &'s State,
    key: String,
}

impl<'s> Script<'s> {
    pub(crate) fn new(state: &'s State, key: &str) -> Self {
        Self {
            state,
            key: key.to_owned(),
        }
    }

    /// Lets calls go wrong.
    ///
    /// Several faults are asked in their order, and the first that is due happens: two that happen once happen to
    /// the next two calls. A call that breaks a rule is refused as ever, and what was due waits for the next.
    ///
    /// # Errors
    /// Where there is no such operation, or the fault cannot be: its status is not one of 200 to 599, a header is
    /// none, a share is not from 0 to 1.
    pub fn fault(&self, fault: Fault) -> Result<(), Error> {
        let selector = self.selector()?;
        let rule = Rule::try_from(fault)?;
        self.state.memory().scripts.rules.push((selector, rule));
        Ok(())
    }

    /// Gives a list so many items. The operation then serves the page that a request asks for.
    ///
    /// # Errors
    /// Where there is no such operation, or one of those meant is no list: the document has no
    /// `x-highlevel-paging` for it. For `*`, lists alone are meant.
    pub fn list_length(&self, length: usize) -> Result<(), Error> {
        let selector = self.selector()?;
        let operations = self.state.catalog.operations().iter();
        let not_a_list = operations
            .filter(|operation| selector != Selector::All && selector.selects(operation))
            .find(|operation| operation.view().and_then(paging::read).is_none());
        if let Some(operation) = not_a_list {
            return Err(Error::not_a_list(&operation.id));
        }
        self.state.memory().scripts.lengths.push((selector, length));
        Ok(())
    }

    fn selector(&self) -> Result<Selector, Error> {
        Selector::new(&self.state.catalog, &self.key)
    }
}

/// What the sandbox was told so far.
#[derive(Debug, Default)]
pub struct Scripts {
    rules: Vec<(Selector, Rule)>,
    lengths: Vec<(Selector, usize)>,
}

/// What is due for a call, and where it came from.
#[derive(Debug)]
pub struct Due {
    rule: usize,
    /// What happens.
    pub play: Play,
}

impl Scripts {
    /// What happens to the next call of an operation.
    pub fn due(&mut self, operation: &Operation) -> Option<Due> {
        let rules = self.rules.iter_mut().enumerate();
        let mut rules = rules.filter(|(_, (selector, _))| selector.selects(operation));
        rules.find_map(|(rule, (_, schedule))| {
            let play = schedule.next()?;
            Some(Due { rule, play })
        })
    }

    /// What happens to a judged call: nothing to a wrong one, and what was due for it waits for another.
    pub fn take(&mut self, due: Option<Due>, is_right: bool) -> Option<Play> {
        let due = due?;
        if is_right {
            return Some(due.play);
        }
        self.give_back(&due);
        None
    }

    /// What was due did not happen.
    pub fn give_back(&mut self, due: &Due) {
        if let Some((_, rule)) = self.rules.get_mut(due.rule) {
            rule.give_back();
        }
    }

    /// How long the list of an operation is: what was said last.
    pub fn length(&self, operation: &Operation) -> Option<usize> {
        let mut lengths = self.lengths.iter().rev();
        let found = lengths.find(|(selector, _)| selector.selects(operation));
        found.map(|(_, length)| *length)
    }
}

/// Says that every list has this length.
pub fn every_list(length: usize) -> Scripts {
    Scripts {
        rules: Vec::new(),
        lengths: vec![(Selector::All, length)],
    }
}

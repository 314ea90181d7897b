//! The texts that people write for the documentation of the crate: they are no layer, and nothing is read out of them.

use crate::Source;
use crate::diagnostic::{Diagnostics, Place};
use crate::names::{Case, Name, Scope};

/// The pages of the crate's documentation that are written by hand.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// What the documentation starts with, from `crate.md`.
    pub front: Option<String>,
    /// What the guide starts with, from `guide.md`.
    pub guide: Option<String>,
    /// The pages of the guide and the modules that they become, from `guide/<topic>.md`.
    pub topics: Vec<Topic>,
}

/// A page of the guide.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The module that shows it.
    pub module: Name,
    /// Its text, in Markdown.
    pub text: String,
}

/// What a file is, by its path.
enum Page<'p> {
    Front,
    Guide,
    Topic(&'p str),
}

/// Whether the file at this path is a page.
pub fn is_page(path: &str) -> bool {
    page(path).is_some()
}

/// Finds the pages among the texts.
pub fn read(sources: &[Source], diagnostics: &mut Diagnostics) -> Pages {
    let mut pages = Pages::default();
    let mut modules = Scope::new("the guide");
    for source in sources {
        let text = || source.text.clone();
        match page(&source.path) {
            Some(Page::Front) => pages.front = Some(text()),
            Some(Page::Guide) => pages.guide = Some(text()),
            Some(Page::Topic(topic)) => {
                match modules.claim(topic, Case::Page, &Place::whole(&source.path)) {
                    Ok(module) => pages.topics.push(Topic {
                        module,
                        text: text(),
                    }),
                    Err(fault) => diagnostics.push(fault),
                }
            }
            None => {}
        }
    }
    pages
}

fn page(path: &str) -> Option<Page<'_>> {
    let mut names = path.rsplit('/');
    match (names.next()?, names.next()) {
        ("crate.md", _) => Some(Page::Front),
        ("guide.md", _) => Some(Page::Guide),
        (name, Some("guide")) => name.strip_suffix(".md").map(Page::Topic),
        _ => None,
    }
}

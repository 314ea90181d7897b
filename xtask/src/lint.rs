//! `cargo xtask lint`.

use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use highlevel_codegen::lint::{Finding, Level, Lint as Judgement, RULES, lint};
use highlevel_codegen::unknown_area;

use crate::report::{self, count};
use crate::{paths, sources};

/// What to judge, and what to show of it.
#[derive(Args)]
pub struct Lint {
    /// The specification to read, instead of the one in this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Shows every finding with its line, not the errors alone.
    #[arg(long)]
    all: bool,
    /// Shows every finding of this rule with its line; may be given several times.
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Shows the findings in this area alone, such as `v2/contacts`.
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// How to show the findings.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The level from which findings make the command fail.
    #[arg(long, value_enum, default_value = "error")]
    deny: Deny,
    /// Shows what a rule finds, with an example in which it fires and one in which it does not; without a name, lists
    /// the rules.
    #[arg(long, value_name = "RULE", num_args = 0..=1, default_missing_value = "")]
    explain: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Text,
    /// For a program: always everything.
    Json,
    /// For a pull request on GitHub: what `text` would show.
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Error,
    Warning,
    Note,
}

impl Deny {
    fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Note => Level::Note,
        }
    }
}

impl Lint {
    /// Judges the specification and prints what was found.
    ///
    /// # Errors
    /// Where the specification cannot be read, or a finding is of a level that is denied.
    pub fn run(&self) -> Result<(), String> {
        if let Some(rule) = &self.explain {
            return explain(rule);
        }
        self.check_names()?;
        let spec = self
            .spec
            .clone()
            .unwrap_or_else(|| paths::root().join("spec"));
        let sources = sources::read(&spec, &report::name(&spec))?;
        if let Some(area) = &self.area
            && let Some(help) = unknown_area(&sources, area)
        {
            return Err(format!("error: there is no area `{area}`\n  help: {help}"));
        }
        let mut judgement = lint(&sources);
        if let Some(area) = &self.area {
            judgement
                .findings
                .retain(|finding| finding.area == *area || finding.area.is_empty());
        }
        let shown: Vec<&Finding> = judgement
            .findings
            .iter()
            .filter(|finding| self.shows(finding))
            .collect();
        match self.format {
            Format::Json => report::line(format_args!("{}", judgement.json())),
            Format::Github => report::put(format_args!("{}", Judgement::github(&shown))),
            Format::Text => {
                if !shown.is_empty() {
                    report::line(format_args!(
                        "{}\n",
                        Judgement::details(&shown, &sources, stdout().is_terminal())
                    ));
                }
                report::put(format_args!("{}", self.summary(&judgement)));
            }
        }
        let denied = self.deny.level();
        match judgement
            .findings
            .iter()
            .filter(|finding| finding.level >= denied)
            .count()
        {
            0 => Ok(()),
            number => Err(format!(
                "error: {} of level {denied} or above",
                count(number, "finding")
            )),
        }
    }

    fn check_names(&self) -> Result<(), String> {
        let is_known = |name: &&String| rule_names().any(|known| known == name.as_str());
        match self.rules.iter().find(|name| !is_known(name)) {
            Some(name) => Err(format!(
                "error: there is no rule `{name}`\n  help: `cargo xtask lint --explain` lists the rules"
            )),
            None => Ok(()),
        }
    }

    /// Whether the finding is shown with its line.
    fn shows(&self, finding: &Finding) -> bool {
        if self.rules.is_empty() {
            self.all || finding.level >= self.deny.level()
        } else {
            self.rules.iter().any(|rule| rule == finding.rule)
        }
    }

    fn summary(&self, judgement: &Judgement) -> String {
        let levels = [Level::Error, Level::Warning, Level::Note];
        let counts = levels.map(|level| count(judgement.count(level), level.as_str()));
        let allowed = match judgement.allowed {
            0 => String::new(),
            number => format!(", {number} allowed"),
        };
        let more = if self.all || !self.rules.is_empty() {
            ""
        } else {
            "; `--all` or `--rule <RULE>` shows the lines"
        };
        format!(
            "{}{}{allowed}{more}\n{}\n",
            judgement.summary(&levels),
            counts.join(", "),
            judgement.words
        )
    }
}

fn rule_names() -> impl Iterator<Item = &'static str> {
    use highlevel_codegen::lint::{INVALID, NEEDLESS_ALLOW};
    RULES
        .iter()
        .map(|rule| rule.name)
        .chain([INVALID, NEEDLESS_ALLOW])
}

/// Prints what a rule is about, or what rules there are.
fn explain(name: &str) -> Result<(), String> {
    if name.is_empty() {
        for rule in RULES {
            report::line(format_args!(
                "{:<8} {:<20} {}",
                rule.level.as_str(),
                rule.name,
                first_sentence(rule.about)
            ));
        }
        return Ok(());
    }
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        return Err(format!(
            "error: there is no rule `{name}`\n  help: `cargo xtask lint --explain` lists the rules"
        ));
    };
    report::line(format_args!(
        "{} ({})\n\n{}\n\nIt fires here:\n\n{}\nand not here:\n\n{}",
        rule.name,
        rule.level,
        rule.about,
        indented(rule.fires),
        indented(rule.silent)
    ));
    Ok(())
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(['.', ':']).unwrap_or(text.len());
    &text[..end]
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

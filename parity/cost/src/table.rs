//! The table of ratios.

use std::fmt;

/// What was measured, a line each.
#[derive(Debug, Default)]
pub struct Table {
    notes: Vec<String>,
    rows: Vec<[String; 6]>,
}

impl Table {
    /// Adds a remark above the table.
    pub fn note(&mut self, note: String) {
        eprintln!("{note}");
        self.notes.push(note);
    }

    /// Adds what ours took beside what another took, and the ratio that is wanted.
    pub fn row(&mut self, what: &str, ours: (f64, &str), other: (f64, &str), target: &str) {
        let figure = |value: f64| match value {
            value if value >= 1000.0 => format!("{value:.0}"),
            value if value >= 10.0 => format!("{value:.1}"),
            value => format!("{value:.3}"),
        };
        let ratio = if other.0 > 0.0 {
            ours.0 / other.0
        } else {
            f64::NAN
        };
        let row = [
            what.to_owned(),
            format!("{} {}", figure(ours.0), ours.1),
            format!("{} {}", figure(other.0), ours.1),
            other.1.to_owned(),
            format!("{ratio:.2}"),
            target.to_owned(),
        ];
        eprintln!("{}", row.join(" | "));
        self.rows.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        writeln!(
            f,
            "\n| what | ours | other | which | ratio | wanted |\n|---|---|---|---|---|---|"
        )?;
        for row in &self.rows {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

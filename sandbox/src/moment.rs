//! Moments as the API writes them: `2024-10-08T13:35:43.887Z`.

#[cfg(test)]
mod tests;

/// The text of a moment, given in milliseconds since 1970.
pub fn text(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z")
}

/// Year, month and day of a day since 1970; a year begins in March here, so that the day that leaps is its last.
fn date(days: u64) -> (u64, u64, u64) {
    /// From the first of March of the year 0 to the first day of 1970.
    const BEFORE_1970: u64 = 719_468;
    const ERA: u64 = 146_097;
    let days = days + BEFORE_1970;
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    (year, month, day)
}

//! Lengths of time for people.

use std::fmt;

/// Seconds, shown in the two largest units that they have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lapse(pub(super) u64);

const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

impl fmt::Display for Lapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = UNITS.iter().position(|(length, _)| self.0 >= *length).unwrap_or(3);
        let mut left = self.0;
        for (at, (length, name)) in UNITS.iter().enumerate().skip(first).take(2) {
            let count = left / length;
            left %= length;
            match (at == first, count) {
                (true, 1) => write!(f, "1 {name}")?,
                (true, _) => write!(f, "{count} {name}s")?,
                (false, 0) => {}
                (false, 1) => write!(f, " and 1 {name}")?,
                (false, _) => write!(f, " and {count} {name}s")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_are_enough() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (60, "1 minute"),
            (61, "1 minute and 1 second"),
            (3_599, "59 minutes and 59 seconds"),
            (3_601, "1 hour"),
            (7_320, "2 hours and 2 minutes"),
            (176_400, "2 days and 1 hour"),
        ] {
            assert_eq!(Lapse(seconds).to_string(), text);
        }
    }
}

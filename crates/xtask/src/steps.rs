//! Named steps, one after the other, up to the first failure; always a table at the end.

use std::time::{Duration, Instant};

use crate::process::{Outcome, fail};
use crate::words::{heading, say};

pub(crate) struct Step<'a> {
    name: &'static str,
    what: String,
    act: Box<dyn FnOnce() -> Outcome + 'a>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(
        name: &'static str,
        what: impl Into<String>,
        act: impl FnOnce() -> Outcome + 'a,
    ) -> Self {
        Self { name, what: what.into(), act: Box::new(act) }
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

pub(crate) fn run(steps: Vec<Step<'_>>) -> Outcome {
    let total = steps.len();
    let mut rows = Vec::new();
    let mut broken = None;
    for (index, step) in steps.into_iter().enumerate() {
        if broken.is_some() {
            rows.push(row(step.name, None, "not run"));
            continue;
        }
        heading(format_args!("[{}/{total}] {}: {}", index + 1, step.name, step.what));
        let begin = Instant::now();
        let outcome = (step.act)();
        let result = if outcome.is_ok() { "ok" } else { "FAILED" };
        rows.push(row(step.name, Some(begin.elapsed()), result));
        broken = outcome.err().map(|failure| format!("step `{}`: {failure}", step.name));
    }
    say(format_args!("\n{:<14}{:>9}  result\n{}", "step", "seconds", rows.join("\n")));
    broken.map_or(Ok(()), fail)
}

fn row(name: &str, took: Option<Duration>, result: &str) -> String {
    let seconds = took.map_or_else(|| "-".to_owned(), |took| format!("{:.1}", took.as_secs_f64()));
    format!("{name:<14}{seconds:>9}  {result}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_stops_the_rest_and_is_named() {
        let mut reached = false;
        let steps = vec![
            Step::new("one", "passes", || Ok(())),
            Step::new("two", "breaks", || fail("it broke.")),
            Step::new("three", "is not reached", || {
                reached = true;
                Ok(())
            }),
        ];
        let error = run(steps).unwrap_err();
        assert_eq!(error.to_string(), "step `two`: it broke.");
        assert!(!reached);
    }
}

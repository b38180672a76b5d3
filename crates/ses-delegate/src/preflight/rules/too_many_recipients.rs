use crate::address::Recipients;
use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// A message has more recipients than SES takes.
    ///
    /// # Why
    /// SES takes at most 50 recipients in one message, To, Cc and Bcc together, and
    /// refuses the whole message for one more.
    ///
    /// # Example
    /// 60 addresses in Bcc.
    ///
    /// # Use instead
    /// Several messages of at most 50 recipients each; or one message to each recipient,
    /// which shows nobody the addresses of the others.
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas in Amazon SES": recipients per message.
    "too-many-recipients", Error,
    explains: ["recipients.many"],
    tell: |case, _| hit(count(case)) => check
}

/// Those that cannot be read count too: they will be once they are mended.
fn count(case: &Case<'_>) -> usize {
    let unreadable = ["to[", "cc[", "bcc["];
    let is_one =
        |error: &&ParseError| unreadable.iter().any(|list| error.field().starts_with(list));
    case.letter.recipients.len() + case.letter.refused.iter().filter(is_one).count()
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let many = count(case);
    let told = case.letter.refused.iter().any(|error| error.code() == "recipients.many");
    if many <= Recipients::MAX || told {
        return Vec::new();
    }
    vec![hit(many)]
}

fn hit(many: usize) -> Hit {
    let (most, messages) = (Recipients::MAX, many.div_ceil(Recipients::MAX));
    let over = many - most;
    Hit::new("to", format!("It has {many} recipients, {over} more than {most}.")).mend(format!(
        "Send {messages} messages of at most {most} recipients each, or leave {over} out."
    ))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn to(to: usize, cc: usize, bcc: usize) -> Sample {
    let some = |list: &str, n| (0..n).map(|at| format!("{list}{at}@example.org")).collect();
    good().with(|draft| {
        (draft.to, draft.cc, draft.bcc) = (some("to", to), some("cc", cc), some("bcc", bcc));
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let unreadable = to(50, 0, 0).with(|draft| draft.cc.push("carl".to_owned()));
    vec![to(51, 0, 0), to(20, 20, 11), to(0, 0, 1000), unreadable]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), to(50, 0, 0), to(0, 0, 50), to(20, 20, 10)]
}

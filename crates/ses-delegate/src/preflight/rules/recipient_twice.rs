use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use std::collections::HashMap;

rule! {
    /// A recipient is named twice.
    ///
    /// # Why
    /// Each mention counts against the 50 recipients of a message and against the quota.
    /// Whether SES then delivers one copy or two is not documented. An address in Bcc
    /// that stands in To or Cc as well is no secret.
    ///
    /// # Example
    /// `bob@example.org` in To and `bob@EXAMPLE.org` in Cc.
    ///
    /// # Use instead
    /// Each address once.
    ///
    /// # Source
    /// RFC 5321 section 2.4: domains are the same in any case, local parts letter by
    /// letter.
    "recipient-twice", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let mut first: HashMap<_, &str> = HashMap::new();
    let mut hits = Vec::new();
    for placed in &case.letter.recipients {
        let address = &placed.value.address;
        let key = (address.local(), address.domain().to_ascii_lowercase());
        if let Some(earlier) = first.get(&key) {
            // Of an imported message one header holds them all.
            let is_here = *earlier == placed.field;
            hits.push(if is_here {
                Hit::new(&placed.field, format!("{address} is named twice here."))
                    .mend("Leave it out once, or name the recipients in the draft.")
            } else {
                Hit::new(&placed.field, format!("{address} is in {earlier} already."))
                    .mend(format!("Leave it out here or in {earlier}."))
            });
        } else {
            first.insert(key, placed.field.as_str());
        }
    }
    hits
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with(cc: &str, bcc: &str) -> Sample {
    let list = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    good().with(|draft| {
        draft.cc.extend(list(cc));
        draft.bcc.extend(list(bcc));
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        with("bob@example.org", ""),
        with("Robert <bob@EXAMPLE.org>", ""),
        with("", "bob@example.org"),
        with("x@xn--bcher-kva.example", "x@XN--BCHER-KVA.example"),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        with("Bob@example.org", ""),
        with("bob+news@example.org", "bob@mail.example.org"),
        // The sender may write to itself.
        with("ann@example.com", ""),
    ]
}

#[cfg(test)]
mod tests {
    use crate::preflight::sample::good_eml;

    #[test]
    fn one_header_is_not_said_to_be_another() {
        let sample = good_eml()
            .with_eml("From: ann@example.com\r\nTo: bob@example.org, bob@example.org\r\n\r\nHello");
        let found = sample.of("recipient-twice").pop().unwrap();
        assert_eq!(found.found, "bob@example.org is named twice here.");
    }
}

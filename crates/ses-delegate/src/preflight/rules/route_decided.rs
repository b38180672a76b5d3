use crate::plan::Prepared;
use crate::preflight::case::Case;
use crate::preflight::letter::Letter;
use crate::preflight::rule::{Hit, rule};
use crate::route::{Reason, Route};

rule! {
    /// Which operation sends the message, and why that one.
    ///
    /// # Why
    /// `SendEmail` of API v1 is enough for texts; what else is there needs raw
    /// mail. API v2 is taken if it is chosen: of v1 alone it is known that it
    /// answers browsers. The owner's policy must allow the action that the
    /// operation asks for, which is not always its name: raw mail by `SendEmail`
    /// of API v2 asks for `ses:SendRawEmail`, as its users report, while AWS's
    /// Service Authorization Reference lists `ses:SendEmail` alone.
    ///
    /// # Example
    /// A file is attached: `SendRawEmail` of API v1, with the ARNs as parameters.
    ///
    /// # Use instead
    /// Nothing, if the policies allow that action: the identity owner's, and for a
    /// delegate the IAM policy of its own as well.
    ///
    /// # Source
    /// SES API v1 and v2 references, `SendEmail`, `SendRawEmail`; Service
    /// Authorization Reference, "Actions, resources, and condition keys for Amazon
    /// SES"; GitHub, symfony/symfony issue 51461, aws/aws-actionmailer-ses-ruby issue 10.
    "route-decided", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let Some(prepared) = &letter.prepared else { return Vec::new() };
    let (operation, api) = (prepared.route.operation(), api(prepared.route));
    let why = why(prepared.reason);
    let arns = match arns(letter, prepared.route) {
        Some(names) => format!(" The ARNs travel as {names}."),
        None => String::new(),
    };
    vec![
        Hit::new("route", format!("{operation} of API {api} sends it, {why}.{arns}"))
            .mend(must_allow(case, prepared)),
    ]
}

fn api(route: Route) -> &'static str {
    match route {
        Route::V1SendEmail | Route::V1SendRawEmail | Route::V1SendRawEmailHeaders => "v1",
        Route::V2SendEmailSimple => "v2 (Simple content)",
        Route::V2SendEmailRaw => "v2 (Raw content)",
    }
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Chosen => "since it was chosen",
        Reason::Attachments => "since SendEmail of API v1 carries no files",
        Reason::TwoArns => "since it alone carries an ARN for Source and another for From",
        Reason::Calendar => "since SendEmail of API v1 carries no invitation",
        Reason::Headers => {
            "since SendEmail of API v1 carries neither further headers nor list management nor a tenant"
        }
        Reason::Raw => "since the message is MIME already",
        Reason::NoFiles => "which is enough for it",
    }
}

/// Where the ARNs travel; none without a delegation.
fn arns(letter: &Letter<'_>, route: Route) -> Option<String> {
    let source = letter.source_arn.as_ref()?;
    // What SES writes has a return path only if it is given.
    let path = match route {
        Route::V1SendRawEmail | Route::V1SendRawEmailHeaders => letter.bounces_to(),
        _ => letter.return_path.clone(),
    };
    let has_path =
        letter.return_path_arn.is_some() || path.is_some_and(|it| source.covers(&it.value));
    let (first, path): (&[&str], &str) = match route {
        Route::V1SendEmail => (&["SourceArn"], "ReturnPathArn"),
        Route::V1SendRawEmail => (&["SourceArn", "FromArn"], "ReturnPathArn"),
        Route::V1SendRawEmailHeaders => {
            (&["X-SES-SOURCE-ARN", "X-SES-FROM-ARN"], "X-SES-RETURN-PATH-ARN")
        }
        Route::V2SendEmailSimple | Route::V2SendEmailRaw => {
            (&["FromEmailAddressIdentityArn"], "FeedbackForwardingEmailAddressIdentityArn")
        }
    };
    let mut names = first.to_vec();
    names.extend(has_path.then_some(path));
    Some(match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    })
}

fn must_allow(case: &Case<'_>, prepared: &Prepared) -> String {
    let action = match prepared.route {
        Route::V1SendEmail | Route::V2SendEmailSimple => "ses:SendEmail",
        Route::V1SendRawEmail | Route::V1SendRawEmailHeaders => "ses:SendRawEmail",
        Route::V2SendEmailRaw => "ses:SendRawEmail (and, as AWS documents it, ses:SendEmail)",
    };
    let you = match &case.known.caller {
        Some(caller) => format!("account {}", caller.account()),
        None => "your account".to_owned(),
    };
    match &case.letter.source_arn {
        Some(arn) => format!(
            "The owner's policy on {arn} must allow {you} {action}, and so must your own IAM policy."
        ),
        None => format!("Your IAM policy must allow {action} on the identity."),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    let all = Route::ALL.into_iter().map(|route| good().by(route));
    all.chain([good(), good().by_owner("us-east-1")]).collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    // What is refused takes no route yet.
    vec![good().with(|draft| draft.from = "ann".to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of the ARNs is read back from the request itself.
    #[test]
    fn the_arns_travel_as_told() {
        let bouncing = |path, arn| good().with_return_path(path, arn);
        let samples = [
            good(),
            bouncing("bounces@example.com", ""),
            bouncing("bounces@example.net", ""),
            bouncing(
                "bounces@example.net",
                "arn:aws:ses:us-east-1:123456789012:identity/example.net",
            ),
            bouncing("", crate::preflight::sample::ARN),
        ];
        for sample in samples {
            for route in Route::ALL {
                let sample = sample.clone().by(route);
                let letter = Letter::of_draft(&sample.draft, &sample.known);
                let prepared = letter.prepared.as_ref().unwrap();
                let mut sent: Vec<_> =
                    prepared.request.parameters().into_iter().map(|it| it.0).collect();
                if let Some(mime) = prepared.message().unwrap() {
                    let mime = String::from_utf8(mime).unwrap();
                    sent.extend(
                        mime.lines().filter_map(|it| Some(it.split_once(':')?.0.to_owned())),
                    );
                }
                sent.retain(|name| name.ends_with("Arn") || name.ends_with("-ARN"));
                let told = arns(&letter, route).unwrap();
                let mut told: Vec<_> =
                    told.split([',', ' ']).filter(|it| !["", "and"].contains(it)).collect();
                sent.sort();
                told.sort_unstable();
                assert_eq!(told, sent, "{route:?} {:?}", sample.draft);
            }
        }
    }

    #[test]
    fn the_action_is_that_of_the_content() {
        let mend = |route| good().by(route).of("route-decided")[0].mend.clone();
        assert!(mend(Route::V2SendEmailRaw).contains("ses:SendRawEmail (and"));
        assert!(mend(Route::V2SendEmailSimple).contains(" ses:SendEmail,"));
        assert!(mend(Route::V1SendRawEmailHeaders).contains(" ses:SendRawEmail,"));
        let found = &good().with_file("a.bin", 3).of("route-decided")[0].found;
        assert!(
            found.starts_with(
                "SendRawEmail of API v1 sends it, since SendEmail of API v1 carries no files."
            ),
            "{found}"
        );
    }
}

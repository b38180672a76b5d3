use crate::error::ParseError;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::route::Route;

rule! {
    /// The chosen operation would lose a part of the message.
    ///
    /// # Why
    /// `SendEmail` of API v1 carries texts alone: no files, invitations, headers of
    /// one's own, list management or tenant. `Simple` content of API v2 carries
    /// files and 15 headers, but no invitation. An ARN for Source and another for
    /// From only `SendRawEmail` of API v1 carries: API v2 has one for both.
    ///
    /// # Example
    /// `route` is `v1-send-email`, and a file is attached.
    ///
    /// # Use instead
    /// No route: one that carries everything is taken.
    ///
    /// # Source
    /// SES API v1 reference, `SendEmail` and `SendRawEmail`; SES API v2 reference,
    /// `SendEmail`.
    "route-loses-something", Error,
    explains: [
        "route.attachments", "route.calendar", "route.headers", "route.list_management",
        "route.tenant", "route.from_arn",
    ],
    tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let route = case.letter.draft.route.map_or("the operation", Route::as_str);
    let (lost, routes) = match error.code() {
        "route.attachments" => ("files", ANY),
        "route.calendar" => ("an invitation", "v1-send-raw-email or v2-send-email-raw"),
        "route.list_management" => ("list management options", ANY),
        "route.tenant" => ("a tenant", ANY),
        "route.from_arn" => (
            "an ARN for Source and another for From",
            "v1-send-raw-email or v1-send-raw-email-headers",
        ),
        _ if route == Route::V1SendEmail.as_str() => ("headers of one's own", ANY),
        _ => ("all of these headers", "v1-send-raw-email or v2-send-email-raw"),
    };
    let found = match error.found() {
        found if found == route => String::new(),
        found => format!(": {found}"),
    };
    Hit::new(error.field(), format!("{route} does not carry {lost}{found}."))
        .mend(format!("Leave route blank, or set it to {routes}."))
}

/// Routes that carry all but an invitation and very many headers.
const ANY: &str = "v1-send-raw-email, v2-send-email-simple or v2-send-email-raw";

#[cfg(test)]
use crate::draft::{Header, IcalEvent};
#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn with_headers(count: usize) -> Sample {
    good().with(|draft| {
        draft.headers = (0..count)
            .map(|at| Header { name: format!("X-{at}"), value: "x".to_owned() })
            .collect();
    })
}

#[cfg(test)]
fn two_arns() -> Sample {
    good().with(|draft| {
        draft.delegate.as_mut().unwrap().from_arn =
            "arn:aws:ses:us-east-1:123456789012:identity/ann@example.com".to_owned();
    })
}

#[cfg(test)]
fn invited() -> Sample {
    good().with(|draft| {
        let content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260115T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        draft.ical_event = Some(IcalEvent {
            method: "REQUEST".to_owned(),
            content: content.to_owned(),
            ..IcalEvent::default()
        });
    })
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file("a.bin", 10).by(Route::V1SendEmail),
        with_headers(1).by(Route::V1SendEmail),
        with_headers(16).by(Route::V2SendEmailSimple),
        invited().by(Route::V2SendEmailSimple),
        good().with(|draft| draft.tenant = "shop".to_owned()).by(Route::V1SendEmail),
        good().with_list("customers", "").by(Route::V1SendEmail),
        two_arns().by(Route::V2SendEmailRaw),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good().by(Route::V1SendEmail),
        good().with_file("a.bin", 10),
        with_headers(15).by(Route::V2SendEmailSimple),
        with_headers(16).by(Route::V2SendEmailRaw),
        invited().by(Route::V2SendEmailRaw),
        two_arns().by(Route::V1SendRawEmailHeaders),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each route that is proposed carries what was lost.
    #[test]
    fn proposals_are_good() {
        for sample in fails() {
            let code = "route-loses-something";
            let mend = sample.of(code)[0].mend.clone();
            let named = |route: &Route| {
                let after = mend.split(route.as_str()).nth(1);
                after.is_some_and(|rest| rest.starts_with([',', ' ', '.']))
            };
            let proposed: Vec<_> = Route::ALL.into_iter().filter(named).collect();
            assert!(proposed.len() >= 2, "{mend}");
            for route in proposed {
                assert_eq!(sample.clone().by(route).of(code), [], "{mend}: {route:?}");
            }
        }
    }
}

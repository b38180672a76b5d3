use crate::error::ParseError;
use crate::plan::Size;
use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::route::Route;

rule! {
    /// The message is longer than SES takes.
    ///
    /// # Why
    /// SES measures a message as it is sent, with its files as base64, which takes 37 %
    /// more than they have. API v1 takes 10 MB, API v2 and SMTP 40 MB. Whether the limit
    /// of 40 MB is 41 943 040 bytes to the byte is not documented.
    ///
    /// # Example
    /// Files of 8 MB by `SendRawEmail` of API v1.
    ///
    /// # Use instead
    /// Smaller or fewer files, or a link to them.
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas in Amazon SES": message size.
    "message-too-large", Error,
    explains: ["message.size", "file.size"],
    tell: tell => |_| Vec::new()
}

fn tell(case: &Case<'_>, error: &ParseError) -> Hit {
    let number = error.found().trim_start_matches("at least ");
    let (Ok(bytes), "message.size") = (number.parse::<u64>(), error.code()) else {
        return Hit::refused(error);
    };
    let is_by_v1 = error.expected().contains(&format!("at most {} bytes", Size::V1));
    let limit = if is_by_v1 { Size::V1 } else { Size::V2 };
    let (more, by_v2) = (bytes - limit, Size::V2);
    let hit = Hit::new(
        error.field(),
        format!(
            "It has {} bytes, {more} more than the {limit} that its route takes.",
            error.found()
        ),
    );
    if !is_by_v1 || bytes > by_v2 {
        return hit;
    }
    let letter = &case.letter;
    let has_two_arns = letter.from_arn.is_some() && letter.from_arn != letter.source_arn;
    let route = Route::V2SendEmailRaw.as_str();
    hit.mend(if has_two_arns {
        format!("Leave out {more} bytes: API v2, which takes {by_v2}, has no place for fromArn.")
    } else {
        format!("Take the route {route}, which carries up to {by_v2} bytes, or leave out {more}.")
    })
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_file_elsewhere(8_000_000),
        good().with_file_elsewhere(8_000_000).by(Route::V1SendRawEmailHeaders),
        good().with_file_elsewhere(31_000_000).by(Route::V2SendEmailRaw),
        good().with_file_elsewhere(32_000_000).by(Route::V2SendEmailSimple),
        good().with_file_elsewhere(41_943_041),
        good().with_text(&"x".repeat(10_485_761)),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_file_elsewhere(7_000_000),
        good().with_file_elsewhere(30_000_000).by(Route::V2SendEmailRaw),
        good().with_file_elsewhere(31_000_000).by(Route::V2SendEmailSimple),
        good().with_text(&"x".repeat(10_485_760)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_route_that_takes_it_is_told() {
        let mend = |sample: Sample| sample.of("message-too-large").remove(0).mend;
        let told = mend(good().with_file_elsewhere(8_000_000));
        assert!(told.contains("v2-send-email-raw, which carries up to 41943040"), "{told}");
        let (exact, by_v2) = (
            good().with_file_elsewhere(8_000_000).by(Route::V2SendEmailRaw),
            mend(good().with_file_elsewhere(40_000_000)),
        );
        assert!(
            exact.of("message-too-large").is_empty() && by_v2.starts_with("Smaller"),
            "{by_v2}"
        );
        let two = good().with_file_elsewhere(8_000_000).with(|draft| {
            let delegate = draft.delegate.as_mut().unwrap();
            delegate.from_arn = delegate.source_arn.replace("example.com", "ann@example.com");
        });
        assert!(mend(two).contains("no place for fromArn"));
    }
}

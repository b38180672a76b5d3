//! Attacks on the fields of a draft: whatever stands in one of them, it is
//! refused by name, or the message keeps its headers and parts.

mod harmless;

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use serde_json::Value;
use ses_delegate::{Draft, Known, Prepared, Route, Severity, Stamp, UnixTime, preflight, prepare};

use crate::skeleton::{self, Skeleton};

pub use harmless::{fields, forgotten, harmless, put, text_at};

/// A pointer as errors spell it: `/to/0` is `to[0]`.
fn spelled(pointer: &str) -> String {
    pointer.split('/').skip(1).fold(String::new(), |path, step| match step.parse::<usize>() {
        Ok(at) => format!("{path}[{at}]"),
        Err(_) if path.is_empty() => step.to_owned(),
        Err(_) => format!("{path}.{step}"),
    })
}

/// Whether an error in `field` may come of what stands at `pointer`.
fn is_about(pointer: &str, field: &str) -> bool {
    let path = spelled(pointer);
    let within =
        |ends: &[char]| path.strip_prefix(field).is_some_and(|rest| rest.starts_with(ends));
    let is_one_of = |starts: &[&str]| starts.iter().any(|start| pointer.starts_with(start));
    // ARNs must fit each other, the sender, the Region and the route; and not
    // every route takes long headers.
    let of_authority = field.starts_with("delegate.") || field == "region" || field == "route";
    path == field
        || within(&['[', '.'])
        || (of_authority && is_one_of(&["/delegate/", "/from", "/returnPath", "/region"]))
        || (field == "route" && is_one_of(&HEADERS))
}

/// The fields that become headers of their own.
const HEADERS: [&str; 9] = [
    "/sender",
    "/inReplyTo",
    "/references",
    "/listUnsubscribe",
    "/listId",
    "/feedbackId",
    "/autoSubmitted",
    "/importance",
    "/headers",
];

/// What became of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The field was named as wrong.
    Refused,
    /// The message is as harmless as ever.
    Withstood,
}

/// Sends `draft` by `route` and judges the outcome, if `attacked` are the
/// fields that differ from [`harmless`].
///
/// # Panics
/// If the attack succeeds: an error names no attacked field, or the message, or
/// the request, has got a header, a part or a parameter more.
pub fn judge(draft: &Value, attacked: &[&str], route: Route) -> End {
    let prepared = match sent_by(draft, route) {
        Err(errors) => {
            for (field, text) in errors {
                assert!(
                    attacked.iter().any(|pointer| is_about(pointer, &field)),
                    "{text} although {attacked:?} was attacked"
                );
            }
            return End::Refused;
        }
        Ok(prepared) => prepared,
    };
    let model = &MODELS.iter().find(|(of, _)| *of == route).expect("every route").1;
    let (found, model) = (Outline::of(&prepared), model.renamed(draft));
    // Blank text is absent: then there may be less, but never more.
    let blank = attacked.iter().any(|field| text_at(draft, field).trim().is_empty());
    let same = |found: &[String], model: &[String], what: &str| {
        let fits = if blank { is_part_of(found, model) } else { found == model };
        assert!(fits, "{what}: {found:?} instead of {model:?}, {attacked:?} being attacked");
    };
    same(&found.parameters, &model.parameters, "parameters");
    if let (Some(found), Some(model)) = (&found.message, &model.message) {
        same(&found.names, &model.names, "headers");
        assert!(found.leaves() <= model.leaves(), "a part too many: {found:?}");
        if !blank {
            assert_eq!(found, model, "{attacked:?} being attacked");
        }
    }
    End::Withstood
}

/// What an attack must not add to.
#[derive(Debug, Clone)]
struct Outline {
    /// All but `Source`, which gives way to a return path.
    parameters: Vec<String>,
    /// None if SES writes it.
    message: Option<Skeleton>,
}

/// The outlines of the harmless draft.
static MODELS: LazyLock<Vec<(Route, Outline)>> = LazyLock::new(|| {
    let outline = |route| Outline::of(&sent_by(&harmless(), route).expect("nothing is wrong"));
    Route::ALL.into_iter().map(|route| (route, outline(route))).collect()
});

impl Outline {
    fn of(prepared: &Prepared) -> Self {
        let names = prepared.request.parameters().into_iter().map(|(name, _)| name);
        Self {
            parameters: names.filter(|name| name != "Source").collect(),
            message: message(prepared),
        }
    }

    /// This outline of the harmless draft with its own headers called as in `draft`,
    /// but by no name that another header has.
    fn renamed(&self, draft: &Value) -> Self {
        let mut model = self.clone();
        let Some(message) = &mut model.message else { return model };
        let names = |draft: &Value| -> Vec<String> {
            let headers = draft["headers"].as_array().into_iter().flatten();
            headers.filter_map(|h| Some(h["name"].as_str()?.trim().to_owned())).collect()
        };
        for (old, new) in names(&harmless()).iter().zip(names(draft)) {
            let taken = |name: &String| name.eq_ignore_ascii_case(&new) && name != old;
            let hidden = ["bcc", "resent-bcc"].contains(&new.to_ascii_lowercase().as_str());
            if !hidden && !message.names.iter().any(taken) {
                let at = message.names.iter().position(|name| name == old).expect("a header");
                message.names[at] = new;
            }
        }
        model
    }
}

/// By which route, with which codes in which fields.
type Refusal = (&'static str, Vec<(String, String)>);

/// The refusals that the checks were asked about: each once.
static JUDGED: LazyLock<Mutex<HashSet<Refusal>>> = LazyLock::new(Mutex::default);

fn sent_by(draft: &Value, route: Route) -> Result<Prepared, Vec<(String, String)>> {
    let mut draft: Draft = serde_json::from_value(draft.clone()).expect("a draft");
    draft.route = Some(route);
    let stamp =
        Stamp { at: UnixTime::from_seconds(1_768_480_496).expect("a time"), nonce: [0xab; 16] };
    // What a route does not carry is left out of the draft.
    if matches!(route, Route::V1SendEmail | Route::V2SendEmailSimple) {
        draft.ical_event = None;
    }
    if route == Route::V1SendEmail {
        draft = Draft {
            sender: String::new(),
            in_reply_to: String::new(),
            references: Vec::new(),
            list_unsubscribe: None,
            list_id: String::new(),
            feedback_id: String::new(),
            auto_submitted: String::new(),
            importance: String::new(),
            headers: Vec::new(),
            attachments: Vec::new(),
            list_management: None,
            tenant: String::new(),
            ..draft
        };
    }
    prepare(&draft, &stamp).map_err(|errors| {
        // Which checks tell of a refusal follows from its codes and fields.
        let kind = errors.iter().map(|e| (e.code().to_owned(), e.field().to_owned())).collect();
        if JUDGED.lock().expect("no test panicked here").insert((route.as_str(), kind)) {
            let findings = preflight(&draft, &Known::default());
            let blocks = findings.iter().any(|finding| finding.severity == Severity::Error);
            assert!(blocks, "refused, but not by the checks: {draft:?}");
        }
        errors.iter().map(|e| (e.field().to_owned(), e.to_string())).collect()
    })
}

fn message(prepared: &Prepared) -> Option<Skeleton> {
    let bytes = prepared.message().expect("the files are here")?;
    let read = skeleton::read(&bytes);
    Some(read.unwrap_or_else(|broken| panic!("{broken}:\n{}", String::from_utf8_lossy(&bytes))))
}

/// Whether `found` is `model` less some of it, in order.
fn is_part_of(found: &[String], model: &[String]) -> bool {
    let mut model = model.iter();
    found.iter().all(|name| model.any(|other| other == name))
}

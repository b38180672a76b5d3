//! The email templates of an account in a Region.

use std::time::{Duration, UNIX_EPOCH};

use mail_builder::MessageBuilder;

use crate::{
    call::Call,
    change::{Change, Content},
    clock::unix_millis,
    identity::partition,
    paging::{Page, UnknownToken, page},
    random,
    refusal::{Api, Check, Kind, Refusal},
    render::{self, RenderError, Source},
    world::{Template, World},
};

/// Page sizes of both dialects, if none is said and at most.
pub(crate) const DEFAULT_PAGE: usize = 10;
pub(crate) const MAX_PAGE: usize = 100;
/// Subject, text and HTML together.
const MAX_BYTES: usize = 500 * 1024;
/// Templates of an account in a Region.
const MAX_TEMPLATES: usize = 10_000;
/// The most characters of `TemplateData`.
pub(crate) const MAX_DATA: usize = 262_144;

pub(crate) fn arn(call: &Call<'_>, name: &str) -> String {
    let (region, account) = (call.region, call.account());
    format!("arn:{}:ses:{region}:{account}:template/{name}", partition(region))
}

/// The caller's template of that name, or `TemplateDoesNotExist`.
pub(crate) fn find<'w>(
    world: &'w World,
    call: &Call<'_>,
    name: &str,
) -> Result<&'w Template, Refusal> {
    world.template(call.account(), call.region, name).ok_or_else(|| {
        let message = format!("Template {name} does not exist.");
        Refusal::new(Kind::NoTemplate, Check::Template, message)
    })
}

/// Data of at most [`MAX_DATA`] characters.
pub(crate) fn check_data(member: &str, data: &str) -> Result<(), Refusal> {
    crate::constraint::Constraints::new().length(member, Some(data), 0, MAX_DATA).check()
}

/// The caller's template that a name or an ARN means. A template of another
/// account or Region is none: what AWS says there is not known.
pub(crate) fn chosen<'w>(
    world: &'w World,
    call: &Call<'_>,
    name: &str,
    given: Option<&str>,
) -> Result<&'w Template, Refusal> {
    let Some(given) = given else { return find(world, call, name) };
    let own = arn(call, "");
    if let Some(name) = given.strip_prefix(&own) {
        return find(world, call, name);
    }
    let message = format!("Template {given} does not exist.");
    Err(Refusal::new(Kind::NoTemplate, Check::Template, message).note(format!(
        "Expected a template of the caller's own: {own}… What AWS answers to another is not known."
    )))
}

pub(crate) async fn create(call: &Call<'_>, name: &str, content: Content) -> Result<(), Refusal> {
    check(name, &content)?;
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            if find(world, call, name).is_ok() {
                let message = format!("Template {name} already exists.");
                return Err(Refusal::new(Kind::AlreadyExists, Check::Template, message));
            }
            let own = |one: &&Template| one.account == call.account() && one.region == call.region;
            if world.templates.iter().filter(own).count() >= MAX_TEMPLATES {
                let message = format!("Expected at most {MAX_TEMPLATES} templates in a Region.");
                return Err(Refusal::new(Kind::LimitExceeded, Check::Template, message)
                    .note("AWS does not publish the words of this error."));
            }
            Ok(Some(change(call, name, unix_millis(call.at), Some(content))))
        })
        .await
}

pub(crate) async fn update(call: &Call<'_>, name: &str, content: Content) -> Result<(), Refusal> {
    check(name, &content)?;
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            let created = unix_millis(find(world, call, name)?.created_at);
            Ok(Some(change(call, name, created, Some(content))))
        })
        .await
}

/// Deletes a template. v1's model knows no error for one that is not there.
pub(crate) async fn delete(call: &Call<'_>, name: &str, api: Api) -> Result<(), Refusal> {
    call.shared
        .realm
        .change(&call.shared.store, |world| match find(world, call, name) {
            Ok(_) => Ok(Some(change(call, name, 0, None))),
            Err(_) if api == Api::V1 => Ok(None),
            Err(refusal) => Err(refusal),
        })
        .await
}

fn change(call: &Call<'_>, name: &str, created: u64, content: Option<Content>) -> Change {
    let (account, region) = (call.account().to_owned(), call.region.to_owned());
    Change::Template { account, region, name: name.to_owned(), created, content }
}

fn check(name: &str, content: &Content) -> Result<(), Refusal> {
    let refuse = |message: String| Refusal::new(Kind::InvalidTemplate, Check::Template, message);
    if name.trim().is_empty() {
        return Err(refuse("TemplateName is required.".to_owned()));
    }
    if name.trim() != name {
        let message = "TemplateName must not contain leading or trailing whitespace.";
        return Err(refuse(message.to_owned()));
    }
    let parts = [&content.subject, &content.text, &content.html];
    if parts.iter().all(|part| part.as_ref().is_none_or(|part| part.trim().is_empty())) {
        let message = "Template must have at least a subject, text, or html part.";
        return Err(refuse(message.to_owned()));
    }
    let size: usize = parts.iter().map(|part| part.as_ref().map_or(0, String::len)).sum();
    if size > MAX_BYTES {
        let message =
            format!("Template {name}: expected at most {MAX_BYTES} bytes, but found {size}.");
        return Err(refuse(message).note("AWS does not publish the words of this error."));
    }
    render::check(Source::from(content)).map_err(RenderError::into_refusal)
}

/// The newest first.
pub(crate) fn list<'w>(
    call: &Call<'w>,
    size: usize,
    token: Option<&str>,
) -> Result<Page<&'w Template>, UnknownToken> {
    let templates = call
        .world
        .templates
        .iter()
        .filter(|one| one.account == call.account() && one.region == call.region)
        .map(|one| {
            let age = u64::MAX - unix_millis(one.created_at);
            (format!("{age:020} {}", one.name), one)
        })
        .collect();
    page(call, "template", templates, size, token)
}

/// A page token that no list of templates gave out, in both dialects.
pub(crate) fn unknown_token(token: Option<&str>) -> Refusal {
    let message = format!("Invalid PageToken <{}>.", token.unwrap_or_default());
    Refusal::invalid(Check::Request, message)
}

/// The message a template makes of `data`, as `TestRenderTemplate` shows it.
pub(crate) fn test_render(call: &Call<'_>, name: &str, data: &str) -> Result<String, Refusal> {
    let template = find(call.world, call, name)?;
    let rendered =
        render::render(Source::from(template), data).map_err(RenderError::into_refusal)?;
    // The builder's own date and id would come from a clock that is not ours.
    let id = format!("{}@email.amazonses.com", random::message_id(call.region, call.at));
    let seconds = i64::try_from(unix_millis(call.at) / 1000).unwrap_or_default();
    let mut message =
        MessageBuilder::new().date(seconds).message_id(id).subject(one_line(&rendered.subject));
    if let Some(text) = rendered.text {
        message = message.text_body(text);
    }
    if let Some(html) = rendered.html {
        message = message.html_body(html);
    }
    message.write_to_string().map_err(|error| {
        Refusal::new(Kind::InternalFailure, Check::Server, "The message could not be written.")
            .note(error.to_string())
    })
}

/// A subject is one line: line breaks in it become spaces.
fn one_line(subject: &str) -> String {
    subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// When a template was created, by the milliseconds a change keeps.
pub(crate) fn created_at(millis: u64) -> std::time::SystemTime {
    UNIX_EPOCH + Duration::from_millis(millis)
}

//! Templates filled with data.
//!
//! Handlebars as SES documents it: `{{name}}`, `{{#if}}`, `{{#unless}}`,
//! `{{#each}}`, `{{#with}}`, `{{lookup}}` and inline partials. SES escapes
//! nothing, in HTML neither. An attribute that is absent is an error, but for
//! `{{#if}}` and `{{#unless}}`, which take it as false: what SES does there is
//! not documented.
//!
//! # Source
//!
//! Developer Guide, "Using templates to send personalized email" and "Advanced
//! email personalization".

mod bounds;

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use handlebars::{Context, Handlebars, Output, RenderContext, RenderErrorReason, Renderable, no_escape};
use serde_json::{Number, Value};

use crate::{
    change::Content,
    refusal::{Check, Kind, Refusal},
    world::Template,
};

/// What one part may become: as much as the largest message.
const MAX_OUTPUT: usize = 40 * 1024 * 1024;

/// The parts of a template, wherever it comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Source<'a> {
    pub subject: Option<&'a str>,
    pub text: Option<&'a str>,
    pub html: Option<&'a str>,
}

/// What a template made of its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// Empty if the template has none.
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
}

/// Why a template was not filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RenderError {
    /// The data are no JSON object; what is wrong with them.
    Data(String),
    /// The attribute that is absent.
    Missing(String),
    /// The template is not one; what is wrong with it.
    Template(String),
    /// The template asks for too much, or for what is not there.
    Rendering(String),
}

impl RenderError {
    /// What SES says, also in its events for messages that were not rendered.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Data(_) => "Template rendering data is invalid".to_owned(),
            Self::Missing(name) => {
                format!("Attribute '{name}' is not present in the rendering data.")
            }
            Self::Template(problem) | Self::Rendering(problem) => problem.clone(),
        }
    }

    pub(crate) fn into_refusal(self) -> Refusal {
        let unknown = "AWS does not publish the words of this error.";
        let (kind, note) = match &self {
            Self::Data(problem) => (Kind::InvalidRenderingParameter, Some(problem.as_str())),
            Self::Missing(_) => (Kind::MissingRenderingAttribute, None),
            Self::Template(_) => (Kind::InvalidTemplate, Some(unknown)),
            Self::Rendering(_) => (Kind::InvalidRenderingParameter, Some(unknown)),
        };
        let refusal = Refusal::new(kind, Check::Template, self.message());
        match note {
            Some(note) => refusal.note(note),
            None => refusal,
        }
    }
}

impl<'a> From<&'a Template> for Source<'a> {
    fn from(template: &'a Template) -> Self {
        let Template { subject, text, html, .. } = template;
        Self { subject: subject.as_deref(), text: text.as_deref(), html: html.as_deref() }
    }
}

impl<'a> From<&'a Content> for Source<'a> {
    fn from(content: &'a Content) -> Self {
        let Content { subject, text, html } = content;
        Self { subject: subject.as_deref(), text: text.as_deref(), html: html.as_deref() }
    }
}

/// Whether each part can be read as a template.
pub(crate) fn check(source: Source<'_>) -> Result<(), RenderError> {
    [source.subject, source.text, source.html]
        .into_iter()
        .flatten()
        .try_for_each(|part| bounds::compile(part).map(drop))
}

/// Fills `template` with `data`, a JSON object in text.
pub(crate) fn render(template: Source<'_>, data: &str) -> Result<Rendered, RenderError> {
    let data = Context::from(read(data)?);
    let part = |part: Option<&str>| part.map(|part| fill(part, &data)).transpose();
    Ok(Rendered {
        subject: part(template.subject)?.unwrap_or_default(),
        text: part(template.text)?,
        html: part(template.html)?,
    })
}

/// Fills a template that came with the message: simple substitution only.
///
/// # Source
///
/// Developer Guide, "Using templates to send personalized email": inline
/// templates do not take advanced personalization.
pub(crate) fn render_inline(template: Source<'_>, data: &str) -> Result<Rendered, RenderError> {
    for part in [template.subject, template.text, template.html].into_iter().flatten() {
        if !bounds::is_simple(&bounds::compile(part)?) {
            let problem = "An inline template takes variables only: no blocks, no helpers, no \
                           partials.";
            return Err(RenderError::Template(problem.to_owned()));
        }
    }
    render(template, data)
}

/// The link that SES itself puts in when it sends: left as it stands.
const UNSUBSCRIBE: &str = "amazonSESUnsubscribeUrl";

fn read(data: &str) -> Result<Value, RenderError> {
    let mut value: Value =
        serde_json::from_str(data).map_err(|error| RenderError::Data(error.to_string()))?;
    let Value::Object(members) = &mut value else {
        return Err(RenderError::Data("expected a JSON object".to_owned()));
    };
    members.entry(UNSUBSCRIBE).or_insert_with(|| format!("{{{{{UNSUBSCRIBE}}}}}").into());
    plain_numbers(&mut value);
    Ok(value)
}

/// 3.0 is written 3, as JavaScript does.
fn plain_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 1e15);
            if let (true, Some(whole)) = (number.is_f64(), whole) {
                #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
                let whole = whole as i64;
                *number = Number::from(whole);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(plain_numbers),
        Value::Object(members) => members.values_mut().for_each(plain_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn fill(part: &str, data: &Context) -> Result<String, RenderError> {
    let template = bounds::bounded(bounds::compile(part)?);
    let registry = registry();
    let mut out = Bounded::default();
    let mut rendering = RenderContext::new(None);
    template.render(&registry, data, &mut rendering, &mut out).map_err(|error| {
        match error.reason() {
            RenderErrorReason::MissingVariable(path) => {
                RenderError::Missing(path.clone().unwrap_or_default())
            }
            _ => RenderError::Rendering(error.to_string()),
        }
    })?;
    Ok(out.0)
}

fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(no_escape);
    // The crate's own additions: SES has none of them.
    for name in ["and", "or", "not", "eq", "ne", "gt", "gte", "lt", "lte", "len", "raw", "log"] {
        registry.unregister_helper(name);
    }
    bounds::register(&mut registry);
    registry
}

/// Text that ends before it fills the memory.
#[derive(Default)]
struct Bounded(String);

impl Output for Bounded {
    fn write(&mut self, text: &str) -> Result<(), io::Error> {
        if self.0.len() + text.len() > MAX_OUTPUT {
            return Err(io::Error::other(format!("expected at most {MAX_OUTPUT} bytes")));
        }
        self.0.push_str(text);
        Ok(())
    }
}

/// A count that the hooks of one rendering share.
type Count = Arc<AtomicUsize>;

fn raised(count: &Count) -> usize {
    count.fetch_add(1, Relaxed) + 1
}

#[cfg(test)]
mod tests;

//! A template filled on this machine, as SES is documented to fill it.

use handlebars::Context;

use super::TemplateData;
use super::check::MissingVariable;
use super::filling;
use super::parts::{ReadTemplate, TemplatePart};
use super::plain;
use crate::error::ParseError;

/// A template filled on this machine: a preview, not what SES sends.
///
/// Nothing is escaped in HTML, as SES documents of itself. Of these nobody but
/// SES knows what it makes: a list or an object that is written whole (here as
/// Handlebars for JavaScript writes it), and the order in which `each` goes
/// through an object (here that of the names).
///
/// # Source
/// SES Developer Guide, "Advanced email personalization".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalPreview {
    /// The subject line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The body as HTML, in which nothing is escaped: never to be shown without a sandbox.
    pub html: String,
}

/// Why there is no preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfilled {
    /// Variables without a value, all of them: SES would drop the message.
    Missing(Vec<MissingVariable>),
    /// It cannot be filled here.
    Unable(ParseError),
}

impl ReadTemplate {
    /// Fills the template with `data`.
    ///
    /// # Errors
    /// [`Unfilled::Missing`], or [`Unfilled::Unable`] with the codes of
    /// [`check`](Self::check) or `template.preview`.
    pub fn local_preview(&self, data: &TemplateData) -> Result<LocalPreview, Unfilled> {
        let check = self.check(data).map_err(Unfilled::Unable)?;
        if !check.missing.is_empty() {
            return Err(Unfilled::Missing(check.missing));
        }
        let registry = filling::registry();
        let context = Context::from(data.value());
        let mut preview = LocalPreview::default();
        for part in &self.parts {
            let unable = |found: String| {
                let expected = "a template that can be filled here";
                let unable = ParseError::new("template.preview", expected, found);
                Unfilled::Unable(unable.at(part.part.as_str()))
            };
            let plain = plain::write(&part.nodes)
                .ok_or_else(|| unable("../ that leaves a partial".to_owned()))?;
            let filled = registry
                .render_template_with_context(&plain, &context)
                .map_err(|error| unable(error.to_string()))?;
            *preview.part(part.part) = filled;
        }
        Ok(preview)
    }
}

impl LocalPreview {
    fn part(&mut self, part: TemplatePart) -> &mut String {
        match part {
            TemplatePart::Subject => &mut self.subject,
            TemplatePart::Text => &mut self.text,
            TemplatePart::Html => &mut self.html,
        }
    }
}

//! Cases for rules: a draft that is right in every way, and what a test changes of it.

use super::{Finding, Known, KnownTemplate, preflight, preflight_raw};
use crate::draft::{Delegate, Draft, File};
use crate::eml::adopt;
use crate::mime::SesHeaders;
use crate::route::Route;
use crate::template::TemplateParts;

/// What a rule is tried on.
#[derive(Clone)]
pub(super) struct Sample {
    pub(super) draft: Draft,
    pub(super) known: Known,
    /// The imported message to which the draft is the envelope.
    pub(super) eml: Option<Vec<u8>>,
}

pub(super) const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

/// A delegated mail that nothing is to be said against.
pub(super) fn good() -> Sample {
    Sample {
        draft: Draft {
            delegate: Some(Delegate { source_arn: ARN.to_owned(), ..Delegate::default() }),
            from: "Ann <ann@example.com>".to_owned(),
            to: vec!["bob@example.org".to_owned()],
            subject: "Hello".to_owned(),
            text: "Hello Bob".to_owned(),
            ..Draft::default()
        },
        known: Known::default(),
        eml: None,
    }
}

/// An imported message, sent under a delegation, that nothing is to be said against.
pub(super) fn good_eml() -> Sample {
    let sample = good().with(|draft| {
        *draft = Draft { delegate: draft.delegate.take(), ..Draft::default() };
    });
    sample.with_eml(
        "From: Ann <ann@example.com>\r\nTo: bob@example.org\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nHello Bob\r\n",
    )
}

impl Sample {
    /// The same, with another draft.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// The same, with something known besides.
    pub(super) fn knowing(mut self, change: impl FnOnce(&mut Known)) -> Self {
        change(&mut self.known);
        self
    }

    /// The same by another route.
    pub(super) fn by(self, route: Route) -> Self {
        self.with(|draft| draft.route = Some(route))
    }

    /// The same with a file of `size` bytes.
    pub(super) fn with_file(self, name: &str, size: usize) -> Self {
        self.with(|draft| {
            draft.attachments.push(File {
                filename: name.to_owned(),
                content: vec![0; size].into(),
                ..File::default()
            });
        })
    }

    /// The same as an imported message.
    pub(super) fn with_eml(mut self, eml: impl Into<Vec<u8>>) -> Self {
        self.eml = Some(eml.into());
        self
    }

    /// The same with `headers` at the top of the imported message.
    pub(super) fn with_headers(mut self, headers: &str) -> Self {
        let rest = self.eml.take().unwrap_or_default();
        self.with_eml([headers.as_bytes(), &rest].concat())
    }

    /// The same by a template whose HTML is `html`.
    pub(super) fn with_template(self, html: &str, data: &str) -> Self {
        let parts = TemplateParts { html: html.to_owned(), ..TemplateParts::default() };
        self.knowing(|known| {
            known.template = Some(KnownTemplate::new(parts, data));
        })
    }

    /// The same, the template being in the request itself.
    pub(super) fn inline(self) -> Self {
        self.knowing(|known| {
            if let Some(template) = &mut known.template {
                template.is_inline = true;
            }
        })
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        match &self.eml {
            Some(eml) => preflight_raw(&adopt(eml, &SesHeaders::none()), &self.draft, &self.known),
            None => preflight(&self.draft, &self.known),
        }
    }

    /// What the rule called `code` found.
    pub(super) fn of(&self, code: &str) -> Vec<Finding> {
        self.findings().into_iter().filter(|finding| finding.code == code).collect()
    }
}

//! Cases for rules: a draft that is right in every way, and what a test changes of it.

use super::known::KnownCredentials;
use super::{Finding, Known, KnownTemplate, preflight, preflight_raw};
use crate::content::Content;
use crate::draft::{Delegate, Draft, File, Header, IcalEvent, ListManagement, Tag, Unsubscribe};
use crate::eml::adopt;
use crate::mime::SesHeaders;
use crate::route::Route;
use crate::stamp::UnixTime;
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

    /// The same, the text being `text`.
    pub(super) fn with_text(self, text: &str) -> Self {
        self.with(|draft| draft.text = text.to_owned())
    }

    /// The same, the HTML being `html`.
    pub(super) fn with_html(self, html: &str) -> Self {
        self.with(|draft| draft.html = html.to_owned())
    }

    /// The same to one recipient alone, or to what cannot be one.
    pub(super) fn to(self, recipient: &str) -> Self {
        self.with(|draft| draft.to = vec![recipient.to_owned()])
    }

    /// The same without a delegation: by the owner of the identity, in `region`.
    pub(super) fn by_owner(self, region: &str) -> Self {
        self.with(|draft| {
            draft.delegate = None;
            draft.region = region.to_owned();
        })
    }

    /// The same as the identity of `arn`.
    pub(super) fn with_source_arn(self, arn: &str) -> Self {
        self.with(|draft| draft.delegate.as_mut().unwrap().source_arn = arn.to_owned())
    }

    /// The same with bounces to `path`, by the identity of `arn`.
    pub(super) fn with_return_path(self, path: &str, arn: &str) -> Self {
        self.with(|draft| {
            draft.return_path = path.to_owned();
            draft.delegate.as_mut().unwrap().return_path_arn = arn.to_owned();
        })
    }

    /// The same to a server other than AWS's.
    pub(super) fn with_endpoint(self, endpoint: &str) -> Self {
        self.with(|draft| draft.endpoint = endpoint.to_owned())
    }

    /// The same with these headers and no others of its own.
    pub(super) fn with_custom_headers(self, headers: &[(&str, &str)]) -> Self {
        let header = |(name, value): &(&str, &str)| Header {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        self.with(|draft| draft.headers = headers.iter().map(header).collect())
    }

    /// The same with these tags, and a configuration set that reports them.
    pub(super) fn with_tags(self, tags: &[(&str, &str)]) -> Self {
        let tag = |(name, value): &(&str, &str)| Tag {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        self.with(|draft| {
            draft.tags = tags.iter().map(tag).collect();
            draft.configuration_set = "set".to_owned();
        })
    }

    /// The same with a way to leave its list.
    pub(super) fn with_unsubscribe(self, url: &str, email: &str, one_click: bool) -> Self {
        let (url, email) = (url.to_owned(), email.to_owned());
        self.with(|draft| draft.list_unsubscribe = Some(Unsubscribe { url, email, one_click }))
    }

    /// The same to a list that SES manages.
    pub(super) fn with_list(self, contact_list: &str, topic: &str) -> Self {
        let (contact_list, topic) = (contact_list.to_owned(), topic.to_owned());
        self.with(|draft| draft.list_management = Some(ListManagement { contact_list, topic }))
    }

    /// The same with a calendar object of these lines.
    pub(super) fn with_event(self, method: &str, lines: &str) -> Self {
        self.with(|draft| {
            draft.ical_event = Some(IcalEvent {
                method: method.to_owned(),
                content: format!("BEGIN:VCALENDAR\r\n{lines}\r\nEND:VCALENDAR\r\n"),
                ..IcalEvent::default()
            });
        })
    }

    /// The same, signed with temporary credentials that end in `seconds`.
    pub(super) fn with_credentials(self, seconds: i64) -> Self {
        const NOW: i64 = 1_768_480_496;
        self.knowing(|known| {
            known.at = UnixTime::from_seconds(NOW).ok();
            known.credentials = Some(KnownCredentials {
                are_temporary: true,
                expire: UnixTime::from_seconds(NOW + seconds).ok(),
            });
        })
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

    /// The same with a file of `size` bytes, which nobody holds.
    pub(super) fn with_file_elsewhere(self, size: u64) -> Self {
        self.with_file("a.bin", 0).with_last_file(|file| file.content = Content::elsewhere(size))
    }

    /// The same with an image of each Content-ID.
    pub(super) fn with_cids(self, cids: &[&str]) -> Self {
        cids.iter().fold(self, |sample, cid| {
            sample.with_file("a.png", 1).with_last_file(|file| file.cid = (*cid).to_owned())
        })
    }

    /// The same, its last file changed.
    pub(super) fn with_last_file(self, change: impl FnOnce(&mut File)) -> Self {
        self.with(|draft| change(draft.attachments.last_mut().unwrap()))
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

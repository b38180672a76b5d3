//! The draft's fields as a form shows them: one text each, with an id.
//!
//! The form has two fields where the draft has one (the sender's name and
//! address), and one where the draft has many (lists of recipients).

use ses_delegate::{Draft, ParseError, Route, split_list};

use crate::text::{Word, t};

/// An inline file whose Content-ID was emptied: wrong, but still inline, where
/// a blank one would silently make it an attachment.
pub(crate) const NO_CID: &str = "<>";

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    SourceArn,
    FromArn,
    ReturnPathArn,
    Region,
    Name,
    Address,
    ReturnPath,
    To,
    Cc,
    Bcc,
    ReplyTo,
    Subject,
    Text,
    Html,
    /// All files together.
    Files,
    File(usize),
    FileCid(usize),
    Route,
    Endpoint,
}

impl Field {
    /// The id of its element.
    pub(crate) fn id(self) -> String {
        match self {
            Self::SourceArn => "source-arn".into(),
            Self::FromArn => "from-arn".into(),
            Self::ReturnPathArn => "return-path-arn".into(),
            Self::Region => "region".into(),
            Self::Name => "sender-name".into(),
            Self::Address => "from-address".into(),
            Self::ReturnPath => "return-path".into(),
            Self::To => "to".into(),
            Self::Cc => "cc".into(),
            Self::Bcc => "bcc".into(),
            Self::ReplyTo => "reply-to".into(),
            Self::Subject => "subject".into(),
            Self::Text => "text".into(),
            Self::Html => "html".into(),
            Self::Files => "attach-files".into(),
            Self::File(at) => format!("file-{at}"),
            Self::FileCid(at) => format!("file-{at}-cid"),
            Self::Route => "route".into(),
            Self::Endpoint => "endpoint".into(),
        }
    }

    /// What it is called.
    pub(crate) fn label(self) -> &'static str {
        t(match self {
            Self::SourceArn => Word::IdentityArn,
            Self::FromArn => Word::FromArn,
            Self::ReturnPathArn => Word::ReturnPathArn,
            Self::Region => Word::Region,
            Self::Name => Word::SenderName,
            Self::Address => Word::FromAddress,
            Self::ReturnPath => Word::ReturnPath,
            Self::To => Word::To,
            Self::Cc => Word::Cc,
            Self::Bcc => Word::Bcc,
            Self::ReplyTo => Word::ReplyTo,
            Self::Subject => Word::Subject,
            Self::Text => Word::Text,
            Self::Html => Word::Html,
            Self::Files | Self::File(_) => Word::Files,
            Self::FileCid(_) => Word::ContentId,
            Self::Route => Word::HowItIsSent,
            Self::Endpoint => Word::Endpoint,
        })
    }

    /// The field in which `error` is to be mended.
    pub(crate) fn of(error: &ParseError) -> Option<Self> {
        match Self::at(error.field()) {
            Some(Self::Address) if error.code().starts_with("header.") => Some(Self::Name),
            field => field,
        }
    }

    /// The field that shows what the draft has at `path`.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let (list, rest) = path.split_once('[').unwrap_or((path, ""));
        Some(match list {
            "delegate.sourceArn" | "delegate" => Self::SourceArn,
            "delegate.fromArn" => Self::FromArn,
            "delegate.returnPathArn" => Self::ReturnPathArn,
            "region" => Self::Region,
            "from" => Self::Address,
            "returnPath" => Self::ReturnPath,
            "to" => Self::To,
            "cc" => Self::Cc,
            "bcc" => Self::Bcc,
            "replyTo" => Self::ReplyTo,
            "subject" => Self::Subject,
            "text" => Self::Text,
            "html" => Self::Html,
            "route" => Self::Route,
            "endpoint" => Self::Endpoint,
            "attachments" if rest.is_empty() => Self::Files,
            "attachments" => {
                let (at, member) = rest.split_once(']')?;
                let at = at.parse().ok()?;
                match member {
                    ".cid" => Self::FileCid(at),
                    _ => Self::File(at),
                }
            }
            _ => return None,
        })
    }

    /// What it shows of `draft`.
    pub(crate) fn read(self, draft: &Draft) -> String {
        let arn = |pick: fn(&ses_delegate::Delegate) -> &String| {
            draft.delegate.as_ref().map(pick).cloned()
        };
        match self {
            Self::SourceArn => arn(|d| &d.source_arn).unwrap_or_default(),
            Self::FromArn => arn(|d| &d.from_arn).unwrap_or_default(),
            Self::ReturnPathArn => arn(|d| &d.return_path_arn).unwrap_or_default(),
            Self::Region => draft.region.clone(),
            Self::Name => split_sender(&draft.from).0,
            Self::Address => split_sender(&draft.from).1,
            Self::ReturnPath => draft.return_path.clone(),
            Self::To => draft.to.join(", "),
            Self::Cc => draft.cc.join(", "),
            Self::Bcc => draft.bcc.join(", "),
            Self::ReplyTo => draft.reply_to.join(", "),
            Self::Subject => draft.subject.clone(),
            Self::Text => draft.text.clone(),
            Self::Html => draft.html.clone(),
            Self::Files => String::new(),
            Self::File(at) => file(draft, at, |f| &f.filename),
            Self::FileCid(at) => match file(draft, at, |f| &f.cid) {
                blank if blank == NO_CID => String::new(),
                cid => cid,
            },
            Self::Route => draft.route.map_or("auto", Route::as_str).into(),
            Self::Endpoint => draft.endpoint.clone(),
        }
    }

    /// Puts `typed` into `draft`.
    pub(crate) fn write(self, draft: &mut Draft, typed: &str) {
        let list = || split_list(typed).into_iter().map(str::to_owned).collect();
        let text = typed.to_owned();
        match self {
            Self::SourceArn => draft.delegate.get_or_insert_default().source_arn = text,
            Self::FromArn => draft.delegate.get_or_insert_default().from_arn = text,
            Self::ReturnPathArn => draft.delegate.get_or_insert_default().return_path_arn = text,
            Self::Region => draft.region = text,
            Self::Name => draft.from = join_sender(typed, &split_sender(&draft.from).1),
            // A whole mailbox, pasted into the address, brings its name along.
            Self::Address if typed.trim_end().ends_with('>') && typed.contains('<') => {
                draft.from = text;
            }
            Self::Address => draft.from = join_sender(&split_sender(&draft.from).0, typed),
            Self::ReturnPath => draft.return_path = text,
            Self::To => draft.to = list(),
            Self::Cc => draft.cc = list(),
            Self::Bcc => draft.bcc = list(),
            Self::ReplyTo => draft.reply_to = list(),
            Self::Subject => draft.subject = text,
            Self::Text => draft.text = text,
            Self::Html => draft.html = text,
            // Files are no text.
            Self::Files => {}
            Self::File(at) => set_file(draft, at, |f| f.filename = text),
            Self::FileCid(at) if text.trim().is_empty() => {
                set_file(draft, at, |f| f.cid = NO_CID.into());
            }
            Self::FileCid(at) => set_file(draft, at, |f| f.cid = text),
            Self::Route => draft.route = Route::ALL.into_iter().find(|r| r.as_str() == typed),
            Self::Endpoint => draft.endpoint = text,
        }
    }
}

fn file(draft: &Draft, at: usize, pick: fn(&ses_delegate::File) -> &String) -> String {
    draft.attachments.get(at).map(pick).cloned().unwrap_or_default()
}

fn set_file(draft: &mut Draft, at: usize, set: impl FnOnce(&mut ses_delegate::File)) {
    if let Some(file) = draft.attachments.get_mut(at) {
        set(file);
    }
}

/// Name and address of `"Name" <address>`; all of it is the address otherwise.
pub(crate) fn split_sender(from: &str) -> (String, String) {
    let whole = from.trim_end();
    let Some((name, address)) = whole.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'))
    else {
        return (String::new(), from.to_owned());
    };
    (unquote(name.trim()), address.to_owned())
}

/// The name is always quoted, so that it comes back as it was typed, spaces included.
fn join_sender(name: &str, address: &str) -> String {
    if name.is_empty() {
        return address.to_owned();
    }
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\" <{}>", address.replace(['<', '>'], ""))
}

fn unquote(name: &str) -> String {
    let Some(inner) = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next().unwrap_or('\\') } else { c });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_comes_back() {
        let mut draft =
            Draft { attachments: vec![ses_delegate::File::default()], ..Draft::default() };
        for (field, typed) in [
            (Field::SourceArn, " arn:aws:ses "),
            (Field::FromArn, "x"),
            (Field::ReturnPathArn, "y"),
            (Field::Region, "eu-west-1"),
            (Field::Address, "ann@example.com"),
            (Field::Name, "Smith, \"Ann\" \\ <x> "),
            (Field::Address, "ann+"),
            (Field::ReturnPath, "b@example.com"),
            (Field::To, "a@b.c, \"D, E\" <d@e.f>"),
            (Field::Subject, "s "),
            (Field::File(0), "a.png"),
            (Field::FileCid(0), "a"),
            (Field::FileCid(0), ""),
            (Field::Route, "v2-send-email-raw"),
            (Field::Endpoint, "http://127.0.0.1:8425"),
        ] {
            field.write(&mut draft, typed);
            assert_eq!(field.read(&draft), typed, "{field:?}");
        }
        assert_eq!(Field::Name.read(&draft), "Smith, \"Ann\" \\ <x> ");
        Field::Route.write(&mut draft, "auto");
        assert_eq!(draft.route, None);
        assert_ne!(draft.attachments[0].cid, "", "it is still inline");
    }

    #[test]
    fn a_pasted_mailbox_fills_name_and_address() {
        let mut draft = Draft::default();
        Field::Name.write(&mut draft, "Old");
        Field::Address.write(&mut draft, "Ann Lee <ann@example.com>");
        assert_eq!(Field::Name.read(&draft), "Ann Lee");
        assert_eq!(Field::Address.read(&draft), "ann@example.com");
    }

    #[test]
    fn every_error_of_the_core_has_a_field() {
        let wrong = Draft {
            delegate: Some(ses_delegate::Delegate::default()),
            from: "\"a\tb\" <a@b.c>".into(),
            to: vec!["x".into()],
            cc: vec!["x".into()],
            bcc: vec!["x".into()],
            reply_to: vec!["x".into()],
            return_path: "x".into(),
            subject: "a\nb".into(),
            attachments: vec![ses_delegate::File {
                filename: "a".into(),
                cid: "<".into(),
                ..ses_delegate::File::default()
            }],
            ..Draft::default()
        };
        let fields: Vec<_> = wrong.read().unwrap_err().iter().map(Field::of).collect();
        assert_eq!(
            fields,
            [
                Some(Field::SourceArn),
                Some(Field::Name),
                Some(Field::To),
                Some(Field::Cc),
                Some(Field::Bcc),
                Some(Field::ReplyTo),
                Some(Field::ReturnPath),
                Some(Field::Subject),
                Some(Field::FileCid(0)),
            ]
        );
    }
}

//! Every word that a person reads, by key. A translation is one more arm of
//! the table; `{name}` in a sentence is filled in by [`fill`].

use ses_delegate::{Reason, Route};

macro_rules! words {
    ($($key:ident: $english:literal,)*) => {
        /// The key of a text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Word { $($key,)* }

        /// The text itself.
        pub(crate) fn t(word: Word) -> &'static str {
            match word { $(Word::$key => $english,)* }
        }
    };
}

words! {
    Blank: "",
    Expected: "Expected {expected}, but found {found}.",
    Nothing: "nothing",

    // Header
    Product: "SES Delegate",
    SkipToForm: "Skip to the form",
    Theme: "Theme",
    ThemeSystem: "System",
    ThemeLight: "Light",
    ThemeDark: "Dark",
    NoRegion: "No Region yet",
    PillNone: "No credentials",
    PillUnknown: "Credentials · expiry unknown",
    PillLeft: "Credentials · {left} left",
    PillExpired: "Expired: paste again",

    // Banners
    OverrideBanner: "Requests go to {endpoint}, not to AWS",
    NamedBanner: "Requests go to {endpoint}",
    BrokenEndpoint: "The endpoint {endpoint} is out of reach of this page: nothing can be sent until it is mended",
    UnreachableEndpoint: "Expected AWS’s endpoint of a Region, or a server at http://127.0.0.1 or http://localhost (this page can reach no other), but found {endpoint}.",
    UseAws: "Use AWS instead",
    Prefilled: "Prefilled by a link: {fields}. Check before you send",
    LinkChanged: "The link changed. It fills in {fields}",
    Apply: "Apply",
    Ignore: "Ignore",
    Dismiss: "Dismiss",

    // Sender
    Intro: "Send mail as an identity that somebody else verified in SES. Nothing leaves this tab until you press Send, and then only to the endpoint shown.",
    Sender: "Sender",
    IdentityArn: "Identity ARN",
    IdentityArnHint: "From the identity's owner.",
    OwnerAccount: "Owner account",
    OwnerDomain: "Domain",
    OwnerAddress: "Address",
    RegionName: "Region",
    AnyRegion: "any: name one below",
    SenderName: "Sender name",
    FromAddress: "From address",
    LocalPartHint: "Any address at {domain}; the part before the @ is enough.",
    LockedHint: "The identity is this address, so mail can come from no other.",
    OneArn: "Use this ARN for Source, From and Return-Path",
    Customise: "Customise",
    FromArn: "FromArn",
    FromArnHint: "Authorises the From header, if another identity than the one above.",
    ReturnPathArn: "ReturnPathArn",
    ReturnPathArnHint: "Authorises the Return-Path, if another identity than the one above.",
    ReturnPath: "Return-Path",
    ReturnPathHint: "Receives bounces and complaints; the From address if blank.",
    Region: "Region",
    RegionHint: "The ARN has * for its Region: name the one to send from.",

    // Recipients
    Recipients: "Recipients",
    RecipientCount: "{n}/50",
    RecipientCountLabel: "{n} of at most 50 recipients",
    To: "To",
    Cc: "Cc",
    Bcc: "Bcc",
    ReplyTo: "Reply-To",
    BccHint: "In the envelope only: no header names them.",
    ListPlaceholder: "ann@example.com, Bob <bob@example.org>",

    // Message
    Message: "Message",
    Subject: "Subject",
    Text: "Text",
    Html: "HTML",
    TextPlaceholder: "What readers without HTML see",
    HtmlPlaceholder: "<p>Optional. Readers see this if they can.</p>",

    // Files
    Files: "Files",
    AttachFiles: "Attach files",
    DropHere: "or drop or paste them here",
    FileRoom: "≈ {used} of {limit} MB (API {api})",
    TooMuch: ": too much",
    ReadingFiles: "Reading {files}…",
    Attach: "Attach",
    Inline: "Inline",
    ContentId: "Content-ID",
    InsertImage: "Insert <img src=cid:…> into the HTML",
    Remove: "Remove",
    UnreadFile: "{file} could not be read, and was left out.",

    // How it is sent
    HowItIsSent: "How it is sent",
    Automatic: "Automatic",
    AutomaticNow: "Automatic: {route}",
    RouteV1Raw: "API v1 SendRawEmail · ARNs as parameters",
    RouteV1RawHeaders: "API v1 SendRawEmail · ARNs as X-SES headers",
    RouteV1: "API v1 SendEmail",
    RouteV2Raw: "API v2 SendEmail · raw",
    RouteV2Simple: "API v2 SendEmail · simple",
    BecauseChosen: "You chose it.",
    BecauseFiles: "Chosen because there are files, which SendEmail of API v1 cannot carry.",
    BecauseCalendar: "Chosen because there is an invitation, which SendEmail of API v1 cannot carry.",
    BecauseHeaders: "Chosen because there are headers, which SendEmail of API v1 cannot carry.",
    BecauseRaw: "Chosen because the message is MIME already, which SendRawEmail carries as it is.",
    BecauseTwoArns: "Chosen because Source and From have ARNs of their own, which SendRawEmail alone carries.",
    BecauseNoFiles: "Chosen because there are no files, so that SES can write the MIME itself.",
    Endpoint: "Endpoint",
    EndpointSummary: "Endpoint",
    EndpointHint: "Blank for AWS. A server that plays SES, such as a local one at http://127.0.0.1:8425, otherwise.",

    // Credentials
    Credentials: "Credentials",
    PasteCredentials: "Temporary credentials",
    CredentialsPlaceholder: "export AWS_ACCESS_KEY_ID=ASIA…\nexport AWS_SECRET_ACCESS_KEY=…\nexport AWS_SESSION_TOKEN=…",
    CredentialsHint: "Paste the block that your terminal or sign-in portal shows. “aws configure export-credentials --format env” prints one.",
    CredentialsKept: "Kept in memory only. Closing or reloading forgets them. This page loads no third-party code and contacts only the SES endpoint shown.",
    KeySummary: "Key {key} · temporary · {expiry}",
    Minutes: "{m} min",
    Days: "{d} days",
    HoursMinutes: "{h} h {m} min",
    ExpiryUnknown: "expiry unknown",
    ExpiresAt: "expires {time}, {left} left",
    ExpiredAt: "expired {time}: paste again",
    CredentialsReady: "The credentials are ready.",
    CredentialsShort: "The credentials expire in less than five minutes.",
    ForgetNow: "Forget now",
    LongLived: "This is a long-lived key, and it was not kept. A web page should hold only keys that expire: paste temporary credentials with a session token.",

    // Send bar
    Connect: "Connect to send",
    SendNobody: "Send",
    SendOne: "Send to 1 person",
    SendMany: "Send to {n} people",
    SendAgain: "Send again",
    Sending: "Sending…",
    StillReading: "Not sent: a file is still being read.",
    SendShortcut: "Ctrl or ⌘ + Enter",
    Inspect: "Inspect",
    CloseInspector: "Close",
    NeedsCredentials: "Paste credentials to send.",
    WrongOne: "1 field needs attention.",
    WrongMany: "{n} fields need attention.",
    WrongTitle: "Before this can be sent",
    SendAnyway: "Send anyway",
    WarnedNote: "Not sent: read the warnings first.",
    WarnedTitle: "Look at this first",
    WarnedLead: "It can be sent as it is. “Send anyway” does so, and these are not asked again.",

    // Outcome
    AboutEarlier: "This is about the earlier mail “{subject}”. The form has changed since.",
    AboutEarlierUnnamed: "This is about the earlier mail. The form has changed since.",
    AlreadySent: "This mail was sent already. “Send again” sends it to everybody once more.",
    MaybeSent: "This mail may have been sent already. Check first: “Send again” may send it to everybody once more.",
    Sent: "Sent",
    SentAt: "SES accepted the message at {time}.",
    MessageId: "Message id",
    RequestId: "Request id",
    Copy: "Copy",
    Copied: "Copied",
    CopyByHand: "Selected: press Ctrl or ⌘ + C",
    NotDelivered: "Accepted is not delivered: bounces go to {address}.",
    OpenInbox: "Open in the local inbox",
    WriteAnother: "Write another",
    NotSent: "Not sent",
    NotSentLead: "SES refused the message, and nothing was sent. The draft is unchanged.",
    ErrorCode: "Code",
    ErrorMessage: "Message",
    HttpStatus: "HTTP status",
    NoCode: "none given",
    RawAnswer: "The whole answer",
    EmptyAnswer: "(empty)",
    Unknown: "Not known whether it was sent",
    UnknownLead: "The answer says neither that SES accepted the message nor that it refused it. Check before you send again: SES has no protection against duplicates.",
    NoAnswerLead: "No answer came from {origin}. The draft is unchanged, and nothing is sent again by itself.",
    BrowserSays: "The browser says",
    WhatToDo: "What to do",
    WhoMustAct: "Who must act",
    ActorDelegate: "you (the delegate sender)",
    ActorOwner: "the identity’s owner",
    And: " and ",
    ActorAws: "AWS",
    ActorDeveloper: "whoever made this page",
    BlockedLead: "This page's own security policy does not allow it to contact {origin}, so nothing left the browser. It allows SES in the Regions it knows, http://127.0.0.1 and http://localhost.",

    // Inspector
    Inspector: "Inspector",
    Preview: "Preview",
    Request: "Request",
    Mime: "MIME",
    Checks: "Checks",
    SeverityError: "Error",
    SeverityWarning: "Warning",
    SeverityInfo: "Note",
    NothingFound: "Nothing was found: the mail can be sent as it is.",
    FoundLead: "An error blocks, a warning asks once, a note only tells.",
    Mend: "To do",
    FoundAndMend: "{found} To do: {mend}",
    Why: "Why",
    Source: "Source",
    Headers: "Headers",
    From: "From",
    NoSubject: "(no subject)",
    NotYet: "not yet",
    HtmlPreview: "HTML as a reader sees it; remote images and links are off",
    HtmlFrame: "Preview of the HTML body",
    TextPreview: "Plain text",
    EmptyBody: "Nothing is written yet.",
    Missing: "What is missing",
    MissingLead: "The request can be built once these are right:",
    Operation: "Operation",
    Url: "URL",
    Parameters: "Parameters",
    ParametersLabel: "Parameters of the request",
    Delegation: "delegation",
    Characters: "{n} characters",
    HttpHeaders: "HTTP headers",
    Body: "Body",
    BodySize: "{n} bytes",
    SignedOnSend: "AWS4-HMAC-SHA256 … signed when you send",
    SetOnSend: "set when you send",
    TokenOnSend: "… your session token",
    ArnsInHeaders: "The ARNs travel in the message as X-SES headers: see MIME.",
    MimeLabel: "The raw message",
    HeaderEnd: "end of the header block",
    MoreBase64: "… {n} more lines of base64 …",
    MoreLines: "… {n} more lines …",
    MimeSize: "{size}, {n} lines. Date and Message-ID are set anew when you send.",
    SesWritesMime: "SES writes the MIME of this operation from the parameters under Request, so there is no raw message to show. Choose a raw operation under “How it is sent” to write it here.",
}

/// The text of `word` with each `{name}` replaced.
pub(crate) fn fill(word: Word, values: &[(&str, &str)]) -> String {
    // In one pass, so that a value is never searched for names.
    let mut filled = String::new();
    let mut rest = t(word);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        filled.push_str(
            values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
        );
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// AWS's name of the route.
pub(crate) fn route(route: Route) -> &'static str {
    t(match route {
        Route::V1SendRawEmail => Word::RouteV1Raw,
        Route::V1SendRawEmailHeaders => Word::RouteV1RawHeaders,
        Route::V1SendEmail => Word::RouteV1,
        Route::V2SendEmailRaw => Word::RouteV2Raw,
        Route::V2SendEmailSimple => Word::RouteV2Simple,
    })
}

/// The version of the API that the route belongs to.
pub(crate) fn api(route: Route) -> &'static str {
    match route {
        Route::V2SendEmailRaw | Route::V2SendEmailSimple => "v2",
        _ => "v1",
    }
}

pub(crate) fn reason(reason: Reason) -> &'static str {
    t(match reason {
        Reason::Chosen => Word::BecauseChosen,
        Reason::Attachments => Word::BecauseFiles,
        Reason::TwoArns => Word::BecauseTwoArns,
        Reason::Calendar => Word::BecauseCalendar,
        Reason::Headers => Word::BecauseHeaders,
        Reason::Raw => Word::BecauseRaw,
        Reason::NoFiles => Word::BecauseNoFiles,
    })
}

/// The send button's words for a number of recipients.
pub(crate) fn send_to(recipients: usize) -> String {
    match recipients {
        0 => t(Word::SendNobody).to_owned(),
        1 => t(Word::SendOne).to_owned(),
        n => fill(Word::SendMany, &[("n", &n.to_string())]),
    }
}

/// A span of time in minutes.
pub(crate) fn span(minutes: i64) -> String {
    let (h, m) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    match minutes {
        ..60 => fill(Word::Minutes, &[("m", &m)]),
        2_880.. => fill(Word::Days, &[("d", &(minutes / 1_440).to_string())]),
        _ => fill(Word::HoursMinutes, &[("h", &h), ("m", &m)]),
    }
}

pub(crate) fn wrong_fields(count: usize) -> String {
    match count {
        1 => t(Word::WrongOne).to_owned(),
        n => fill(Word::WrongMany, &[("n", &n.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled_once() {
        assert_eq!(
            fill(Word::Expected, &[("expected", "{found}"), ("found", "a@b.c")]),
            "Expected {found}, but found a@b.c."
        );
        assert_eq!(send_to(1), "Send to 1 person");
        assert_eq!(send_to(3), "Send to 3 people");
        assert_eq!((span(58), span(121)), ("58 min".into(), "2 h 1 min".into()));
        assert_eq!(span(3 * 1_440 + 5), "3 days");
        assert_eq!(wrong_fields(2), "2 fields need attention.");
    }
}

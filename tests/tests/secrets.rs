//! No secret in anything that the core shows: planted wherever one can enter,
//! searched for in every `Debug`, `Display`, error, JSON and export.
//!
//! What must hold one is named `dangerous_…`, and the session token stands in
//! the headers of a [`SignedRequest`]: `what_must_hold_a_secret_holds_it` shows
//! by these that the search finds what is there.

use std::fmt::{Display, Write as _};
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use serde::Serialize;
use ses_delegate::authorization::SendOperation;
use ses_delegate::grant::{Grant, GrantedTo, Purpose};
use ses_delegate::{
    BulkResult, Caller, Context, Credentials, Delegate, Draft, Endpoint, ExportForm, Failure, File,
    Finding, Known, KnownCredentials, MayBeSent, Operation, PastedCredentials, PayloadHash,
    Rejection, Response, Route, SignedRequest, SigningKey, SigningTime, SmtpCredentials, Stamp,
    Unanswered, UnixTime, Variant, explain, export, export_operation, preflight, prepare, sign,
    sts, v1, v2,
};
use ses_delegate_tests::shown::Shown;

const ID: &str = "ASIAIOSFODNN7EXAMPLE";
const LASTING_ID: &str = "AKIAIOSFODNN7EXAMPLE";
const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYPLANTEDKEY";
/// What the guide's algorithm makes of `SECRET` for us-east-1 is another; this
/// one is pasted.
const SMTP_PASSWORD: &str = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9";
const TOKEN: &str = "IQoJb3JpZ2luX2VjEPLANTED//////////wEaCXVzLWVhc3QtMSJHMEUCIQDq7Zx3k+Vt9uLh2Bn8Rw1Ys0Pf5Gd6Aj4Ce\
                     XoTmNvKbHiUyQzWlEgSrIcOaMpDtFx+J7u2Vw9/Zk3Lq8Bs1Hn6Ty5Rg0Xe4Pj7Am2Cd9Uf3Iv8Ow6Kt1Qy5Sb0Nl4==";

/// Keys of other makers, with what JSON and `Debug` escape.
const ODD_SECRET: &str = r#"odd"quote\slash/0Pq7Zx3kVt9uLh2Bn8Rw1Ys~"#;
const ODD_TOKEN: &str = r#"tok\"en'<&>%41+0Gd6Aj4CeXoTmNvKbHiUyQzWlEgSrIcOaMpDt/=="#;

fn stamp() -> Stamp {
    Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [7; 16] }
}

#[test]
fn the_search_finds_every_form() {
    let base64 = |text: String| STANDARD.encode(text);
    let json = |text: &str| serde_json::to_string(text).unwrap();
    for secret in [SECRET, TOKEN, SMTP_PASSWORD, ODD_SECRET, ODD_TOKEN] {
        for text in [
            format!("found {secret}"),
            format!("found {}…", &secret[..17]),
            format!("…{}", &secret[secret.len() - 17..]),
            json(secret),
            json(&json(secret)[1..]).replace("\\\\", "\\"),
            format!("{secret:?}").replace('/', "\\/"),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
            base64(secret.to_owned()),
            base64(format!("x{secret}")),
            base64(format!("\0user\0{secret}y")),
        ] {
            let mut shown = Shown::default();
            shown.bytes("it", text.clone());
            assert_eq!(shown.leaks(&[secret]).len(), 1, "{text}");
        }
    }
    let mut shown = Shown::default();
    shown.bytes("it", format!("{ID} {ARN} 40 characters"));
    shown.hide(&[SECRET, TOKEN, SMTP_PASSWORD]);
}

/// Whether a type writes itself: what holds for it wins over what holds for all.
struct Of<T>(PhantomData<T>);

trait Silent {
    const SERIALIZES: bool = false;
    const DISPLAYS: bool = false;
    const CLONES: bool = false;
}

impl<T> Silent for Of<T> {}
impl<T: Serialize> Of<T> {
    const SERIALIZES: bool = true;
}
impl<T: Display> Of<T> {
    const DISPLAYS: bool = true;
}
impl<T: Clone> Of<T> {
    const CLONES: bool = true;
}

#[test]
fn what_holds_secrets_cannot_be_written() {
    macro_rules! abilities {
        ($type:ty) => {
            (Of::<$type>::SERIALIZES, Of::<$type>::DISPLAYS, Of::<$type>::CLONES)
        };
    }
    assert_eq!(abilities!(Credentials), (false, false, false));
    assert_eq!(abilities!(PastedCredentials), (false, false, false));
    assert_eq!(abilities!(SigningKey), (false, false, false));
    assert_eq!(abilities!(SmtpCredentials), (false, false, false));
    assert_eq!(abilities!(SignedRequest), (false, false, true));
    // The answer of AssumeRole writes what is public of it.
    assert_eq!(abilities!(sts::AssumeRoleResponse), (true, false, false));
    // The question can be answered by yes.
    assert_eq!(abilities!(Rejection), (true, true, true));
}

fn credentials(odd: bool) -> Credentials {
    let (secret, token) = if odd { (ODD_SECRET, ODD_TOKEN) } else { (SECRET, TOKEN) };
    Credentials::new(ID, secret, Some(token)).unwrap()
}

fn draft() -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: ARN.to_owned(), ..Delegate::default() }),
        from: "Ann <ann@example.com>".to_owned(),
        to: vec!["bob@example.org".to_owned()],
        subject: "Hello".to_owned(),
        text: "Hello".to_owned(),
        ..Draft::default()
    }
}

#[test]
fn what_must_hold_a_secret_holds_it() {
    for odd in [false, true] {
        let keys = credentials(odd);
        let (secret, token) = if odd { (ODD_SECRET, ODD_TOKEN) } else { (SECRET, TOKEN) };
        let prepared = prepare(&draft(), &stamp()).unwrap();
        let payload = PayloadHash::of(&prepared.body().unwrap());
        let signed = prepared.sign(&payload, &keys, stamp().at);
        let mut shown = Shown::default();
        shown.bytes("secret", keys.dangerous_secret_access_key());
        assert_eq!(shown.leaks(&[secret]).len(), 1);
        let mut shown = Shown::default();
        shown.bytes("token", keys.dangerous_session_token().unwrap());
        shown.bytes("headers", format!("{:?}", signed.headers));
        shown.bytes("canonical request", signed.dangerous_canonical_request());
        assert_eq!(shown.leaks(&[token]).len(), 3);
        // And of the secret they hold nothing.
        shown.hide(&[secret]);
    }
    let lasting = Credentials::new(LASTING_ID, SECRET, None).unwrap();
    let smtp = SmtpCredentials::derive(&lasting, &"us-east-1".parse().unwrap()).unwrap();
    let mut shown = Shown::default();
    shown.bytes("password", smtp.dangerous_password());
    assert_eq!(shown.leaks(&[smtp.dangerous_password()]).len(), 1);
}

#[test]
fn credentials_and_what_is_signed_with_them() {
    for odd in [false, true] {
        let keys = credentials(odd);
        let (secret, token) = if odd { (ODD_SECRET, ODD_TOKEN) } else { (SECRET, TOKEN) };
        let mut shown = Shown::default();
        shown.debug("Credentials", &keys);
        for route in [None].into_iter().chain(Route::ALL.map(Some)) {
            let draft = Draft { route, ..draft() };
            let prepared = prepare(&draft, &stamp()).unwrap();
            shown.debug("Prepared", &prepared);
            let payload = PayloadHash::of(&prepared.body().unwrap());
            let key = SigningKey::new(&keys, &prepared.endpoint, stamp().at);
            shown.debug("SigningKey", &key);
            let again = key.sign(&prepared.request, &payload, &prepared.endpoint, stamp().at);
            for signed in [prepared.sign(&payload, &keys, stamp().at), again.unwrap()] {
                shown.debug("SignedRequest", &signed);
                shown.bytes("URL", signed.url.clone());
                shown.bytes("canonical request", signed.canonical_request());
                shown.bytes("string to sign", signed.string_to_sign());
            }
            let next_day = UnixTime::from_seconds(1_768_480_496 + 86_400).unwrap();
            let error = key.sign(&prepared.request, &payload, &prepared.endpoint, next_day);
            shown.error("another day", &error.unwrap_err());
        }
        let sts_endpoint = Endpoint::sts(&"us-east-1".parse().unwrap(), Variant::Standard).unwrap();
        let request = sts::GetCallerIdentity {}.request();
        let payload = PayloadHash::of(&request.body.to_vec(|_| &[]).unwrap());
        let signed = sign(&request, &payload, &sts_endpoint, &keys, stamp().at);
        shown.debug("Request", &request);
        shown.debug("SignedRequest", &signed);

        let known = KnownCredentials::of(&keys, Some(stamp().at));
        let known = Known { at: Some(stamp().at), credentials: Some(known), ..Known::default() };
        shown.debug("Known", &known);
        let findings: Vec<Finding> = preflight(&draft(), &known);
        assert!(findings.iter().any(|finding| finding.code.starts_with("credentials-")));
        shown.debug("findings", &findings);
        shown.json("findings", &findings);

        let region = "us-east-1".parse().unwrap();
        shown.error("SMTP", &SmtpCredentials::derive(&keys, &region).unwrap_err());
        let lasting = Credentials::new(LASTING_ID, secret, None).unwrap();
        let smtp = SmtpCredentials::derive(&lasting, &region).unwrap();
        shown.debug("SmtpCredentials", &smtp);
        shown.hide(&[secret, token, smtp.dangerous_password()]);
    }
}

#[test]
fn errors_of_credentials() {
    let values = [ID, LASTING_ID, SECRET, TOKEN, SMTP_PASSWORD, ODD_SECRET, "", "two words"];
    let mut shown = Shown::default();
    for id in values {
        for secret in values {
            for token in values.map(Some).into_iter().chain([None]) {
                // A secret with a blank in it is none, and no less secret.
                for broken in [false, true] {
                    let secret = if broken { secret.replace('/', " ") } else { secret.to_owned() };
                    match Credentials::new(id, &secret, token) {
                        Ok(keys) => shown.debug("Credentials", &keys),
                        Err(error) => shown.error("Credentials::new", &error),
                    }
                }
            }
        }
    }
    shown.hide(&[SECRET, TOKEN, SMTP_PASSWORD, ODD_SECRET]);
}

/// How tools write credentials.
const FORMATS: [&str; 14] = [
    "export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY='{SECRET}'\nexport AWS_SESSION_TOKEN=\"{TOKEN}\"\nexport AWS_REGION={REGION}\nexport AWS_CREDENTIAL_EXPIRATION={END}\n",
    "set -gx AWS_ACCESS_KEY_ID {ID}\nset -gx AWS_SECRET_ACCESS_KEY {SECRET}\nset -gx AWS_SESSION_TOKEN {TOKEN}\nset -gx AWS_REGION {REGION}\n",
    "$Env:AWS_ACCESS_KEY_ID=\"{ID}\"\r\n$Env:AWS_SECRET_ACCESS_KEY=\"{SECRET}\"\r\n$Env:AWS_SESSION_TOKEN=\"{TOKEN}\"\r\n",
    "SET AWS_ACCESS_KEY_ID={ID}\r\nSET AWS_SECRET_ACCESS_KEY={SECRET}\r\nSET AWS_SESSION_TOKEN={TOKEN}\r\n",
    "[{NAME}]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\naws_session_token = {TOKEN}\nregion = {REGION}\nrole_arn = {ROLE}\nsource_profile = {NAME}\n\n[profile {NAME}2]\nregion = {REGION}\n",
    "[a]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\naws_session_token={TOKEN}\n[{NAME}]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\naws_session_token={TOKEN}\n# {NAME}\n",
    r#"{"Credentials":{"AccessKeyId":"{ID}","SecretAccessKey":"{SECRET}","SessionToken":"{TOKEN}","Expiration":"{END}"},"AssumedRoleUser":{"Arn":"{ROLE}"}}"#,
    r#"{"Version":1,"AccessKeyId":"{ID}","SecretAccessKey":"{SECRET}","SessionToken":"{TOKEN}","Expiration":"{END}"}"#,
    "{ accessKeyId: '{ID}', secretAccessKey: '{SECRET}', sessionToken: '{TOKEN}', expiration: '{END}', region: '{REGION}' }",
    "Access key ID: {ID}\nSecret access key: {SECRET}\nSession token: {TOKEN}\nRegion: {REGION}\n",
    "<Credentials><AccessKeyId>{ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey><SessionToken>{TOKEN}</SessionToken><Expiration>{END}</Expiration></Credentials>",
    "| AccessKeyId | {ID} |\n| SecretAccessKey | {SECRET} |\n| SessionToken | {TOKEN} |\n",
    "SES_SMTP_USERNAME={ID}\nSES_SMTP_PASSWORD={SECRET}\nSMTP password: {TOKEN}\nUser name,Password\n{ID},{SECRET}\n",
    "{ID}\n{SECRET}\n{TOKEN}\n",
];

const FIELDS: [&str; 7] = ["{ID}", "{SECRET}", "{TOKEN}", "{REGION}", "{END}", "{NAME}", "{ROLE}"];

/// What belongs into each of `FIELDS`, then what does not.
const VALUES: [&str; 14] = [
    ID,
    SECRET,
    TOKEN,
    "eu-central-1",
    "2026-01-15T12:34:56Z",
    "work",
    "arn:aws:iam::111122223333:role/mailer",
    LASTING_ID,
    SMTP_PASSWORD,
    "wJalrXUtnFEMI/K7MDENG+bPxR",
    "wJalrXUtnFEMI/K7MDENG+ bPxRfiCYPLANTEDKEY",
    "IQoJb3JpZ2luX2VjEPLANTED//////////wEaCXVzLWVhc3Qt…",
    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYPLANTEDKEY\" # no end",
    "",
];

fn show_paste(shown: &mut Shown, paste: &str) {
    let pasted = match PastedCredentials::read(paste) {
        Ok(pasted) => pasted,
        Err(error) => return shown.error("PastedCredentials::read", &error),
    };
    shown.debug("PastedCredentials", &pasted);
    for profile in pasted.profiles() {
        shown.debug("PastedProfile", profile);
        shown.bytes(
            "what a profile shows",
            format!(
                "{:?} {:?} {:?} {:?} {:?}",
                profile.name,
                profile.region,
                profile.expiration,
                profile.role_arn,
                profile.source_profile
            ),
        );
        profile.hints.iter().for_each(|hint| shown.error("hint", hint));
        if let Err(error) = &profile.keys {
            shown.error("profile", error);
        }
    }
    if let Err(error) = pasted.into_only() {
        shown.error("into_only", &error);
    }
}

#[test]
fn pastes_as_they_should_be() {
    for format in FORMATS {
        let paste = FIELDS
            .iter()
            .zip(VALUES)
            .fold(format.to_owned(), |paste, (field, value)| paste.replace(field, value));
        let is_smtp = paste.contains("SMTP");
        assert_eq!(PastedCredentials::read(&paste).is_ok(), !is_smtp, "{paste}");
        let mut shown = Shown::default();
        show_paste(&mut shown, &paste);
        shown.hide(&[SECRET, TOKEN]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every value in every place, whole or cut.
    #[test]
    fn pastes_with_anything_anywhere(
        format in prop::sample::select(&FORMATS[..]),
        values in prop::collection::vec(prop::sample::select(&VALUES[..]), FIELDS.len()),
        right in prop::collection::vec(any::<bool>(), FIELDS.len()),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut paste = format.to_owned();
        for (at, field) in FIELDS.iter().enumerate() {
            // A piece that a cut leaves of a secret in place of a name may be a name.
            let is_right = right[at] || *field == "{NAME}" && !whole;
            paste = paste.replace(field, if is_right { VALUES[at] } else { values[at] });
        }
        if !whole {
            let ends: Vec<_> = paste.char_indices().map(|(at, _)| at).collect();
            if !ends.is_empty() {
                paste.truncate(ends[cut.index(ends.len())]);
            }
        }
        let mut shown = Shown::default();
        show_paste(&mut shown, &paste);
        let leaks = shown.leaks(&[SECRET, TOKEN, SMTP_PASSWORD]);
        prop_assert!(leaks.is_empty(), "{}\nof\n{paste}", leaks.join("\n"));
    }
}

/// The canonical request as AWS quotes it, each time with the token in another form.
fn quoted(token: &str) -> Vec<String> {
    let percent = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    vec![
        format!(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
             Access Key and signing method.\n\nThe Canonical String for this request should have been\n'POST\n/\n\n\
             content-type:application/x-www-form-urlencoded\nhost:email.us-east-1.amazonaws.com\nx-amz-date:20260115T123456Z\n\
             x-amz-security-token:{token}\n\ncontent-type;host;x-amz-date;x-amz-security-token\nabc'\n"
        ),
        format!("X-Amz-Security-Token: {token}\r\nX-Amz-Date: 20260115T123456Z"),
        format!("GET\n/\nX-Amz-SignedHeaders=host&X-Amz-Security-Token={percent}&b=c"),
        format!("https://email.example/?X-Amz-Security-Token={}&b=c", percent.to_ascii_lowercase()),
        format!("{{\"X-Amz-Security-Token\": \"{token}\"}}"),
        format!("'x-amz-security-token': '{token}'"),
        format!("headers {{ x-amz-security-token: [\"{token}\"] }}"),
    ]
}

#[test]
fn the_token_in_a_quoted_request() {
    let xml = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    // Writers differ in what they escape needlessly.
    let references =
        |text: &str| xml(text).replace('+', "&#43;").replace('/', "&#x2F;").replace('=', "&#x3d;");
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let slashes = |text: &str| json(text).replace('/', "\\/");
    let escapes = |text: &str| {
        json(text).replace('+', "\\u002B").replace('/', "\\u002f").replace('=', "\\u003d")
    };
    for text in quoted(TOKEN) {
        let mut shown = Shown::default();
        for status in [200, 403, 502] {
            for text in [xml(&text), references(&text), format!("<![CDATA[{text}]]>")] {
                let body = format!(
                    "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
                     <Code>SignatureDoesNotMatch</Code><Message>{text}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
                );
                let response = Response { status, headers: &[], body: body.as_bytes() };
                rejected(&mut shown, &v1::SendEmail::interpret(&response).unwrap_err());
                rejected(&mut shown, &v1::SendRawEmail::interpret(&response).unwrap_err());
                rejected(
                    &mut shown,
                    &v1::SendBulkTemplatedEmail::interpret(&response).unwrap_err(),
                );
                rejected(&mut shown, &sts::GetCallerIdentity::interpret(&response).unwrap_err());
                rejected(&mut shown, &sts::AssumeRole::interpret(&response).unwrap_err());
            }
            for text in [json(&text), slashes(&text), escapes(&text)] {
                for body in [
                    format!("{{\"message\":{text}}}"),
                    format!("{{\"message\":{text}"),
                    text.clone(),
                ] {
                    let headers =
                        [("x-amzn-ErrorType".to_owned(), "InvalidSignatureException".to_owned())];
                    let response = Response { status, headers: &headers, body: body.as_bytes() };
                    rejected(&mut shown, &v2::SendEmail::interpret(&response).unwrap_err());
                    rejected(&mut shown, &v2::SendBulkEmail::interpret(&response).unwrap_err());
                    // Of which no member must be there.
                    if let Err(rejection) = v2::GetAccount::interpret(&response) {
                        rejected(&mut shown, &rejection);
                    }
                }
            }
        }
        let replies = Failure::smtp(&format!("535 {text}"));
        let told = [Unanswered::Perhaps(MayBeSent::Untold)];
        let result = BulkResult {
            status: "FAILED".parse().ok(),
            error: Some(text.clone()),
            message_id: None,
        };
        let told = told.iter().map(|unanswered| Failure::unanswered(unanswered, &text));
        for failure in replies.into_iter().chain(Failure::bulk(&result)).chain(told) {
            explained(&mut shown, &failure);
        }
        shown.hide(&[TOKEN]);
    }
}

fn rejected(shown: &mut Shown, rejection: &Rejection) {
    explained(shown, &Failure::rejection(rejection));
    shown.rejection("Rejection", rejection);
}

fn explained(shown: &mut Shown, failure: &Failure<'_>) {
    let draft = draft();
    let signing = SigningTime::new(stamp().at);
    let context = Context { draft: Some(&draft), signing: Some(&signing), ..Context::default() };
    shown.debug("Failure", failure);
    for explanation in [explain(failure, &Context::default()), explain(failure, &context)] {
        shown.debug("Explanation", &explanation);
        shown.json("Explanation", &explanation);
    }
}

#[test]
fn answers_of_assume_role() {
    let keys = format!(
        "<Credentials><AccessKeyId>{ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>\
         <SessionToken>{TOKEN}</SessionToken><Expiration>2026-01-15T12:34:56Z</Expiration></Credentials>"
    );
    let whole = format!(
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>{keys}<AssumedRoleUser>\
         <Arn>arn:aws:sts::111122223333:assumed-role/mailer/s1</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>"
    );
    let read = |body: &str, status| {
        sts::AssumeRole::interpret(&Response { status, headers: &[], body: body.as_bytes() })
    };
    let answer = read(&whole, 200).unwrap();
    assert_eq!(answer.credentials.credentials.dangerous_session_token(), Some(TOKEN));
    let mut shown = Shown::default();
    shown.debug("AssumeRoleResponse", &answer);
    shown.json("AssumeRoleResponse", &answer);
    // Cut anywhere, it cannot be read any more; nor damaged.
    let mut damaged: Vec<String> = (0..whole.len()).map(|at| whole[..at].to_owned()).collect();
    damaged.extend([
        whole.replace(ID, SECRET),
        whole.replace("2026-01-15T12:34:56Z", SECRET),
        whole.replace("</AccessKeyId>", ""),
        whole.replace(TOKEN, &format!("{TOKEN} {TOKEN}")),
        keys.clone(),
        format!("<ErrorResponse><Error><Code>{SECRET}</Code><Message>{keys}</Message></Error></ErrorResponse>"),
        format!("{{\"Credentials\":{{\"SecretAccessKey\":\"{SECRET}\",\"SessionToken\":\"{TOKEN}\"}}}}"),
    ]);
    for body in damaged {
        for status in [200, 403, 502] {
            match read(&body, status) {
                Ok(answer) => shown.debug("AssumeRoleResponse", &answer),
                Err(rejection) => {
                    // Shorter than a name, it is no secret that is cut, but a page.
                    explained(&mut shown, &Failure::rejection(&rejection));
                    shown.rejection("Rejection", &rejection);
                }
            }
        }
    }
    shown.hide(&[SECRET, TOKEN]);

    let input = format!(
        "{{\"RoleArn\":\"arn:aws:iam::111122223333:role/mailer\",\"RoleSessionName\":\"s1\",\"TokenCode\":\"{SECRET}\"}}"
    );
    let mut shown = Shown::default();
    shown.error("AssumeRole::from_json", &sts::AssumeRole::from_json(&input).unwrap_err());
    shown.hide(&[SECRET]);
}

/// Exports and grants after everything that knew a secret.
#[test]
fn exports_and_grants() {
    let keys = credentials(false);
    let mut shown = Shown::default();
    let answer = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::111122223333:assumed-role/mailer/s1</Arn>\
         <UserId>AROA:s1</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    let response = Response { status: 200, headers: &[], body: answer.as_bytes() };
    let caller = sts::GetCallerIdentity::interpret(&response).unwrap();
    let caller = Caller::try_from(&caller).unwrap();

    let rich = Draft {
        html: "<p>Hello</p>".to_owned(),
        attachments: vec![File {
            filename: "a.bin".into(),
            content: vec![0; 100].into(),
            ..File::default()
        }],
        ..draft()
    };
    for draft in [draft(), rich] {
        let prepared = prepare(&draft, &stamp()).unwrap();
        let signed = prepared.sign(&PayloadHash::of(&prepared.body().unwrap()), &keys, stamp().at);
        shown.debug("SignedRequest", &signed);
        for form in ExportForm::ALL {
            shown.export(&export(form, &draft, &stamp()).unwrap());
        }
    }
    let input = "{\"Source\":\"ann@example.com\",\"Destination\":{\"ToAddresses\":[\"bob@example.org\"]},\
                 \"Template\":\"t\",\"TemplateData\":\"{}\"}";
    let input = v1::SendTemplatedEmail::from_json(input).unwrap();
    let endpoint = prepare(&draft(), &stamp()).unwrap().endpoint;
    for form in ExportForm::ALL {
        match export_operation(form, &input, &endpoint) {
            Ok(export) => shown.export(&export),
            Err(error) => shown.error("export_operation", &error),
        }
    }

    let purpose = Purpose { operations: vec![SendOperation::V1SendEmail], ..Purpose::default() };
    let grant = Grant::new(
        ARN.parse().unwrap(),
        GrantedTo::Caller(caller),
        purpose,
        "delegates".parse().unwrap(),
    )
    .unwrap();
    shown.debug("Grant", &grant);
    let mut texts = String::new();
    let commands = grant.owner_commands().unwrap();
    let role = "arn:aws:iam::111122223333:role/mailer".parse().unwrap();
    for text in [
        grant.request_text().unwrap(),
        grant.hand_back_text(),
        commands.v1,
        commands.v2,
        grant.owner_terraform().unwrap(),
        grant.delegate_terraform().unwrap(),
        grant.delegate_cloudformation().unwrap(),
        grant.delegate_policy().unwrap(),
        grant.assume_role_command(&role, &"s1".parse().unwrap()).unwrap(),
    ] {
        let _ = writeln!(texts, "{text}");
    }
    shown.bytes("texts of a grant", texts);
    shown.hide(&[SECRET, TOKEN]);
}

//! Any operation by its name: AWS-shaped JSON in, its signed request out; an
//! answer in, AWS-shaped JSON out.

use std::mem::take;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ses_delegate::{
    Credentials, Endpoint, Operation, ParseError, PayloadHash, Region, Rejection, Request,
    Response, UnixTime, Variant, sign, sts, v1, v2,
};

use crate::CaseCredentials;

/// What is asked of an operation, on one line.
#[derive(Debug, Deserialize)]
pub struct Asked {
    api: String,
    operation: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum What {
    Read { answer: Answer },
    Write(Write),
}

/// Everything else that decides a request's bytes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Write {
    region: String,
    #[serde(default)]
    endpoint_variant: Variant,
    input: Value,
    /// Seconds since 1970.
    at: i64,
    credentials: Keys,
}

/// Where the credentials come from.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Keys {
    Given(CaseCredentials),
    Assumed {
        /// `AssumeRole`'s answer.
        #[serde(rename = "assumedBy")]
        answer: Answer,
    },
}

#[derive(Debug, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    /// base64.
    body: String,
}

/// What an operation says to it: one member of these, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Said {
    /// The signed request.
    Request(Box<Written>),
    /// The input is wrong.
    Error(Wrong),
    /// The answer is a success.
    Output(Value),
    /// The answer is none.
    Rejection(Box<Rejection>),
}

/// A signed request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Where it goes.
    pub url: String,
    /// All but `Host`.
    pub headers: Vec<(&'static str, String)>,
    /// The payload as base64.
    pub body: String,
    /// Step 1 of the signature.
    pub canonical_request: String,
    /// Step 3 of the signature.
    pub string_to_sign: String,
}

/// [`ParseError`] as JSON.
#[derive(Debug, Serialize)]
pub struct Wrong {
    code: String,
    field: String,
    message: String,
}

impl From<ParseError> for Wrong {
    fn from(error: ParseError) -> Self {
        Self {
            code: error.code().to_owned(),
            field: error.field().to_owned(),
            message: error.message(),
        }
    }
}

type ToEndpoint = fn(&Region, Variant) -> Result<Endpoint, ParseError>;

/// An operation without its types.
struct Known {
    api: &'static str,
    name: &'static str,
    endpoint: ToEndpoint,
    request: fn(&str) -> Result<Request, ParseError>,
    interpret: fn(&Response<'_>) -> Result<Value, Rejection>,
}

const fn ses<O>(api: &'static str) -> Known
where
    O: Operation<Output: Serialize> + DeserializeOwned,
{
    known::<O>(api, Endpoint::of)
}

const fn known<O>(api: &'static str, endpoint: ToEndpoint) -> Known
where
    O: Operation<Output: Serialize> + DeserializeOwned,
{
    Known {
        api,
        name: O::NAME,
        endpoint,
        request: |input| O::from_json(input).map(|input| input.request()),
        interpret: |answer| O::interpret(answer).map(|output| json!(output)),
    }
}

const V1: &str = "v1";
const V2: &str = "v2";

/// Every operation of the core.
const KNOWN: &[Known] = &[
    ses::<v1::SendEmail>(V1),
    ses::<v1::SendRawEmail>(V1),
    ses::<v1::SendTemplatedEmail>(V1),
    ses::<v1::SendBulkTemplatedEmail>(V1),
    ses::<v1::SendBounce>(V1),
    ses::<v1::GetSendQuota>(V1),
    ses::<v1::GetIdentityVerificationAttributes>(V1),
    ses::<v1::ListIdentityPolicies>(V1),
    ses::<v1::GetIdentityPolicies>(V1),
    ses::<v1::PutIdentityPolicy>(V1),
    ses::<v1::DeleteIdentityPolicy>(V1),
    ses::<v1::ListTemplates>(V1),
    ses::<v1::GetTemplate>(V1),
    ses::<v1::TestRenderTemplate>(V1),
    ses::<v2::SendEmail>(V2),
    ses::<v2::SendBulkEmail>(V2),
    ses::<v2::GetAccount>(V2),
    ses::<v2::GetEmailIdentity>(V2),
    ses::<v2::CreateEmailIdentityPolicy>(V2),
    ses::<v2::UpdateEmailIdentityPolicy>(V2),
    ses::<v2::DeleteEmailIdentityPolicy>(V2),
    ses::<v2::GetEmailIdentityPolicies>(V2),
    ses::<v2::ListEmailTemplates>(V2),
    ses::<v2::GetEmailTemplate>(V2),
    ses::<v2::TestRenderEmailTemplate>(V2),
    known::<sts::GetCallerIdentity>("sts", Endpoint::sts),
    known::<sts::AssumeRole>("sts", Endpoint::sts),
];

/// The APIs and names of the operations.
pub fn operations() -> impl Iterator<Item = (&'static str, &'static str)> {
    KNOWN.iter().map(|known| (known.api, known.name))
}

impl Asked {
    /// What the operation says.
    ///
    /// # Panics
    /// If there is no such operation, or what surrounds its input is wrong:
    /// that is the test's mistake.
    pub fn operate(&self) -> Said {
        let known = KNOWN
            .iter()
            .find(|known| (known.api, known.name) == (&self.api, &self.operation))
            .unwrap_or_else(|| panic!("no operation {} {}", self.api, self.operation));
        match &self.what {
            What::Read { answer } => answer.read_by(known),
            What::Write(write) => match (known.request)(&write.input.to_string()) {
                Ok(request) => Said::Request(Box::new(write.sign(&request, known))),
                Err(error) => Said::Error(error.into()),
            },
        }
    }
}

impl Write {
    fn sign(&self, request: &Request, known: &Known) -> Written {
        let region: Region = self.region.parse().expect("a Region");
        let at = UnixTime::from_seconds(self.at).expect("a time");
        let credentials = self.credentials.read();
        let body = request.body.to_vec(|_| &[]).expect("an input's bytes are its own");
        let endpoint = (known.endpoint)(&region, self.endpoint_variant).expect("an endpoint");
        let mut signed = sign(request, &PayloadHash::of(&body), &endpoint, &credentials, at);
        Written {
            method: signed.method.as_str(),
            url: take(&mut signed.url),
            headers: take(&mut signed.headers),
            body: STANDARD.encode(body),
            canonical_request: signed.canonical_request(),
            string_to_sign: signed.string_to_sign().to_owned(),
        }
    }
}

impl Keys {
    fn read(&self) -> Credentials {
        match self {
            Self::Given(keys) => keys.read().expect("credentials"),
            Self::Assumed { answer } => {
                answer.read(sts::AssumeRole::interpret).expect("a success").credentials.credentials
            }
        }
    }
}

impl Answer {
    fn read<T>(&self, interpret: impl FnOnce(&Response<'_>) -> T) -> T {
        let body = STANDARD.decode(&self.body).expect("base64");
        interpret(&Response { status: self.status, headers: &self.headers, body: &body })
    }

    fn read_by(&self, known: &Known) -> Said {
        match self.read(known.interpret) {
            Ok(output) => Said::Output(output),
            Err(rejection) => Said::Rejection(Box::new(rejection)),
        }
    }
}

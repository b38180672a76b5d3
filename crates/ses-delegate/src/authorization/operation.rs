//! Which actions a call asks policies for.

use serde::{Deserialize, Serialize};

use crate::route::Route;

/// A way to send, as policies tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SendOperation {
    /// v1 `SendEmail`.
    V1SendEmail,
    /// v1 `SendRawEmail`.
    V1SendRawEmail,
    /// v1 `SendTemplatedEmail`.
    V1SendTemplatedEmail,
    /// v1 `SendBulkTemplatedEmail`.
    V1SendBulkTemplatedEmail,
    /// v1 `SendBounce`.
    V1SendBounce,
    /// v2 `SendEmail` with `Simple` content.
    V2SendEmailSimple,
    /// v2 `SendEmail` with `Raw` content.
    V2SendEmailRaw,
    /// v2 `SendEmail` with `Template` content.
    V2SendEmailTemplate,
    /// v2 `SendBulkEmail`.
    V2SendBulkEmail,
    /// SMTP.
    Smtp,
}

/// How several actions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// All of them must be allowed.
    All,
    /// One of them is asked for, and AWS does not document which.
    OneOfThese,
}

/// An action that a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedAction {
    /// With its service: `ses:SendRawEmail`.
    pub name: &'static str,
    /// What AWS's service authorization reference names in its place, if senders
    /// see another asked for.
    pub documented: Option<&'static str>,
    /// Whether conditions on addresses can match it; AWS documents that of
    /// `ses:SendBulkEmail` none do.
    pub has_address_keys: bool,
}

const fn action(name: &'static str) -> AskedAction {
    AskedAction { name, documented: None, has_address_keys: true }
}

const SEND_EMAIL: AskedAction = action("ses:SendEmail");
const SEND_RAW_EMAIL: AskedAction = action("ses:SendRawEmail");
const SEND_TEMPLATED_EMAIL: AskedAction = action("ses:SendTemplatedEmail");
const SEND_BULK_TEMPLATED_EMAIL: AskedAction = action("ses:SendBulkTemplatedEmail");
const SEND_BOUNCE: AskedAction = action("ses:SendBounce");
const SEND_BULK_EMAIL: AskedAction =
    AskedAction { has_address_keys: false, ..action("ses:SendBulkEmail") };
const SEND_RAW_EMAIL_BY_V2: AskedAction =
    AskedAction { documented: Some("ses:SendEmail"), ..SEND_RAW_EMAIL };

/// Name, `ses:ApiVersion`, how the actions count, and the actions.
type Row = (SendOperation, &'static str, &'static str, Ask, &'static [AskedAction]);

const TABLE: [Row; 10] = {
    use SendOperation as O;
    [
        (O::V1SendEmail, "v1-send-email", "1", Ask::All, &[SEND_EMAIL]),
        (O::V1SendRawEmail, "v1-send-raw-email", "1", Ask::All, &[SEND_RAW_EMAIL]),
        (
            O::V1SendTemplatedEmail,
            "v1-send-templated-email",
            "1",
            Ask::All,
            &[SEND_TEMPLATED_EMAIL],
        ),
        (
            O::V1SendBulkTemplatedEmail,
            "v1-send-bulk-templated-email",
            "1",
            Ask::All,
            &[SEND_BULK_TEMPLATED_EMAIL],
        ),
        (O::V1SendBounce, "v1-send-bounce", "1", Ask::All, &[SEND_BOUNCE]),
        (O::V2SendEmailSimple, "v2-send-email-simple", "2", Ask::All, &[SEND_EMAIL]),
        (O::V2SendEmailRaw, "v2-send-email-raw", "2", Ask::All, &[SEND_RAW_EMAIL_BY_V2]),
        (
            O::V2SendEmailTemplate,
            "v2-send-email-template",
            "2",
            Ask::OneOfThese,
            &[SEND_TEMPLATED_EMAIL, SEND_EMAIL],
        ),
        (
            O::V2SendBulkEmail,
            "v2-send-bulk-email",
            "2",
            Ask::All,
            &[SEND_BULK_EMAIL, SEND_BULK_TEMPLATED_EMAIL],
        ),
        // AWS documents that SMTP counts as version 2 for `ses:ApiVersion`.
        (O::Smtp, "smtp", "2", Ask::All, &[SEND_RAW_EMAIL]),
    ]
};

impl SendOperation {
    /// Every way to send.
    pub const ALL: [Self; 10] = {
        let mut all = [Self::Smtp; 10];
        let mut at = 0;
        while at < TABLE.len() {
            all[at] = TABLE[at].0;
            at += 1;
        }
        all
    };

    fn row(self) -> &'static Row {
        // The table stands in the order of the enum; a test holds it to that.
        &TABLE[self as usize]
    }

    /// Its name in JSON; as [`Route::as_str`] where there is such a route.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// What `ses:ApiVersion` is.
    ///
    /// # Source
    /// Service Authorization Reference, "Condition keys for Amazon SES".
    pub fn api_version(self) -> &'static str {
        self.row().2
    }

    /// How its actions count together.
    pub fn ask(self) -> Ask {
        self.row().3
    }

    /// The actions that it asks for, on each identity.
    ///
    /// # Source
    /// SES Developer Guide, "Sending authorization policies"; for v2 `Raw` and
    /// `SendBulkEmail`, which senders see refused by other names than AWS
    /// documents: django-anymail's documentation of its SES backend.
    pub fn actions(self) -> &'static [AskedAction] {
        self.row().4
    }

    /// Whether it sends by a template, which is a resource of its own.
    pub fn uses_template(self) -> bool {
        matches!(
            self,
            Self::V1SendTemplatedEmail
                | Self::V1SendBulkTemplatedEmail
                | Self::V2SendEmailTemplate
                | Self::V2SendBulkEmail
        )
    }
}

impl From<Route> for SendOperation {
    fn from(route: Route) -> Self {
        match route {
            Route::V1SendEmail => Self::V1SendEmail,
            Route::V1SendRawEmail | Route::V1SendRawEmailHeaders => Self::V1SendRawEmail,
            Route::V2SendEmailSimple => Self::V2SendEmailSimple,
            Route::V2SendEmailRaw => Self::V2SendEmailRaw,
        }
    }
}

//! The same send by other programs: commands and scripts that sign when they
//! run and read secrets from the environment.

mod smtp;

pub use self::smtp::{SmtpServer, export as export_smtp};

/// A way to send a message without this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Which.
    pub form: ExportForm,
    /// What to keep in one folder, the one to run first.
    pub files: Vec<ExportFile>,
    /// The command that sends it, typed in that folder.
    pub command: String,
    /// The environment variables that it reads. None of their values stands in a file.
    pub environment: &'static [&'static str],
    /// What its user must know: versions, limits.
    pub notes: Vec<String>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name, without folders.
    pub name: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// By what an export sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportForm {
    /// AWS CLI, version 1 or 2: a shell script.
    AwsCli,
    /// AWS SDK for Python.
    Boto3,
    /// AWS SDK for JavaScript, version 3.
    AwsSdkJs,
    /// `curl --aws-sigv4`: a shell script.
    Curl,
    /// The message as a file.
    Eml,
    /// What an SMTP client sends after DATA.
    SmtpData,
    /// swaks, over SMTP.
    Swaks,
    /// `curl smtps://`.
    CurlSmtp,
    /// `openssl s_client`, over SMTP.
    OpensslSmtp,
    /// nodemailer's `raw`, over SMTP.
    Nodemailer,
}

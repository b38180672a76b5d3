//! The certificate of the SMTP ports.

use std::{fmt, path::Path, sync::Arc};

use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    },
};

/// The names of this machine to itself.
const NAMES: [&str; 4] = ["localhost", "*.localhost", "127.0.0.1", "::1"];

/// A certificate and its key: made for this run, or read from files.
#[derive(Clone)]
pub struct Certificate {
    pem: String,
    config: Arc<ServerConfig>,
}

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateError(String);

impl Certificate {
    /// A self-signed certificate for `localhost`, `*.localhost`, `127.0.0.1`
    /// and `::1`; its key is never written anywhere.
    ///
    /// # Errors
    ///
    /// Fails if no key can be made.
    pub fn generate() -> Result<Self, CertificateError> {
        let make = || {
            let key = KeyPair::generate()?;
            let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
            params.distinguished_name = rcgen::DistinguishedName::new();
            params.distinguished_name.push(rcgen::DnType::CommonName, "ses-local");
            // An end entity that clients trust by itself: it can sign nothing else.
            params.is_ca = IsCa::ExplicitNoCa;
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            params.self_signed(&key).map(|certificate| (certificate, key))
        };
        let (certificate, key) = make()
            .map_err(|error| CertificateError(format!("no certificate was made: {error}")))?;
        let private = PrivatePkcs8KeyDer::from(key.serialize_der());
        Self::new(certificate.pem(), vec![certificate.der().clone()], private.into())
    }

    /// Reads a certificate chain and its key from PEM files.
    ///
    /// # Errors
    ///
    /// Names the file that cannot be read or used.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, CertificateError> {
        let read = |file: &Path| {
            std::fs::read(file)
                .map_err(|error| CertificateError(format!("{}: {error}", file.display())))
        };
        let pem = read(certificate)?;
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .map_err(|error| CertificateError(format!("{}: {error}", certificate.display())))?;
        if chain.is_empty() {
            let text = "expected a certificate in PEM, but found none";
            return Err(CertificateError(format!("{}: {text}", certificate.display())));
        }
        let private = zeroize::Zeroizing::new(read(key)?);
        // The parser's own error could quote the key.
        let private = PrivateKeyDer::from_pem_slice(&private).map_err(|_| {
            CertificateError(format!("{}: expected a private key in PEM", key.display()))
        })?;
        let pem = String::from_utf8(pem).map_err(|_| {
            CertificateError(format!("{}: expected PEM, which is ASCII", certificate.display()))
        })?;
        Self::new(pem, chain, private)
    }

    /// The certificate for clients to trust.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }

    fn new(
        pem: String,
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Result<Self, CertificateError> {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| CertificateError(format!("the certificate and its key: {error}")))?;
        Ok(Self { pem, config: Arc::new(config) })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate")
    }
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CertificateError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_cannot_be_used_are_named() {
        let directory = std::env::temp_dir().join(format!("ses-local-pem-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let (good, empty) = (directory.join("good.pem"), directory.join("empty.pem"));
        std::fs::write(&good, Certificate::generate().unwrap().pem()).unwrap();
        std::fs::write(&empty, "").unwrap();
        let error = |certificate: &Path, key: &Path| {
            Certificate::load(certificate, key).unwrap_err().to_string()
        };
        assert!(error(&directory.join("none.pem"), &good).contains("none.pem"));
        assert!(
            error(&empty, &good)
                .ends_with("empty.pem: expected a certificate in PEM, but found none")
        );
        assert!(error(&good, &good).ends_with("good.pem: expected a private key in PEM"));
        std::fs::remove_dir_all(&directory).unwrap();
    }
}

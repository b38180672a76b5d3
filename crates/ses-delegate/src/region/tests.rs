use super::*;
use crate::shared;

fn region(name: &str) -> Region {
    name.parse().unwrap()
}

#[test]
fn regions_have_partitions_and_hosts() {
    for (name, partition, host) in [
        ("us-east-1", "aws", "email.us-east-1.amazonaws.com"),
        ("ap-southeast-5", "aws", "email.ap-southeast-5.amazonaws.com"),
        ("us-gov-west-1", "aws-us-gov", "email.us-gov-west-1.amazonaws.com"),
        ("eusc-de-east-1", "aws-eusc", "email.eusc-de-east-1.amazonaws.eu"),
    ] {
        assert_eq!(region(name).partition().as_str(), partition);
        assert_eq!(Endpoint::of(&region(name), Variant::Standard).unwrap().host(), host);
    }
    for (name, partition) in [
        ("cn-north-1", "aws-cn"),
        ("us-isob-east-1", "aws-iso-b"),
        ("us-iso-west-9", "aws-iso"),
        ("us-iso-1", "aws"),
        ("eusc-fr-south-1", "aws-eusc"),
        ("xx-nowhere-1", "aws"),
    ] {
        assert_eq!(region(name).partition().as_str(), partition, "{name}");
    }
    for bad in
        ["", "us", "us-east", "us-east-1a", "US-EAST-1", "*", "us-east-1.evil.example", "us--1"]
    {
        assert_eq!(bad.parse::<Region>().unwrap_err().code(), "region.syntax", "{bad:?}");
    }
}

#[test]
fn the_tables_agree() {
    for row in &REGIONS {
        assert_eq!(region(row.name).partition(), row.partition, "{}", row.name);
    }
    for row in &PARTITIONS {
        assert_eq!(row.name.parse::<Partition>().unwrap(), row.partition);
        assert_eq!(row.partition.as_str(), row.name);
    }
    assert_eq!("aws-mars".parse::<Partition>().unwrap_err().code(), "arn.partition");
}

#[test]
fn hosts_are_those_that_botocore_resolved() {
    let Some(path) = shared::find("ses/data/endpoints.json") else { return };
    let resolved = &shared::json(&path)["resolved"];
    let variants = ["std", "fips", "std+dual", "fips+dual"];
    for api in ["ses", "sesv2"] {
        let (mut equal, mut refused) = (0, 0);
        for (name, urls) in resolved[api].as_object().unwrap() {
            let Ok(region) = name.parse() else {
                assert!(name.ends_with("-global"), "{name}");
                continue;
            };
            for (variant, label) in Variant::ALL.into_iter().zip(variants) {
                match Endpoint::of(&region, variant) {
                    Ok(endpoint) => {
                        assert_eq!(endpoint.origin(), urls[label]["url"], "{api} {name} {label}");
                        equal += 1;
                    }
                    Err(error) => {
                        assert!(["region.ses", "region.fips"].contains(&error.code()), "{error}");
                        refused += 1;
                    }
                }
            }
        }
        // 36 Regions have SES by two variants; 7 of them by FIPS as well.
        assert_eq!((equal, refused), (36 * 2 + 7 * 2, 48 * 4 - 36 * 2 - 7 * 2));
    }
}

#[test]
fn smtp_hosts_are_confirmed_by_use() {
    let Some(path) = shared::find("ses/data/smtp-endpoints.json") else { return };
    let known = shared::json(&path);
    let names =
        |list: &str| -> Vec<String> { serde_json::from_value(known[list].clone()).unwrap() };
    for name in names("confirmed_regions") {
        assert!(SmtpEndpoint::of(&region(&name)).unwrap().is_confirmed, "{name}");
    }
    for name in names("unknown") {
        assert!(!SmtpEndpoint::of(&region(&name)).unwrap().is_confirmed, "{name}");
    }
    for name in known["reported_absent"].as_object().unwrap().keys() {
        assert_eq!(SmtpEndpoint::of(&region(name)).unwrap_err().code(), "region.smtp", "{name}");
    }
}

#[test]
fn each_variant_has_a_host_of_its_own() {
    let ses = |variant| Endpoint::of(&region("us-west-2"), variant).unwrap();
    let hosts = Variant::ALL.map(|variant| ses(variant).host().to_owned());
    assert_eq!(
        hosts,
        [
            "email.us-west-2.amazonaws.com",
            "email-fips.us-west-2.amazonaws.com",
            "email.us-west-2.api.aws",
            "email-fips.us-west-2.api.aws",
        ]
    );
    for variant in Variant::ALL {
        assert_eq!(serde_json::to_value(variant).unwrap(), variant.as_str());
        assert_eq!((ses(variant).service(), ses(variant).is_override()), (Service::Ses, false));
    }
}

#[test]
fn sts_is_regional_and_signed_as_itself() {
    let sts = |name, variant| Endpoint::sts(&region(name), variant).unwrap();
    let usual = sts("us-east-1", Variant::Standard);
    assert_eq!((usual.host(), usual.service()), ("sts.us-east-1.amazonaws.com", Service::Sts));
    assert_eq!(sts("us-gov-west-1", Variant::Fips).host(), "sts.us-gov-west-1.amazonaws.com");
    assert_eq!(
        sts("cn-north-1", Variant::DualStack).host(),
        "sts.cn-north-1.api.amazonwebservices.com.cn"
    );
    let unknown = Endpoint::sts(&region("xx-nowhere-1"), Variant::Standard).unwrap_err();
    assert_eq!(unknown.code(), "region.sts");
    let unlisted = Endpoint::sts(&region("eu-west-1"), Variant::Fips).unwrap_err();
    assert_eq!(unlisted.code(), "region.fips");
    let named = Endpoint::dangerous_sts_at(&region("xx-nowhere-1"), "https://sts.example").unwrap();
    assert_eq!((named.service(), named.is_override()), (Service::Sts, true));
}

#[test]
fn a_region_without_ses_is_told_of_one_with_it() {
    let wrong = |name, variant| Endpoint::of(&region(name), variant).unwrap_err();
    for (name, said) in [
        ("ap-east-1", "a Region with Amazon SES, such as ap-east-2 (by botocore"),
        ("eu-west-9", "a Region with Amazon SES, such as eu-west-3 (by botocore"),
        ("us-gov-west-9", "a Region with Amazon SES, such as us-gov-west-1 (by botocore"),
        ("cn-north-1", "a Region with Amazon SES, of which botocore"),
    ] {
        let error = wrong(name, Variant::Standard);
        assert_eq!((error.code(), error.found()), ("region.ses", format!("{name:?}").as_str()));
        assert!(error.expected().starts_with(said), "{error}");
    }
    let error = wrong("ca-west-1", Variant::Fips);
    assert_eq!(error.code(), "region.fips");
    assert!(error.expected().contains("such as ca-central-1 "), "{error}");
    let error = wrong("eusc-de-east-1", Variant::FipsDualStack);
    assert_eq!(error.code(), "region.fips");
    assert!(error.expected().contains("no FIPS endpoint in the partition aws-eusc"), "{error}");
}

#[test]
fn an_unconfirmed_smtp_host_is_called_so() {
    let smtp = |name| SmtpEndpoint::of(&region(name));
    let known = smtp("us-east-1").unwrap();
    assert_eq!(known.host, "email-smtp.us-east-1.amazonaws.com");
    assert_eq!((known.starttls_ports, known.tls_ports), ([25, 587, 2587], [465, 2465]));
    assert!(known.is_confirmed);
    let guessed = smtp("eusc-de-east-1").unwrap();
    assert_eq!(guessed.host, "email-smtp.eusc-de-east-1.amazonaws.eu");
    assert!(!guessed.is_confirmed);
    for absent in ["me-south-1", "ap-east-1", "cn-north-1"] {
        assert_eq!(smtp(absent).unwrap_err().code(), "region.smtp");
    }
    let fips = SmtpEndpoint::fips(&region("us-gov-west-1")).unwrap();
    assert_eq!(
        (fips.host.as_str(), fips.is_confirmed),
        ("email-smtp-fips.us-gov-west-1.amazonaws.com", true)
    );
    assert!(!SmtpEndpoint::fips(&region("ca-central-1")).unwrap().is_confirmed);
    assert_eq!(SmtpEndpoint::fips(&region("eu-west-1")).unwrap_err().code(), "region.fips");
}

#[test]
fn an_override_is_an_origin_and_marked_as_such() {
    let region = region("us-east-1");
    let at = |origin| Endpoint::dangerous_at(&region, origin);
    for (given, host) in [
        ("http://127.0.0.1:8425", "127.0.0.1:8425"),
        ("http://localhost:80/", "localhost"),
        ("http://[::1]:9", "[::1]:9"),
        ("HTTPS://SES.example:443", "ses.example"),
        ("https://[0:0:0:0:0:0:0:1]:8443", "[::1]:8443"),
    ] {
        let endpoint = at(given).unwrap();
        assert_eq!(endpoint.host(), host);
        assert!(endpoint.is_override());
    }
    for (given, code) in [
        ("http://ses.example", "endpoint.insecure"),
        ("http://127.0.0.1.evil.example", "endpoint.insecure"),
        ("http://evil.localhost:1", "endpoint.insecure"),
        ("https://127.1", "endpoint.syntax"),
        ("https://0x7f.0x1", "endpoint.syntax"),
        ("https://a/b", "endpoint.syntax"),
        ("https://user@a", "endpoint.syntax"),
        ("ftp://a", "endpoint.syntax"),
        ("127.0.0.1:1", "endpoint.syntax"),
        ("http://127.0.0.1:99999", "endpoint.syntax"),
        ("http://[::1]x", "endpoint.syntax"),
    ] {
        assert_eq!(at(given).unwrap_err().code(), code, "{given}");
    }
}

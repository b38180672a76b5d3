mod exactly;

use super::*;
use crate::stamp::UnixTime;
use crate::sts::{RoleArn, RoleSessionName};

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

fn grant(to: &str, purpose: Purpose) -> Result<Grant, ParseError> {
    let to = match to.parse() {
        Ok(caller) => GrantedTo::Caller(caller),
        Err(_) => GrantedTo::Organization(to.parse().unwrap()),
    };
    Grant::new(ARN.parse().unwrap(), to, purpose, "delegates".parse().unwrap())
}

fn by(operations: &[SendOperation]) -> Purpose {
    Purpose { operations: operations.to_vec(), ..Purpose::default() }
}

/// With every kind of limit, and characters that shells and Terraform take for their own.
fn limited() -> Purpose {
    Purpose {
        operations: vec![SendOperation::V1SendRawEmail, SendOperation::V2SendBulkEmail],
        from: vec!["o'hara@example.com".parse().unwrap(), "news+*@example.com".parse().unwrap()],
        display_names: vec!["O'Hara \"$(id)\" \\ `x` %{if} ! é".parse().unwrap()],
        recipients: vec!["a%{b}$@example.org".parse().unwrap()],
        return_paths: vec!["bounces@example.com".parse().unwrap()],
        not_before: Some(UnixTime::from_seconds(1_767_225_600).unwrap()),
        until: Some(UnixTime::from_seconds(1_798_761_600).unwrap()),
        source_ranges: vec!["203.0.113.7/24".parse().unwrap(), "2001:db8::1".parse().unwrap()],
    }
}

#[test]
fn the_policy_is_as_awss_samples_are() {
    let policy =
        grant("111122223333", by(&[SendOperation::V1SendEmail, SendOperation::V2SendEmailSimple]));
    assert_eq!(
        policy.unwrap().owner_policy().unwrap().as_str(),
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"Sends1","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["ses:SendEmail"],"Resource":["arn:aws:ses:us-east-1:123456789012:identity/example.com"]}]}"#
    );
    let policy = grant("o-a1b2c3d4e5", by(&[SendOperation::Smtp])).unwrap().owner_policy().unwrap();
    assert!(policy.as_str().contains(
        r#""Principal":"*","Action":["ses:SendRawEmail"],"Resource":["arn:aws:ses:us-east-1:123456789012:identity/example.com"],"Condition":{"StringEquals":{"aws:PrincipalOrgID":["o-a1b2c3d4e5"],"ses:ApiVersion":["2"]}}"#
    ), "{policy}");
}

#[test]
fn conditions_on_addresses_stand_where_they_can_match() {
    let policy = grant("111122223333", limited()).unwrap().owner_policy().unwrap();
    let policy: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
    let statements = policy["Statement"].as_array().unwrap();
    let of = |action: &str| {
        let mut of = statements.iter().filter(|one| one["Action"].to_string().contains(action));
        let one = of.next().unwrap();
        assert!(of.next().is_none(), "{action} twice");
        one["Condition"].to_string()
    };
    assert!(!of("\"ses:SendBulkEmail\"").contains("ses:From"));
    for action in ["\"ses:SendBulkTemplatedEmail\"", "\"ses:SendRawEmail\""] {
        for key in [
            "ses:FromAddress",
            "ses:FromDisplayName",
            "ses:FeedbackAddress",
            "ForAllValues:StringEquals",
        ] {
            assert!(of(action).contains(key), "{key} {action}");
        }
    }
    for key in ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "203.0.113.0/24", "2001:db8::1/128"]
    {
        assert!(of("\"ses:SendBulkEmail\"").contains(key), "{key}");
    }
}

#[test]
fn what_cannot_be_granted_is_said() {
    let code = |to, purpose| grant(to, purpose).unwrap_err().code().to_owned();
    let raw = || by(&[SendOperation::V1SendRawEmail]);
    assert_eq!(code("111122223333", Purpose::default()), "grant.operations");
    assert_eq!(code("arn:aws-us-gov:iam::111122223333:user/ann", raw()), "grant.partition");
    let from = |text: &str| Purpose { from: vec![text.parse().unwrap()], ..raw() };
    assert_eq!(code("111122223333", from("ann@example.org")), "grant.from");
    let time = UnixTime::from_seconds(9).ok();
    assert_eq!(
        code("111122223333", Purpose { not_before: time, until: time, ..raw() }),
        "grant.period"
    );
    let everywhere = ARN.replace("us-east-1", "*").parse().unwrap();
    let to = GrantedTo::Caller("111122223333".parse().unwrap());
    let error = Grant::new(everywhere, to, raw(), "a".parse().unwrap()).unwrap_err();
    assert_eq!((error.code(), error.field()), ("grant.region", "identity"));
    let many = |count| {
        let from =
            (0..count).map(|at| format!("somebody{at}@example.com").parse().unwrap()).collect();
        grant("111122223333", Purpose { from, ..raw() }).unwrap()
    };
    assert_eq!(many(200).owner_policy().unwrap_err().code(), "policy.length");
    assert_eq!(many(250).delegate_policy().unwrap_err().code(), "policy.length");
    assert_eq!(many(100).session_policy().unwrap_err().code(), "session_policy.length");
    for text in ["", "ann", "a b*@example.com", "${aws:username}@example.com", "*@ex${a}"] {
        assert!(text.parse::<AddressPattern>().is_err(), "{text}");
    }
    for text in ["", "a\nb", "${aws:username}"] {
        assert_eq!(text.parse::<NamePattern>().unwrap_err().code(), "pattern.name");
    }
    assert_eq!("10.0.0.0/33".parse::<SourceRange>().unwrap_err().code(), "source_range.syntax");
    assert_eq!("o-A".parse::<OrganizationId>().unwrap_err().code(), "organization.id");
}

#[test]
fn a_shell_reads_commands_as_they_are_meant() {
    let grant = grant("arn:aws:iam::111122223333:role/mailer", limited()).unwrap();
    let policy = grant.owner_policy().unwrap();
    let commands = grant.owner_commands().unwrap();
    let v1 = [
        "aws",
        "ses",
        "put-identity-policy",
        "--region",
        "us-east-1",
        "--identity",
        "example.com",
        "--policy-name",
        "delegates",
        "--policy",
        policy.as_str(),
    ];
    assert_eq!(shlex::split(&commands.v1).unwrap(), v1);
    let v2 = [
        "aws",
        "sesv2",
        "create-email-identity-policy",
        "--region",
        "us-east-1",
        "--email-identity",
        "example.com",
        "--policy-name",
        "delegates",
        "--policy",
        policy.as_str(),
    ];
    assert_eq!(shlex::split(&commands.v2).unwrap(), v2);
    let role: RoleArn = "arn:aws:iam::111122223333:role/mailer".parse().unwrap();
    let session: RoleSessionName = "ann".parse().unwrap();
    let assume = grant.assume_role_command(&role, &session).unwrap();
    let words = shlex::split(&assume).unwrap();
    assert_eq!(
        words[..11],
        [
            "aws",
            "sts",
            "assume-role",
            "--region",
            "us-east-1",
            "--role-arn",
            role.as_str(),
            "--role-session-name",
            "ann",
            "--duration-seconds",
            "900"
        ]
    );
    assert_eq!(words[12], grant.session_policy().unwrap().as_str());
    // A shell of this machine, where there is one.
    let heard = std::process::Command::new("sh")
        .args(["-c", &format!("printf '%s\\0' {}", commands.v1)])
        .output();
    if let Ok(heard) = heard {
        assert_eq!(String::from_utf8(heard.stdout).unwrap(), v1.join("\0") + "\0");
    }
}

#[test]
fn terraform_and_cloudformation_hold_the_policies() {
    let mut grant = grant("arn:aws:iam::111122223333:role/mailer", limited()).unwrap();
    grant.configuration_set = Some("news".parse().unwrap());
    let policy = |text: &str| -> serde_json::Value { serde_json::from_str(text).unwrap() };
    // A literal of JSON is one of Terraform but for what begins a template.
    let within = |text: &str| {
        let json = text.split_once("jsonencode(").unwrap().1.rsplit_once(")\n}").unwrap().0;
        assert!(json.contains("%%{"), "{json}");
        policy(&json.replace("%%{", "%{").replace("$${", "${"))
    };
    assert_eq!(
        within(&grant.owner_terraform().unwrap()),
        policy(grant.owner_policy().unwrap().as_str())
    );
    assert_eq!(
        within(&grant.delegate_terraform().unwrap()),
        policy(&grant.delegate_policy().unwrap())
    );
    let template = policy(&grant.delegate_cloudformation().unwrap());
    let properties = &template["Resources"]["Sending"]["Properties"];
    assert_eq!(properties["PolicyDocument"], policy(&grant.delegate_policy().unwrap()));
    assert_eq!(properties["ManagedPolicyName"], "delegates");
}

#[test]
fn the_letters_say_it_all() {
    let grant = grant("arn:aws:iam::111122223333:role/mailer", limited()).unwrap();
    let commands = grant.owner_commands().unwrap();
    let request = grant.request_text().unwrap();
    let terraform = grant.owner_terraform().unwrap();
    for part in [
        "Please authorise arn:aws:iam::111122223333:role/mailer to send mail as example.com",
        ARN,
        "Region: us-east-1",
        "API v1 SendRawEmail, API v2 SendBulkEmail",
        "\nOnly as From: news+*@example.com, o'hara@example.com\n",
        "\nOnly to: a%{b}$@example.org\n",
        "\nOnly called from: 203.0.113.0/24, 2001:db8::1/128\nNot before: 2026-01-01T00:00:00Z\nOnly until: 2027-01-01T00:00:00Z\n",
        &commands.v1,
        &commands.v2,
        &terraform,
        Grant::NO_CLOUDFORMATION,
        "neither roles nor sessions",
        "send back",
    ] {
        assert!(request.contains(part), "{part}\n{request}");
    }
    let shown = request.split_once("nothing else:\n\n").unwrap().1;
    let shown = shown.split_once("\n\nAny one").unwrap().0;
    let shown: serde_json::Value = serde_json::from_str(shown).unwrap();
    let policy: serde_json::Value =
        serde_json::from_str(grant.owner_policy().unwrap().as_str()).unwrap();
    assert_eq!(shown, policy);
    let hand_back = grant.hand_back_text();
    for part in [
        ARN,
        "Region: us-east-1",
        "SourceArn and FromArn and ReturnPathArn",
        "sandbox",
        "FromEmailAddressIdentityArn",
        "X-SES-SOURCE-ARN",
        "Quota",
    ] {
        assert!(hand_back.contains(part), "{part}\n{hand_back}");
    }
}

#[test]
fn the_answer_says_how_to_name_the_identity_by_what_is_granted() {
    const NAMES: [&str; 5] = [
        "SourceArn, and ReturnPathArn",
        "SourceArn and FromArn and ReturnPathArn",
        "BounceSenderArn, and RecipientArn",
        "FromEmailAddressIdentityArn",
        "X-SES-SOURCE-ARN",
    ];
    use SendOperation as O;
    for (operation, expected) in [
        (O::V1SendEmail, &[0][..]),
        (O::V1SendRawEmail, &[1, 4]),
        (O::V1SendTemplatedEmail, &[0]),
        (O::V1SendBulkTemplatedEmail, &[0]),
        (O::V1SendBounce, &[2]),
        (O::V2SendEmailSimple, &[3]),
        (O::V2SendEmailRaw, &[3, 4]),
        (O::V2SendEmailTemplate, &[3]),
        (O::V2SendBulkEmail, &[3]),
        (O::Smtp, &[4]),
    ] {
        let text = grant("111122223333", by(&[operation])).unwrap().hand_back_text();
        assert!(text.starts_with("You may now send mail as example.com"), "{text}");
        let said: Vec<_> = (0..NAMES.len()).filter(|at| text.contains(NAMES[*at])).collect();
        assert_eq!(said, expected, "{operation:?}");
    }
}

#[test]
fn what_a_grant_alone_does_not_do_is_told() {
    let told = |to, purpose: Purpose, note: &str| {
        let notes = grant(to, purpose).unwrap().notes();
        notes.iter().filter(|known| known.contains(note)).count() == 1
    };
    let smtp = || by(&[SendOperation::Smtp]);
    let temporary = "SMTP takes no temporary credentials";
    for (to, expected) in [
        ("arn:aws:iam::111122223333:role/mailer", true),
        ("arn:aws:sts::111122223333:assumed-role/mailer/s", true),
        ("arn:aws:sts::111122223333:federated-user/ann", true),
        ("arn:aws:iam::111122223333:user/ann", false),
        ("111122223333", false),
        ("o-a1b2c3d4e5", false),
    ] {
        assert_eq!(told(to, smtp(), temporary), expected, "{to}");
        assert!(!told(to, by(&[SendOperation::V1SendEmail]), temporary), "{to}");
    }
    for (return_path, expected) in
        [("bounces@example.org", true), ("bounces@example.com", false), ("*@example.org", false)]
    {
        let return_paths = vec![return_path.parse().unwrap()];
        let purpose = Purpose { return_paths, ..smtp() };
        assert_eq!(told("111122223333", purpose, "does not cover"), expected, "{return_path}");
    }
}

/// The address has no domain's policy beside it that it could override.
#[test]
fn an_owner_is_asked_for_addresses_of_a_domain_only() {
    let asks = |identity: &str| {
        let to = GrantedTo::Caller("111122223333".parse().unwrap());
        let purpose = by(&[SendOperation::V1SendEmail]);
        let grant = Grant::new(identity.parse().unwrap(), to, purpose, "p".parse().unwrap());
        grant.unwrap().request_text().unwrap().contains("policies of their own")
    };
    assert!(asks(ARN));
    assert!(!asks(&ARN.replace("example.com", "ann@example.com")));
}

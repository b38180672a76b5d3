use super::*;
use crate::draft::{Delegate, File};
use crate::route::Route;
use crate::stamp::UnixTime;
use crate::{v1, v2};

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

const BY_HTTP: [ExportForm; 4] =
    [ExportForm::AwsCli, ExportForm::Boto3, ExportForm::AwsSdkJs, ExportForm::Curl];

fn stamp() -> Stamp {
    Stamp { at: UnixTime::from_seconds(1_768_480_496).unwrap(), nonce: [7; 16] }
}

fn draft(route: Route) -> Draft {
    Draft {
        delegate: Some(Delegate { source_arn: ARN.into(), ..Delegate::default() }),
        from: "ann@example.com".into(),
        to: vec!["bob@example.org".into()],
        subject: "Hello".into(),
        text: "Hello Bob".into(),
        route: Some(route),
        ..Draft::default()
    }
}

#[test]
fn names_are_those_of_the_json() {
    for form in ExportForm::ALL {
        assert_eq!(serde_json::to_value(form).unwrap(), form.as_str());
    }
}

fn names(export: &Export) -> Vec<&str> {
    export.files.iter().map(|file| file.name.as_ref()).collect()
}

fn script(form: ExportForm, draft: &Draft) -> String {
    let export = export(form, draft, &stamp()).unwrap();
    String::from_utf8(export.files[0].content.clone()).unwrap()
}

/// Both curl and its user's `~/.curlrc` know retries, after timeouts also by SMTP.
#[test]
fn curl_never_sends_again_by_itself() {
    for form in [ExportForm::Curl, ExportForm::CurlSmtp] {
        let script = script(form, &draft(Route::V1SendRawEmailHeaders));
        assert_eq!(script.matches("curl --config - ").count(), 1, "{script}");
        assert!(script.contains(" --retry 0 "), "{script}");
    }
}

#[test]
fn scripts_of_the_shell_say_where_windows_runs_them() {
    for form in ExportForm::ALL {
        let export = export(form, &draft(Route::V1SendRawEmail), &stamp()).unwrap();
        let is_told = export.notes.iter().any(|note| note == shell::WINDOWS);
        assert_eq!(is_told, export.command.starts_with("sh "), "{form:?}");
    }
}

#[test]
fn files_stand_beside_the_script_if_they_are_bytes_or_long() {
    let of = |form, route, text: &str| {
        let draft = Draft { text: text.into(), ..draft(route) };
        let export = export(form, &draft, &stamp()).unwrap();
        names(&export).join(" ")
    };
    let long = "long ".repeat(1000);
    for (form, small, text, raw) in [
        (ExportForm::AwsCli, "send.sh", "send.sh request.json", "send.sh"),
        (ExportForm::Boto3, "send.py", "send.py body.txt", "send.py message.eml"),
        (ExportForm::AwsSdkJs, "send.mjs", "send.mjs body.txt", "send.mjs message.eml"),
        (ExportForm::Curl, "send.sh", "send.sh request.form", "send.sh request.form"),
    ] {
        assert_eq!(of(form, Route::V1SendEmail, "Hello"), small);
        assert_eq!(of(form, Route::V1SendEmail, &long), text);
        assert_eq!(of(form, Route::V1SendRawEmail, "Hello"), raw);
    }
    assert_eq!(of(ExportForm::Curl, Route::V2SendEmailSimple, &long), "send.sh request.json");
    // A NUL stands in no argument.
    assert_eq!(of(ExportForm::Curl, Route::V1SendEmail, "a\0"), "send.sh request.form");
    assert_eq!(of(ExportForm::Curl, Route::V2SendEmailSimple, "a\0"), "send.sh");
}

#[test]
fn the_server_is_named_where_it_is_not_the_usual_one() {
    let of = |form, endpoint: &str, variant| {
        let draft = Draft {
            endpoint: endpoint.into(),
            endpoint_variant: variant,
            ..draft(Route::V1SendEmail)
        };
        script(form, &draft)
    };
    for (form, option) in [
        (ExportForm::AwsCli, "--endpoint-url"),
        (ExportForm::Boto3, "endpoint_url"),
        (ExportForm::AwsSdkJs, "endpoint:"),
    ] {
        for usual in ["", "https://email.us-east-1.amazonaws.com/"] {
            let text = of(form, usual, None);
            assert!(!text.contains(option) && text.contains("us-east-1"), "{text}");
        }
        let text = of(form, "http://127.0.0.1:8425", None);
        assert!(text.contains(option) && text.contains("http://127.0.0.1:8425"), "{text}");
        let text = of(form, "", Some(Variant::Fips));
        assert!(text.contains(option), "{text}");
        assert!(text.contains("https://email-fips.us-east-1.amazonaws.com"), "{text}");
    }
}

#[test]
fn the_eml_is_the_message_that_carries_its_arns() {
    let draft = draft(Route::V1SendRawEmailHeaders);
    let export = export(ExportForm::Eml, &draft, &stamp()).unwrap();
    let message = prepare(&draft, &stamp()).unwrap().message().unwrap().unwrap();
    // By SMTP the last line has an end, too.
    let message = [message, b"\r\n".to_vec()].concat();
    assert_eq!(
        String::from_utf8_lossy(&export.files[0].content),
        String::from_utf8_lossy(&message)
    );
    assert_eq!(export.command, "");
}

#[test]
fn smtp_goes_to_awss_host() {
    use ExportForm::{CurlSmtp, Nodemailer, OpensslSmtp, Swaks};
    for form in [Swaks, CurlSmtp, OpensslSmtp, Nodemailer] {
        let draft = Draft { endpoint_variant: None, ..draft(Route::V2SendEmailRaw) };
        assert!(script(form, &draft).contains("email-smtp.us-east-1.amazonaws.com"));
        let fips = Draft { endpoint_variant: Some(Variant::Fips), ..draft.clone() };
        assert!(script(form, &fips).contains("email-smtp-fips.us-east-1.amazonaws.com"));
        let refused = |draft: &Draft| {
            let errors = export(form, draft, &stamp()).unwrap_err();
            (errors[0].code().to_owned(), errors[0].field().to_owned())
        };
        let local = Draft { endpoint: "http://127.0.0.1:8425".into(), ..draft.clone() };
        assert_eq!(refused(&local), ("export.endpoint".into(), "endpoint".into()));
        let ipv6 = Draft { endpoint_variant: Some(Variant::DualStack), ..draft };
        assert_eq!(refused(&ipv6), ("export.endpoint".into(), "endpointVariant".into()));
    }
}

#[test]
fn wrong_drafts_have_no_export() {
    let wrong = Draft { from: "ann".into(), to: vec![], ..draft(Route::V1SendEmail) };
    let elsewhere = File {
        filename: "a.bin".into(),
        content: crate::content::Content::elsewhere(7),
        ..File::default()
    };
    let elsewhere = Draft { attachments: vec![elsewhere], ..draft(Route::V1SendRawEmail) };
    for form in ExportForm::ALL {
        assert_eq!(export(form, &wrong, &stamp()).unwrap_err().len(), 2, "{form:?}");
        let errors = export(form, &elsewhere, &stamp()).unwrap_err();
        assert_eq!(errors[0].field(), "attachments[0].content", "{form:?}");
    }
}

#[test]
fn operations_that_send_have_exports_and_others_have_none() {
    let region = "us-east-1".parse().unwrap();
    let endpoint = Endpoint::of(&region, Variant::Standard).unwrap();
    let bulk = v1::SendBulkTemplatedEmail::from_json(
        r#"{"Source":"ann@example.com","Template":"t","DefaultTemplateData":"{}",
            "Destinations":[{"Destination":{"ToAddresses":["bob@example.org"]}}]}"#,
    )
    .unwrap();
    let code = |form| {
        export_operation(form, &bulk, &endpoint).map(|_| ()).map_err(|e| e.code().to_owned())
    };
    for form in [ExportForm::AwsCli, ExportForm::Boto3, ExportForm::AwsSdkJs] {
        assert_eq!(code(form), Ok(()));
    }
    assert_eq!(code(ExportForm::Curl), Err("export.operation".to_owned()));
    assert_eq!(code(ExportForm::Eml), Err("export.form".to_owned()));
    for form in BY_HTTP {
        let error = export_operation(form, &v1::GetSendQuota {}, &endpoint).unwrap_err();
        assert_eq!(error.code(), "export.operation");
        let error = export_operation(form, &v2::GetAccount {}, &endpoint).unwrap_err();
        assert_eq!(error.code(), "export.operation");
    }
}

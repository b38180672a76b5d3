//! Every text field of a draft, attacked: refused by name or harmless, never a
//! new header, part or parameter.

use proptest::prelude::*;
use ses_delegate::Route;
use ses_delegate_tests::attack::{self, End};

/// What could end a line, a header block, a part or a value.
const HOSTILE: [&str; 26] = [
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\t",
    "\r\nX-Evil: 1",
    "\nX-Evil: 1",
    "\rX-Evil: 1",
    "\r\n\r\nbody",
    "\n\nbody",
    "\u{2028}X-Evil: 1",
    "\u{85}X-Evil: 1",
    "\0X-Evil: 1",
    "\r\n folded",
    "\r\n--=_mixed_0000\r\nX-Evil: 1\r\n\r\n",
    "=?utf-8?Q?=0D=0AX-Evil:_1?=",
    "=?utf-8?B?DQpYLUV2aWw6IDE=?=",
    "\", evil@example.net, \"",
    "\"; x=\"y",
    "\\",
    "&Action=X&x=%0D%0A",
];

/// SES writes the message of two of them; the third has every header there is.
/// The message of the others is the same but for X-SES headers.
const ROUTES: [Route; 3] =
    [Route::V1SendEmail, Route::V2SendEmailSimple, Route::V1SendRawEmailHeaders];

const LONG: usize = 100_000;

/// `hostile` before, within, after and instead of `text`.
fn placed(text: &str, hostile: &str) -> [String; 4] {
    let middle = text.floor_char_boundary(text.len() / 2);
    let (one, other) = text.split_at(middle);
    [
        format!("{hostile}{text}"),
        format!("{one}{hostile}{other}"),
        format!("{text}{hostile}"),
        hostile.to_owned(),
    ]
}

fn attack(field: &str, text: &str, route: Route) -> End {
    let mut draft = attack::harmless();
    attack::put(&mut draft, field, text);
    attack::judge(&draft, &[field], route)
}

#[test]
fn no_field_is_forgotten() {
    assert_eq!(attack::forgotten(), Vec::<String>::new(), "fields without an attack");
    assert!(attack::fields().len() > 15);
}

#[test]
fn every_field_withstands_every_attack() {
    let harmless = attack::harmless();
    let mut ends = Vec::new();
    for field in attack::fields() {
        let text = attack::text_at(&harmless, &field);
        for route in ROUTES {
            for hostile in HOSTILE {
                for text in placed(&text, hostile) {
                    ends.push(attack(&field, &text, route));
                }
            }
        }
    }
    // Both ends exist, or the judge would see nothing.
    assert!(ends.contains(&End::Refused) && ends.contains(&End::Withstood));
}

#[test]
fn every_field_withstands_length() {
    let harmless = attack::harmless();
    for field in attack::fields() {
        let text = attack::text_at(&harmless, &field);
        for route in ROUTES {
            for long in ["x", "é", " ", "x ", "\"", "=?", "x\r\n"] {
                attack(&field, &format!("{text}{}", long.repeat(LONG / long.len())), route);
            }
        }
    }
}

#[test]
fn line_ends_in_one_line_fields_are_refused() {
    let is_body = |field: &str| ["/text", "/html", "/content"].iter().any(|b| field.ends_with(b));
    let harmless = attack::harmless();
    for field in attack::fields().iter().filter(|field| !is_body(field)) {
        let text = attack::text_at(&harmless, field);
        for hostile in ["\r\nX-Evil: 1", "\nX-Evil: 1", "\rX-Evil: 1", "\0X-Evil: 1"] {
            let end = attack(field, &format!("{text}{hostile}"), Route::V2SendEmailRaw);
            assert_eq!(end, End::Refused, "{field}: {hostile:?}");
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
        4 => any::<char>().prop_map(String::from),
        2 => "\\PC{0,40}",
        1 => (1_usize..3000).prop_map(|n| "x".repeat(n)),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_field_withstands_mixed_attacks(hostile in hostile(), place in 0_usize..4) {
        let harmless = attack::harmless();
        for (n, field) in attack::fields().iter().enumerate() {
            let text = &placed(&attack::text_at(&harmless, field), &hostile)[place];
            attack(field, text, Route::ALL[(n + hostile.len()) % Route::ALL.len()]);
        }
    }
}

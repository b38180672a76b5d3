use proptest::prelude::*;

use super::*;

fn html(text: &str) -> TemplateParts {
    TemplateParts { html: text.to_owned(), ..TemplateParts::default() }
}

fn variables(text: &str) -> Vec<(String, Vec<TemplateUse>)> {
    let read = html(text).read().unwrap();
    read.variables().unwrap().into_iter().map(|variable| (variable.path, variable.uses)).collect()
}

fn paths(text: &str) -> Vec<String> {
    variables(text).into_iter().map(|(path, _)| path).collect()
}

fn check(text: &str, data: &str) -> (Vec<String>, Vec<String>) {
    let check = html(text).read().unwrap().check(&data.parse().unwrap()).unwrap();
    (check.missing.into_iter().map(|missing| missing.path).collect(), check.unused)
}

/// AWS's own sample, "Advanced email personalization", in short.
const PREFERENCES: &str = "<h1>Dear {{contact.firstName}},</h1>{{#if subscription}}<ul>{{#each subscription}}<li>{{interest}}</li>{{/each}}</ul>{{else}}Please update {{meta.userId}}.{{/if}}";

#[test]
fn variables_are_found_where_they_stand_in_the_data() {
    assert_eq!(
        variables(PREFERENCES),
        [
            ("contact.firstName".to_owned(), vec![TemplateUse::Value]),
            ("meta.userId".to_owned(), vec![TemplateUse::Value]),
            ("subscription".to_owned(), vec![TemplateUse::Condition, TemplateUse::List]),
            ("subscription[].interest".to_owned(), vec![TemplateUse::Value]),
        ]
    );
    for (text, found) in [
        ("{{a}}{{{b}}}{{&c}}{{~ d ~}}{{! e }}{{!-- {{f}} --}}\\{{g}}", vec!["a", "b", "c", "d"]),
        (
            "{{#with address}}{{city}}{{../name}}{{@root.x.y}}{{/with}}",
            vec!["address", "address.city", "name", "x.y"],
        ),
        (
            "{{#each items}}{{this}}{{@index}}{{this.a}}{{./b}}{{.}}{{/each}}",
            vec!["items", "items[]", "items[].a", "items[].b"],
        ),
        (
            "{{#each a as |x i|}}{{x.b}}{{i}}{{#each x.c}}{{../d}}{{x.e}}{{/each}}{{/each}}",
            vec!["a", "a[].b", "a[].c", "a[].d", "a[].e"],
        ),
        (
            "{{#unless a}}{{else if b}}{{c}}{{^}}{{d}}{{/unless}}{{^e}}{{f}}{{/e}}{{#g}}{{h}}{{/g}}",
            vec!["a", "b", "c", "d", "e", "f", "g", "g.h"],
        ),
        (
            "{{lookup a b}}{{#each (lookup c 'd')}}{{e}}{{/each}}{{[x y].[z.w]}}",
            vec!["[x y].[z.w]", "a", "b", "c"],
        ),
        (
            "{{#*inline \"p\"}}{{n}}{{/inline}}{{> p}}{{> p q}}{{> p n=r}}",
            vec!["n", "q", "q.n", "r"],
        ),
    ] {
        assert_eq!(paths(text), found, "{text}");
    }
}

#[test]
fn variables_tell_every_place() {
    let parts = TemplateParts {
        subject: "Hi {{name}}".to_owned(),
        text: "é {{name}}\n\n  {{{name}}}".to_owned(),
        html: String::new(),
    };
    let variables = parts.read().unwrap().variables().unwrap();
    let places: Vec<_> = variables[0].places.iter().map(ToString::to_string).collect();
    let expected =
        ["subject, line 1, column 6", "text, line 1, column 5", "text, line 3, column 6"];
    assert_eq!(places, expected);
}

#[test]
fn all_that_is_missing_and_unused_is_listed() {
    let data = r#"{"contact":{"lastName":"x"},"subscription":[{"interest":"a"},{},{"interest":null,"other":1}]}"#;
    let (missing, unused) = check(PREFERENCES, data);
    assert_eq!(
        missing,
        ["contact.firstName", "subscription[1].interest", "subscription[2].interest"]
    );
    assert_eq!(unused, ["contact.lastName", "subscription[].other"]);
    // In a branch that is not taken nothing is missing.
    let (missing, unused) =
        check(PREFERENCES, r#"{"contact":{"firstName":"x"},"meta":{"userId":1}}"#);
    assert_eq!((missing.len(), unused.len()), (0, 0));
    let (missing, unused) = check("{{a.b.c}}{{@x}}{{../a}}", r#"{"a":{"b":"text"},"d":{"e":1}}"#);
    assert_eq!(missing, ["a.b.c", "@x", "a"]);
    assert_eq!(unused, ["d"]);
    assert_eq!(check("{{this}}", r#"{"a":1}"#).1, Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, code, place) in [
        ("a\n {{", "template.syntax", "line 2, column 2"),
        ("{{#if a}}x", "template.syntax", "line 1, column 1"),
        ("{{#if a}}{{/each}}", "template.syntax", "line 1, column 10"),
        ("é{{/if}}", "template.syntax", "line 1, column 2"),
        ("{{a b}}", "template.helper", "line 1, column 3"),
        ("{{#if (eq a 1)}}{{/if}}", "template.helper", "line 1, column 8"),
        ("{{> p}}", "template.partial", "line 1, column 1"),
        ("{{{{raw}}}}{{{{/raw}}}}", "template.unsupported", "line 1, column 1"),
        ("{{#> p}}{{/p}}", "template.unsupported", "line 1, column 1"),
        ("{{* d}}", "template.unsupported", "line 1, column 1"),
    ] {
        let errors = html(text).read().unwrap_err();
        assert_eq!((errors[0].code(), errors[0].field()), (code, "html"), "{text}");
        assert!(errors[0].found().ends_with(place), "{text}: {}", errors[0].found());
    }
    let both = TemplateParts { subject: "{{".into(), text: "{{/x}}".into(), html: "{{a}}".into() };
    assert_eq!(both.read().unwrap_err().len(), 2);
    let deep = "{{#if a}}".repeat(100) + &"{{/if}}".repeat(100);
    assert_eq!(html(&deep).read().unwrap_err()[0].code(), "template.depth");
    let deep = format!("{{{{lookup {} 1}}}}", "(lookup ".repeat(100) + "a" + &" 1)".repeat(100));
    assert_eq!(html(&deep).read().unwrap_err()[0].code(), "template.depth");
}

#[test]
fn nothing_runs_for_ever() {
    let data: TemplateData = format!("{{\"a\":[{}1]}}", "1,".repeat(999)).parse().unwrap();
    let nested = "{{#each @root.a}}".repeat(10) + "x" + &"{{/each}}".repeat(10);
    assert_eq!(html(&nested).read().unwrap().check(&data).unwrap_err().code(), "template.steps");
    let itself = "{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}";
    assert_eq!(html(itself).read().unwrap().check(&data).unwrap_err().code(), "template.depth");
    assert_eq!(html(itself).read().unwrap().variables().unwrap().len(), 0);
    // Each of ten calls the one before it eight times, where the data does not lead.
    let mut often = "{{#*inline \"p0\"}}{{b}}{{/inline}}".to_owned();
    for at in 1..10 {
        let calls = format!("{{{{> p{}}}}}", at - 1).repeat(8);
        often += &["{{#*inline \"p", &at.to_string(), "\"}}", &calls, "{{/inline}}"].concat();
    }
    let often = html(&(often + "{{#if no}}{{> p9}}{{/if}}")).read().unwrap();
    for error in [often.variables().unwrap_err(), often.check(&data).unwrap_err()] {
        assert_eq!((error.code(), error.field()), ("template.steps", "html"));
    }
    // Half as many tags as SES's 500 KB can hold, on one line: the square of that takes minutes.
    let many = html(&"{{a}}".repeat(50_000)).read().unwrap();
    let places = &many.variables().unwrap()[0].places;
    assert_eq!((places.len(), places[49_999].column), (50_000, 249_998));
    assert_eq!(many.check(&"{}".parse().unwrap()).unwrap().missing.len(), 50_000);
}

#[test]
fn places_are_lines_and_characters() {
    let line = "é".repeat(1500) + "{{a}}\r\n";
    let text = line.repeat(3) + "{{a}}";
    let places = html(&text).read().unwrap().variables().unwrap().remove(0).places;
    let found: Vec<_> = places.iter().map(|place| (place.line, place.column)).collect();
    assert_eq!(found, [(1, 1503), (2, 1503), (3, 1503), (4, 3)]);
}

#[test]
fn only_simple_substitution_stands_inline() {
    let beyond = |text: &str| html(text).read().unwrap().beyond_substitution().len();
    assert_eq!(beyond("{{a}} {{ b.c }} \\{{#if}}"), 0);
    assert_eq!(
        beyond(
            "{{#if a}}{{b}}{{/if}}{{#each c}}{{/each}}{{lookup a b}}{{> p}}{{#*inline \"p\"}}{{/inline}}"
        ),
        5
    );
}

#[cfg(feature = "template-preview")]
#[test]
fn a_local_preview_escapes_nothing_and_lacks_nothing() {
    let parts = TemplateParts {
        subject: "Hi {{name}}".to_owned(),
        text: "{{#each l}}\n- {{this}}\n{{/each}}\n".to_owned(),
        html: "<p>{{name}}</p>".to_owned(),
    };
    let read = parts.read().unwrap();
    let preview = read.local_preview(&r#"{"name":"<b>&","l":[1,2.50]}"#.parse().unwrap()).unwrap();
    let expected = LocalPreview {
        subject: "Hi <b>&".to_owned(),
        text: "- 1\n- 2.5\n".to_owned(),
        html: "<p><b>&</p>".to_owned(),
    };
    assert_eq!(preview, expected);
    let Err(Unfilled::Missing(missing)) = read.local_preview(&"{}".parse().unwrap()) else {
        panic!("it is filled");
    };
    let places: Vec<_> = missing.iter().map(|missing| missing.place.to_string()).collect();
    assert_eq!(places, ["subject, line 1, column 6", "html, line 1, column 6"]);
}

proptest! {
    #[test]
    fn no_text_panics(text in "(\\{\\{|\\}\\}|[#/^>~.@a|\"'\\[\\]() \n\\\\{}!-]|else|if|each|as|this|lookup|inline|é){0,40}") {
        if let Ok(read) = html(&text).read() {
            let _ = read.variables();
            let data: TemplateData = r#"{"a":[{"a":1},null]}"#.parse().unwrap();
            let checked = read.check(&data);
            #[cfg(feature = "template-preview")]
            if checked.is_ok_and(|check| check.missing.is_empty()) {
                prop_assert!(read.local_preview(&data).is_ok() || text.contains("../") || text.contains(".."), "{}", text);
            }
            #[cfg(not(feature = "template-preview"))]
            let _ = checked;
        }
    }
}

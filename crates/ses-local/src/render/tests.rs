use super::*;

fn html(template: &str, data: &str) -> Result<String, RenderError> {
    let source = Source { html: Some(template), ..Source::default() };
    render(source, data).map(|rendered| rendered.html.unwrap())
}

#[test]
fn what_the_guide_shows() {
    for (template, data, expected) in [
        ("Hello {{name}}!", r#"{"name": "Anaya"}"#, "Hello Anaya!"),
        ("{{contact.firstName}}", r#"{"contact": {"firstName": "A"}}"#, "A"),
        ("{{html}} {{{html}}}", r#"{"html": "<b>&'\""}"#, "<b>&'\" <b>&'\""),
        (
            "<ul>{{#each subscription}}<li>{{interest}}</li>{{/each}}</ul>",
            r#"{"subscription": [{"interest": "Sports"}, {"interest": "Travel"}]}"#,
            "<ul><li>Sports</li><li>Travel</li></ul>",
        ),
        (
            "{{#each l}}{{name}}{{#each s}}[{{@index}}{{this}}{{../name}}]{{/each}}{{/each}}",
            r#"{"l": [{"name": "a", "s": ["x", "y"]}, {"name": "b", "s": []}]}"#,
            "a[0xa][1ya]b",
        ),
        ("{{#if a}}1{{else if b}}2{{else}}3{{/if}}", r#"{"a": "", "b": true}"#, "2"),
        ("{{#if a}}1{{else}}2{{/if}}", "{}", "2"),
        ("{{#unless a}}1{{else}}2{{/unless}}", r#"{"a": []}"#, "1"),
        (
            "{{#* inline \"full\"}}{{first}}{{#if last}} {{last}}{{/if}}{{/inline}}\
             {{#each friends}}<{{> full}}>{{/each}}",
            r#"{"friends": [{"first": "B", "last": "C"}, {"first": "D"}]}"#,
            "<B C><D>",
        ),
        (
            "{{a}} {{b}} {{c}} {{d}}",
            r#"{"a": 3.0, "b": 1.5, "c": false, "d": null}"#,
            "3 1.5 false ",
        ),
        ("{{amazonSESUnsubscribeUrl}}", "{}", "{{amazonSESUnsubscribeUrl}}"),
        ("{{! nothing }}a{{!-- {{x}} --}}", "{}", "a"),
    ] {
        assert_eq!(html(template, data).as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn partials_may_walk_a_tree() {
    let template = "{{#*inline \"t\"}}{{n}}{{#each c}}({{> t}}){{/each}}{{/inline}}{{> t}}";
    let data = r#"{"n": 1, "c": [{"n": 2, "c": [{"n": 3, "c": []}]}, {"n": 4, "c": []}]}"#;
    assert_eq!(html(template, data).as_deref(), Ok("1(2(3))(4)"));
}

#[test]
fn what_is_missing_is_named() {
    for (template, name) in [
        ("{{name}}", "name"),
        ("{{a.b}}", "a.b"),
        ("{{#each l}}{{this}}{{/each}}", "l"),
        ("{{#if a}}{{else}}{{b}}{{/if}}", "b"),
    ] {
        let error = html(template, r#"{"x": 1}"#).unwrap_err();
        assert_eq!(error, RenderError::Missing(name.to_owned()), "{template}");
        assert_eq!(
            error.message(),
            format!("Attribute '{name}' is not present in the rendering data.")
        );
    }
}

#[test]
fn data_are_a_json_object() {
    for data in ["", "{", "[]", "1", "null", "{\"a\": 1} x"] {
        assert!(matches!(html("a", data), Err(RenderError::Data(_))), "{data}");
    }
}

#[test]
fn what_is_no_template_is_refused() {
    for text in
        ["{{", "{{a", "{{#if a}}", "{{#if a}}{{/each}}", "{{/if}}", "{{*other}}", "{{#*x}}{{/x}}"]
    {
        let source = Source { text: Some(text), ..Source::default() };
        assert!(matches!(check(source), Err(RenderError::Template(_))), "{text}");
    }
    let css = Source { html: Some("<style>a{b:c}</style> } }} {"), ..Source::default() };
    assert_eq!(check(css), Ok(()));
}

#[test]
fn inline_templates_take_variables_only() {
    let inline =
        |text| render_inline(Source { text: Some(text), ..Source::default() }, r#"{"a": 1}"#);
    assert_eq!(inline("{{a}} {{{a}}}").unwrap().text.as_deref(), Some("1 1"));
    for text in ["{{#if a}}1{{/if}}", "{{lookup a b}}", "{{#*inline \"p\"}}{{/inline}}", "{{> p}}"]
    {
        assert!(matches!(inline(text), Err(RenderError::Template(_))), "{text}");
    }
}

#[test]
fn no_template_goes_too_far() {
    let deep = |open: &str, close: &str, n: usize| format!("{}{}", open.repeat(n), close.repeat(n));
    let quadratic = "{{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}";
    let empty = "{{#*inline \"a\"}}{{/inline}}".to_owned();
    let twice = |(last, next): (char, char)| {
        format!("{{{{#*inline \"{next}\"}}}}{{{{> {last}}}}}{{{{> {last}}}}}{{{{/inline}}}}")
    };
    let laughs: String = std::iter::once(empty)
        .chain(('a'..='z').zip('b'..='z').map(twice))
        .chain(["{{> z}}".to_owned()])
        .collect();
    let list: Vec<usize> = (0..200).collect();
    let data = serde_json::json!({ "a": true, "l": list }).to_string();
    for template in [
        "{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}",
        "{{#*inline \"p\"}}{{> q}}{{/inline}}{{#*inline \"q\"}}{{#if a}}{{> p}}{{/if}}{{/inline}}{{> p}}",
        quadratic,
        &laughs,
    ] {
        let error = html(template, &data).unwrap_err();
        assert!(
            matches!(&error, RenderError::Rendering(text) if text.contains("goes too")),
            "{error:?}"
        );
    }
    for template in [
        deep("{{#if a}}", "{{/if}}", 40_000),
        deep("{{^a}}", "{{/a}}", 40_000),
        format!("{{{{lookup {} }}}}", deep("(", ")", 40_000)),
        format!("{{{{lookup {} }}}}", deep("[", "]", 40_000)),
        format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if a}}".repeat(40_000)),
        format!("{{{{x \"}}}}\" {}", deep("(", ")", 40_000)),
    ] {
        assert!(matches!(html(&template, &data), Err(RenderError::Template(_))), "{template:.40}");
    }
}

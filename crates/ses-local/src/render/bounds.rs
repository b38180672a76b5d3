//! Templates that cannot take a server down: no deep nesting, no endless
//! recursion, no endless work.
//!
//! Handlebars reads and renders by recursion. So the nesting of the text is
//! bounded before it is read, and each body gets two marks, which count how
//! deep and how often bodies are rendered.

use std::sync::{Arc, atomic::Ordering::Relaxed};

use handlebars::{
    Context, Decorator, Handlebars, RenderContext, RenderError as Failed, RenderErrorReason,
    Template, TemplateError,
    template::{DecoratorTemplate, HelperTemplate, TemplateElement},
};

use super::{Count, RenderError, raised};

/// Blocks in blocks, as written.
const MAX_BLOCKS: usize = 32;
/// Parentheses in parentheses, in one expression.
const MAX_BRACKETS: usize = 16;
/// `{{else if}}` in one part.
const MAX_ELSE: usize = 200;
/// Bodies in bodies while rendering: recursion of partials counts too.
const MAX_DEPTH: usize = 64;
/// Bodies rendered in all.
const MAX_BODIES: usize = 200_000;

const ENTER: &str = "ses-local-enter";
const LEAVE: &str = "ses-local-leave";

/// Reads one part of a template.
pub(super) fn compile(text: &str) -> Result<Template, RenderError> {
    nesting(text).map_err(|problem| RenderError::Template(problem.to_owned()))?;
    let template = Template::compile(text).map_err(|error| RenderError::Template(told(&error)))?;
    decorators(&template)?;
    Ok(template)
}

fn nesting(text: &str) -> Result<(), &'static str> {
    let (mut rest, mut blocks, mut elses) = (text, 0_usize, 0_usize);
    while let Some(at) = rest.find("{{") {
        let tag = rest[at..].trim_start_matches('{');
        let head = tag.trim_start_matches(['~', ' ', '\t', '\r', '\n']);
        if head.starts_with('!') {
            let end = if head.starts_with("!--") { "--" } else { "}}" };
            rest =
                head.get(3..).and_then(|rest| rest.find(end).map(|at| &rest[at..])).unwrap_or("");
            continue;
        }
        match head.chars().next() {
            Some('#' | '^') => blocks += 1,
            Some('/') => blocks = blocks.saturating_sub(1),
            Some('e') if head.starts_with("else") => elses += 1,
            _ => {}
        }
        if blocks > MAX_BLOCKS || elses > MAX_ELSE {
            return Err("The template nests too many blocks.");
        }
        rest = after_tag(head)?;
    }
    Ok(())
}

/// What follows a tag. Brackets count in quotes too: rather too many than too few.
fn after_tag(tag: &str) -> Result<&str, &'static str> {
    let (mut quote, mut brackets) = (None, 0_usize);
    for (at, character) in tag.char_indices() {
        match character {
            '}' if quote.is_none() && tag[at..].starts_with("}}") => return Ok(&tag[at + 2..]),
            '(' | '[' | '{' => brackets += 1,
            ')' | ']' | '}' => brackets = brackets.saturating_sub(1),
            '"' | '\'' if quote.is_none() => quote = Some(character),
            _ if quote == Some(character) => quote = None,
            _ => {}
        }
        if brackets > MAX_BRACKETS {
            return Err("The template nests too many expressions.");
        }
    }
    Ok("")
}

/// Templates know one decorator, `inline`; ours are not for them.
fn decorators(template: &Template) -> Result<(), RenderError> {
    for element in &template.elements {
        if let TemplateElement::DecoratorExpression(decorator)
        | TemplateElement::DecoratorBlock(decorator) = element
            && decorator.name.as_name() != Some("inline")
        {
            let problem = "The template uses a decorator other than inline.";
            return Err(RenderError::Template(problem.to_owned()));
        }
        bodies(element).into_iter().flatten().try_for_each(decorators)?;
    }
    Ok(())
}

fn bodies(element: &TemplateElement) -> [Option<&Template>; 2] {
    match element {
        TemplateElement::HtmlExpression(helper)
        | TemplateElement::Expression(helper)
        | TemplateElement::HelperBlock(helper) => {
            [helper.template.as_ref(), helper.inverse.as_ref()]
        }
        TemplateElement::DecoratorExpression(decorator)
        | TemplateElement::DecoratorBlock(decorator)
        | TemplateElement::PartialExpression(decorator)
        | TemplateElement::PartialBlock(decorator) => [decorator.template.as_ref(), None],
        _ => [None, None],
    }
}

/// Whether a template has variables and nothing else.
pub(super) fn is_simple(template: &Template) -> bool {
    template.elements.iter().all(|element| match element {
        TemplateElement::RawString(_) | TemplateElement::Comment(_) => true,
        TemplateElement::HtmlExpression(helper) | TemplateElement::Expression(helper) => {
            helper.params.is_empty() && helper.hash.is_empty() && !helper.block
        }
        _ => false,
    })
}

/// The template with a mark at the begin and the end of each body.
pub(super) fn bounded(mut template: Template) -> Template {
    for element in &mut template.elements {
        match element {
            TemplateElement::HelperBlock(helper) => {
                let HelperTemplate { template, inverse, .. } = &mut **helper;
                mark(template);
                mark(inverse);
            }
            TemplateElement::DecoratorBlock(decorator)
            | TemplateElement::PartialBlock(decorator) => {
                let DecoratorTemplate { template, .. } = &mut **decorator;
                mark(template);
            }
            _ => {}
        }
    }
    template
}

fn mark(body: &mut Option<Template>) {
    let Some(template) = body.take() else { return };
    let mut marked = bounded(template);
    let place = |template: &Template| template.mapping.first().cloned();
    if let (Some(enter), Some(leave)) = (hook(ENTER), hook(LEAVE)) {
        // The places of elements go with them, one by one.
        let first = place(&marked).or_else(|| place(&enter.1));
        let last = first.clone();
        marked.elements.insert(0, enter.0);
        marked.elements.push(leave.0);
        marked.mapping.splice(0..0, first);
        marked.mapping.extend(last);
    }
    *body = Some(marked);
}

fn hook(name: &str) -> Option<(TemplateElement, Template)> {
    let template = Template::compile(&format!("{{{{*{name}}}}}")).ok()?;
    Some((template.elements.first()?.clone(), template))
}

/// The counters behind the marks: those of one rendering.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    let (depth, bodies) = (Count::default(), Count::default());
    let inner = Arc::clone(&depth);
    registry.register_decorator(
        ENTER,
        Box::new(
            move |_: &Decorator<'_>,
                  _: &Handlebars<'_>,
                  _: &Context,
                  _: &mut RenderContext<'_, '_>|
                  -> Result<(), Failed> {
                if raised(&inner) > MAX_DEPTH {
                    return Err(too("deep"));
                }
                if raised(&bodies) > MAX_BODIES { Err(too("long")) } else { Ok(()) }
            },
        ),
    );
    registry.register_decorator(
        LEAVE,
        Box::new(
            move |_: &Decorator<'_>,
                  _: &Handlebars<'_>,
                  _: &Context,
                  _: &mut RenderContext<'_, '_>|
                  -> Result<(), Failed> {
                depth.fetch_sub(1, Relaxed);
                Ok(())
            },
        ),
    );
}

fn too(what: &str) -> Failed {
    RenderErrorReason::Other(format!("The template goes too {what}.")).into()
}

/// In one line: the parser draws the place.
fn told(error: &TemplateError) -> String {
    let place = error.pos().map(|(line, column)| format!(" at line {line} column {column}"));
    format!("Template error: {}{}", error.reason(), place.unwrap_or_default())
}

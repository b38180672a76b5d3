//! Handlebars with the helpers that SES has, and those of the plainest form.

use handlebars::{
    BlockContext, BlockParamHolder, BlockParams, Context, Handlebars, Helper, HelperDef,
    HelperResult, Output, RenderContext, RenderError, RenderErrorReason, Renderable, ScopedJson,
    StringOutput, no_escape,
};
use serde_json::Value;

use super::plain::{INDENT, INVERSE, LOOKUP, ROOT, SECTION, VALUE};
use super::value::{is_truthy, looked_up, member_of, write_value};

/// The helpers of Handlebars, by the rules of JavaScript's where the crate has others.
pub(super) fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.register_escape_fn(no_escape);
    for (name, when) in [("if", true), ("unless", false)] {
        registry.register_helper(name, Box::new(Condition(when)));
    }
    registry.register_helper("each", Box::new(Each));
    registry.register_helper("with", Box::new(With));
    registry.register_helper(SECTION, Box::new(Section));
    registry.register_helper(INVERSE, Box::new(Inverse));
    registry.register_helper(VALUE, Box::new(Written));
    registry.register_helper(INDENT, Box::new(Indent));
    registry.register_helper(ROOT, Box::new(Giving(|_, context| Ok(context.data().clone()))));
    registry.register_helper("lookup", Box::new(Giving(|h, _| lookup(h, member))));
    registry.register_helper(LOOKUP, Box::new(Giving(|h, _| lookup(h, looked_up))));
    registry
}

type Rendering<'reg, 'rc, 'o> =
    (&'reg Handlebars<'reg>, &'rc Context, &'o mut RenderContext<'reg, 'rc>, &'o mut dyn Output);

/// `call` of a helper whose work is the function `$run`.
macro_rules! helper {
    ($name:ty, $run:expr) => {
        impl HelperDef for $name {
            fn call<'reg: 'rc, 'rc>(
                &self,
                h: &Helper<'rc>,
                registry: &'reg Handlebars<'reg>,
                context: &'rc Context,
                rendering: &mut RenderContext<'reg, 'rc>,
                out: &mut dyn Output,
            ) -> HelperResult {
                $run(self, h, (registry, context, rendering, out))
            }
        }
    };
}

struct Condition(bool);
struct Each;
struct With;
struct Section;
struct Inverse;
struct Written;
struct Indent;

helper!(Condition, condition);
helper!(Each, |_: &Each, h, to| each(h, to));
helper!(With, |_: &With, h, to| with(h, to));
helper!(Section, |_: &Section, h, to| section(h, to));
helper!(Inverse, |_: &Inverse, h, to| inverse(h, to));
helper!(Written, |_: &Written, h, to| written(h, to));
helper!(Indent, |_: &Indent, h, to| indent(h, to));

/// A helper that writes nothing, but gives a value.
struct Giving(fn(&Helper<'_>, &Context) -> Result<Value, RenderErrorReason>);

impl HelperDef for Giving {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(self.0(h, context)?))
    }
}

/// A value by its owner and its name.
fn lookup(h: &Helper<'_>, of: fn(&Value, &Value) -> Value) -> Result<Value, RenderErrorReason> {
    Ok(of(subject(h)?, h.param(1).map_or(&Value::Null, |key| key.value())))
}

fn member(of: &Value, name: &Value) -> Value {
    name.as_str().and_then(|name| member_of(of, name)).cloned().unwrap_or_default()
}

/// Every line of the body after the same space, but for what follows the last line break.
fn indent<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    let (registry, context, rendering, out) = to;
    let space = subject(h)?.as_str().unwrap_or_default().to_owned();
    let mut body = StringOutput::new();
    branch(h, true, (registry, context, rendering, &mut body))?;
    let body = body.into_string()?;
    for line in body.split_inclusive('\n') {
        out.write(&space)?;
        out.write(line)?;
    }
    Ok(())
}

fn subject<'h>(h: &'h Helper<'_>) -> Result<&'h Value, RenderErrorReason> {
    let subject = h.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("block", 0))?;
    Ok(subject.value())
}

fn branch<'reg: 'rc, 'rc>(
    h: &Helper<'rc>,
    is_body: bool,
    to: Rendering<'reg, 'rc, '_>,
) -> HelperResult {
    let (registry, context, rendering, out) = to;
    match if is_body { h.template() } else { h.inverse() } {
        Some(template) => template.render(registry, context, rendering, out),
        None => Ok(()),
    }
}

fn condition<'reg: 'rc, 'rc>(
    when: &Condition,
    h: &Helper<'rc>,
    to: Rendering<'reg, 'rc, '_>,
) -> HelperResult {
    let value = subject(h)?;
    let takes_zero = h.hash_get("includeZero").is_some();
    let is_true = is_truthy(value) || (takes_zero && value.as_f64() == Some(0.0));
    branch(h, is_true == when.0, to)
}

fn with<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    let value = subject(h)?;
    if is_truthy(value) || value.as_f64() == Some(0.0) {
        within(h, to)
    } else {
        branch(h, false, to)
    }
}

fn section<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    match subject(h)? {
        Value::Bool(true) => branch(h, true, to),
        Value::Bool(false) | Value::Null => branch(h, false, to),
        Value::Array(_) => each(h, to),
        _ => within(h, to),
    }
}

fn inverse<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    let value = subject(h)?;
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    if is_empty || matches!(value, Value::Null | Value::Bool(false)) {
        return branch(h, true, to);
    }
    Ok(())
}

fn written<'reg: 'rc, 'rc>(h: &Helper<'rc>, (.., out): Rendering<'reg, 'rc, '_>) -> HelperResult {
    let mut text = String::new();
    write_value(subject(h)?, &mut text);
    out.write(&text)?;
    Ok(())
}

fn within<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    let (registry, context, rendering, out) = to;
    let value = subject(h)?.clone();
    let mut block = BlockContext::new();
    if let Some(parent) = rendering.block() {
        block.local_variables_mut().clone_from(parent.local_variables());
    }
    if let Some(name) = h.block_param() {
        let mut names = BlockParams::new();
        names.add_value(name, value.clone())?;
        block.set_block_params(names);
    }
    block.set_base_value(value);
    rendering.push_block(block);
    let done = branch(h, true, (registry, context, rendering, out));
    rendering.pop_block();
    done
}

fn each<'reg: 'rc, 'rc>(h: &Helper<'rc>, to: Rendering<'reg, 'rc, '_>) -> HelperResult {
    let (registry, context, rendering, out) = to;
    let elements: Vec<(Value, Value)> = match subject(h)? {
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(at, element)| (at.into(), element.clone())).collect()
        }
        Value::Object(members) => {
            members.iter().map(|(name, member)| (name.as_str().into(), member.clone())).collect()
        }
        _ => Vec::new(),
    };
    if elements.is_empty() {
        return branch(h, false, (registry, context, rendering, out));
    }
    let last = elements.len() - 1;
    for (at, (key, element)) in elements.into_iter().enumerate() {
        let mut block = BlockContext::new();
        block.set_local_var("index", at.into());
        block.set_local_var("key", key.clone());
        block.set_local_var("first", (at == 0).into());
        block.set_local_var("last", (at == last).into());
        let names = h.block_param().map(|name| (name, None));
        let pair = h.block_param_pair().map(|(name, key)| (name, Some(key)));
        if let Some((name, key_name)) = names.or(pair) {
            block.set_block_param(name, BlockParamHolder::value(element.clone()));
            if let Some(key_name) = key_name {
                block.set_block_param(key_name, BlockParamHolder::value(key));
            }
        }
        block.set_base_value(element);
        rendering.push_block(block);
        let done = branch(h, true, (registry, context, &mut *rendering, &mut *out));
        rendering.pop_block();
        done?;
    }
    Ok(())
}

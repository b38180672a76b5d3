// Templates and their data by a seed: every form of tag that SES documents,
// within each other, with more or less of the data that they ask for.

/** Numbers from 0 to 1 by a seed (mulberry32). */
function numbers(seed) {
  let state = Number(BigInt.asUintN(32, seed));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NAMES = ["a", "b", "name", "list", "größe", "x_y", "z-1"];
const TEXTS = ["", " ", "x", "<b>", "\n", "  \n", "\n  ", "a { b } c", "\\", "é\n"];

export function drawn(seed, count) {
  const random = numbers(seed);
  const one = (list) => list[Math.floor(random() * list.length)];
  const chance = (share) => random() < share;
  const times = (most, make) => Array.from({ length: Math.floor(random() * (most + 1)) }, make);

  let partials = 0;
  const value = (depth) => {
    const kind = random();
    if (depth > 0 && kind < 0.35) return object(depth - 1);
    if (depth > 0 && kind < 0.6) return times(3, () => value(depth - 1) ?? 0);
    return one(["", "text", "<i>&", 0, 1, -2.5, true, false, null, "ünï", 1e21, 12]);
  };
  /** Names in their order: that of an object is the one thing which SES alone knows. */
  const object = (depth) => Object.fromEntries(NAMES.toSorted().filter(() => chance(0.75)).map((name) => [name, value(depth)]));

  const name = () => one(["", "", "", "", "../", "this.", "./", "@root."]) + one(NAMES);
  const path = () => name() + (chance(0.25) ? `.${one(NAMES)}` : "");
  const sign = () => (chance(0.12) ? "~" : "");
  const braces = (inside) => `{{${sign()}${inside}${sign()}}}`;
  const space = () => one(["", "", "", "\n", "\n  ", " "]);

  const node = (depth) => {
    const kind = random();
    if (depth === 0 || kind < 0.2) return one(TEXTS);
    if (kind < 0.4) return braces(one([path(), ` ${path()} `, "this"]));
    // Between texts, since Handlebars adds two numbers up that it does not escape.
    if (kind < 0.42) return `|${braces(one([`&${path()}`, `{${path()}}`]))}|`;
    if (kind < 0.44) return braces(one(["! note ", "!-- {{a}} --"]));
    if (kind < 0.48) return braces(`lookup ${one(NAMES)} ${one(['"a"', "0", path()])}`);
    if (kind < 0.52) {
      const partial = `p${(partials += 1)}`;
      return `{{#*inline "${partial}"}}${space()}${body(depth - 1)}{{/inline}}${space()}${space()}{{> ${partial}${one(["", ` ${name()}`, ` a=${name()}`])}}}${space()}`;
    }
    if (kind < 0.56) return `${space()}{{#each ${path()} as |v k|}}{{v}}{{k}}${body(depth - 1)}{{/each}}`;
    if (kind < 0.6) return `{{#each ${path()}}}{{@index}}{{@key}}{{@first}}{{@last}}${body(depth - 1)}{{/each}}`;
    if (kind < 0.64) {
      const empty = one(NAMES);
      return `${space()}{{^${empty}}}${space()}${body(depth - 1)}{{/${empty}}}${space()}`;
    }
    const helper = one(["if", "if", "unless", "each", "with", one(NAMES)]);
    // Handlebars takes `a.b` for `a` itself where that is 0, false or blank, and `with` tells these apart.
    const subjects = { if: path, unless: path, each: path, with: name };
    const subject = helper in subjects ? ` ${subjects[helper]()}` : "";
    const elses = chance(0.3) ? `${space()}${braces(one(["else", "^", "else", `else if ${path()}`]))}${space()}${body(depth - 1)}` : "";
    return `${space()}${braces(`#${helper}${subject}`)}${space()}${body(depth - 1)}${elses}${space()}${braces(`/${helper}`)}${space()}`;
  };
  const body = (depth) => times(3, () => node(depth)).join("");

  return Array.from({ length: count }, () => ({ template: times(4, () => node(3)).join(""), data: object(2) }));
}

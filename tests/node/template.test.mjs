// Templates that the core fills, filled by Handlebars itself: the same texts,
// and something missing in the one where something is missing in the other.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import Handlebars from "handlebars";

import { given } from "./local_ses.mjs";
import { drawn } from "./draw_templates.mjs";

const SEED = BigInt(process.env.SES_DELEGATE_SEED ?? Date.now());

/** What the core makes of each. */
function previewed(cases) {
  const input = cases.map(({ template, data }) => JSON.stringify({ template, data })).join("\n");
  const lines = execFileSync(given("PREVIEW"), { input, maxBuffer: 1 << 28 }).toString().trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** SES escapes nothing. `noEscape` would make a sum of two numbers that follow each other. */
const handlebars = Handlebars.create();
handlebars.Utils.escapeExpression = (value) => (value === null || value === undefined ? "" : String(value));
// Without a logger: `log` writes to the console.
handlebars.registerHelper("log", () => "");

function filled({ template, data }, strict) {
  try {
    return { html: handlebars.compile(template, { strict })(data) };
  } catch (error) {
    return { error: error.message };
  }
}

/** Of Handlebars' own tests and documentation, and of AWS's guide. */
const KNOWN = [
  ["Hello {{contact.firstName}}!", { contact: { firstName: "Anaya" } }],
  ["<ul>\n  {{#each subscription}}\n    <li>{{interest}}</li>\n  {{/each}}\n</ul>", { subscription: [{ interest: "Sports" }, { interest: "Travel" }] }],
  ["{{#if subscription}}\n  a\n{{else}}\n  b\n{{/if}}\n", { subscription: [] }],
  ['{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\n<h1>{{> fullName}}</h1>{{#each friends}}<li>{{> fullName}}</li>{{/each}}', { firstName: "A", friends: [{ firstName: "B", lastName: "C" }] }],
  ['  {{#* inline "p"}}\n  x {{a}}\n  y\n  {{/inline}}\n\n  {{> p}}\nz', { a: 1 }],
  ["{{a}}{{b}}{{c}}", { a: "<b>&\"'", b: 1, c: true }],
  ["{{{a}}}|{{&a}}|{{~ a ~}} | {{~{a}~}} ", { a: "<" }],
  ["a {{! comment }} b\n{{!-- {{x}} --}}\nc\n  {{~! tight ~}}\nd", {}],
  ["\\{{a}} \\\\{{a}} \\x {{a}}", { a: 1 }],
  ["{{#a}}[{{.}}]{{/a}}{{^a}}none{{/a}}", { a: [1, 2] }],
  ["{{#a}}[{{b}}]{{else}}none{{/a}}{{^a}}none{{/a}}", { a: false }],
  ["{{#a.b}}{{c}}{{/a.b}}", { a: { b: { c: 1 } } }],
  ["{{#each l as |x i|}}{{i}}={{x.n}}{{#each x.m as |y|}}{{x.n}}{{y}}{{/each}};{{/each}}", { l: [{ n: "p", m: [1] }, { n: "q", m: [] }] }],
  ["{{#with a as |x|}}{{x.b}}{{../c}}{{@root.c}}{{/with}}", { a: { b: 1 }, c: 2 }],
  ["{{#if a}}1{{else if b}}2{{else unless c}}3{{else}}4{{/if}}", { b: 0, c: 1 }],
  ["{{#if z includeZero=true}}y{{else}}n{{/if}}{{#if e}}y{{else}}n{{/if}}{{#if o}}y{{/if}}", { z: 0, e: "", o: {} }],
  ["{{lookup l 1}}{{lookup o k}}{{#each (lookup o2 k)}}{{this}}{{/each}}", { l: ["a", "b"], o: { x: 5 }, o2: { x: [7, 8] }, k: "x" }],
  ["{{[a b]}}{{c.[d e]}}{{this.f}}{{./f}}{{c/g}}", { "a b": 1, c: { "d e": 2, g: 4 }, f: 3 }],
  ["{{n}} {{m}} {{o}} {{p}} {{q}}", { n: 1.5, m: 1e300, o: 2.5e-9, p: -0.001, q: 123456789012 }],
  ["{{l}} {{o}}", { l: [1, [2, null], "x"], o: {} }],
  ["{{#each o}}{{@key}}:{{@index}}{{#unless @last}},{{/unless}}{{/each}}", { o: { a: 1, b: 2 } }],
  ["{{#each a}}{{#each b}}{{@index}}{{@../index}}{{../c}}{{../../d}}{{/each}}{{/each}}", { a: [{ b: [1, 2], c: 3 }], d: 4 }],
  ['{{#*inline "p"}}{{a}}{{x}}{{/inline}}{{> p q x=1}}{{> p x=r.s}}', { a: 0, q: { a: 5 }, r: { s: 6 } }],
  ["{{log a}}{{a}}", { a: 1 }],
  ["{{#if a}}\n\n{{~#if b~}} \n x \n {{~/if~}}\n\n{{/if}}\n", { a: 1, b: 1 }],
];

test("known templates are filled as by Handlebars", () => {
  const cases = KNOWN.map(([template, data]) => ({ template, data }));
  const answers = previewed(cases);
  for (const [at, one] of cases.entries()) {
    assert.deepEqual(answers[at], filled(one, false), JSON.stringify(one));
  }
});

test("templates that Handlebars cannot read are refused", () => {
  const templates = ["{{", "{{a", "{{{a}}", "{{#if a}}", "{{#if a}}{{/each}}", "{{/if}}", "{{else}}", "{{a b}}", "{{#if}}x{{/if}}", "{{a..b}}", "{{a.}}", "{{it's}}", "{{!-- x", "{{> nowhere}}", "{{ #if a}}{{/if}}", "{{#each a as x}}{{/each}}", "{{(a)}}", "{{}}", "{{lookup}}", "{{@}}"];
  const cases = templates.map((template) => ({ template, data: { a: 1, b: 1 } }));
  for (const [at, answer] of previewed(cases).entries()) {
    assert.ok(filled(cases[at], false).error, `${templates[at]} is read by Handlebars`);
    assert.match(answer.code ?? "", /^template\.(syntax|helper|partial)$/, `${templates[at]}: ${JSON.stringify(answer)}`);
    assert.match(answer.error, /^html: .* at line 1, column \d+$/);
  }
});

test("drawn templates are filled as by Handlebars", () => {
  const cases = drawn(SEED, 3000);
  const answers = previewed(cases);
  let whole = 0;
  let missing = 0;
  let empty = 0;
  // Some corners of paths that leave their block are known to differ: one template in thousands.
  const differing = [];
  let refused = 0;
  let unable = 0;
  for (const [at, one] of cases.entries()) {
    const what = `SES_DELEGATE_SEED=${SEED}: ${JSON.stringify(one)}`;
    const answer = answers[at];
    if (answer.missing?.length > 0) {
      missing += 1;
      const strict = filled(one, true);
      if (!/not defined|Cannot|in operator/.test(strict.error ?? "")) differing.push(`${what} lacks ${answer.missing}`);
    } else if (answer.missing) {
      // A sender reports that null counts as missing at SES; for Handlebars it does not.
      empty += 1;
    } else if (answer.code === "template.unsupported" || answer.error?.includes("../ that leaves a partial")) {
      // Not read here, such as an else in a block by ^, to which a drawn backslash
      // leads; and the one thing that is read but not filled here.
      unable += 1;
    } else if (answer.code === "template.partial") {
      // Told even where it is not reached.
      refused += 1;
    } else if (answer.code) {
      assert.ok(filled(one, false).error, `${what}: ${answer.error}`);
      refused += 1;
    } else if (answer.html === filled(one, false).html) {
      whole += 1;
    } else {
      differing.push(what);
    }
  }
  const counted = `${whole} filled, ${missing} with something missing, ${empty} with null, ${refused} refused, ${unable} not filled here`;
  console.log(counted, `${differing.length} differ`, ...differing);
  assert.ok(differing.length <= 5, differing.join("\n"));
  assert.ok(whole > 500 && missing > 200 && refused > 20 && unable < 300, counted);
});

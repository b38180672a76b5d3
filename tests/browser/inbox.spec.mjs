// The local SES's inbox, as developers of delegated mail use it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { SESClient, SendEmailCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { SESv2Client, SendEmailCommand as SendV2 } from "@aws-sdk/client-sesv2";
import { expect, test } from "@playwright/test";

import { playInbox } from "./pages/played_inbox.mjs";
import { ARN, DENIED_ARN, VALID, startLocalSes } from "../node/local_ses.mjs";

let ses, mail;
test.beforeEach(async () => {
  ses = await startLocalSes();
  mail = sender(ses.origin);
});
test.afterEach(() => ses.stop());

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkwPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
const REPORT = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 7) % 256));
const HOSTILE = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>';

function sender(endpoint) {
  // The clients write into what they are given.
  const credentials = { ...VALID };
  const at = (region) => new SESClient({ endpoint, region, credentials, maxAttempts: 1 });
  const [east, west] = [at("us-east-1"), at("eu-west-1")];
  const v2 = new SESv2Client({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const simple = (subject, to, text) => ({ Destination: { ToAddresses: to }, Message: { Subject: { Data: subject, Charset: "UTF-8" }, Body: { Text: { Data: text, Charset: "UTF-8" } } } });
  return {
    simple: async (subject, { to = ["bob@example.org"], text = "Hallo", from = "ann@owner.example" } = {}) =>
      (await east.send(new SendEmailCommand({ Source: from, SourceArn: ARN, ...simple(subject, to, text) }))).MessageId,
    raw: async (message, more = {}) => (await east.send(new SendRawEmailCommand({
      Source: "ann@owner.example", SourceArn: ARN, FromArn: ARN, ReturnPathArn: ARN, RawMessage: { Data: Buffer.from(message) }, ...more }))).MessageId,
    v2: async (subject) => (await v2.send(new SendV2({
      FromEmailAddress: "ann@owner.example", FromEmailAddressIdentityArn: ARN, FeedbackForwardingEmailAddress: "bounces@owner.example",
      FeedbackForwardingEmailAddressIdentityArn: ARN, Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: "Hallo" } } } } }))).MessageId,
    denied: () => west.send(new SendEmailCommand({ Source: "press@owner.example", SourceArn: DENIED_ARN, ...simple("No", ["bob@example.org"], "x") })).catch((error) => error),
    unverified: () => east.send(new SendEmailCommand({ Source: "who@elsewhere.example", ...simple("No", ["bob@example.org"], "x") })).catch((error) => error),
  };
}

const full = (subject = "=?utf-8?q?Gr=C3=BC=C3=9Fe?=", name = "report.pdf", html = '<h1>Hallo</h1><p>Ein <b>Brief</b> <img src="cid:logo"></p>') => [
  `From: =?utf-8?q?=C3=84nnchen?= <ann@owner.example>`, "To: bob@example.org", `Subject: ${subject}`, "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="m"', "", "--m", 'Content-Type: multipart/alternative; boundary="a"', "",
  "--a", "Content-Type: text/plain; charset=utf-8", "", "Hallo, ein Brief", "--a", "Content-Type: text/html; charset=utf-8", "", html, "--a--",
  "--m", "Content-Type: image/png", "Content-ID: <logo>", `Content-Disposition: inline; filename="logo.png"`, "Content-Transfer-Encoding: base64", "", PNG,
  "--m", "Content-Type: application/pdf", `Content-Disposition: attachment; filename="${name}"`, "Content-Transfer-Encoding: base64", "", REPORT.toString("base64").replace(/.{76}/g, "$&\r\n"), "--m--", "",
].join("\r\n");

/** The page, and everything it complains of. */
async function openInbox(page, hash = "", origin = ses.origin) {
  const complaints = [];
  page.on("console", (message) => {
    // Older parts of the server do not know every path.
    if (message.type() === "error" && !/404/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${origin}/${hash}`);
  await expect(page.locator("#live")).toHaveText("Live");
  return complaints;
}

const rows = (page) => page.locator("#list > li");
const view = (page) => page.getByRole("article", { name: "Details" });
const shot = (page, name) => process.env.INBOX_SHOTS ? page.screenshot({ path: `${process.env.INBOX_SHOTS}${name}.png` }) : null;

/** Nothing is wider than the window. */
async function fits(page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** Text against its ground, by WCAG: elements whose contrast is under 4.5. */
function pale(page) {
  return page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const found = [];
    for (const element of document.querySelectorAll("body *")) {
      const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
      if (!text || !element.checkVisibility() || element.closest(".unseen, .skip")) continue;
      const style = getComputedStyle(element);
      let ground = [0, 0, 0, 0];
      for (let at = element; at && ground[3] < 255; at = at.parentElement) ground = rgba(getComputedStyle(at).backgroundColor);
      const [a, b] = [light(rgba(style.color)), light(ground)].sort((x, y) => y - x);
      if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`${text.slice(0, 30)}: ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
    }
    return found;
  });
}

for (const scheme of ["light", "dark"]) {
  for (const [device, viewport] of Object.entries({ desktop: { width: 1360, height: 860 }, phone: { width: 375, height: 720 } })) {
    test(`every state is readable: ${device}, ${scheme}`, async ({ browser }) => {
      const page = await browser.newPage({ viewport, colorScheme: scheme });
      const complaints = await openInbox(page);
      const name = `${device}-${scheme}`;
      const readable = async (state) => {
        await fits(page);
        expect(await pale(page), state).toEqual([]);
        await shot(page, `${name}-${state}`);
      };
      await expect(page.getByRole("heading", { name: "Waiting for the first message" })).toBeVisible();
      await readable("empty");
      const id = await mail.raw(full());
      await mail.v2("Nach Plan");
      await mail.denied();
      await mail.unverified();
      await expect(rows(page)).toHaveCount(4);
      await readable("list");
      await page.goto(`${ses.origin}/#accepted/${id}`);
      await expect(view(page).getByRole("heading", { name: "Grüße" })).toBeVisible();
      await expect(view(page).getByText("DelegateMaySend").first()).toBeAttached();
      await readable("message");
      for (const tab of ["Text", "Headers", "Parts", "Source"]) {
        await page.getByRole("tab", { name: tab, exact: true }).click();
        await expect(page.getByRole("tabpanel", { name: tab })).not.toContainText("Loading");
        await readable(`tab-${tab.toLowerCase()}`);
      }
      if (device === "phone") {
        await expect(rows(page).first()).toBeHidden();
        await page.getByRole("link", { name: "← Inbox" }).click();
      }
      await rows(page).filter({ hasText: "press@owner.example" }).getByRole("link").click();
      await expect(view(page).getByText("AccessDenied").first()).toBeVisible();
      await readable("denied");
      if (device === "phone") await page.getByRole("link", { name: "← Inbox" }).click();
      await rows(page).filter({ hasText: "who@elsewhere.example" }).getByRole("link").click();
      await expect(view(page).getByText("MessageRejected").first()).toBeVisible();
      await readable("unverified");
      if (device === "phone") await page.getByRole("link", { name: "← Inbox" }).click();
      await page.getByRole("button", { name: "Connect" }).click();
      await expect(page.getByRole("dialog", { name: "Connect" })).toBeVisible();
      await readable("connect");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Server" }).click();
      await expect(page.getByRole("dialog", { name: "Server" })).toBeVisible();
      await readable("server");
      await page.keyboard.press("Escape");
      expect(complaints).toEqual([]);
      await page.close();
    });
  }
}

test("what comes is shown at once, new until it is read", async ({ page }) => {
  const complaints = await openInbox(page);
  await mail.simple("Erste");
  await expect(rows(page)).toHaveCount(1);
  await mail.simple("Zweite");
  await expect(rows(page).first()).toContainText("Zweite");
  await expect(page).toHaveTitle("(2) Inbox · ses-local");
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveTitle("(1) Inbox · ses-local");
  // Another visit opens nothing, and still knows what was read.
  await page.goto("about:blank");
  await page.goto(ses.origin);
  await expect(page).toHaveTitle("(1) Inbox · ses-local");
  expect(complaints).toEqual([]);
});

test("a lost connection is said, and heals by itself", async ({ page }) => {
  await openInbox(page);
  await page.route(/\/(messages|refusals|events|status|faults)/, (route) => route.abort());
  await mail.simple("Später");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.locator("#live")).toHaveText("Not reachable");
  await expect(page.getByText("does not answer")).toBeVisible();
  await shot(page, "lost");
  await page.unroute(/\/(messages|refusals|events|status|faults)/);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.locator("#live")).toHaveText("Live");
  await expect(rows(page)).toHaveCount(1);
});

test("why it was accepted: each address with its ARN, its origin and the statement", async ({ page }) => {
  const id = await mail.simple("Warum");
  await openInbox(page, `#${id}`);
  const why = page.getByRole("complementary", { name: "Why it was accepted" });
  await expect(why).toContainText("Account 111122223333 lets account 444455556666 send: policy allow-delegate, statement DelegateMaySend.");
  const looks = why.locator(".look");
  await expect(looks).toHaveCount(3);
  for (const [index, [role, origin]] of [["Source", "from the parameter SourceArn"], ["From", "the parameter SourceArn stands for it"], ["Return-Path", "the parameter SourceArn stands for it"]].entries()) {
    await expect(looks.nth(index)).toContainText(role);
    await expect(looks.nth(index)).toContainText("ann@owner.example");
    await expect(looks.nth(index)).toContainText(ARN);
    await expect(looks.nth(index)).toContainText(origin);
  }
});

test("why it was refused: the step, SES's words, and the address that failed", async ({ page }) => {
  const error = await mail.unverified();
  await mail.denied();
  await openInbox(page);
  await rows(page).filter({ hasText: "who@elsewhere.example" }).getByRole("link").click();
  await expect(view(page).getByText(error.message)).toBeVisible();
  await expect(view(page).getByText("HTTP 400")).toBeVisible();
  const steps = page.getByRole("complementary", { name: "The attempt" }).locator(".steps li");
  await expect(steps.nth(2)).toContainText("passed");
  await expect(steps.nth(3)).toContainText("said no");
  await expect(steps.nth(4)).toContainText("not reached");
  await expect(view(page).locator(".look.bad").first()).toContainText("No ARN was given");
  await rows(page).filter({ hasText: "press@owner.example" }).getByRole("link").click();
  await expect(view(page)).toContainText("DelegateMayNotSpeakForThePress");
  await expect(steps.nth(5)).toContainText("said no");
});

test("nothing a message says runs, loads or breaks the page", async ({ page }) => {
  const spied = [];
  const spy = createServer((request, response) => {
    spied.push(request.url);
    response.end();
  });
  await new Promise((resolve) => spy.listen(0, "127.0.0.1", resolve));
  const elsewhere = `http://127.0.0.1:${spy.address().port}`;
  const html = `${HOSTILE}<img src="${elsewhere}/pixel"><a href="javascript:window.top.stolen=1">x</a><form action="${elsewhere}/form"><button>send</button></form><link rel="stylesheet" href="${elsewhere}/css"><meta http-equiv="refresh" content="0;url=${elsewhere}/refresh"><iframe src="${elsewhere}/frame"></iframe>`;
  const long = "W".repeat(700);
  await mail.raw(full(HOSTILE, '<b onclick=x>&amp;.pdf', html));
  await mail.raw(full(`\u202e${long}`.replace("\u202e", "=?utf-8?q?=E2=80=AE?= "), `${"x".repeat(180)}.pdf`));
  await mail.raw(full("=?utf-8?b?16nXnNeV150g16LXldec150=?="));
  const violations = [];
  await page.exposeFunction("violated", (what) => violations.push(what));
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => window.violated?.(`${event.documentURI} ${event.violatedDirective} ${event.blockedURI}`)));
  await openInbox(page);
  await expect(rows(page)).toHaveCount(3);
  for (let index = 0; index < 3; index += 1) {
    await rows(page).nth(index).getByRole("link").click();
    await expect(rows(page).nth(index).getByRole("link")).toHaveAttribute("aria-current", "true");
    await expect(view(page).locator(".title")).toBeVisible();
    await fits(page);
    for (const tab of ["Text", "Headers", "Parts", "Source", "HTML"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await fits(page);
    }
    await shot(page, `hostile-${index}`);
  }
  await expect(view(page).locator(".title")).toHaveText(HOSTILE);
  await expect(view(page).getByText("<b onclick=x>&amp;.pdf")).toBeVisible();
  await expect(page.frameLocator("iframe").getByRole("link", { name: "x" })).toBeVisible();
  await page.frameLocator("iframe").getByRole("link", { name: "x" }).click();
  expect(await page.evaluate(() => window.stolen)).toBeUndefined();
  for (const frame of page.frames()) expect(await frame.evaluate(() => window.stolen).catch(() => undefined)).toBeUndefined();
  expect(violations.filter((what) => what.startsWith(`${ses.origin}/ `) || what.startsWith(`${ses.origin}/#`))).toEqual([]);
  await page.frameLocator("iframe").first().getByRole("button", { name: "send" }).click();
  // The spy hears what is not held back.
  await page.request.get(`${elsewhere}/heard`);
  expect(spied).toEqual(["/heard"]);
  spy.close();
  spy.closeAllConnections();
});

test("files and the message are downloaded to the byte", async ({ page }) => {
  const id = await mail.raw(full());
  await openInbox(page, `#${id}`);
  const fetched = async (name) => {
    const coming = page.waitForEvent("download");
    await view(page).getByRole("link", { name }).click();
    return readFile(await (await coming).path());
  };
  expect(await fetched(/report\.pdf/)).toEqual(REPORT);
  expect(await fetched(/logo\.png/)).toEqual(Buffer.from(PNG, "base64"));
  expect(await fetched("Download .eml")).toEqual(Buffer.from(await ses.raw(id)));
  // The picture is really drawn.
  await expect.poll(() => view(page).locator(".files img").evaluate((image) => image.naturalWidth)).toBe(1);
  await page.getByRole("tab", { name: "Parts" }).click();
  for (const part of ["multipart/mixed", "multipart/alternative", "text/html", "application/pdf", "report.pdf"]) {
    await expect(page.getByRole("tabpanel", { name: "Parts" })).toContainText(part);
  }
});

test("keys move, search and go back", async ({ page }) => {
  for (const subject of ["Eins", "Zwei", "Drei"]) await mail.simple(subject);
  await openInbox(page);
  await expect(rows(page)).toHaveCount(3);
  const title = view(page).locator(".title");
  await page.keyboard.press("j");
  await expect(title).toHaveText("Drei");
  await page.keyboard.press("ArrowDown");
  await expect(title).toHaveText("Zwei");
  await page.keyboard.press("j");
  await expect(title).toHaveText("Eins");
  await page.keyboard.press("k");
  await expect(title).toHaveText("Zwei");
  await expect(rows(page).nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(title).toHaveText("Choose a message");
  await expect(rows(page).nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  // Tabs: arrows move, and are not the list's.
  await rows(page).first().getByRole("link").click();
  await page.getByRole("tab", { name: "Text" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Headers" })).toBeFocused();
  await expect(title).toHaveText("Drei");
});

test("filters count, and all is cleared only when asked twice", async ({ page }) => {
  await mail.simple("Gut");
  await mail.unverified();
  await openInbox(page);
  await expect(page.getByRole("button", { name: "All 2" })).toBeVisible();
  await page.getByRole("button", { name: "Refused 1" }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("button", { name: "Keep" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByText("Nothing was refused.")).toBeVisible();
  expect((await ses.messages()).length + (await ses.refusals()).length).toBe(0);
});

test("faults are shown while they are active, and can be deleted", async ({ page }) => {
  await openInbox(page);
  const set = await page.request.post(`${ses.origin}/faults`, { data: [
    { match: { operations: ["SendEmail"] }, times: "always", fault: { throttle: "rate" } }, { fault: "expired-token" }] });
  expect(set.status()).toBe(201);
  await mail.simple("Gedrosselt").catch(() => {});
  await page.getByRole("alert").getByText(/faults are active/).waitFor();
  await expect(rows(page).first()).toContainText("Throttling");
  await page.getByRole("alert").getByRole("button", { name: "Show" }).click();
  const dialog = page.getByRole("dialog", { name: "Server" });
  await expect(dialog).not.toContainText("null");
  await expect(dialog.getByText('{"operations":["SendEmail"]}')).toBeVisible();
  await shot(page, "faults");
  await dialog.getByRole("button", { name: "Delete the fault throttle" }).click();
  await expect(dialog.getByRole("button", { name: /Delete the fault/ })).toHaveCount(1);
  await dialog.getByRole("button", { name: /Delete the fault/ }).click();
  await expect(dialog.getByText("No fault is active")).toBeVisible();
  await expect(page.getByRole("alert").getByText(/active/)).toHaveCount(0);
  expect((await (await page.request.get(`${ses.origin}/faults`)).json()).faults).toEqual([]);
});

test("no credentials are in the page", async ({ page }) => {
  await openInbox(page);
  await page.getByRole("button", { name: "Connect" }).click();
  for (const tab of await page.getByRole("dialog").getByRole("tab").all()) {
    await tab.click();
    const text = await page.locator("body").textContent();
    for (const secret of Object.values(VALID)) expect(text).not.toContain(secret);
    if (!/SMTP/.test(await tab.textContent())) expect(text).toContain(ses.origin);
  }
});

test("thousands are read page by page, searched by the server, and go on live", async ({ page }) => {
  const played = await playInbox(ses.origin, { messages: 3000, refusals: [{ code: "Throttling", check: "quota", status: 400, api: "v1" }] });
  try {
    const complaints = await openInbox(page, "", played.origin);
    await expect(rows(page).first()).toContainText("Brief 2999");
    expect(await rows(page).count()).toBeLessThan(300);
    // The refusal is older than all that is read: it waits for its place.
    await expect(rows(page).filter({ hasText: "Throttling" })).toHaveCount(0);
    for (let turn = 0; turn < 4; turn += 1) {
      const before = await rows(page).count();
      await page.locator("#scroll").evaluate((box) => box.scrollTo(0, box.scrollHeight));
      await expect.poll(() => rows(page).count()).toBeGreaterThan(before);
    }
    const subjects = await page.locator("#list .what").allTextContents();
    expect(subjects).toEqual(subjects.map((_, n) => `Brief ${2999 - n}`));
    // An event brings what is new to the top; nothing is read twice and the place stays.
    const place = await page.locator("#scroll").evaluate((box) => box.scrollTop);
    played.add(3000);
    played.tell();
    await expect(rows(page).first()).toContainText("Brief 3000");
    expect(await page.locator("#scroll").evaluate((box) => box.scrollTop)).toBeGreaterThanOrEqual(place);
    await page.keyboard.press("/");
    await page.keyboard.type("Brief 77");
    await expect(rows(page)).toHaveCount(11);
    expect(played.state.queries.at(-1)).toContain("q=Brief+77");
    await page.keyboard.press("Enter");
    await expect(view(page).locator(".title")).toHaveText("Brief 779");
    await view(page).getByRole("button", { name: "Delete" }).click();
    await expect(view(page).locator(".title")).toHaveText("Brief 778");
    await expect(rows(page)).toHaveCount(10);
    await page.getByRole("searchbox").fill("nowhere");
    await expect(page.getByText("Nothing holds “nowhere”.")).toBeVisible();
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Escape");
    await expect(rows(page).first()).toContainText("Brief 3000");
    expect(complaints).toEqual([]);
  } finally {
    played.stop();
  }
});

const statement = (effect, sid) => JSON.stringify({ Sid: sid, Effect: effect, Principal: { AWS: "444455556666" }, Action: "ses:*", Resource: "*" });
const LOOK = { address: "ann@owner.example", arn: { text: ARN, origin: { kind: "parameter", name: "SourceArn" } }, identity: ARN };

test("every look of a refusal is told: who passed, who said no, by which statement", async ({ page }) => {
  const played = await playInbox(ses.origin, {
    refusals: [{ code: "AccessDenied", check: "sending-authorization", status: 403, api: "v2", message: "User is not authorized", source: "ann@owner.example",
      trace: [
        { ...LOOK, role: "Source", verdict: "allowed", basis: { kind: "policy", name: "allow", sid: "Both", statement: statement("Allow", "Both") }, permission: { name: "mail", sid: null, statement: statement("Allow") } },
        { ...LOOK, role: "From", address: "press@owner.example", givenFor: "Source", verdict: "denied", basis: { kind: "policy", name: "deny", sid: "NotThePress", statement: statement("Deny", "NotThePress") }, reason: "denied by policy deny, statement NotThePress" },
        { ...LOOK, role: "Return-Path", givenFor: "Source", verdict: "not-reached", basis: { kind: "nothing" } },
      ] }],
    status: { world: { file: "my.toml", error: "my.toml:12: expected a Region" }, smtp: { host: "127.0.0.1", port: 2587 } },
  });
  try {
    const complaints = await openInbox(page, "", played.origin);
    await rows(page).first().getByRole("link").click();
    const looks = view(page).locator(".look");
    await expect(looks).toHaveCount(3);
    await expect(looks.nth(0)).toContainText("Allowed by the owner's policy allow, statement Both");
    await expect(looks.nth(0)).toContainText("The caller's own IAM policy allows it: mail, a statement without Sid");
    await expect(looks.nth(1)).toContainText("Refused by the owner's policy deny, statement NotThePress");
    await expect(looks.nth(1)).toContainText("the parameter SourceArn stands for it");
    await expect(looks.nth(2)).toContainText("Not decided");
    await looks.nth(1).getByText("The owner's statement").click();
    await expect(looks.nth(1).locator("pre")).toHaveText(JSON.stringify(JSON.parse(statement("Deny", "NotThePress")), null, 2));
    await shot(page, "trace");
    await expect(page.getByRole("alert")).toContainText("The world file has an error");
    await page.getByRole("alert").getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("dialog")).toContainText("my.toml:12: expected a Region");
    await shot(page, "world-error");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByRole("tab", { name: "SMTP" }).click();
    await expect(page.getByRole("dialog")).toContainText("2587");
    expect(complaints).toEqual([]);
  } finally {
    played.stop();
  }
});

test("what was accepted and not delivered says so", async ({ page }) => {
  const played = await playInbox(ses.origin, { details: {
    renderingFailure: "Attribute 'name' is not present in the rendering data.", configurationSet: "events", tags: [{ name: "campaign", value: "<b>may</b>" }],
    recipients: [{ address: "bounce@simulator.amazonses.com", outcome: "bounce" }, { address: "bob@example.org", outcome: null }] } });
  played.add(1, { renderingFailure: "Attribute 'name' is not present in the rendering data." });
  try {
    await openInbox(page, "#m1", played.origin);
    await expect(rows(page).first()).toContainText("Not delivered");
    await expect(view(page)).toContainText("Accepted, but not delivered");
    await expect(view(page)).toContainText("Attribute 'name' is not present");
    await expect(view(page)).toContainText("campaign=<b>may</b>");
    await expect(view(page).getByText("Simulator: bounces")).toBeVisible();
    await shot(page, "undelivered");
  } finally {
    played.stop();
  }
});

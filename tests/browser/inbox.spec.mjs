// The local SES's inbox, as developers of delegated mail use it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateConfigurationSetCommand, CreateEmailTemplateCommand, SendBulkEmailCommand, SendEmailCommand as SendV2 } from "@aws-sdk/client-sesv2";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@playwright/test";
import { createTransport } from "nodemailer";

import { ARN, VALID, startLocalSes } from "../node/local_ses.mjs";
import { MORE_WORLD, PNG, REPORT, full, sender } from "./inbox_mail.mjs";

// Made of the secret of MORE_WORLD for us-east-1 by the algorithm of the Developer Guide, in Python and outside of this project.
const SMTP_PASSWORD = "BOQb7djSqJzJGmq2VAdHUrk39K+r3ZBH7wQNz0T6inkr";

let ses, mail, folder, world;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "inbox-"));
  world = join(folder, "world.toml");
  const usual = await readFile(new URL("../world.toml", import.meta.url), "utf8");
  await writeFile(world, usual.replace('"ses:SendRawEmail"]', '"ses:SendRawEmail", "ses:SendTemplatedEmail", "ses:SendBulkEmail", "ses:SendBulkTemplatedEmail"]') + MORE_WORLD);
  ses = await startLocalSes(world);
  mail = sender(ses.origin);
});
test.afterEach(async () => {
  await ses.stop();
  await rm(folder, { recursive: true });
});

const HOSTILE = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>';

/** The page, and everything it complains of. */
async function openInbox(page, hash = "") {
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${ses.origin}/${hash}`);
  await expect(page.locator("#live")).toHaveText("Live");
  return complaints;
}

const rows = (page) => page.locator("#list > li");
const view = (page) => page.getByRole("article", { name: "Details" });
const shot = (page, name) => process.env.INBOX_SHOTS ? page.screenshot({ path: `${process.env.INBOX_SHOTS}${name}.png` }) : null;

/** Nothing is wider than the window, nor higher where the panes scroll by themselves. */
async function fits(page) {
  const [wider, higher] = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, innerWidth > 800 ? document.documentElement.scrollHeight - innerHeight : 0]);
  expect(wider).toBeLessThanOrEqual(0);
  expect(higher).toBeLessThanOrEqual(0);
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
  await mail.simple("Vorher");
  await openInbox(page);
  await rows(page).first().getByRole("link").click();
  await expect(view(page).locator(".title")).toHaveText("Vorher");
  await ses.stop();
  await expect(page.locator("#live")).toHaveText("Not reachable");
  await expect(page.getByRole("alert").getByText("does not answer")).toBeVisible();
  // What cannot be deleted says so, and stays.
  await view(page).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("It could not be deleted. ses-local does not answer.")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(view(page).locator(".title")).toHaveText("Vorher");
  await fits(page);
  await shot(page, "lost");
  ses = await startLocalSes(world, { listen: new URL(ses.origin).host });
  await expect(page.locator("#live")).toHaveText("Live");
  await expect(page.getByRole("alert").getByText("This page goes on")).toHaveCount(0);
  await mail.simple("Nachher");
  await expect(rows(page)).toHaveText([/Nachher/]);
});

test("why it was accepted: each address with its ARN, its origin and the statement", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 480 });
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
  // The window is lower than what it shows.
  await fits(page);
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
  // RFC 2231: an extended value, and one in pieces.
  for (const [parameter, name] of [["filename*=utf-8''%C3%9Cber%20uns.pdf", "Über uns.pdf"], ["filename*0*=utf-8''%C3%9C; filename*1=\"b.pdf\"", "Üb.pdf"]]) {
    await page.goto(`${ses.origin}/#${await mail.raw(full().replace('filename="report.pdf"', parameter))}`);
    await page.getByRole("tab", { name: "Parts" }).click();
    await expect(page.getByRole("tabpanel", { name: "Parts" })).toContainText(`application/pdf ${name} `);
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

test("what is told of sending is true of the world in use, and goes on with it", async ({ page }) => {
  const complaints = await openInbox(page);
  const code = view(page).locator("pre");
  await expect(code).toContainText("--from you@owner.example");
  await view(page).getByRole("tab", { name: "SMTP" }).click();
  await expect(code).toContainText("STARTTLS");
  await view(page).getByRole("tab", { name: "STS" }).click();
  await expect(code).toContainText("get-caller-identity");
  const before = await readFile(world, "utf8");
  await writeFile(world, before.replaceAll("owner.example", "other.example").replace('name = "mailer"', `name = "mailer"\ntrust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}]}'`));
  await expect(code).toContainText("--role-arn arn:aws:iam::444455556666:role/mailer");
  await view(page).getByRole("tab", { name: "AWS CLI" }).click();
  await expect(code).toContainText("--from you@other.example");
  await expect(code).toContainText("--source-arn arn:aws:ses:us-east-1:111122223333:identity/other.example");
  await writeFile(world, before.slice(0, before.indexOf("[[identity]]")));
  await expect(view(page)).toContainText("No caller of this world may send");
  expect(complaints).toEqual([]);
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
  await expect(rows(page).first()).toContainText("Fault Throttling");
  await page.getByRole("alert").getByRole("button", { name: "Show" }).click();
  const dialog = page.getByRole("dialog", { name: "Server" });
  await expect(dialog).not.toContainText("null");
  await expect(dialog.getByText('{"operations":["SendEmail"]}')).toBeVisible();
  await shot(page, "faults");
  await dialog.getByRole("button", { name: "Delete the fault throttle" }).click();
  await expect(dialog.getByRole("button", { name: /Delete the fault/ })).toHaveCount(1);
  await dialog.getByRole("button", { name: /Delete the fault/ }).click();
  await expect(dialog.getByText("No fault is set")).toBeVisible();
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

test("hundreds are read page by page, searched by the server, and go on live", async ({ page }) => {
  test.setTimeout(120_000);
  await mail.unverified();
  const oldest = (await ses.refusals())[0].id;
  // One that is not read yet when it is searched for.
  const subject = (n) => n === 9 ? "Brief 9 quetzal" : `Brief ${n}`;
  for (let n = 0; n < 320; n += 1) await mail.simple(subject(n));
  const complaints = await openInbox(page);
  const box = page.locator("#scroll");
  const toEnd = () => box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(rows(page).first()).toContainText("Brief 319");
  await expect(page.getByRole("button", { name: "All 321" })).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(300);
  await fits(page);
  // Beside four figures every filter still fits in the list's width.
  expect(await page.locator(".filters").evaluate((box) => {
    for (const count of box.querySelectorAll("[data-count]")) count.textContent = "9999";
    return [...box.children].every((button) => button.clientHeight === box.children[0].clientHeight && button.getBoundingClientRect().right <= box.getBoundingClientRect().right);
  })).toBe(true);
  // The refusal is older than all that is read: it waits for its place.
  await expect(rows(page).filter({ hasText: "MessageRejected" })).toHaveCount(0);
  const before = await rows(page).count();
  await toEnd();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(before);
  // An event brings what is new to the top; nothing is read twice and the place stays.
  const place = await box.evaluate((element) => element.scrollTop);
  await mail.simple("Brief 320");
  await expect(rows(page).first()).toContainText("Brief 320");
  expect(await box.evaluate((element) => element.scrollTop)).toBeGreaterThanOrEqual(place);
  // What others delete in the middle goes from the list too.
  const gone = (await (await fetch(`${ses.origin}/messages?q=Brief+310&limit=1`)).json()).messages[0];
  await fetch(`${ses.origin}/messages/${gone.id}`, { method: "DELETE" });
  await expect(rows(page).filter({ hasText: "Brief 310" })).toHaveCount(0);
  await expect.poll(async () => { await toEnd(); return rows(page).count(); }).toBe(321);
  const subjects = await page.locator("#list .what").allTextContents();
  const expected = Array.from({ length: 321 }, (_, n) => subject(320 - n)).filter((subject) => subject !== "Brief 310");
  expect(subjects).toEqual([...expected, "Refused MessageRejected"]);

  await page.reload();
  await expect(rows(page).first()).toContainText("Brief 320");
  await expect(rows(page).filter({ hasText: "quetzal" })).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type("Brief quetz");
  await expect(page.locator("#list .what")).toHaveText(["Brief 9 quetzal"]);
  await page.getByRole("searchbox").fill("nowhere");
  await expect(page.getByText("Nothing matches “nowhere”.")).toBeVisible();
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toContainText("Brief 320");
  // A link opens what the list has not read yet.
  await page.goto("about:blank");
  await page.goto(`${ses.origin}/#refused/${oldest}`);
  await expect(view(page)).toContainText("who@elsewhere.example");
  expect(complaints).toEqual([]);
});

test("accepted and refused stand in the order in which they came, within one second too", async ({ page }) => {
  for (let n = 0; n < 4; n += 1) {
    await mail.simple(`Brief ${n}`);
    await mail.unverified();
  }
  await openInbox(page);
  await expect(page.locator("#list .what")).toHaveText([3, 2, 1, 0].flatMap((n) => ["Refused MessageRejected", `Brief ${n}`]));
});

test("one message and one refusal are deleted, and the next one is shown", async ({ page }) => {
  await mail.unverified();
  for (const subject of ["Eins", "Zwei"]) await mail.simple(subject);
  const complaints = await openInbox(page);
  await rows(page).first().getByRole("link").click();
  await expect(view(page).locator(".title")).toHaveText("Zwei");
  await view(page).getByRole("button", { name: "Delete" }).click();
  await expect(view(page).locator(".title")).toHaveText("Eins");
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).getByRole("link").click();
  await expect(view(page).getByText("Refused", { exact: true })).toBeVisible();
  await view(page).getByRole("button", { name: "Delete" }).click();
  await expect(view(page).locator(".title")).toHaveText("Eins");
  await expect(rows(page)).toHaveCount(1);
  expect([(await ses.messages()).map((one) => one.subject), await ses.refusals()]).toEqual([["Eins"], []]);
  expect(complaints).toEqual([]);
});

test("every look of a refusal is told: who passed, who said no, by which statement", async ({ page }) => {
  const raw = full("Presse").replace("<ann@owner.example>", "<press@owner.example>");
  const error = await mail.raw(raw, { FromArn: ARN.replace("owner.example", "press@owner.example"), ReturnPathArn: undefined }).catch((error) => error);
  expect(error.name).toBe("AccessDenied");
  const complaints = await openInbox(page);
  await rows(page).first().getByRole("link").click();
  const looks = view(page).locator(".look");
  await expect(looks).toHaveCount(3);
  await expect(looks.nth(0)).toContainText("Allowed by the owner's policy allow-delegate, statement DelegateMaySend");
  await expect(looks.nth(0)).toContainText("The caller's own IAM policy allows it: mail, a statement without Sid");
  await expect(looks.nth(0)).toContainText("from the parameter SourceArn");
  await expect(looks.nth(1)).toContainText("Refused by the owner's policy deny-delegate, statement NotThePress");
  await expect(looks.nth(1)).toContainText("from the parameter FromArn");
  await expect(looks.nth(2)).toContainText("Not decided");
  await expect(looks.nth(2)).toContainText("the parameter SourceArn stands for it");
  await looks.nth(1).getByText("The owner's statement").click();
  const shown = JSON.parse(await looks.nth(1).locator("pre").first().textContent());
  expect(shown).toMatchObject({ Sid: "NotThePress", Effect: "Deny", Action: "ses:*" });
  await shot(page, "trace");
  expect(complaints).toEqual([]);
});

test("a refused destination of a bulk shows its own status, and a fault what it did", async ({ page }) => {
  await mail.v2client.send(new CreateEmailTemplateCommand({ TemplateName: "hello", TemplateContent: { Subject: "Hello", Text: "Hi" } }));
  const sent = await mail.v2client.send(new SendBulkEmailCommand({
    FromEmailAddress: "ann@owner.example", FromEmailAddressIdentityArn: ARN, DefaultContent: { Template: { TemplateName: "hello", TemplateData: "{}" } },
    BulkEmailEntries: ["bob@example.org", "not an address"].map((one) => ({ Destination: { ToAddresses: [one] } })) }));
  const refused = sent.BulkEmailEntryResults[1];
  await page.request.post(`${ses.origin}/faults`, { data: { fault: { connection: { when: "after-accept" } } } });
  await mail.simple("Zweimal?").catch(() => {});
  await page.request.post(`${ses.origin}/faults`, { data: { fault: { error: { code: "Own.Code", status: 409, message: "Not yet." } } } });
  const own = await mail.simple("Nein").catch((error) => error);
  await openInbox(page);
  await rows(page).filter({ hasText: "not an address" }).getByRole("link").click();
  await expect(view(page).locator(".verdict")).toContainText(refused.Status);
  await expect(view(page).locator(".verdict")).toContainText("HTTP 200");
  await expect(view(page).locator(".verdict")).toContainText(refused.Error);
  await rows(page).filter({ hasText: "the request was carried out" }).getByRole("link").click();
  await expect(view(page)).toContainText("The request was carried out and the connection closed without an answer.");
  await expect(view(page)).not.toContainText("HTTP");
  await rows(page).filter({ hasText: own.name }).getByRole("link").click();
  await expect(view(page).locator(".verdict")).toContainText(`${own.name}HTTP ${own.$metadata.httpStatusCode}`);
});

test("a world file that breaks is told while nothing is sent, and so is its mending", async ({ page }) => {
  const complaints = await openInbox(page);
  const good = await readFile(world, "utf8");
  await writeFile(world, good.replace('region = "us-east-1"', "region = 12"));
  await expect(page.getByRole("alert")).toContainText("The world file has an error");
  await page.getByRole("alert").getByRole("button", { name: "Show" }).click();
  const line = good.slice(0, good.indexOf('region = "us-east-1"')).split("\n").length;
  await expect(page.getByRole("dialog")).toContainText(`${world}:${line}`);
  await shot(page, "world-error");
  await page.keyboard.press("Escape");
  await mail.simple("Trotzdem");
  await expect(rows(page)).toHaveCount(1);
  await writeFile(world, good);
  await expect(page.getByRole("alert")).not.toContainText("The world file has an error");
  expect(complaints).toEqual([]);
});

test("SMTP as the page tells it is SMTP as it works, and STS has steps of its own", async ({ page }) => {
  const complaints = await openInbox(page);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("dialog").getByRole("tab", { name: "SMTP" }).click();
  const told = await page.getByRole("dialog").locator("pre").textContent();
  const [, host, port] = /Host +(\S+)\nPort +(\d+) /.exec(told);
  const coming = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("link", { name: "certificate.pem" }).click();
  const ca = await readFile(await (await coming).path(), "utf8");
  await shot(page, "smtp");
  await page.keyboard.press("Escape");
  const transport = createTransport({ host, port: Number(port), requireTLS: true, tls: { ca }, auth: { user: "AKIATESTDELEGATE0003", pass: SMTP_PASSWORD } });
  const arns = Object.fromEntries(/X-SES[^]*/.exec(told)[0].trim().split("\n").map((line) => line.split(": ")));
  const message = { from: "ann@owner.example", to: "bob@example.org", subject: "Über SMTP", text: "Hallo" };
  await transport.sendMail({ ...message, headers: arns });
  const refused = await transport.sendMail(message).catch((error) => error);
  expect(refused.responseCode).toBe(554);
  transport.close();
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).getByRole("link").click();
  await expect(view(page).locator(".look").nth(1)).toContainText("from the header X-SES-FROM-ARN");
  await rows(page).nth(0).getByRole("link").click();
  await expect(view(page).getByRole("heading", { name: "What SES answered by SMTP" })).toBeVisible();
  await expect(view(page)).not.toContainText("HTTP");
  await shot(page, "smtp-refused");

  const sts = new STSClient({ endpoint: ses.origin, region: "us-east-1", credentials: { ...VALID }, maxAttempts: 1 });
  const denied = await sts.send(new AssumeRoleCommand({ RoleArn: "arn:aws:iam::444455556666:role/none", RoleSessionName: "x" })).catch((error) => error);
  await rows(page).filter({ hasText: "STS AssumeRole" }).getByRole("link").click();
  await expect(view(page).getByText(denied.message)).toBeVisible();
  await expect(view(page).getByRole("heading", { name: "What STS answered" })).toBeVisible();
  await expect(view(page).locator(".steps")).not.toContainText("ARN");
  await shot(page, "sts");
  expect(complaints).toEqual([]);
});

test("what was accepted and not delivered says so", async ({ page }) => {
  await mail.v2client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "events" }));
  await mail.v2client.send(new CreateEmailTemplateCommand({ TemplateName: "welcome", TemplateContent: { Subject: "Hallo {{name}}", Text: "Hallo {{name}}" } }));
  const send = async (data) => (await mail.v2client.send(new SendV2({
    FromEmailAddress: "ann@owner.example", FromEmailAddressIdentityArn: ARN, ConfigurationSetName: "events", EmailTags: [{ Name: "campaign", Value: "may" }],
    Destination: { ToAddresses: ["bounce@simulator.amazonses.com", "ooto@simulator.amazonses.com", "bob@example.org"] },
    Content: { Template: { TemplateName: "welcome", TemplateData: data } } }))).MessageId;
  const delivered = await send('{"name":"Bob"}');
  const MessageId = await send("{}");
  const complaints = await openInbox(page, `#${MessageId}`);
  await expect(rows(page).first()).toContainText("Not delivered");
  await expect(view(page).getByRole("tab")).toHaveCount(0);
  await expect(view(page)).toContainText("Accepted, but not delivered");
  await expect(view(page)).toContainText((await ses.message(MessageId)).fate.reason);
  await expect(view(page)).toContainText("campaign=may");
  await expect(view(page)).toContainText("welcome");
  await expect(view(page).locator(".facts > div").filter({ hasText: "Configuration set" })).toContainText("events");
  await expect(view(page).locator(".facts > div").filter({ hasText: "Not sent to" }).locator("li")).toHaveText([/^bounce@\S+$/, /^ooto@\S+$/, "bob@example.org"]);
  await shot(page, "undelivered");
  await page.goto(`${ses.origin}/#accepted/${delivered}`);
  await expect(view(page).locator(".title")).toHaveText("Hallo Bob");
  await expect(view(page)).not.toContainText("not delivered");
  await expect(view(page).locator(".plain li")).toHaveText(["bounce@simulator.amazonses.comBounces", "ooto@simulator.amazonses.comDelivered, and answers out of the office", "bob@example.org"]);
  await shot(page, "outcomes");
  expect(complaints).toEqual([]);
});

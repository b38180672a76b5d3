// A delegate sender writes a mail in the browser, and it is really sent.
import { expect, test } from "@playwright/test";

import { ARN, VALID, readByPython, startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeAll(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterAll(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const REPORT = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 256));
const FILES = [
  { name: "Prüfbericht 日本.pdf", mimeType: "application/pdf", buffer: REPORT },
  { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("bare\nlines\r and no end") },
  { name: "logo.png", mimeType: "image/png", buffer: PNG },
];
const TEXT = "Liebe Ärztin,\n\nGrüße aus Köln. 日本語 🎉\n.\nFrom here on = fine\n";
const HTML = '<p>Liebe Ärztin, <img src="cid:logo" alt="Logo"> Grüße &amp; 日本語 🎉</p>\n';
const SUBJECT = "Übergabe: 日本語 🎉, und mehr als sechsundsiebzig Zeichen in einer einzigen Zeile";

const V2_ARNS = [
  "parameter FromEmailAddressIdentityArn", "parameter FromEmailAddressIdentityArn",
  "parameter FeedbackForwardingEmailAddressIdentityArn",
];
/** Each route: which files it carries, and where SES must have found the ARN of Source, From and Return-Path. */
const ROUTES = {
  "v1-send-raw-email": {
    files: FILES, arns: ["parameter SourceArn", "parameter FromArn", "parameter ReturnPathArn"],
  },
  "v1-send-raw-email-headers": {
    files: FILES, arns: ["header X-SES-SOURCE-ARN", "header X-SES-FROM-ARN", "header X-SES-RETURN-PATH-ARN"],
  },
  "v1-send-email": { files: [], arns: ["parameter SourceArn", "parameter SourceArn", "parameter ReturnPathArn"] },
  "v2-send-email-raw": { files: FILES, arns: V2_ARNS },
  "v2-send-email-simple": { files: FILES, arns: V2_ARNS },
};

for (const [route, { files, arns }] of Object.entries(ROUTES)) {
  test(`${route}: what arrives is what was typed`, async ({ page }) => {
    // Without its file the image would be asked about.
    const html = files.length > 0 ? HTML : HTML.replace(/<img[^>]*> /, "");
    const composer = new Composer(page);
    await composer.open(site.url, { endpoint: ses.origin });
    await composer.paste(VALID);
    await composer.write({
      "Identity ARN": ARN,
      "Sender name": "Ännchen von Tharau",
      "From address": "ann@owner.example",
      To: '"Müller, Bob" <bob@example.org>, carl@example.org',
      Cc: "日本語 <nihon@example.org>",
      Bcc: "hidden@example.net",
      "Reply-To": "Antwort <reply@owner.example>",
      Subject: SUBJECT,
      Text: TEXT,
      HTML: html,
    });
    await composer.customise();
    await composer.write({ "Return-Path": "bounces@owner.example" });
    if (files.length > 0) {
      await composer.attach(files);
      await composer.makeInline("logo.png", "logo");
    }
    await composer.route(route);
    const id = await composer.sent();

    const raw = await ses.raw(id);
    const message = await readByPython(raw);
    expect(message.defects).toEqual([]);
    expect(message.headers.Subject).toEqual([SUBJECT]);
    expect(message.from).toEqual([["Ännchen von Tharau", "ann@owner.example"]]);
    expect(message.to).toEqual([["Müller, Bob", "bob@example.org"], ["", "carl@example.org"]]);
    expect(message.cc).toEqual([["日本語", "nihon@example.org"]]);
    expect(message.replyTo).toEqual([["Antwort", "reply@owner.example"]]);
    expect(message.text.replaceAll("\r\n", "\n").trimEnd()).toBe(TEXT.trimEnd());
    expect(message.html.replaceAll("\r\n", "\n").trimEnd()).toBe(html.trimEnd());
    expect(message.files.map((f) => [f.filename, f.contentType, f.disposition, f.cid, f.content]).sort()).toEqual(
      files.map((f) => [
        f.name, f.mimeType, ...(f.name === "logo.png" ? ["inline", "logo"] : ["attachment", null]),
        f.buffer.toString("hex"),
      ]).sort(),
    );
    const alternative = (html) => `multipart/alternative(text/plain, ${html})`;
    expect(message.structure).toBe(files.length === 0
      ? alternative("text/html")
      : `multipart/mixed(${alternative("multipart/related(text/html, image/png)")}, application/pdf, text/plain)`);

    // As SES delivers it: no trace of the delegation, of Bcc or of the return path.
    const text = Buffer.from(raw).toString("latin1");
    expect(text).not.toMatch(/x-ses-(source|from|return-path)-arn/i);
    expect(text).not.toContain("hidden@example.net");
    expect(Object.keys(message.headers)).not.toContain("Return-Path");
    expect(message.headers["Message-ID"][0]).toContain(id);

    // As SES judged it: all three addresses, by this ARN, from where the route puts it.
    const { destinations, authorization } = await ses.message(id);
    expect([...destinations].sort()).toEqual(
      ["bob@example.org", "carl@example.org", "hidden@example.net", "nihon@example.org"]);
    expect(authorization.map(({ role }) => role)).toEqual(["Source", "From", "Return-Path"]);
    expect(authorization.map(({ arn }) => arn.text)).toEqual([ARN, ARN, ARN]);
    expect(authorization.map(({ arn }) => `${arn.origin.kind} ${arn.origin.name}`)).toEqual(arns);
    expect(authorization.map(({ basis }) => basis.sid)).toEqual(Array(3).fill("DelegateMaySend"));
    expect(authorization[1].address).toBe("ann@owner.example");
    expect(authorization[2].address).toBe("bounces@owner.example");
    expect(composer.complaints).toEqual([]);
  });
}

test("the operation is chosen by what the message needs", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: ses.origin });
  await composer.paste(VALID);
  await composer.write({
    "Identity ARN": ARN, "From address": "ann@owner.example", To: "bob@example.org", Subject: "s", Text: "t",
  });
  expect((await ses.message(await composer.sent())).operation).toContain("SendEmail");
  await page.getByRole("button", { name: "Write another" }).click();
  await composer.write({
    "Identity ARN": ARN, "From address": "ann@owner.example", To: "bob@example.org", Subject: "s", Text: "t",
  });
  await composer.attach([FILES[1]]);
  expect((await ses.message(await composer.sent())).operation).toContain("SendRawEmail");
});

test("the sent mail is in the local inbox", async ({ page, context }) => {
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: ses.origin });
  await composer.paste(VALID);
  await composer.write({
    "Identity ARN": ARN, "From address": "ann@owner.example", To: "bob@example.org",
    Subject: "Für den Posteingang", Text: "Hallo",
  });
  await composer.sent();
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Open in the local inbox" }).click();
  const inbox = await opened;
  await expect(inbox.getByRole("heading", { name: "Für den Posteingang" })).toBeVisible();
  await expect(inbox.getByText("DelegateMaySend").first()).toBeVisible();
});

// What the checks find is shown, an error blocks, a warning asks once; a refusal is explained.
import { expect, test } from "@playwright/test";

import { ARN, DENIED_ARN, VALID, startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeAll(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterAll(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

const WARNED = '<p>See <a href="http://example.org/">this</a></p>';

test("a warning asks once, and then the mail is sent", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.write({ HTML: WARNED });
  const before = (await ses.messages()).length;
  await composer.send.click();
  const warnings = page.getByRole("region", { name: "Look at this first" });
  await expect(warnings).toBeFocused();
  await expect(warnings).toContainText("http://example.org/");
  expect((await ses.messages()).length).toBe(before);
  // Keys do not answer it.
  await page.keyboard.press("Control+Enter");
  await expect(warnings).toBeVisible();
  expect((await ses.messages()).length).toBe(before);
  await expect(composer.send).toHaveText("Send anyway");
  await composer.sent();
  expect((await ses.messages()).length).toBe(before + 1);

  // The same is not asked again, something new is.
  await composer.write({ Subject: "Once more" });
  await composer.sent();
  await composer.write({ Subject: "And again", Text: "See the attached file." });
  await composer.send.click();
  await expect(warnings).toContainText("attached");
});

test("an error blocks, is shown beside its field and among the checks", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.write({ "From address": "ann@elsewhere.example" });
  const before = (await ses.messages()).length + (await ses.refusals()).length;
  await composer.send.click();
  await expect(composer.box("From address")).toBeFocused();
  await expect(composer.box("From address")).toHaveAccessibleDescription(/ann@elsewhere\.example.*owner\.example/);
  expect((await ses.messages()).length + (await ses.refusals()).length).toBe(before);

  await page.getByRole("tab", { name: "Checks" }).click();
  const checks = page.getByRole("tabpanel", { name: "Checks" });
  const finding = checks.locator('[data-code="from-not-covered"]');
  await expect(finding).toContainText("Error");
  await finding.getByText("Why").click();
  await expect(finding).toContainText("SES Developer Guide");
  await finding.getByRole("link", { name: "From address" }).click();
  await expect(composer.box("From address")).toBeFocused();
  await composer.write({ "From address": "ann@owner.example" });
  await expect(finding).toHaveCount(0);
  // The notes stay: which operation, and why.
  await expect(checks.locator('[data-code="route-decided"]')).toContainText("SendEmail");
});

test("a denial is explained in a delegate's terms", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.write({ "Identity ARN": DENIED_ARN });
  await composer.route("v2-send-email-raw");
  await composer.refused();
  await expect(composer.outcome).toContainText("What to do");
  await expect(composer.outcome).toContainText("the identity’s owner");
  await expect(composer.outcome).toContainText("ses:SendRawEmail");
});

test("credentials come from one paste of any kind", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: ses.origin });
  await composer.credentials.fill(JSON.stringify({
    Credentials: {
      AccessKeyId: VALID.accessKeyId, SecretAccessKey: VALID.secretAccessKey, SessionToken: VALID.sessionToken,
      Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    },
    AssumedRoleUser: { Arn: "arn:aws:sts::444455556666:assumed-role/mailer/tests" },
  }, null, 2));
  await expect(page.locator("#credentials-summary")).toContainText(/expires .* left/);
  await composer.write({ "Identity ARN": ARN, "From address": "ann", To: "bob@example.org", Subject: "s", Text: "t" });
  await composer.sent();
});

// The form keeps its promises: nothing hidden applies, nothing unreachable is taken, focus is never lost.
import { expect, test } from "@playwright/test";

import { ARN, startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeAll(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterAll(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

test("a link followed while the page is open is offered, not applied in silence", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await page.evaluate(() => { location.hash = "#to=x@y.example&subject=New"; });
  await expect(composer.box("To")).toHaveValue("bob@example.org");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(composer.box("To")).toHaveValue("x@y.example");
  await expect(composer.box("Subject")).toHaveValue("New");
  await expect(composer.box("From address")).toHaveValue("ann@owner.example");
});

test("an endpoint that the page may not reach is refused in its field", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.box("Endpoint").fill("https://evil.example");
  await composer.box("Subject").focus();
  await expect(composer.box("Endpoint")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("nothing can be sent").first()).toBeVisible();
  await page.getByRole("button", { name: "Use AWS instead" }).click();
  await expect(composer.box("Endpoint")).toHaveValue("");
  expect(new URL(page.url()).hash).toBe("");
});

test("what applies is seen", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  const customise = page.getByRole("button", { name: "Customise" });
  await customise.click();
  await composer.write({ "Return-Path": "b@owner.example" });
  await expect(customise).toHaveCount(0);
  await composer.write({ "Return-Path": "" });
  await customise.click();
  await expect(composer.box("Return-Path")).toBeHidden();

  await expect(composer.box("Region")).toHaveCount(0);
  await composer.write({ "Identity ARN": ARN.replace("us-east-1", "*") });
  await composer.write({ Region: "eu-west-1" });
  await composer.write({ "Identity ARN": ARN });
  await expect(composer.box("Region")).toHaveCount(0);
  await page.getByRole("tab", { name: "Request" }).click();
  await expect(page.getByRole("tabpanel", { name: "Request" })).toContainText("us-east-1");
});

test("files are measured before they are sent, and removing one keeps the place", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.attach(["a", "b", "c"].map((name) => (
    { name: `${name}.png`, mimeType: "image/png", buffer: Buffer.alloc(3_000_000) })));
  const remove = (name) => composer.file(name).getByRole("button", { name: "Remove" });
  await remove("b.png").click();
  await expect(remove("c.png")).toBeFocused();
  await remove("c.png").click();
  await expect(remove("a.png")).toBeFocused();
  await composer.attach([{ name: "t.txt", mimeType: "text/plain", buffer: Buffer.alloc(9_000_000) }]);
  await expect(composer.file("t.txt").getByRole("radio")).toHaveCount(0);
  const before = (await ses.messages()).length + (await ses.refusals()).length;
  await composer.send.click();
  await expect(composer.outcome).toContainText("at most 10485760 bytes");
  expect((await ses.messages()).length + (await ses.refusals()).length).toBe(before);
});

test("on a phone the inspector is a sheet, and the outcome is seen", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const composer = await Composer.ready(page, site, ses);
  const inspect = page.getByRole("button", { name: "Inspect" });
  await inspect.click();
  await expect(page.getByRole("dialog", { name: "Inspector" })).toBeVisible();
  expect(await page.locator("#to").evaluate((box) => box.closest("[inert]") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(inspect).toBeFocused();
  await inspect.click();
  await page.keyboard.press("Control+Enter");
  await expect(composer.outcome).toHaveAttribute("data-state", "sent");
  await expect(composer.outcome).toBeFocused();
  await expect(page.getByRole("dialog", { name: "Inspector" })).toHaveCount(0);
  await context.close();
});

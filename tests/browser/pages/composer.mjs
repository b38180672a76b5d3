// The composer in the words of its user.
import { expect } from "@playwright/test";

import { ARN, VALID } from "../../node/local_ses.mjs";

export class Composer {
  constructor(page) {
    this.page = page;
    this.outcome = page.locator("#outcome");
    this.send = page.locator("#send");
    this.credentials = this.box("Temporary credentials");
    this.complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  box(name) {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  /** A composer with credentials and a draft that only needs to be sent. */
  static async ready(page, site, ses) {
    const composer = new Composer(page);
    await composer.open(site.url, { endpoint: ses.origin });
    await composer.paste(VALID);
    await composer.write({
      "Identity ARN": ARN, "From address": "ann", To: "bob@example.org", Subject: "s", Text: "t",
    });
    return composer;
  }

  /** Opens the page; `link` are the fields of a deep link. */
  async open(site, link = {}) {
    const hash = new URLSearchParams(link).toString();
    await this.page.goto(hash ? `${site}#${hash}` : site);
    await expect(this.box("Identity ARN")).toBeVisible();
  }

  async paste(keys) {
    await this.credentials.fill([
      `export AWS_ACCESS_KEY_ID=${keys.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}`,
      `export AWS_SESSION_TOKEN=${keys.sessionToken}`,
    ].join("\n"));
  }

  async write(fields) {
    for (const [name, value] of Object.entries(fields)) await this.box(name).fill(value);
  }

  /** Shows the fields that one ARN for all makes needless. */
  async customise() {
    await this.page.getByRole("checkbox", { name: "Use this ARN for Source, From and Return-Path" }).uncheck();
    // The first of them takes the focus soon after, and with it what is typed.
    await expect(this.box("FromArn")).toBeFocused();
  }

  /** The field that overrides the endpoint; it stands behind a disclosure while it is empty. */
  async endpoint() {
    const field = this.box("Endpoint");
    if (!(await field.isVisible())) await this.page.getByRole("button", { name: "Endpoint" }).click();
    return field;
  }

  async attach(files) {
    await this.page.getByLabel("Attach files", { exact: true }).setInputFiles(files);
    for (const file of files) await expect(this.file(file.name)).toBeVisible();
  }

  file(name) {
    return this.page.getByRole("group", { name });
  }

  async makeInline(name, cid) {
    await this.file(name).getByRole("radio", { name: "Inline" }).check();
    await this.file(name).getByRole("textbox", { name: "Content-ID" }).fill(cid);
  }

  async route(value) {
    await this.page.getByRole("combobox", { name: "How it is sent" }).selectOption(value);
  }

  async sent() {
    await this.send.click();
    await expect(this.outcome).toHaveAttribute("data-state", "sent");
    return (await this.page.locator("#message-id").textContent()).trim();
  }

  async refused() {
    await this.send.click();
    await expect(this.outcome).toHaveAttribute("data-state", "rejected");
    const text = async (id) => (await this.page.locator(id).textContent()).trim();
    return { code: await text("#error-code"), message: await text("#error-message") };
  }
}

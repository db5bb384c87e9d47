// The preview in a browser: edits files as an author does, and checks what the page shows.
//
//   node tests/web/preview.mjs GRIOT
//
// Creates a site in a temporary folder and serves it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { launch } from "./browser.mjs";

const griot = process.argv[2] ?? "target/debug/griot";
const root = mkdtempSync(join(tmpdir(), "griot-preview-"));
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const article = (title, text, more = "") => `---\ntitle: ${title}\ndate: 2026-11-01\n${more}---\n${text}\n`;
const long = Array.from({ length: 80 }, (_, at) => `Paragraphe ${at}.`).join("\n\n");
const FILE = "content/articles/un/fr.md";

write("griot.yaml", "base_url: https://blog.example\nlanguages:\n  fr: {title: Le Carnet}\n  en: {title: The Notebook}\n");
write(FILE, article("Premier", long));
write("content/articles/un/en.md", article("First", "One."));

/// Starts the server; gives its address once it says so.
function start() {
  const server = spawn(griot, ["serve", "--root", root], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const address = said.match(/http:\/\/[\d.]+:\d+/);
      if (address && said.includes("Ctrl-C")) resolve({ server, address: address[0] });
    });
    server.on("exit", (code) => reject(new Error(`the server ended (${code})\n${said}`)));
  });
}

const { server, address } = await start();
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
const wrong = [];
page.on("console", (message) => {
  if (message.type() === "error" && !/404/.test(message.text())) wrong.push(message.text());
});
page.on("pageerror", (error) => wrong.push(String(error)));

const overlay = page.locator("griot-preview .problems");
const heading = (text) => page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();
const color = () => page.locator("h1").first().evaluate((h1) => getComputedStyle(h1).color);
const until = async (what, so) => {
  const end = Date.now() + 10_000;
  while (!(await so().catch(() => false))) {
    assert(Date.now() < end, `${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/// The page is at a path now; one that moves may be on its way twice.
const at = (path) => until(`the address ${path}`, async () => page.url() === address + path);
/// A mark that is gone when the page was loaded anew.
const mark = () => page.evaluate(() => { window.marked = true; });
const marked = () => page.evaluate(() => window.marked === true);

const tests = {
  async "an edit is seen, and the place is kept"() {
    await page.goto(`${address}/premier/`);
    await heading("Premier");
    await page.evaluate(() => scrollTo(0, 900));
    write(FILE, article("Premier", long.replace("Paragraphe 30.", "Paragraphe changé.")));
    await page.getByText("Paragraphe changé.").waitFor();
    await until("the place", async () => Math.abs((await page.evaluate(() => scrollY)) - 900) < 3);
  },

  async "a new title takes its page along"() {
    write(FILE, article("Deuxième titre", long));
    await at("/deuxieme-titre/");
    await heading("Deuxième titre");
    await until("the place", async () => Math.abs((await page.evaluate(() => scrollY)) - 900) < 3);
    write(FILE, article("Premier", long));
    await at("/premier/");
    await heading("Premier");
  },

  async "a style is swapped without a reload"() {
    write("themes/default/styles/90-own.css", "h1 { color: rgb(1, 2, 3) }\n");
    await until("the style", async () => (await color()) === "rgb(1, 2, 3)");
    await mark();
    write("themes/default/styles/90-own.css", "h1 { color: rgb(4, 5, 6) }\n");
    await until("the next style", async () => (await color()) === "rgb(4, 5, 6)");
    assert(await marked(), "the page was loaded anew");
    assert.equal(await page.locator('link[rel="stylesheet"][href*="style."]').count(), 1);
  },

  async "a template is seen"() {
    const own = "themes/default/templates/article.html";
    write(own, "<!DOCTYPE html><html lang=\"fr\"><title>x</title><body><h1>Un gabarit neuf</h1></body></html>\n");
    await heading("Un gabarit neuf");
    write(own, "{% if %}");
    await overlay.waitFor({ state: "visible" });
    assert.match(await overlay.textContent(), /article\.html:1:/);
    unlinkSync(join(root, own));
    await heading("Premier");
    await overlay.waitFor({ state: "hidden" });
  },

  async "front matter is broken and mended"() {
    await mark();
    write(FILE, `---\ntitle: "<img src=x onerror=alert(1)>"\ndate: 2026-13-45\n---\n${long}\n`);
    await overlay.waitFor({ state: "visible" });
    const said = await overlay.textContent();
    assert.match(said, /content\/articles\/un\/fr\.md:3:/);
    assert.match(said, /date: 2026-13-45/);
    assert.match(said, /hint:/);
    assert(await marked(), "the last good page is gone");
    await heading("Premier");
    write(FILE, `---\ntitle: <b>x</b> "y\ndate: 2026-11-01\ntags: {<img src=x onerror=alert(1)>\n---\n${long}\n`);
    await until("the author's own words", async () => (await overlay.textContent()).includes("<img src=x onerror"));
    assert.equal(await overlay.locator("img").count(), 0);
    // it can be put away, and comes back with the next mistake
    await page.keyboard.press("Escape");
    await overlay.waitFor({ state: "hidden" });
    write(FILE, article("Premier", "[mort](../absent/fr.md)"));
    await overlay.waitFor({ state: "visible" });
    assert.match(await overlay.textContent(), /was not found/);
    write(FILE, article("Premier", long));
    await overlay.waitFor({ state: "hidden" });
  },

  async "the page being looked at is deleted, and comes back"() {
    await page.goto(`${address}/premier/`);
    const text = readFileSync(join(root, FILE));
    unlinkSync(join(root, FILE));
    await page.locator("griot-preview code").waitFor();
    assert.equal(await page.locator("griot-preview code").textContent(), "content/articles/premier/fr.md");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
    write(FILE, text);
    await heading("Premier");
  },

  async "a draft is marked, and not by more than the preview's own note"() {
    write(FILE, article("Premier", long, "draft: true\n"));
    await page.locator("griot-preview .note").waitFor();
    assert.equal(await page.locator("griot-preview .note").textContent(), "Draft");
    write(FILE, article("Premier", long));
    await page.locator("griot-preview .note").waitFor({ state: "detached" });
  },

  async "the author's page is live"() {
    await page.goto(`${address}/_griot/`);
    await page.getByRole("link", { name: "Premier" }).waitFor();
    write("content/articles/neuf/fr.md", article("Tout neuf", "Texte."));
    await page.getByRole("link", { name: "Tout neuf" }).waitFor();
    await page.getByText("content/articles/neuf/en.md").waitFor();
  },

  async "a button on the author's page copies the path of a file"() {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
    await page.goto(`${address}/_griot/`);
    const press = async (path) => {
      const button = page.getByRole("button", { name: `Copy the path ${path}` }).first();
      await button.click();
      await until("the copy", async () => (await button.textContent()) === "Copied");
    };
    await press(FILE);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), join(root, FILE));
    // at the address of another computer, browsers keep the clipboard to themselves
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await press("content/articles/un/en.md");
    await page.reload();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), join(root, "content/articles/un/en.md"));
  },

  async "many pages may be open"() {
    const context = await browser.newContext();
    const pages = await Promise.all(Array.from({ length: 5 }, () => context.newPage()));
    await Promise.all(pages.map((other) => other.goto(`${address}/premier/`)));
    write(FILE, article("Premier", "Pour tous."));
    await Promise.all(pages.map((other) => other.getByText("Pour tous.").first().waitFor()));
    await context.close();
  },
};

let failed = 0;
try {
  for (const [name, test] of Object.entries(tests)) {
    const start = Date.now();
    try {
      await test();
      assert.deepEqual(wrong, [], "the browser's console");
      console.log(`ok  ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      wrong.length = 0;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  }
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  const ended = new Promise((resolve) => server.on("exit", resolve));
  server.kill("SIGINT");
  const code = await ended;
  if (code !== 0) {
    failed += 1;
    console.log(`FAILED  Ctrl-C: the server ended with ${code}`);
  }
  rmSync(root, { recursive: true });
}
process.exit(failed === 0 ? 0 : 1);

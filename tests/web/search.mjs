// Search in a browser: types words, reads the results, opens one.
//
//   node search.mjs GRIOT SAMPLE ARABIC      the program, and two built sites
//
// Also builds two sites of its own: one with hostile text in every field, one below a base path.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [griot, sample, arabic] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const work = mkdtempSync(join(tmpdir(), "griot-search-"));
const servers = [];
const browser = await launch();
let checks = 0;

// ---- sites ----

async function host(folder, base) {
  const server = await serve(folder, base);
  servers.push(server);
  return server.address;
}

/// Builds a site of files by path; gives its folder.
function built(name, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(work, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const out = join(work, `${name}-out`);
  execFileSync(griot, ["build", "--quiet", "--root", join(work, name), "--out", out], { stdio: "inherit" });
  return out;
}

const article = (title, text, more = "") => `---\ntitle: ${JSON.stringify(title)}\ndate: 2026-11-01\n${more}---\n${text}\n`;

// ---- a search page in a browser ----

/// A search page: what it asks for is noted, what goes wrong fails the test at its end.
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  const wrong = [];
  const asked = [];
  tab.on("console", (message) => wrong.push(`console: ${message.text()}`));
  tab.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
  tab.on("response", (response) => response.status() >= 400 && wrong.push(`${response.status()} for ${response.url()}`));
  tab.on("dialog", (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await tab.goto(address);
  const field = tab.locator("input[name=q]");
  const found = tab.locator(".found li");
  const status = tab.locator(".found-count");
  const titles = () => tab.locator(".found a").allInnerTexts();
  const type = async (words) => {
    await status.evaluate((status) => (status.textContent = ""));
    await field.fill("");
    await field.pressSequentially(words);
    await tab.waitForFunction(() => document.querySelector(".found-count").textContent !== "");
    // the last letter has been looked up
    await tab.waitForFunction((words) => new URLSearchParams(location.search).get("q") === words.trim(), words);
    await tab.waitForLoadState("networkidle");
    checks += 1;
    return titles();
  };
  const close = async () => {
    assert.deepEqual(wrong, [], address);
    await context.close();
  };
  return { context, tab, asked, field, found, status, titles, type, close };
}

const isIndex = (path) => path.endsWith(".json");
const focused = (tab) => tab.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.name);

// ---- what is looked at ----

async function typing(address) {
  const page = await open(`${address}/search/`);
  const { tab, asked, field, found, status, type } = page;
  assert.equal(await tab.locator("meta[name=robots]").getAttribute("content"), "noindex");
  assert.deepEqual(asked.filter(isIndex), [], "nothing is asked for before the first keystroke");

  const passkeys = await type("passkeys");
  assert.match(passkeys[0], /^Passkeys/);
  assert.ok(asked.some(isIndex));
  assert.match(await status.innerText(), /^\d+ résultats?$/);
  assert.equal(await status.getAttribute("role"), "status");
  assert.equal(await tab.locator(".found mark").first().innerText(), "Passkeys");
  assert.match(await found.first().locator("time").innerText(), /^\d+(er)? \S+ \d{4}$/);
  assert.match(passkeys[0], /\p{Extended_Pictographic}/u, "the emoji stays");
  assert.equal(await found.first().locator(".emoji").first().getAttribute("aria-hidden"), "true");
  assert.match(tab.url(), /\?q=passkeys$/, "the address can be shared");

  // accents are optional, elided articles and endings are known, words are all needed
  const school = await type("école");
  assert.ok(school.length > 0);
  for (const words of ["ecole", "ÉCOLES", "l'ecole", "l’école"]) assert.deepEqual(await type(words), school, words);
  const sea = await type("cables sous-marins");
  assert.ok(sea.some((title) => title.includes("par câble")), sea.join());
  assert.deepEqual(await type("câble sous-marin"), sea);
  assert.ok((await type("passkeys école")).length < school.length);
  assert.deepEqual(await type("les passkeys"), await type("passkeys"), "articles say nothing");
  // the beginning of a word is enough while it is typed, and it alone finds it
  assert.ok((await type("passk")).includes(passkeys[0]));
  assert.deepEqual(await type("raspberr poche"), [], "a word that is written to its end is whole");
  assert.ok((await type("raspberry p")).length > 0);
  // a word that is in the text alone is shown where it stands
  const inside = await type("berkeley");
  assert.equal(inside.length, 1);
  await tab.waitForSelector(".found p mark");
  assert.equal(await found.locator("p mark").innerText(), "Berkeley");
  assert.match(await found.locator("p").innerText(), /^… .{20,}Berkeley.{20,} …$/s);
  assert.equal(asked.filter((path) => path.includes("/texts-")).length > 0, true);

  assert.deepEqual(await type("zzyzx"), []);
  assert.match(await status.innerText(), /^Aucun article/);
  assert.ok(await tab.locator("main a[href='/archive/']").isVisible());
  // two letters may go on, until the reader asks
  await field.fill("zq");
  await tab.waitForURL(/q=zq$/);
  await field.press("Enter");
  await tab.waitForFunction(() => document.querySelector(".found-count").textContent.startsWith("Aucun article"));
  await field.fill("");
  await tab.waitForURL(`${address}/search/`);
  assert.equal(await status.innerText(), "");
  await page.close();
}

async function keys(address) {
  const page = await open(`${address}/search/`, { viewport: { width: 1280, height: 900 } });
  const { tab, field, status, type } = page;
  await tab.keyboard.press("/");
  assert.equal(await focused(tab), "q", "/ leads to the field");
  await tab.keyboard.type("/");
  assert.equal(await field.inputValue(), "/", "/ in the field is a letter");
  const titles = await type("internet");
  assert.ok(titles.length > 2, titles.join());
  const links = await tab.locator(".found a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await tab.keyboard.press("ArrowDown");
  assert.equal(await focused(tab), links[0]);
  const outline = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "the focus is seen");
  await tab.keyboard.press("ArrowDown");
  assert.equal(await focused(tab), links[1]);
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("ArrowUp");
  assert.equal(await focused(tab), "q", "arrows lead back to the field");
  await tab.keyboard.press("ArrowUp");
  assert.equal(await focused(tab), "q");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Escape");
  assert.equal(await field.inputValue(), "");
  assert.equal(await focused(tab), "q", "Escape begins anew");
  await tab.waitForFunction(() => !document.querySelector(".found li"));
  assert.equal(await status.innerText(), "");

  await type("internet");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(`**${links[0]}`);
  // what was found is there again on the way back
  await tab.goBack();
  await tab.waitForSelector(".found a");
  assert.equal(await field.inputValue(), "internet");
  assert.deepEqual(await page.titles(), titles);
  await page.close();
}

async function languages(address) {
  const page = await open(`${address}/en/search/`);
  const { tab, status, type, titles } = page;
  const english = await type("signing");
  assert.match(english[0], /^Passkeys: signing in/);
  assert.match(await status.innerText(), /^\d+ results?$/);
  assert.deepEqual(await type("signs"), english, "one stem");
  const links = await tab.locator(".found a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(links.every((link) => link.startsWith("/en/")), links.join());
  assert.deepEqual(await type("connecter"), [], "French words find nothing in English");
  await tab.locator(".switch a[lang=fr]").click();
  await tab.waitForURL(`${address}/search/`);
  await page.type("connecter");
  assert.ok((await titles()).some((title) => title.startsWith("Passkeys")));
  await page.close();
}

async function shared(address) {
  const page = await open(`${address}/search/?q=${encodeURIComponent("Câbles sous-marins")}`);
  await page.tab.waitForSelector(".found a");
  assert.equal(await page.field.inputValue(), "Câbles sous-marins");
  await page.close();
  // from a page that is not there, and from the archive
  for (const path of ["/archive/", "/en/archive/"]) {
    const from = await open(address + path);
    assert.equal(from.asked.some((path) => path.includes("search")), false, "other pages pay nothing");
    await from.field.fill("rust");
    await from.field.press("Enter");
    await from.tab.waitForSelector(".found a");
    assert.match(from.tab.url(), /\/search\/\?q=rust$/);
    await from.close();
  }
}

async function withoutScript(address) {
  const page = await open(`${address}/`, { javaScriptEnabled: false });
  await page.tab.locator("a.to-search").click();
  await page.tab.waitForURL(`${address}/search/`);
  assert.equal(await page.field.isVisible(), false, "no field that does nothing");
  assert.ok(await page.tab.getByText("La recherche a besoin de JavaScript").isVisible());
  await page.tab.locator("main a[href='/archive/']").click();
  await page.tab.waitForURL(`${address}/archive/`);
  assert.ok((await page.tab.locator("main .year a").count()) > 10);
  await page.close();
}

async function accessible(address, path, words) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(address + path, { colorScheme });
    assert.ok((await page.type(words)).length > 0, words);
    await page.tab.evaluate(AXE);
    const run = (tags) => globalThis.axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    const { violations, passes } = await page.tab.evaluate(run, TAGS);
    assert.ok(passes.length > 10);
    assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes[0].html}`), [], path);
    const [content, window] = await page.tab.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${content} px wide`);
    await page.close();
  }
}

async function rightToLeft(address) {
  const page = await open(`${address}/ar/search/`);
  const { tab, field, status, type } = page;
  assert.equal(await tab.locator("html").getAttribute("dir"), "rtl");
  const titles = await type("الفضاء");
  assert.ok(titles.length > 0);
  assert.deepEqual(await type("فضاء"), titles, "the article is optional");
  assert.match(await status.innerText(), /نتيج|نتائج/);
  const boxes = [await field.boundingBox(), await tab.locator(".search button").boundingBox()];
  assert.ok(boxes[0].x > boxes[1].x, "the field begins on the right");
  await tab.keyboard.press("ArrowDown");
  assert.notEqual(await focused(tab), "q");
  await page.close();
}

/// Markup in every field stays text.
async function hostile() {
  const evil = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> \" ' & ${alert(3)}";
  // in the text, where HTML is HTML, an image that is no file of the site
  const text = evil.replace("src=x", "src=https://127.0.0.1:9/x");
  const tagged = `tags: [${JSON.stringify("<b onclick=alert(4)>puce</b>")}]\ndescription: ${JSON.stringify(evil)}\nauthors: [${JSON.stringify(evil)}]\n`;
  const folder = built("hostile", {
    "griot.yaml": `base_url: https://blog.example\nlanguages:\n  fr: {title: ${JSON.stringify(evil)}}\n`,
    "content/articles/a/fr.md": article(`Piège ${evil}`, `Résumé piège <i>x</i> \`${evil}\`\n\n## Titre ${text}\n\n${text}`, tagged),
    "content/articles/b/fr.md": article("javascript:alert(5)", "piège", "slug: javascript-alert\nsummary: '<svg onload=alert(6)>'\n"),
  });
  const address = await host(folder);
  const page = await open(`${address}/search/`);
  for (const words of ["piege", "alert", "onerror", "<script>alert(1)</script> piège", "puce", "svg", "constructor", "__proto__"]) {
    await page.type(words);
    const inside = await page.tab.evaluate(() => {
      const names = new Set(Array.from(document.querySelectorAll(".found *"), (element) => element.localName));
      const attributes = Array.from(document.querySelectorAll(".found *")).flatMap((element) => element.getAttributeNames());
      return { names: Array.from(names), attributes: Array.from(new Set(attributes)) };
    });
    const known = ["li", "a", "mark", "time", "p", "span"];
    assert.deepEqual(inside.names.filter((name) => !known.includes(name)), [], words);
    const own = ["href", "class", "datetime", "aria-hidden"];
    assert.deepEqual(inside.attributes.filter((name) => !own.includes(name)), [], words);
  }
  assert.ok((await page.type("piège"))[0].startsWith("Piège <img src=x onerror=alert(1)>"), "the title is there as it was written");
  const links = await page.tab.locator(".found a").evaluateAll((links) => links.map((link) => link.protocol));
  assert.ok(links.every((protocol) => protocol === "http:"));
  await page.close();
}

/// Below a path, and what happens when the site is published again while somebody searches.
async function publishedAgain() {
  const files = { "griot.yaml": "base_url: https://blog.example/blog\nlanguages:\n  en: {title: Notes}\n" };
  for (let at = 0; at < 25; at += 1) files[`content/articles/a${at}/en.md`] = article(`Robot ${at}`, `Robots number${at}.`);
  const folder = built("path", files);
  const address = await host(folder, "/blog/");
  const page = await open(`${address}/blog/search/`);
  assert.equal((await page.type("robot")).length, 10);
  assert.equal(await page.status.innerText(), "25 results");
  const more = page.tab.locator(".found-more");
  await more.click();
  await page.tab.waitForFunction(() => document.querySelectorAll(".found li").length === 20);
  assert.match(await focused(page.tab), /^\/blog\//, "the focus is on the first of the new ones");
  await more.click();
  await page.tab.waitForFunction(() => document.querySelectorAll(".found li").length === 25);
  assert.equal(await more.isVisible(), false);
  assert.equal(new Set(await page.titles()).size, 25);
  assert.ok((await page.titles()).every((title) => title.startsWith("Robot")));

  await page.close();

  const stays = await open(`${address}/blog/search/`);
  await stays.type("zzz");
  files["content/articles/new/en.md"] = article("Robot Zero", "robot").replace("11-01", "11-02");
  built("path", files);
  // the words it has are of the site that was, the titles it asks for of the one that is
  assert.equal((await stays.type("robot"))[0], "Robot Zero");
  assert.equal(await stays.status.innerText(), "26 results");
  await stays.close();
}

/// Once the index cannot be had, that is said; once it can, it is found.
async function offline(address) {
  const page = await open(`${address}/search/`);
  await page.context.setOffline(true);
  await page.field.fill("rust");
  await page.tab.waitForFunction(() => document.querySelector(".found-count").textContent.startsWith("La recherche ne répond pas"));
  await page.context.setOffline(false);
  assert.ok((await page.type("rust")).length > 0);
  await page.context.close();
}

/// What the script makes of words is what the index has: every form of the sample is found by
/// its own letters, and what Rust folds, the browser folds.
async function sameWords(address) {
  const cases = ["École Œuvre Straße Łódź İstanbul", "l’été qu’il aujourd’hui", "½ ﬁn 5G x86-64 so\u00adft Ὀδυσσεύς", "東京 e\u0301te\u0301 ɓoɗo Nǝ", "C++ C# a#b C++17"];
  const folder = built("words", {
    "griot.yaml": "base_url: https://blog.example\ntypography: false\nlanguages:\n  fr: {title: T}\n",
    "content/articles/a/fr.md": article("Zut", cases.join("\n\n")),
  });
  const own = await host(folder);
  const page = await open(`${own}/search/`);
  for (const words of cases.flatMap((text) => text.split(" "))) {
    assert.deepEqual(await page.type(`${words} zut`), ["Zut"], words);
  }
  await page.close();
  const french = await open(`${address}/search/`);
  for (const words of ["Où déjà", "c'est", "aujourd'hui", "Sénégal", "d’Abidjan", "cœur"]) {
    assert.ok((await french.type(words)).length > 0, words);
  }
  await french.close();
}

/// What the first keystrokes cost, script and all, as hosts send it.
async function weight(address, folder) {
  const page = await open(`${address}/search/`);
  await page.type("in");
  const files = page.asked.filter((path) => isIndex(path) || path.includes("/search."));
  const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);
  assert.ok(bytes < 60_000, `${bytes} bytes`);
  const script = page.asked.find((path) => path.includes("/search."));
  const own = gzipSync(readFileSync(join(folder, script))).length;
  assert.ok(own < 6_500, `the script has ${own} bytes`);
  await page.close();
  return `${bytes} bytes for the first letters on the sample, ${own} of them the script`;
}

try {
  const [first, second] = [await host(sample), await host(arabic)];
  await typing(first);
  await keys(first);
  await languages(first);
  await shared(first);
  await withoutScript(first);
  await accessible(first, "/search/", "internet");
  await rightToLeft(second);
  await accessible(second, "/ar/search/", "الفضاء");
  await hostile();
  await publishedAgain();
  await offline(first);
  await sameWords(first);
  console.log(`${checks} searches, ${await weight(first, sample)}`);
} finally {
  await browser.close();
  servers.forEach((server) => server.close());
  rmSync(work, { recursive: true });
}

// Reads built sites in a real browser: on a phone and on a desktop, in light and dark, with a
// keyboard, with and without scripts, under the content security policy of `_headers`.
//
//   node browse.mjs NAME=FOLDER[=BASE] …     BASE: the path of the site on its host, such as /blog/
//
// A subfolder with its own `_headers` (a language with its own domain) is a separate host. Prints
// each fault with its page; the exit status is 1 if there are any.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const PHONE = { width: 360, height: 800 };
const DESK = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const TOUCHED = { isMobile: true, hasTouch: true };
// product: an article's page with its styles and scripts, in bytes
const HEAVIEST = 35_000;

const faults = [];
const counts = {};
const count = (what, by = 1) => (counts[what] = (counts[what] ?? 0) + by);
const fault = (where, text) => faults.push(`${where}: ${text}`);
const want = (holds, where, text) => {
  count("checks");
  if (!holds) fault(where, text);
  return Boolean(holds);
};

// ---- sites and their pages ----

/// The hosts of a built site: itself, and each folder that has its own `_headers`.
function hosts(folder) {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const own = inside.map((entry) => join(folder, entry.name)).filter((path) => existsSync(join(path, "_headers")));
  return [folder, ...own];
}

/// Pages that readers see: path on the host, language, kind, size.
function pagesOf(folder, base, apart) {
  const pages = [];
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = name.toString();
    if (!path.endsWith(".html") || apart.some((other) => join(folder, path).startsWith(`${other}/`))) continue;
    const text = readFileSync(join(folder, path), "utf8");
    const kind = /<body class="kind-([^" ]+)/.exec(text)?.[1];
    if (!kind) continue; // a page that only leads on, or a file of the site's own
    const lang = /<html lang="([^"]+)"/.exec(text)[1];
    pages.push({ file: join(folder, path), path: base + path.replace(/index\.html$/, ""), kind, lang, text });
  }
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/// One page of each kind and language, the one with the most in it.
function samples(pages) {
  const best = new Map();
  for (const page of pages) {
    const list = page.kind === "term" ? page.path.match(/\/(tags|categories|authors)\//)?.[1] : "";
    const key = `${page.lang} ${page.kind} ${list}`;
    if ((best.get(key)?.text.length ?? 0) < page.text.length) best.set(key, page);
  }
  return [...best.values()];
}

// ---- a page in a browser ----

/// A page whose every complaint is a fault: console, errors, requests to others or to nothing.
async function open(browser, site, page, options = {}) {
  const viewport = options.viewport ?? PHONE;
  const context = await browser.newContext({ viewport, ...(viewport === DESK ? {} : TOUCHED), ...options });
  const tab = await context.newPage();
  const where = `${site.name} ${page.path} (${viewport.width}px, ${options.colorScheme ?? "light"}${options.javaScriptEnabled === false ? ", no script" : ""})`;
  tab.on("console", (message) => {
    if (page.kind === "404" && message.text().includes("404")) return;
    fault(where, `console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => fault(where, `script: ${error.message}`));
  tab.on("request", (request) => {
    if (!request.url().startsWith(site.address) && !request.url().startsWith("data:")) fault(where, `asks for ${request.url()}`);
  });
  tab.on("response", (response) => {
    if (response.status() >= 400 && page.kind !== "404") fault(where, `${response.status()} for ${response.url()}`);
  });
  const response = await tab.goto(site.address + page.path);
  want(response.headers()["content-security-policy"]?.includes("default-src 'none'"), where, "no strict policy");
  count("visits");
  return { context, tab, where };
}

async function wide(tab, where) {
  const [content, window] = await tab.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
  want(content <= window, where, `${content} px wide`);
}

/// `rules` are some of axe's; all of `AXE_TAGS` when none are named.
async function axe(tab, where, rules) {
  if (!(await tab.evaluate(() => Boolean(globalThis.axe)))) await tab.evaluate(AXE);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: AXE_TAGS };
  const result = await tab.evaluate((runOnly) => globalThis.axe.run({ runOnly, resultTypes: ["violations"] }), runOnly);
  count("rules of axe passed", result.passes.length);
  want(result.passes.length > (rules ? 0 : 10), where, "axe looked at nothing");
  for (const found of result.violations) {
    for (const node of found.nodes.slice(0, 3)) {
      fault(where, `axe ${found.id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`);
    }
  }
}

/// Everything one can act on is reached by the Tab key, seen when it is, and shows it.
async function keyboard(tab, where) {
  const all = await tab.evaluate(() => {
    const names = "a[href], button, summary, input:not([disabled]), [tabindex='0']";
    const seen = [...document.querySelectorAll(names)].filter((element) => element.checkVisibility());
    seen.forEach((element, index) => (element.dataset.place = index));
    return seen.map((element) => element.outerHTML.slice(0, 100));
  });
  const reached = new Set();
  for (let press = 0; press < all.length + 2; press += 1) {
    await tab.keyboard.press("Tab");
    const focus = await tab.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const outline = getComputedStyle(element);
      return {
        place: element.dataset.place,
        html: element.outerHTML.slice(0, 100),
        visible: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.right > 0 && box.left < innerWidth,
        outlined: outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0,
      };
    });
    if (focus.place === undefined) continue;
    if (press === 0) want(focus.html.includes('class="skip"'), where, `the first stop is ${focus.html}`);
    if (!reached.has(focus.place)) {
      want(focus.visible, where, `out of sight with the focus: ${focus.html}`);
      want(focus.outlined, where, `nothing shows the focus: ${focus.html}`);
    }
    reached.add(focus.place);
  }
  all.forEach((html, index) => want(reached.has(String(index)), where, `not reached by keyboard: ${html}`));
  count("stops of the Tab key", all.length);
}

// ---- what is looked at ----

async function everyLook(browser, site, page) {
  for (const viewport of [PHONE, DESK]) {
    // motion would have the focus arrive later than the look at it
    const { context, tab, where } = await open(browser, site, page, { viewport, colorScheme: "light", reducedMotion: "reduce" });
    await axe(tab, where);
    await tab.emulateMedia({ colorScheme: "dark" });
    await axe(tab, where.replace("light", "dark"), ["color-contrast", "link-in-text-block"]);
    await wide(tab, where);
    await keyboard(tab, where);
    await context.close();
  }
}

async function narrow(browser, site, pages) {
  const { context, tab } = await open(browser, site, pages[0], { viewport: NARROW });
  for (const page of pages) {
    if (page.kind === "404") continue;
    await tab.goto(site.address + page.path);
    await wide(tab, `${site.name} ${page.path} (320px)`);
    count("pages at 320 px");
  }
  await context.close();
}

async function withoutScript(browser, site, page) {
  const { context, tab, where } = await open(browser, site, page, { javaScriptEnabled: false });
  const shown = tab.locator(".with-script >> visible=true");
  want((await shown.count()) === 0, where, "a control that needs a script is shown");
  want(await tab.locator("h1").isVisible(), where, "no title");
  if (page.kind === "article") {
    const toc = tab.locator(".toc summary");
    if (await toc.count()) {
      await toc.click();
      want(await tab.locator(".toc a").first().isVisible(), where, "the table of contents does not open");
    }
    want((await tab.locator(".share a").count()) >= 6, where, "no share links");
    await toggle(tab, where, page);
  }
  await context.close();
}

/// The language toggle leads to the same story in the other language.
async function toggle(tab, where, page) {
  const link = tab.locator(".toggle a").first();
  // past three languages, the links are in a small menu
  const menu = tab.locator(".toggle summary");
  if (await menu.count()) await menu.click();
  if (!(await link.count())) return;
  const lang = await link.getAttribute("lang");
  const target = await link.getAttribute("href");
  if (/^https?:/.test(target)) return; // on a domain of its own
  const alternates = await tab.locator('link[rel="alternate"][hreflang]').count();
  await link.click();
  await tab.waitForURL(`**${target}`);
  want((await tab.locator("html").getAttribute("lang")) === lang, where, `the toggle leads to another language than ${lang}`);
  want((await tab.locator('link[rel="alternate"][hreflang]').count()) === alternates, where, "the toggle leads to another story");
  want((await tab.locator(`.toggle a[lang="${page.lang}"]`).count()) === 1, where, "there is no way back");
  count("toggles");
}

const background = (tab) => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
const colours = (tab) =>
  tab.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "wash", "line", "ink", "soft", "link", "accent", "gold", "green", "brown", "teal", "violet", "mark", "shade"];
    return names.map((name) => `${name}: ${style.getPropertyValue(`--${name}`).trim()}`).join("; ");
  });

async function schemes(browser, site, page, next) {
  const dark = await open(browser, site, page, { colorScheme: "dark" });
  const wanted = await colours(dark.tab);
  await dark.context.close();

  const { context, tab, where } = await open(browser, site, page, { colorScheme: "light" });
  const light = await background(tab);
  const button = tab.locator(".scheme");
  want((await button.getAttribute("aria-pressed")) === "false", where, "the switch is on in a light page");
  await button.click();
  want((await background(tab)) !== light, where, "the switch changes nothing");
  want((await colours(tab)) === wanted, where, `dark by choice has other colours than dark by preference: ${await colours(tab)}`);
  await axe(tab, `${where}, dark by choice`);
  // what is there when the page is first painted
  await context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      globalThis.first = document.documentElement.getAttribute("data-scheme");
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await tab.goto(site.address + next.path);
  want((await tab.evaluate("first")) === "dark", where, "the choice comes after the page");
  want((await button.getAttribute("aria-pressed")) === "true", where, "the choice is forgotten");
  const papers = await tab.locator('meta[name="theme-color"]').evaluateAll((metas) => metas.map((meta) => meta.content));
  want(papers.length === 2 && papers.every((paper) => wanted.includes(`paper: ${paper};`)), where, `the browser's frame has ${papers}`);
  await tab.emulateMedia({ media: "print" });
  want((await colours(tab)).includes("paper: #fff;"), where, "dark on paper");
  await tab.emulateMedia({ media: "screen" });
  await button.focus();
  await tab.keyboard.press("Enter");
  want((await background(tab)) === light, where, "the switch does not lead back");
  await tab.emulateMedia({ colorScheme: "dark" });
  want((await background(tab)) !== light, where, "light again is not what the system says from then on");
  await context.close();

  const locked = await open(browser, site, page);
  await locked.context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    Object.defineProperty(globalThis, "localStorage", { get: refuse });
  });
  await locked.tab.reload();
  await locked.tab.locator(".scheme").click();
  want((await background(locked.tab)) !== light, where, "the switch needs a storage");
  await locked.context.close();
  count("scheme switches");
}

const SERVICES = ["wa.me", "www.facebook.com", "x.com", "www.linkedin.com", "t.me"];

async function sharing(browser, site, page) {
  const { context, tab, where } = await open(browser, site, page, { permissions: ["clipboard-read", "clipboard-write"] });
  const canonical = await tab.locator('link[rel="canonical"]').getAttribute("href");
  const links = await tab.locator(".share a").evaluateAll((links) => links.map((link) => link.href));
  want(new URL(links[0]).host === "wa.me", where, "WhatsApp is not the first");
  for (const service of SERVICES) {
    const link = links.map((link) => new URL(link)).find((link) => link.host === service);
    want(link && decodeURIComponent(link.href).includes(canonical), where, `no link to ${service} with the address`);
  }
  want(links.some((link) => link.startsWith("mailto:?subject=")), where, "no link for mail");
  const copy = tab.locator("[data-copy]");
  const words = await copy.innerText();
  await copy.click();
  await tab.waitForFunction((before) => document.querySelector("[data-copy]").innerText !== before, words);
  want((await tab.evaluate(() => navigator.clipboard.readText())) === canonical, where, "another address was copied");
  const channel = tab.locator(".channel a");
  want((await channel.count()) === 1 && (await channel.isVisible()), where, "no call to the channel");
  await toggle(tab, where, page);
  await context.close();
  count("pages shared");
}

/// With a script the switch follows the section on screen.
async function follows(browser, site, page) {
  const { context, tab, where } = await open(browser, site, page, { reducedMotion: "reduce" });
  const section = tab.locator(".section-head").last();
  // a language on a domain of its own is not served here
  const link = section.locator('a.section-toggle[href^="/"]').first();
  const lang = await link.getAttribute("hreflang");
  const wanted = new URL(await link.getAttribute("href"), site.address).hash;
  const toggle = tab.locator(`.toggle a[hreflang="${lang}"]`);
  // pictures that arrive later would move the section that is read
  await tab.evaluate(() => {
    const whole = (image) => ((image.loading = "eager"), image.decode().catch(() => {}));
    return Promise.all(Array.from(document.images, whole));
  });
  await section.evaluate((element) => element.scrollIntoView());
  await tab.waitForFunction((lang) => document.querySelector(`.toggle a[hreflang="${lang}"]`).hash !== "", lang);
  want((await toggle.getAttribute("href")).endsWith(wanted), where, `the toggle does not lead to ${wanted}`);
  // a tap does not scroll, as Playwright's click may
  await toggle.evaluate((link) => link.click());
  const arrives = tab.waitForURL((url) => url.hash === wanted, { waitUntil: "commit", timeout: 10_000 });
  await arrives.catch(() => fault(where, `the toggle leads to ${tab.url()}, not to ${wanted}`));
  await tab.waitForLoadState();
  want(await tab.locator(":target").count(), where, "the toggle leads to no section");
  await context.close();
  count("places kept");
}

async function details(browser, site, page) {
  const phone = await open(browser, site, page, { reducedMotion: "reduce" });
  want((await phone.tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)) === "auto", phone.where, "motion");
  want(!(await phone.tab.locator(".toc a").first().isVisible()), phone.where, "the table of contents is open on a phone");
  await phone.tab.keyboard.press("Tab");
  await phone.tab.keyboard.press("Enter");
  await phone.tab.keyboard.press("Tab");
  want(await phone.tab.evaluate(() => Boolean(document.activeElement.closest("main"))), phone.where, "the skip link does not skip");
  await phone.context.close();
  for (const javaScriptEnabled of [true, false]) {
    const desk = await open(browser, site, page, { viewport: DESK, javaScriptEnabled });
    const [toc, content] = [await desk.tab.locator(".toc").boundingBox(), await desk.tab.locator(".content").boundingBox()];
    want(await desk.tab.locator(".toc a").first().isVisible(), desk.where, "the table of contents is closed on a desk");
    const rtl = await desk.tab.evaluate(() => document.documentElement.dir === "rtl");
    const beside = rtl ? toc.x + toc.width <= content.x : toc.x >= content.x + content.width;
    want(beside && toc.y <= content.y, desk.where, "the table of contents is not beside the text");
    await desk.context.close();
  }
}

/// What a reader pays for an article: the page, and the styles and scripts it names.
function weigh(site, page) {
  const assets = [...page.text.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)].map((match) => match[1]);
  want(assets.length >= 2, `${site.name} ${page.path}`, "no styles or no script");
  const files = [page.file, ...assets.map((asset) => join(site.folder, asset.slice(site.base.length)))];
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  counts["heaviest article in bytes"] = Math.max(counts["heaviest article in bytes"] ?? 0, bytes);
  want(bytes < HEAVIEST, `${site.name} ${page.path}`, `${bytes} bytes compressed`);
}

// ---- the run ----

async function jobsOf(browser, site) {
  const { pages } = site;
  const jobs = samples(pages).flatMap((page) => [() => everyLook(browser, site, page), () => withoutScript(browser, site, page)]);
  jobs.push(() => narrow(browser, site, pages));
  const articles = pages.filter((page) => page.kind === "article");
  articles.forEach((page) => weigh(site, page));
  const home = pages.find((page) => page.kind === "home");
  if (articles.length && home) jobs.push(() => schemes(browser, site, articles[0], home));
  for (const lang of new Set(articles.map((page) => page.lang))) {
    const own = articles.filter((page) => page.lang === lang);
    const told = own.find((page) => page.text.includes('class="toggle"') && page.text.includes('class="channel"'));
    if (told) jobs.push(() => sharing(browser, site, told));
    const long = own.find((page) => page.text.includes('class="toc"'));
    if (long) jobs.push(() => details(browser, site, long));
    const aligned = told && own.find((page) => page.text.includes('class="section-toggle" href="/'));
    if (aligned) jobs.push(() => follows(browser, site, aligned));
  }
  return jobs;
}

async function work(jobs) {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    try {
      await job();
    } catch (error) {
      fault(`browser, ${job}`, error.stack);
    }
  }
}

const browser = await launch();
const servers = [];
for (const argument of process.argv.slice(2)) {
  const [name, folder, base = "/"] = argument.split("=");
  const all = hosts(folder);
  const jobs = [];
  for (const host of all) {
    const server = await serve(host, base);
    servers.push(server);
    const pages = pagesOf(host, base, all.filter((other) => other !== host && other.startsWith(`${host}/`)));
    jobs.push(...(await jobsOf(browser, { name, folder: host, base, address: server.address, pages })));
  }
  await Promise.all([work(jobs), work(jobs)]);
}
await browser.close();
servers.forEach((server) => server.close());
want(counts.toggles > 0 && counts["pages shared"] > 0 && counts["scheme switches"] > 0, "browse", "something was never looked at");

console.log(Object.entries(counts).map(([what, number]) => `${number} ${what}`).join(", "));
const told = [...new Set(faults)];
for (const text of told.slice(0, 60)) console.error(`  ${text}`);
if (told.length > 60) console.error(`  and ${told.length - 60} more`);
process.exit(told.length > 0 ? 1 : 0);

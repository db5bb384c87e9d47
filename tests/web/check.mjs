// Checks a built site as browsers, feed readers, search engines and hosts read it.
//
//   node check.mjs NAME FOLDER BASE_URL [HOST_FOLDER=BASE_URL …]
//
// Shares no code with Griot. Prints each fault with its file; the exit status is 1 if there are any.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "parse5";
import { parseFeed } from "feedsmith";

const here = dirname(fileURLToPath(import.meta.url));
const [name, root, base, ...others] = process.argv.slice(2);
const hosts = [...others.map((other) => other.split("=")), ["", base]].map(([folder, url]) => ({ folder, url }));
const faults = [];
const counts = {};

const count = (what) => (counts[what] = (counts[what] ?? 0) + 1);
const fault = (file, text) => faults.push(`${file}: ${text}`);
const want = (holds, file, text) => {
  if (!holds) fault(file, text);
  return Boolean(holds);
};

const files = readdirSync(root, { recursive: true })
  .map((path) => path.toString())
  .filter((path) => statSync(join(root, path)).isFile())
  .sort();
const read = (path) => readFileSync(join(root, path), "utf8");
const hostOf = (file) => hosts.find((host) => host.folder && file.startsWith(`${host.folder}/`)) ?? hosts.at(-1);
const withFolder = (host, path) => (host.folder ? `${host.folder}/${path}` : path);

/// The file that a host serves at an address; null for other sites.
function served(address, from) {
  const page = new URL(`${hostOf(from).url}/${relative(hostOf(from).folder || ".", from).replace(/index\.html$/, "")}`);
  const url = new URL(address, page);
  const host = hosts.find(({ url: base }) => url.href === base || url.href.startsWith(`${base}/`));
  if (!host) return null;
  let path = decodeURIComponent(url.pathname.slice(new URL(`${host.url}/`).pathname.length));
  if (path === "" || path.endsWith("/")) path += "index.html";
  return { file: withFolder(host, path), fragment: decodeURIComponent(url.hash.slice(1)) };
}

// ---- HTML ----

const pages = new Map();

function walk(node, visit) {
  visit(node);
  for (const child of node.childNodes ?? []) walk(child, visit);
}

function readPage(file) {
  const page = { ids: new Set(), links: [], alternates: [], jsonLd: [], h1: 0 };
  walk(parse(read(file)), (node) => {
    const attribute = (name) => node.attrs?.find((attr) => attr.name === name)?.value;
    const id = attribute("id");
    if (id !== undefined) {
      want(!page.ids.has(id), file, `two elements have the id "${id}"`);
      page.ids.add(id);
    }
    if (node.tagName === "html") page.lang = attribute("lang");
    if (node.tagName === "h1") page.h1 += 1;
    if (node.tagName === "link" && attribute("rel") === "canonical") page.canonical = attribute("href");
    if (node.tagName === "link" && attribute("rel") === "alternate" && attribute("hreflang")) {
      page.alternates.push([attribute("hreflang"), attribute("href")]);
    }
    if (node.tagName === "meta" && attribute("http-equiv")?.toLowerCase() === "refresh") page.refresh = attribute("content");
    if (node.tagName === "script" && attribute("type") === "application/ld+json") {
      page.jsonLd.push(node.childNodes.map((child) => child.value).join(""));
    }
    for (const key of ["href", "src", "poster", "action"]) {
      if (attribute(key) !== undefined) page.links.push(attribute(key));
    }
  });
  return page;
}

function checkPage(file, page) {
  count("pages");
  for (const link of page.links) {
    if (/^(mailto|tel|data):/.test(link)) continue;
    want(!/^\s*(javascript|vbscript):/i.test(link), file, `"${link}" runs a script`);
    const there = served(link, file);
    if (!there) continue;
    count("links");
    if (!want(existsSync(join(root, there.file)), file, `"${link}" leads to ${there.file}, which is not there`)) continue;
    const target = pages.get(there.file);
    if (there.fragment && there.fragment !== "top" && target) {
      want(target.ids.has(there.fragment), file, `"${link}": ${there.file} has no id "${there.fragment}"`);
    }
  }
  if (page.refresh !== undefined) return count("alias pages");
  want(page.h1 === 1, file, `${page.h1} h1 elements`);
  want(page.lang, file, "no language");
  for (const text of page.jsonLd) checkJsonLd(file, page, text);
  checkAlternates(file, page);
}

function checkJsonLd(file, page, text) {
  count("JSON-LD blocks");
  const json = JSON.parse(text);
  want(json["@context"] === "https://schema.org", file, "JSON-LD has another @context");
  want(["NewsArticle", "WebPage", "WebSite"].includes(json["@type"]), file, `JSON-LD of type ${json["@type"]}`);
  want(json.inLanguage === page.lang, file, `JSON-LD is in ${json.inLanguage}, the page in ${page.lang}`);
  want(json.url === page.canonical, file, `JSON-LD names ${json.url}, the page ${page.canonical}`);
  if (json["@type"] === "NewsArticle") {
    want(json.headline, file, "JSON-LD has no headline");
    want(!Number.isNaN(Date.parse(json.datePublished)), file, "JSON-LD has no date");
    want(json.publisher?.name, file, "JSON-LD has no publisher");
  }
}

/// Google: each page names itself and all others, and all of them say the same.
function checkAlternates(file, page) {
  if (page.alternates.length === 0) return;
  count("hreflang sets");
  const set = JSON.stringify(page.alternates);
  const own = page.alternates.find(([code]) => code === page.lang);
  want(own?.[1] === page.canonical, file, "hreflang does not name the page itself");
  want(page.alternates.some(([code]) => code === "x-default"), file, "hreflang has no x-default");
  for (const [code, href] of page.alternates) {
    const other = pages.get(served(href, file)?.file);
    if (!want(other, file, `hreflang ${code} leads to ${href}, which is no page`)) continue;
    want(code === "x-default" || other.lang === code, file, `hreflang ${code} leads to a page in ${other.lang}`);
    want(JSON.stringify(other.alternates) === set, file, `hreflang: ${href} names another set`);
  }
}

// ---- XML, feeds ----

function lint(file, ...schema) {
  try {
    execFileSync("xmllint", ["--nonet", "--noout", ...schema.map((part) => (/\.(xsd|rng)$/.test(part) ? join(here, "schemas", part) : part)), join(root, file)], { stdio: "pipe" });
  } catch (error) {
    fault(file, error.stderr.toString().trim().split("\n").slice(0, 3).join("\n    "));
  }
}

function checkXml(file) {
  count("XML files");
  const text = read(file);
  if (text.includes("<urlset")) {
    lint(file, "--schema", "sitemaps.xsd");
    checkSitemap(file, text);
  } else if (text.includes("<sitemapindex")) {
    lint(file, "--schema", "sitemap-index.xsd");
  } else if (text.includes("<feed")) {
    lint(file, "--relaxng", "atom.rng");
    checkFeed(file, text, "atom");
  } else if (text.includes("<rss")) {
    lint(file);
    checkFeed(file, text, "rss");
  } else {
    lint(file);
  }
}

function checkSitemap(file, text) {
  const addresses = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => match[1].replaceAll("&amp;", "&"));
  want(new Set(addresses).size === addresses.length, file, "an address stands there twice");
  for (const address of addresses) {
    count("sitemap addresses");
    const there = served(address, file);
    const page = there && pages.get(there.file);
    if (want(page, file, `${address} is no page`)) want(page.canonical === address, file, `${address} has the canonical address ${page.canonical}`);
  }
  const blocks = text.split("<url>").slice(1);
  for (const block of blocks) {
    const address = block.match(/<loc>([^<]*)</)[1].replaceAll("&amp;", "&");
    const links = [...block.matchAll(/<xhtml:link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map((match) => [match[1], match[2].replaceAll("&amp;", "&")]);
    const page = pages.get(served(address, file)?.file);
    if (page && text.includes("xmlns:xhtml")) {
      want(JSON.stringify(links) === JSON.stringify(page.alternates), file, `${address}: its links to translations are not those of its head`);
    }
  }
}

const feedAddresses = new Map();

function checkFeed(file, text, wanted) {
  count(`${wanted} feeds`);
  const { format, feed } = parseFeed(text);
  want(format === wanted, file, `read as ${format}`);
  const link = (entry) => entry.url ?? entry.link ?? entry.links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href;
  const entries = feed.entries ?? feed.items ?? [];
  const addresses = entries.map(link);
  want(feed.title && (typeof feed.title === "string" || feed.title.value), file, "no title");
  want(new Set(addresses).size === addresses.length, file, "two entries lead to one page");
  const folder = dirname(file);
  const before = feedAddresses.get(folder);
  want(!before || JSON.stringify(before) === JSON.stringify(addresses), file, "another list than the feed beside it");
  feedAddresses.set(folder, addresses);
  const langs = new Set();
  for (const address of addresses) {
    count("feed entries");
    const page = address && pages.get(served(address, file)?.file);
    if (want(page, file, `${address} is no page`)) langs.add(page.lang);
  }
  want(langs.size <= 1, file, `articles in ${[...langs].join(" and ")}`);
}

function checkJson(file) {
  const json = JSON.parse(read(file));
  if (file.endsWith("feed.json")) {
    checkFeed(file, read(file), "json");
    want(json.version === "https://jsonfeed.org/version/1.1", file, "another version");
    for (const item of json.items) {
      want(typeof item.id === "string" && item.id, file, "an item without id");
      want(item.content_html !== undefined || item.content_text !== undefined, file, `${item.id} has no content`);
      want(!Number.isNaN(Date.parse(item.date_published)), file, `${item.id} has no date`);
    }
  }
}

// ---- the rest ----

function checkManifest(file) {
  count("manifests");
  const manifest = JSON.parse(read(file));
  for (const key of ["name", "start_url", "scope", "display", "lang", "dir"]) want(manifest[key], file, `no ${key}`);
  want(existsSync(join(root, served(manifest.start_url, file).file)), file, "its start_url is no page");
  for (const icon of manifest.icons) {
    const path = join(root, served(icon.src, file).file);
    if (!want(existsSync(path), file, `no icon ${icon.src}`) || icon.type !== "image/png") continue;
    const bytes = readFileSync(path);
    want(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` === icon.sizes, file, `${icon.src} has not ${icon.sizes}`);
  }
}

function checkRobots(file) {
  count("robots.txt");
  for (const line of read(file).split("\n").filter((line) => line)) {
    const match = /^(User-agent|Allow|Disallow|Sitemap): (\S+)$/.exec(line);
    if (want(match, file, `"${line}" is no rule`) && match[1] === "Sitemap") {
      want(existsSync(join(root, served(match[2], file)?.file ?? "-")), file, `${match[2]} is not there`);
    }
  }
}

function checkRedirects(file) {
  count("_redirects");
  for (const line of read(file).split("\n").filter((line) => line)) {
    const [, , to, status] = /^(\S+) (\S+) (301|302|404)$/.exec(line) ?? [];
    if (want(to, file, `"${line}" is no rule`)) want(existsSync(join(root, served(to, file).file)), file, `${status} to ${to}, which is not there`);
  }
}

for (const file of files.filter((file) => file.endsWith(".html"))) {
  if (read(file).startsWith("<!DOCTYPE html>")) pages.set(file, readPage(file));
}
for (const [file, page] of pages) checkPage(file, page);
for (const file of files) {
  const last = file.split("/").at(-1);
  if (file.endsWith(".xml")) checkXml(file);
  else if (file.endsWith(".json")) checkJson(file);
  else if (file.endsWith(".webmanifest")) checkManifest(file);
  else if (last === "robots.txt") checkRobots(file);
  else if (last === "_redirects") checkRedirects(file);
}
want(counts.pages > 0, root, "no page was read");

const summary = Object.entries(counts).map(([what, number]) => `${number} ${what}`);
console.log(`${name}: ${summary.join(", ")}`);
for (const text of faults) console.error(`  ${text}`);
process.exit(faults.length > 0 ? 1 : 0);

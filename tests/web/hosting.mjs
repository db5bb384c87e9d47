// Serves sites with nginx, Caddy and Apache, by the configurations that `griot hosting` prints, and
// asks each for the same paths. A server that is not installed is left out, and said so.
//
//   node tests/web/hosting.mjs GRIOT

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";

const griot = process.argv[2];
const work = mkdtempSync(join(tmpdir(), "griot-hosting-"));
const isRoot = process.getuid?.() === 0;
let checks = 0;
const faults = [];

function expect(holds, what) {
  checks += 1;
  if (!holds) faults.push(what);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// ---- the sites ----

const ARTICLE = `---
title: L’été des puces
date: 2026-11-01
tags: [eau]
aliases: [/old/, "/vieux café/", '/a"b$c;{d}/', "/pipe|d/", /2020/01/old.html]
---
Texte.
`;

/// Builds a site and gives its folder.
function site(name, settings) {
  const folder = join(work, name);
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("griot.yaml", settings);
  write("content/puces.md", ARTICLE);
  write("content/puces.en.md", ARTICLE.replace("L’été des puces", "Summer of chips").replace(/aliases.*/, "aliases: [/en/gone/]"));
  write("static/_redirects", "/ p=12 /l-ete-des-puces/ 301\n/page p=7&q=a.b /en/ 301\n/feed/ /feed.xml 301\n/kept/* /x/:splat 301\n");
  write("static/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  write("static/.well-known/security.txt", "Contact: mailto:a@blog.example\n");
  execFileSync(griot, ["build", "--quiet", "--root", folder], { stdio: "inherit" });
  return folder;
}

// ---- the servers ----

const APACHE_MODULES = "/usr/lib/apache2/modules";

const SERVERS = {
  nginx: {
    isInstalled: () => existsSync("/usr/sbin/nginx"),
    start(folder, configuration) {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
      writeFileSync(join(folder, "main.conf"), `${isRoot ? "user root;" : ""}
daemon off; pid ${folder}/pid; error_log ${folder}/errors;
events {}
http { include /etc/nginx/mime.types; access_log off; ${temporary.join(" ")} include ${configuration}; }
`);
      return spawn("/usr/sbin/nginx", ["-p", folder, "-c", join(folder, "main.conf")], { stdio: ["ignore", "inherit", "inherit"] });
    },
  },
  caddy: {
    isInstalled: () => existsSync("/usr/bin/caddy"),
    start(folder, configuration) {
      writeFileSync(configuration, `{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${readFileSync(configuration, "utf8")}`);
      const environment = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      return spawn("/usr/bin/caddy", ["run", "--adapter", "caddyfile", "--config", configuration], { env: environment, stdio: ["ignore", "inherit", "inherit"] });
    },
  },
  apache: {
    isInstalled: () => existsSync("/usr/sbin/apache2"),
    start(folder, configuration) {
      const text = readFileSync(configuration, "utf8");
      const ports = new Set([...text.matchAll(/<VirtualHost \*:(\d+)>/g)].map((match) => match[1]));
      const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "filter", "deflate", "ssl"];
      writeFileSync(join(folder, "main.conf"), `ServerRoot ${folder}
ServerName 127.0.0.1
${[...ports].map((port) => `Listen ${port}`).join("\n")}
${modules.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`).join("\n")}
PidFile ${folder}/pid
ErrorLog ${folder}/errors
TypesConfig /etc/mime.types
${isRoot ? "User www-data\nGroup www-data" : ""}
Include ${configuration}
`);
      return spawn("/usr/sbin/apache2", ["-d", folder, "-f", join(folder, "main.conf"), "-D", "FOREGROUND"], { stdio: ["ignore", "inherit", "inherit"] });
    },
  },
};

// ---- requests ----

/// Asks for an address as it stands, without following redirects.
function get(address, headers = {}) {
  const { protocol, hostname, port } = new URL(address);
  const path = address.slice(address.indexOf("/", 8));
  const options = { hostname, port, path, headers, rejectUnauthorized: false };
  return new Promise((done, fail) => {
    const send = protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    request.setTimeout(10_000, () => request.destroy(new Error(`no answer: ${address}`)));
    request.on("error", fail).end();
  });
}

async function isReady(address) {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await get(address);
      return true;
    } catch {
      await wait(100);
    }
  }
  return false;
}

/// Where a redirect leads, as a full address.
const target = (answer, from) => (answer.headers.location ? new URL(answer.headers.location, from).href : null);

/// Checks one host of a site below `base`, whose files lie in `folder`.
async function checkHost(server, base, folder) {
  const at = (path) => `${base}${path}`;
  const say = (path, answer) => `${server}: ${at(path)}: ${answer.status} ${JSON.stringify(answer.headers)}`;

  const home = await get(at("/"));
  const policy = home.headers["content-security-policy"] ?? "";
  expect(home.status === 200 && home.headers["content-type"].toLowerCase() === "text/html; charset=utf-8", say("/", home));
  expect(policy.startsWith("default-src 'none'; ") && policy.includes("frame-ancestors 'none'"), say("/", home));
  expect(home.headers["cache-control"] === "no-cache", say("/", home));
  expect(home.headers["x-content-type-options"] === "nosniff", say("/", home));
  expect(home.headers["referrer-policy"] === "strict-origin-when-cross-origin", say("/", home));
  expect(home.body.equals(readFileSync(join(folder, "index.html"))), `${server}: ${at("/")}: other bytes`);

  const script = /src="[^"]*(\/assets\/search\.[^"]+\.js)"/.exec(readFileSync(join(folder, "search/index.html"), "utf8"))[1];
  const asset = await get(at(script), { "accept-encoding": "gzip" });
  expect(asset.headers["content-encoding"] === "gzip", say(script, asset));
  expect(gunzipSync(asset.body).equals(readFileSync(join(folder, script))), `${server}: ${script}: other bytes`);
  expect(asset.headers["cache-control"] === "public, max-age=31536000, immutable", say(script, asset));
  expect(/javascript; charset=utf-8$/i.test(asset.headers["content-type"]), say(script, asset));
  const feed = await get(at("/feed.xml"), { "accept-encoding": "gzip" });
  expect(feed.headers["content-encoding"] === "gzip", say("/feed.xml", feed));

  const types = {
    "/feed.xml": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    "/tags/eau/feed.xml": "application/atom+xml; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json; charset=utf-8",
  };
  for (const [path, type] of Object.entries(types)) {
    const answer = await get(at(path));
    expect(answer.status === 200 && answer.headers["content-type"]?.toLowerCase() === type, say(path, answer));
  }

  for (const path of ["/.griot", "/_headers", "/_redirects", "/.gitignore", "/none", "/none/", "/assets/none.js"]) {
    const answer = await get(at(path));
    expect(answer.status === 404 && answer.body.equals(readFileSync(join(folder, "404.html"))), say(path, answer));
    expect(answer.headers["content-security-policy"] === policy, say(path, answer));
  }
}

/// Checks the files and old addresses that only the main host has.
async function checkMainHost(server, base, prefix) {
  const at = (path) => `${base}${path}`;
  const article = at("/l-ete-des-puces/");
  const old = ["/old/", "/vieux%20caf%C3%A9/", "/a%22b$c;%7Bd%7D/", "/pipe%7Cd/", "/2020/01/old.html"];
  for (const path of old) {
    const answer = await get(at(path));
    expect(answer.status === 301 && target(answer, at(path)) === article, `${server}: ${path}: ${answer.status} ${answer.headers.location}`);
  }
  const drawing = await get(at("/drawing.svg"));
  expect(drawing.headers["content-security-policy"]?.endsWith("; sandbox"), `${server}: drawing: ${JSON.stringify(drawing.headers)}`);
  expect((await get(at("/.well-known/security.txt"))).status === 200, `${server}: security.txt`);
  // the author's own lines name paths of the whole domain
  if (prefix) return;
  const own = { "/?p=12": article, "/page?p=7&q=a.b": at("/en/"), "/feed/": at("/feed.xml") };
  for (const [path, to] of Object.entries(own)) {
    const answer = await get(at(path));
    expect(answer.status === 301 && target(answer, at(path)) === to, `${server}: ${path}: ${answer.status} ${answer.headers.location}`);
  }
  for (const path of ["/?p=13", "/?q=p=12"]) {
    expect((await get(at(path))).status === 200, `${server}: ${path} is the home page`);
  }
  expect((await get(at("/page?p=7&q=aXb"))).status === 404, `${server}: the query is not a pattern`);
}

/// Builds a site, starts a server on it, runs the checks, and ends the server.
async function withServer(name, siteFolder, files, ready, run) {
  const server = SERVERS[name];
  const folder = mkdtempSync(join(work, `${name}-`));
  execFileSync("chmod", ["-R", "a+rX", work]);
  const configuration = join(folder, "site.conf");
  let text = execFileSync(griot, ["hosting", name, "--root", siteFolder, "--folder", files], { encoding: "utf8" });
  text = text.replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/fullchain\.pem/g, join(work, "certificate.pem"));
  text = text.replaceAll(/\/etc\/letsencrypt\/live\/[^/]+\/privkey\.pem/g, join(work, "key.pem"));
  writeFileSync(configuration, text);
  const child = server.start(folder, configuration);
  try {
    if (await isReady(ready)) {
      await run();
    } else {
      const errors = join(folder, "errors");
      faults.push(`${name} does not start: ${existsSync(errors) ? readFileSync(errors, "utf8") : ""}`);
    }
  } finally {
    const ended = new Promise((done) => child.once("exit", done));
    if (child.exitCode === null && child.kill()) await ended;
  }
}

const LANGUAGES = (english) => `languages:
  fr: {title: Mon blog, description: Un blog}
  en: {title: My blog, description: A blog${english}}
`;

async function checkServer(name) {
  // one domain, both languages
  let base = `http://127.0.0.1:${await freePort()}`;
  let folder = site(`${name}-one`, `base_url: ${base}\n${LANGUAGES("")}`);
  let files = join(folder, "public");
  await withServer(name, folder, files, `${base}/`, async () => {
    await checkHost(name, base, files);
    await checkMainHost(name, base, "");
    const missing = await get(`${base}/en/none/`);
    expect(missing.status === 404 && missing.body.equals(readFileSync(join(files, "en/404.html"))), `${name}: the English 404 page`);
    const gone = await get(`${base}/en/gone/`);
    expect(gone.status === 301 && target(gone, base) === `${base}/en/summer-of-chips/`, `${name}: an old English address`);
  });

  // a domain for each language
  base = `http://127.0.0.1:${await freePort()}`;
  const english = `http://127.0.0.1:${await freePort()}`;
  folder = site(`${name}-two`, `base_url: ${base}\n${LANGUAGES(`, base_url: "${english}"`)}`);
  files = join(folder, "public");
  await withServer(name, folder, files, `${base}/`, async () => {
    await checkHost(name, base, files);
    await checkHost(name, english, join(files, "en"));
    const moved = await get(`${base}/en/summer-of-chips/`);
    expect(moved.status === 301 && target(moved, base) === `${english}/summer-of-chips/`, `${name}: the folder of the other domain: ${moved.status} ${moved.headers.location}`);
  });

  // below a path, with a certificate, where the server does not get it itself
  const scheme = name === "caddy" ? "http" : "https";
  base = `${scheme}://localhost:${await freePort()}/blog`;
  folder = site(`${name}-below`, `base_url: ${base}\n${LANGUAGES("")}`);
  const copied = join(work, `${name}-copied`);
  cpSync(join(folder, "public"), join(copied, "blog"), { recursive: true });
  await withServer(name, folder, copied, `${base}/`, async () => {
    await checkHost(name, base, join(copied, "blog"));
    await checkMainHost(name, base, "/blog");
  });
}

try {
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
    "-keyout", join(work, "key.pem"), "-out", join(work, "certificate.pem")], { stdio: "ignore" });
  for (const [name, server] of Object.entries(SERVERS)) {
    if (server.isInstalled()) await checkServer(name);
    else faults.push(`${name} is not installed`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${checks} checks, ${faults.length} wrong`);
for (const fault of faults) console.log(`- ${fault}`);
process.exit(faults.length === 0 && checks > 0 ? 0 : 1);

// A static web server on loopback for tests. Sends the headers that the `_headers` files of a
// site ask for, so that the browser enforces the same policy as in production.

import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".txt": "text/plain; charset=utf-8",
};

/// The rules of a `_headers` file: a pattern, then its headers.
function rules(folder) {
  const file = join(folder, "_headers");
  const list = [];
  if (!existsSync(file)) return list;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (/^\S/.test(line)) {
      const pattern = line.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replace(/:\w+/g, "[^/]+");
      list.push({ pattern: new RegExp(`^${pattern}$`), headers: [] });
    } else if (line.trim()) {
      const colon = line.indexOf(":");
      list.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return list;
}

/// The file at a path of a site whose pages begin with `base`; null where there is none.
function found(folder, base, path) {
  if (!path.startsWith(base)) return null;
  let file = join(folder, normalize(`/${path.slice(base.length)}`));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  return existsSync(file) ? file : null;
}

/// Serves `folder` at the path `base` (`/` or `/blog/`), perhaps as a host that reads no
/// `_headers`. Gives the address, without a final
/// slash, and what ends it.
export function serve(folder, base = "/", readsHeaders = true) {
  const headers = readsHeaders ? rules(folder) : [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = found(folder, base, path);
    const missing = found(folder, base, `${base}404.html`);
    const body = file ?? missing;
    for (const rule of headers.filter((rule) => rule.pattern.test(path))) {
      // a test has no certificate: this one directive is for those who have
      for (const [name, value] of rule.headers) {
        // two rules for one header are joined, as hosts do it
        const before = response.hasHeader(name) ? `${response.getHeader(name)}, ` : "";
        response.setHeader(name, before + value.replace(/;? *upgrade-insecure-requests/, ""));
      }
    }
    if (body && !response.hasHeader("content-type")) {
      response.setHeader("content-type", TYPES[extname(body)] ?? "application/octet-stream");
    }
    response.writeHead(file ? 200 : 404);
    response.end(body ? readFileSync(body) : "");
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() });
    });
  });
}

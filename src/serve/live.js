// Added to each page of the preview, and to no page of the built site: reloads the page when it
// changes, keeps the place, shows what is wrong, and says what readers do not see yet.
(() => {
  'use strict';
  const own = document.currentScript.dataset;
  const seen = { page: own.page || '', styles: own.styles || '', source: own.source || '' };
  const place = 'griot-place';

  // ---- what is shown over the page ----

  const host = document.createElement('griot-preview');
  const shade = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial }
    .problems { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 4vmin;
      background: rgb(20 16 12 / .86); color: #fff; font: 16px/1.5 system-ui, sans-serif }
    .box { max-width: 60rem; margin: 0 auto; padding: 1.5rem 2rem; border-radius: 8px;
      border-top: 6px solid #d9463b; background: #fffdf8; color: #1c1a17 }
    h2 { margin: 0 0 1rem; font-size: 1.25rem }
    pre { margin: 0 0 1rem; padding: 1rem; overflow-x: auto; background: #f3eee4; border-radius: 4px;
      font: 14px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    p { margin: 0 }
    button { font: inherit; padding: .25rem 1rem }
    .note { position: fixed; bottom: 1rem; inset-inline-start: 1rem; z-index: 2147483646; padding: .5rem 1rem;
      max-width: calc(100vw - 4rem); border-radius: 4px; background: #1c1a17; color: #fff;
      font: 15px/1.4 system-ui, sans-serif }
    code { font: 14px ui-monospace, monospace; user-select: all }
    [hidden] { display: none }`);
  shade.adoptedStyleSheets = [sheet];

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text || '';
    return made;
  };

  const problems = element('div');
  problems.className = 'problems';
  problems.setAttribute('role', 'alert');
  problems.hidden = true;
  shade.append(problems);

  const show = (list) => {
    const box = element('div');
    box.className = 'box';
    const hide = element('button', 'Hide (Esc)');
    hide.type = 'button';
    hide.onclick = () => { problems.hidden = true; };
    const title = list.length === 1 ? 'This needs mending' : `${list.length} things need mending`;
    box.append(element('h2', title), ...list.map((text) => element('pre', text)), hide);
    problems.replaceChildren(box);
    problems.hidden = list.length === 0;
  };
  addEventListener('keydown', (event) => { if (event.key === 'Escape') problems.hidden = true; });

  const note = (...parts) => {
    const made = element('div');
    made.className = 'note';
    made.append(...parts);
    shade.append(made);
  };
  if (own.state) note(own.state);
  if (own.create) note('There is no page here. To write it, create ', element('code', own.create));
  document.body.append(host);

  // ---- what happens when something changed ----

  const keep = (path) => {
    try { sessionStorage.setItem(place, JSON.stringify({ path, x: scrollX, y: scrollY })); } catch { /* none */ }
  };
  const come = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
      if (kept && kept.path === location.pathname) scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    } catch { /* none */ }
  };
  come();
  addEventListener('load', come);

  // `/assets/style.1a2b3c4d.css` is one sheet, whatever its digest
  const name = (path) => path.replace(/\.[0-9a-f]{8}(\.[a-z0-9]+)$/, '$1');
  const restyle = (paths) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const path = new URL(old.href).pathname;
      const now = paths.find((other) => name(other) === name(path));
      if (!now || now === path) continue;
      const link = old.cloneNode();
      link.href = now;
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    }
    seen.styles = paths.join(' ');
  };

  const events = {
    reload: () => { keep(location.pathname); location.reload(); },
    move: (address) => {
      const to = new URL(address, location);
      keep(to.pathname);
      location.replace(to.pathname + location.hash);
    },
    style: restyle,
    problems: show,
  };

  // ---- the stream of events, while somebody looks: browsers have few connections to one host ----

  let stream = null;
  let wait = 0;
  const close = () => { if (stream) stream.close(); stream = null; clearTimeout(wait); };
  const open = () => {
    if (stream || document.hidden) return;
    const query = Object.entries({ path: location.pathname, ...seen })
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    stream = new EventSource(`/_griot/events?${query}`);
    for (const [kind, act] of Object.entries(events)) {
      stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
    }
    stream.onerror = () => { close(); wait = setTimeout(open, 1000); };
  };
  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else open(); });
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
})();

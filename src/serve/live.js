// The live-reload client: on each page of the preview, on no page of the built site. Reloads the
// page when it changes and keeps the scroll position. Shows errors over the page, and a note on
// articles that readers do not see yet.
(() => {
  'use strict';
  const data = document.currentScript.dataset;
  // what the page shows now, for the server to compare with
  const shown = { page: data.page || '', styles: data.styles || '', source: data.source || '' };
  const scrollKey = 'griot-scroll';

  // ---- errors and notes over the page ----

  const host = document.createElement('griot-preview');
  const shadow = host.attachShadow({ mode: 'open' });
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
  shadow.adoptedStyleSheets = [sheet];

  const createElement = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text || '';
    return element;
  };

  const problems = createElement('div');
  problems.className = 'problems';
  problems.setAttribute('role', 'alert');
  problems.hidden = true;
  shadow.append(problems);

  const showProblems = (list) => {
    const box = createElement('div');
    box.className = 'box';
    const hide = createElement('button', data.hide);
    hide.type = 'button';
    hide.onclick = () => { problems.hidden = true; };
    const title = list.length === 1 ? data.error : data.errors.replace('%', list.length);
    box.append(createElement('h2', title), ...list.map((text) => createElement('pre', text)), hide);
    problems.replaceChildren(box);
    problems.hidden = list.length === 0;
  };
  addEventListener('keydown', (event) => { if (event.key === 'Escape') problems.hidden = true; });

  const addNote = (...parts) => {
    const element = createElement('div');
    element.className = 'note';
    element.append(...parts);
    shadow.append(element);
  };
  if (data.state) addNote(data.state);
  if (data.create) addNote(`${data.invitation} `, createElement('code', data.create));
  document.body.append(host);

  // ---- events ----

  const saveScroll = (path) => {
    try { sessionStorage.setItem(scrollKey, JSON.stringify({ path, x: scrollX, y: scrollY })); } catch { /* no storage */ }
  };
  const restoreScroll = () => {
    try {
      const saved = JSON.parse(sessionStorage.getItem(scrollKey));
      sessionStorage.removeItem(scrollKey);
      if (saved && saved.path === location.pathname) scrollTo({ left: saved.x, top: saved.y, behavior: 'instant' });
    } catch { /* no storage */ }
  };
  restoreScroll();
  addEventListener('load', restoreScroll);

  // `/assets/style.1a2b3c4d.css` without its digest
  const withoutDigest = (path) => path.replace(/\.[0-9a-f]{8}(\.[a-z0-9]+)$/, '$1');
  const replaceStyles = (paths) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const path = new URL(old.href).pathname;
      const next = paths.find((other) => withoutDigest(other) === withoutDigest(path));
      if (!next || next === path) continue;
      const link = old.cloneNode();
      link.href = next;
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    }
    shown.styles = paths.join(' ');
  };

  const events = {
    reload: () => { saveScroll(location.pathname); location.reload(); },
    move: (address) => {
      const to = new URL(address, location);
      saveScroll(to.pathname);
      location.replace(to.pathname + location.hash);
    },
    style: replaceStyles,
    problems: showProblems,
  };

  // ---- the stream of events, only while the page is visible: browsers open few connections to one host ----

  let stream = null;
  let wait = 0;
  const close = () => { if (stream) stream.close(); stream = null; clearTimeout(wait); };
  const open = () => {
    if (stream || document.hidden) return;
    const query = Object.entries({ path: location.pathname, ...shown })
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

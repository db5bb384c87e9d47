// What pages do better with a script. Nothing here is needed to read them: what only works
// with it has the class `with-script`, and is not shown without. It stands in the head, before
// the styles, so that no page is painted in one scheme and then in the other.
(function () {
  "use strict";
  var root = document.documentElement;
  root.className += " scripted";

  // ---- light or dark: what the reader chose, else what the system prefers ----

  var system = matchMedia("(prefers-color-scheme: dark)");

  // storage may be forbidden: the choice then lasts as long as the page
  function chosen() {
    try {
      return localStorage.getItem("scheme");
    } catch (error) {
      return null;
    }
  }

  function remember(scheme) {
    try {
      if (scheme) localStorage.setItem("scheme", scheme);
      else localStorage.removeItem("scheme");
    } catch (error) {}
  }

  function paint(scheme) {
    if (scheme === "light" || scheme === "dark") root.setAttribute("data-scheme", scheme);
    else root.removeAttribute("data-scheme");
  }

  function shown() {
    return root.getAttribute("data-scheme") || (system.matches ? "dark" : "light");
  }

  paint(chosen());

  function schemeSwitch() {
    var button = document.querySelector(".scheme");
    if (!button) return;
    function tell() {
      button.setAttribute("aria-pressed", String(shown() === "dark"));
      var paper = getComputedStyle(root).getPropertyValue("--paper").trim();
      document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
        meta.content = paper;
      });
    }
    function repaint() {
      paint(chosen());
      tell();
    }
    button.addEventListener("click", function () {
      var scheme = shown() === "dark" ? "light" : "dark";
      // who chooses what the system says follows the system again
      var own = scheme === (system.matches ? "dark" : "light") ? null : scheme;
      remember(own);
      paint(own);
      tell();
    });
    if (system.addEventListener) system.addEventListener("change", tell);
    // another tab, or this page taken from the browser's memory
    addEventListener("storage", repaint);
    addEventListener("pageshow", function (event) {
      if (event.persisted) repaint();
    });
    tell();
  }

  // ---- the address of an article, copied ----

  function copied(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    var field = document.createElement("textarea");
    field.value = text;
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject();
  }

  function copyButtons() {
    document.querySelectorAll("[data-copy]").forEach(function (button) {
      var label = button.firstElementChild;
      var words = label.textContent;
      button.addEventListener("click", function () {
        copied(button.getAttribute("data-copy")).then(
          function () {
            label.textContent = button.getAttribute("data-done");
            button.className += " told";
            setTimeout(function () {
              label.textContent = words;
              button.className = button.className.replace(" told", "");
            }, 4000);
          },
          function () {
            prompt(words, button.getAttribute("data-copy"));
          },
        );
      });
    });
  }

  // ---- code, copied: each block gets a button ----

  function codeButtons() {
    var content = document.querySelector("[data-copy-code]");
    if (!content) return;
    content.querySelectorAll("pre.code").forEach(function (code) {
      var box = document.createElement("div");
      var button = document.createElement("button");
      box.className = "code-box";
      button.type = "button";
      button.className = "code-copy";
      button.setAttribute("aria-live", "polite");
      button.textContent = content.getAttribute("data-copy-code");
      code.parentNode.insertBefore(box, code);
      box.appendChild(code);
      box.appendChild(button);
      button.addEventListener("click", function () {
        copied(code.textContent).then(function () {
          button.textContent = content.getAttribute("data-copied");
          setTimeout(function () {
            button.textContent = content.getAttribute("data-copy-code");
          }, 4000);
        });
      });
    });
  }

  // ---- the table of contents: beside the text there is room for it ----

  function contents() {
    var details = document.querySelector(".toc details");
    if (details && matchMedia("(min-width: 72rem)").matches) details.open = true;
  }

  document.addEventListener("DOMContentLoaded", function () {
    schemeSwitch();
    copyButtons();
    codeButtons();
    contents();
  });
})();

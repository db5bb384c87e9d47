// The comments of an article: loads them from their service when the reader asks for them.
(function () {
  "use strict";
  var button = document.querySelector("button[data-comments]");
  if (!button) return;
  var section = button.closest("section");
  var ask = button.parentNode;
  var heading = section.querySelector("h2");
  var status = section.querySelector("[role=status]");

  function scheme() {
    var dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return document.documentElement.getAttribute("data-scheme") || (dark ? "dark" : "light");
  }

  // what the provider wants to know, under its own names
  function settings() {
    var found = {};
    Array.from(button.attributes).forEach(function (attribute) {
      var parts = /^data-(any|light|dark)-(.+)/.exec(attribute.name);
      if (parts && (parts[1] === "any" || parts[1] === scheme())) found[parts[2]] = attribute.value;
    });
    return found;
  }

  button.addEventListener("click", function () {
    var script = document.createElement("script");
    var wanted = settings();
    if (button.dataset.comments === "remark42") {
      window.remark_config = wanted;
      script.type = "module";
    } else {
      Object.keys(wanted).forEach(function (name) {
        script.setAttribute(name, wanted[name]);
      });
    }
    script.onerror = function () {
      script.remove();
      ask.hidden = false;
      status.textContent = button.dataset.failed;
      button.focus();
    };
    script.src = button.dataset.script;
    status.textContent = "";
    ask.hidden = true;
    heading.tabIndex = -1;
    heading.focus();
    section.append(script);
  });
})();

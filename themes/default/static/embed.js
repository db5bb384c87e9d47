// Cards of videos and posts of other sites: loads the video or post when the reader taps.
(function () {
  "use strict";
  var posts = [];

  function show(button) {
    var frame = document.createElement("iframe");
    frame.title = button.dataset.title;
    frame.className = "embed-" + button.dataset.shape;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // YouTube plays nothing without the address of the page
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.sandbox =
      "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation";
    frame.src = button.dataset.frame;
    if (button.dataset.shape === "post") {
      frame.height = 480;
      posts.push(frame);
      // Mastodon sends the height when it is asked
      frame.onload = function () {
        var question = { type: "setHeight", id: posts.indexOf(frame) };
        frame.contentWindow.postMessage(question, new URL(frame.src).origin);
      };
    }
    button.parentNode.replaceWith(frame);
    frame.focus();
  }

  // the height of a post, as Mastodon or X sends it; only from its own frame
  addEventListener("message", function (event) {
    var said = event.data || {};
    var embed = said["twttr.embed"] || {};
    var size = said.type === "setHeight" ? said : (embed.params || [])[0] || {};
    posts.forEach(function (frame) {
      var own = event.source === frame.contentWindow;
      if (own && size.height > 50 && size.height < 10000) frame.height = Math.ceil(size.height);
    });
  });

  document.querySelectorAll("button[data-frame]").forEach(function (button) {
    button.addEventListener("click", function () {
      show(button);
    });
  });
})();

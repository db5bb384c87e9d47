// The language switch leads to the counterpart of the section that is being read. Without it,
// each heading does.
(function () {
  var sections = Array.from(document.querySelectorAll("a.section-toggle"));
  var switches = document.querySelectorAll("a[rel=alternate][hreflang]");
  var title = document.querySelector("h1");
  var waits = false;
  function follow() {
    waits = false;
    var titleGone = title.getBoundingClientRect().bottom < 0;
    switches.forEach(function (link) {
      var read = sections.filter(function (section) {
        var top = section.parentNode.getBoundingClientRect().top;
        return titleGone && section.hreflang === link.hreflang && top < innerHeight / 2;
      });
      link.hash = read.length ? read[read.length - 1].hash : "";
    });
  }
  function later() {
    if (!waits) requestAnimationFrame(follow);
    waits = true;
  }
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  follow();
})();

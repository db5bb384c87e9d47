// The language switch leads to the counterpart of the section that is being read. Without this
// script it leads to the article, and each heading to its own counterpart.
(function () {
  var sections = Array.from(document.querySelectorAll("a.section-toggle"));
  var switches = document.querySelectorAll("a[rel=alternate][hreflang]");
  var waits = false;
  function follow() {
    waits = false;
    switches.forEach(function (link) {
      var read = sections.filter(function (section) {
        var top = section.parentNode.getBoundingClientRect().top;
        return section.hreflang === link.hreflang && top < innerHeight / 2;
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

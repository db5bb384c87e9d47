// Keeps the reader's place: the language switch leads to the counterpart of the section that
// is being read. Without this script it leads to the article, and each heading to its own.
(() => {
  const sections = [...document.querySelectorAll("a.section-toggle")];
  const switches = [...document.querySelectorAll("a[rel=alternate][hreflang]")];
  const follow = () => {
    const read = sections.filter(
      (link) => link.parentNode.getBoundingClientRect().top < innerHeight / 2,
    );
    for (const link of switches) {
      const last = read.filter((section) => section.hreflang === link.hreflang).pop();
      link.hash = last ? last.hash : "";
    }
  };
  let waits = false;
  const later = () => {
    if (!waits) requestAnimationFrame(() => { waits = false; follow(); });
    waits = true;
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  follow();
})();

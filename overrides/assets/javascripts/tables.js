// A table that is wider than the screen is scrolled with the keyboard too (WCAG 2.2 §2.1.1).

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

// The theme frames tables when the document is read, which is before `load`.
addEventListener("load", () => {
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .house-scroll")) watch.observe(frame);
});

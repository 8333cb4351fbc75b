// A table or code that is wider than its place is scrolled, with the keyboard too (WCAG 2.2 §2.1.1).

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

for (const table of document.querySelectorAll(".md-typeset table:not([class])")) {
  const frame = Object.assign(document.createElement("div"), { className: "house-scroll" });
  table.replaceWith(frame);
  frame.append(table);
}
for (const frame of document.querySelectorAll(".house-scroll, pre > code")) watch.observe(frame);

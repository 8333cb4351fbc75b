// What a page looks like to those who read otherwise; reading.py asks.
({
  // Texts that their box cuts off.
  cut: () => {
    const cut = [];
    for (const one of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const hides = (flow) => flow === "hidden" || flow === "clip";
      if (box.width < 2 || box.height < 2 || style.visibility !== "visible") continue;
      if (one.closest("svg, dialog:not([open]), .md-sidebar, [hidden]")) continue;
      if (style.clipPath !== "none" || !one.textContent.trim()) continue;
      const wide = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 2;
      const high = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 4;
      if (wide || high) cut.push(`${one.localName}.${one.className}: ${one.textContent.trim()}`);
    }
    return cut;
  },

  // Texts that lie on each other. The header stays in its place while all else is scrolled.
  over: () => {
    const pieces = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const around = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || !around.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
      if (around.closest(".md-sidebar, .md-skip, [class*=unseen], dialog, select, script, svg")) continue;
      if ([...ancestors(around)].some((one) => getComputedStyle(one).clipPath !== "none")) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      for (const line of range.getClientRects()) pieces.push({line, around, text: texts.currentNode.data.trim()});
    }
    pieces.sort((one, other) => one.line.top - other.line.top);
    const over = [];
    pieces.forEach((one, place) => {
      for (let next = place + 1; next < pieces.length; next++) {
        const other = pieces[next];
        if (other.line.top >= one.line.bottom) break;
        if (one.around.closest("header") !== other.around.closest("header")) continue;
        const high = Math.min(one.line.bottom, other.line.bottom) - other.line.top;
        const wide = Math.min(one.line.right, other.line.right) - Math.max(one.line.left, other.line.left);
        const least = Math.min(one.line.height, other.line.height);
        if (wide > 3 && high > least / 2) over.push(`${one.text} / ${other.text}`);
      }
    });
    return over;
    function* ancestors(one) { for (; one; one = one.parentElement) yield one; }
  },

  // What moves, or would.
  moving: () => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return style.display !== "none" && (style.animationName !== "none" && lasts(style.animationDuration)
      || style.transitionProperty !== "none" && lasts(style.transitionDuration))
      || style.scrollBehavior === "smooth";
  }).map((one) => `${one.localName}.${one.className}`),

  // What has no place on a sheet, and what does not fit on it.
  notForPaper: () => {
    const said = [];
    const light = (colour) => {
      const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
      return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
    };
    const style = getComputedStyle(document.body);
    if (light(style.color) > 0.4) said.push(`letters are ${style.color}`);
    for (const one of document.querySelectorAll("button, input[type=search], progress, .md-skip, .md-sidebar")) {
      if (one.checkVisibility() && !one.closest("form.quiz")) said.push(`${one.localName}.${one.className} is printed`);
    }
    for (const one of document.querySelectorAll(".house-scroll, .facts, pre > code")) {
      if (one.scrollWidth > one.clientWidth + 1) said.push(`${one.localName}.${one.className} is cut off`);
    }
    return said;
  },

  // What a Tab comes to: one of each kind that was not seen before, with how to find it.
  stops: (seen) => {
    const found = {};
    for (const one of document.querySelectorAll("a, button, summary, input, select")) {
      const around = one.closest("[class]");
      const kind = `${one.localName}.${around?.className ?? ""}`;
      if (seen.includes(kind) || kind in found || one.tabIndex < 0) continue;
      if (!one.checkVisibility() || !one.getBoundingClientRect().width) continue;
      one.dataset.stop = Object.keys(found).length;
      found[kind] = `[data-stop="${one.dataset.stop}"]`;
    }
    return found;
  },

  // The sign and the title before each kind of box.
  boxSigns: () => Object.fromEntries([...document.querySelectorAll(".box")].map((box) => [box.className,
    getComputedStyle(box.querySelector(".box-title"), "::before").content +
    box.querySelector(".box-title").textContent])),
})

// The meaning of a term beside the word itself, taken from the list at the end of the lesson.

const say = JSON.parse(document.querySelector("script#house-words").textContent);
let shown;

function close() {
  if (!shown) return;
  shown.link.setAttribute("aria-expanded", "false");
  shown.note.remove();
  shown = undefined;
}

function noteOf(link, word) {
  const note = document.createElement("span");
  note.className = "house-meaning";
  note.id = "house-meaning";
  const name = document.createElement("strong");
  name.textContent = word.querySelector("dt").firstChild.textContent.trim();
  const text = word.querySelector("dd");
  const more = Object.assign(document.createElement("a"), { href: link.href, textContent: say.glossary });
  note.append(name, " ", text.textContent, " ", more);
  note.lang = word.lang || document.documentElement.lang;
  return note;
}

// Under its word, and never beyond the edge of the text.
function place({ link, note }) {
  const frame = note.offsetParent.getBoundingClientRect();
  const word = link.getBoundingClientRect();
  const room = document.querySelector("article").getBoundingClientRect();
  const left = Math.max(room.left, Math.min(word.left, room.right - note.offsetWidth));
  note.style.setProperty("left", `${left - frame.left}px`);
  note.style.setProperty("top", `${word.bottom - frame.top + 6}px`);
}

function open(link, word) {
  close();
  shown = { link, note: noteOf(link, word) };
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", "house-meaning");
  link.after(shown.note);
  place(shown);
}

for (const link of document.querySelectorAll("a.term")) {
  const word = document.getElementById(`house-word-${new URL(link.href).hash.slice(1)}`);
  if (!word) continue;
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (shown?.link === link) close();
    else open(link, word);
  });
}

document.addEventListener("click", (event) => {
  if (shown && !shown.note.contains(event.target) && event.target !== shown.link) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  const { link } = shown;
  close();
  link.focus();
});
addEventListener("resize", close);

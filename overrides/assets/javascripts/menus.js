// The menus for the keyboard.

// The language menu closes when one looks elsewhere.
const languages = document.querySelector(".house-languages");
document.addEventListener("click", (event) => {
  if (languages?.open && !languages.contains(event.target)) languages.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && languages?.open) {
    languages.open = false;
    languages.querySelector("summary").focus();
  }
});

// On narrow screens the menu opens by a label, which no key reaches: a button takes its place.
const drawer = document.getElementById("__drawer");
const label = document.querySelector(".md-header__button[for=__drawer]");
const opener = document.createElement("button");
Object.assign(opener, {
  type: "button",
  className: `${label.className} house-menu-open`,
  title: label.title,
  innerHTML: label.innerHTML,
});
opener.setAttribute("aria-label", label.title);
label.replaceWith(opener);

const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked));
tell();
drawer.addEventListener("change", tell);
opener.addEventListener("click", (event) => {
  drawer.click();
  const byKey = event.detail === 0;
  if (byKey && drawer.checked) document.querySelector(".house-menu a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  opener.focus();
});

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

// On narrow screens the menu opens by a label, which no key reaches by itself.
const drawer = document.getElementById("__drawer");
const opener = document.querySelector(".md-header__button[for=__drawer]");
const told = () => opener.setAttribute("aria-expanded", String(drawer.checked));
Object.assign(opener, { tabIndex: 0, role: "button" });
opener.setAttribute("aria-label", opener.title);
told();
drawer.addEventListener("change", told);
opener.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  drawer.click();
  if (drawer.checked) document.querySelector(".house-menu a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  opener.focus();
});

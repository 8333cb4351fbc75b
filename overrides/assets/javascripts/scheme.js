// Light or dark: the choice lasts on this device.

const button = document.querySelector(".house-scheme");
const { body } = document;
const KEY = `${new URL("../../", import.meta.url).pathname}scheme`;
const isDark = () => body.dataset.mdColorScheme === "slate";

function tell() {
  const name = isDark() ? button.dataset.light : button.dataset.dark;
  button.title = name;
  button.setAttribute("aria-label", name);
}

tell();
button.addEventListener("click", () => {
  body.dataset.mdColorScheme = isDark() ? "default" : "slate";
  tell();
  try {
    localStorage.setItem(KEY, body.dataset.mdColorScheme);
  } catch { /* storage is full or forbidden: the choice lasts for this page */ }
});

// The root page offers six equal choices and never guesses; it only marks the one chosen before.
try {
  const links = document.querySelectorAll("main a");
  const before = localStorage.getItem("language");
  for (const link of links) {
    if (link.lang === before) link.classList.add("last");
    link.addEventListener("click", () => localStorage.setItem("language", link.lang));
  }
} catch { /* a browser that forbids storage only forgets the choice */ }

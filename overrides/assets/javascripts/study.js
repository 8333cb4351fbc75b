// A learner's own progress, on the home page, a course and a lesson.

import { done, forget, last, mark, setLast } from "./memory.js";

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// --- a lesson: what was read last, and the button at its end ---

const lesson = document.querySelector(".house-lesson[data-lesson]");
if (lesson) {
  const { course, lesson: slug, address } = lesson.dataset;
  setLast({ address, title: document.querySelector("h1").textContent, lang: document.documentElement.lang.split("-")[0] });

  const button = document.querySelector(".house-done");
  const tell = () => button.setAttribute("aria-pressed", String(slug in done(course)));
  tell();
  button.addEventListener("click", () => { mark(course, slug, !(slug in done(course))); tell(); });

  // Whoever has answered all questions rightly has done the lesson.
  document.addEventListener("submit", () => {
    const forms = [...document.querySelectorAll("form.quiz")];
    if (!forms.every((form) => form.dataset.result === "right")) return;
    mark(course, slug, true);
    tell();
  });
}

// --- a course: how many of its lessons are done ---

const progress = document.querySelector(".house-progress");
if (progress) {
  const lessons = done(progress.dataset.course);
  const items = [...document.querySelectorAll(".house-lessons [data-lesson]")];
  const finished = items.filter((item) => item.dataset.lesson in lessons);
  for (const item of finished) item.querySelector(".house-tick").hidden = false;
  const bar = progress.querySelector("progress");
  bar.value = finished.length;
  bar.max = items.length;
  progress.querySelector("span").textContent =
    fill(progress.dataset.words, { done: finished.length, count: items.length });

  const next = items.find((item) => !(item.dataset.lesson in lessons) && !item.hasAttribute("data-missing"));
  const start = document.querySelector(".house-start");
  if (finished.length && next && start) {
    start.href = next.querySelector("a").href;
    start.textContent = start.dataset.continue;
  }
}

// --- the home page: back to where one was ---

const back = document.querySelector(".house-back");
const page = last();
if (back && page?.lang === document.documentElement.lang.split("-")[0]) {
  const link = back.querySelector("a");
  link.href = new URL(page.address, new URL("./", location.href));
  link.textContent = page.title;
  back.querySelector("button").addEventListener("click", () => {
    forget();
    delete document.body.dataset.returning;
  });
} else if (back) {
  delete document.body.dataset.returning;
}

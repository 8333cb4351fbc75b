// The record of completion, filled from what this device remembers.

import { done } from "./memory.js";

const record = document.querySelector(".house-record");

for (const course of record.querySelectorAll("[data-course]")) {
  const lessons = done(course.dataset.course);
  for (const item of course.querySelectorAll("[data-lesson]")) {
    const day = lessons[item.dataset.lesson];
    item.hidden = !day;
    if (day) item.querySelector("span").textContent = day;
  }
  course.hidden = !course.querySelector("[data-lesson]:not([hidden])");
}
record.querySelector(".house-record-none").hidden = Boolean(record.querySelector("[data-course]:not([hidden])"));

const printed = record.querySelector(".house-record-date");
printed.textContent = printed.dataset.words.replace("{date}", new Date().toISOString().slice(0, 10));
record.dataset.filled = "";
record.querySelector("button").addEventListener("click", () => print());

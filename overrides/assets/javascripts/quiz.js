// Questions that mark themselves. Without this script each answer can still be unfolded.

const words = JSON.parse(document.querySelector("script#house-words").textContent);
const APOSTROPHES = /['`´‘’ʻʼ]/g;

const fold = (text) =>
  text.normalize("NFC").trim().toLocaleLowerCase(document.documentElement.lang)
    .replace(APOSTROPHES, "’").replace(/ё/g, "е").replace(/\s+/g, " ");

// A number as people write it: with a unit or a currency, thousands apart, any minus sign.
const FIGURE = /^\p{Sc}?\s*([-+\u2212]?[\d.,\s]*\d)\s*(?:[\p{L}\p{Sc}%°][\p{L}²³/.]*[23]?)?\.?$/u;

// All that it may mean: "1,250" is more than a thousand in English and less than two elsewhere.
function numbers(text) {
  const figure = (text.trim().match(FIGURE)?.[1] ?? "").replace(/\s/g, "").replace("\u2212", "-");
  if (!figure) return [];
  const thousands = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(figure);
  return [Number(figure.replace(",", ".")), ...(thousands ? [Number(figure.replaceAll(",", ""))] : [])];
}

// Each reader gives the parts of a question: is it answered, is it right?
const READERS = {
  chosen: (form) => [...form.querySelectorAll(".quiz-option input")].map((input) => ({
    input,
    answered: input.checked,
    right: input.checked === input.hasAttribute("data-right"),
  })),
  selected: (form) => [...form.querySelectorAll("select")].map((input) => ({
    input,
    answered: input.value !== "",
    right: input.value === input.dataset.right,
  })),
  written: (form) => [...form.querySelectorAll(".quiz-gap")].map((input) => ({
    input,
    answered: input.value.trim() !== "",
    right: input.answers.some((answer) => fold(answer) === fold(input.value)),
  })),
  counted: (form) => [...form.querySelectorAll(".quiz-number input")].map((input) => ({
    input,
    answered: input.value.trim() !== "",
    right: numbers(input.value).some((one) =>
      Math.abs(one - input.dataset.right) <= Number(input.dataset.tolerance) + 1e-9),
  })),
};

const READER_OF = {
  single: READERS.chosen, multiple: READERS.chosen, true_false: READERS.chosen,
  matching: READERS.selected, ordering: READERS.selected,
  blank: READERS.written, number: READERS.counted,
};

function result(form) {
  const parts = READER_OF[form.dataset.quiz](form);
  const choosing = READER_OF[form.dataset.quiz] === READERS.chosen;
  const answered = choosing ? parts.some((part) => part.answered) : parts.every((part) => part.answered);
  if (!answered) return "unanswered";
  if (parts.every((part) => part.right)) return "right";
  const counted = choosing ? parts.filter((part) => part.answered) : parts;
  return counted.some((part) => part.right) ? "partly" : "wrong";
}

function show(form) {
  const found = result(form);
  const status = form.querySelector(".quiz-result");
  status.textContent = words[found];
  form.dataset.result = found;
  if (found === "unanswered") return;
  for (const option of form.querySelectorAll(".quiz-option")) {
    const feedback = option.querySelector(".quiz-feedback");
    if (feedback) feedback.hidden = !option.querySelector("input").checked;
  }
  if (found === "right") form.querySelector(".quiz-answer").open = true;
}

// Answers stay on the device; a browser that forbids that only forgets them.
const key = (form) => `quiz:${location.pathname}#${form.id}`;
const inputs = (form) => [...form.querySelectorAll("input, select")];
const value = (input) => (/radio|checkbox/.test(input.type) ? input.checked : input.value);

function save(form) {
  try {
    localStorage.setItem(key(form), JSON.stringify(inputs(form).map(value)));
  } catch { /* storage is full or forbidden */ }
}

function restore(form) {
  let saved;
  try {
    saved = JSON.parse(localStorage.getItem(key(form)));
  } catch { return; }
  const fields = inputs(form);
  if (!Array.isArray(saved) || saved.length !== fields.length) return;
  fields.forEach((input, index) => {
    if (typeof saved[index] === "boolean") input.checked = saved[index];
    else input.value = saved[index];
  });
  show(form);
}

function openGaps(form) {
  const text = form.querySelector(".quiz-text");
  if (!text) return;
  const answers = JSON.parse(text.dataset.gaps);
  text.querySelectorAll(".gap").forEach((gap, index) => {
    const input = document.createElement("input");
    Object.assign(input, { className: "quiz-gap", type: "text", autocomplete: "off", answers: answers[index] });
    input.size = Math.max(8, ...answers[index].map((answer) => answer.length + 2));
    input.setAttribute("aria-label", `${words.gap} ${index + 1}`);
    gap.replaceWith(input);
  });
}

for (const form of document.querySelectorAll("form.quiz")) {
  openGaps(form);
  const button = form.querySelector("[type=submit]");
  button.hidden = false;
  // A frame may let no form be sent, so that none would hear "submit". Enter is a click too.
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(form);
    save(form);
  });
  restore(form);
}

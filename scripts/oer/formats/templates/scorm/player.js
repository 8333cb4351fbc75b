// The player of a SCORM package: shows one lesson at a time, marks the questions and tells the
// platform status, score, time, bookmark and answers. It needs nothing but the platform.
(() => {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words");
  const types = read("types");
  const say = (key, values) => Object.entries(values || {})
    .reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key]);
  const forms = [...document.querySelectorAll("form.quiz")];
  const chapters = [...document.querySelectorAll(".chapter")];
  const lessons = chapters.filter((chapter) => chapter.classList.contains("lesson"));
  const element = (id) => document.getElementById(id);
  const begun = Date.now();
  const seen = new Set();
  let current = chapters[0];

  // --- the platform -------------------------------------------------------------------------

  const OLD = document.body.dataset.version === "1.2";
  const LIMIT = OLD ? 4096 : 64000;
  const FIELDS = OLD ? {
    location: "cmi.core.lesson_location", suspend: "cmi.suspend_data", mode: "cmi.core.lesson_mode",
    exit: "cmi.core.exit", time: "cmi.core.session_time", mastery: "cmi.student_data.mastery_score",
    raw: "cmi.core.score.raw", min: "cmi.core.score.min", max: "cmi.core.score.max",
  } : {
    location: "cmi.location", suspend: "cmi.suspend_data", mode: "cmi.mode",
    exit: "cmi.exit", time: "cmi.session_time", mastery: "cmi.scaled_passing_score",
    raw: "cmi.score.raw", min: "cmi.score.min", max: "cmi.score.max",
  };

  function found(name, start) {
    for (let frame = start, depth = 0; frame && depth < 50; depth += 1) {
      try {
        if (frame[name]) return frame[name];
      } catch { /* a page of somebody else stands between */ }
      if (frame === frame.parent) break;
      frame = frame.parent;
    }
    return null;
  }

  function connected() {
    const name = OLD ? "API" : "API_1484_11";
    let opener = null;
    try {
      opener = window.opener || window.top.opener;
    } catch { /* the window above belongs to somebody else */ }
    const api = found(name, window) || found(name, opener);
    if (!api) return null;
    const call = (method, ...values) => String(api[(OLD ? "LMS" : "") + method](...values));
    if (call("Initialize", "") !== "true") return null;
    return {
      get: (field) => {
        const value = call("GetValue", field);
        return value === "undefined" || value === "null" ? "" : value;
      },
      set: (field, value) => call("SetValue", field, String(value)) === "true",
      commit: () => call("Commit", "") === "true",
      finish: () => call(OLD ? "Finish" : "Terminate", "") === "true",
    };
  }

  const platform = connected();
  const writes = platform && !["review", "browse"].includes(platform.get(FIELDS.mode));
  let open = Boolean(platform);

  function needed() {
    const said = platform ? parseFloat(platform.get(FIELDS.mastery)) : NaN;
    const own = Number(document.body.dataset.pass);
    return Number.isNaN(said) ? own : Math.round(OLD ? said : said * 100);
  }
  const PASS = needed();

  function duration() {
    const seconds = Math.max(0, Math.round((Date.now() - begun) / 1000));
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    if (!OLD) return `PT${h}H${m}M${s}S`;
    const two = (number) => String(number).padStart(2, "0");
    return `${String(Math.min(h, 9999)).padStart(4, "0")}:${two(m)}:${two(s)}`;
  }

  // --- questions ----------------------------------------------------------------------------

  const APOSTROPHES = /['`´‘’ʻʼ]/g;
  const fold = (text) => text.normalize("NFC").trim()
    .toLocaleLowerCase(document.documentElement.lang)
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

  const fields = (form) => [...form.querySelectorAll("input, select")];
  const ticks = (input) => /radio|checkbox/.test(input.type);

  function right(input) {
    if (ticks(input)) return input.checked === input.hasAttribute("data-right");
    if (input.accepted) return input.accepted.some((answer) => fold(answer) === fold(input.value));
    if (input.tagName === "SELECT") return input.value === input.dataset.right;
    return numbers(input.value).some((one) =>
      Math.abs(one - input.dataset.right) <= Number(input.dataset.tolerance) + 1e-9);
  }

  const filled = (input) => (ticks(input) ? input.checked : input.value.trim() !== "");

  function result(form) {
    const inputs = fields(form);
    const choosing = ticks(inputs[0]);
    const answered = choosing ? inputs.some(filled) : inputs.every(filled);
    if (!answered) return "unanswered";
    if (inputs.every(right)) return "right";
    const counted = choosing ? inputs.filter(filled) : inputs;
    return counted.some(right) ? "partly" : "wrong";
  }

  function show(form, outcome) {
    form.querySelector(".quiz-result").textContent = words[outcome];
    if (outcome === "unanswered") return;
    form.dataset.result = outcome;
    for (const option of form.querySelectorAll(".quiz-option")) {
      const feedback = option.querySelector(".quiz-feedback");
      if (feedback) feedback.hidden = !option.querySelector("input").checked;
    }
    const answer = form.querySelector(".quiz-answer");
    answer.hidden = false;
    if (outcome === "right") answer.open = true;
  }

  function openGaps(form) {
    const text = form.querySelector(".quiz-text");
    if (!text) return;
    const answers = JSON.parse(text.dataset.gaps);
    text.querySelectorAll(".gap").forEach((gap, index) => {
      const input = document.createElement("input");
      Object.assign(input, { className: "quiz-gap", type: "text", autocomplete: "off" });
      input.accepted = answers[index];
      input.size = Math.max(8, ...answers[index].map((answer) => answer.length + 2));
      input.setAttribute("aria-label", say("gap", { number: index + 1 }));
      gap.replaceWith(input);
    });
  }

  // --- what is remembered: version | questions | lessons seen | results | answers --------------

  const name = (form) => form.id.replace(/^quiz-/, "");
  const FORMAT = "1";
  const print = forms.map(name).join(" ").split("")
    .reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2147483647, 7).toString(36);
  const plain = (text) => text.replace(/[|~\u0000-\u001f]/g, " ").trim();

  function answer(form) {
    const inputs = fields(form);
    if (ticks(inputs[0])) return inputs.flatMap((input, index) => (input.checked ? [index] : [])).join(".");
    if (inputs[0].tagName === "SELECT") return inputs.map((input) => input.value).join(".");
    return inputs.map((input) => plain(input.value)).join("~");
  }

  function give(form, text) {
    const inputs = fields(form);
    if (!text) return;
    if (ticks(inputs[0])) {
      const chosen = text.split(".");
      inputs.forEach((input, index) => { input.checked = chosen.includes(String(index)); });
      return;
    }
    const values = text.split(inputs[0].tagName === "SELECT" ? "." : "~");
    inputs.forEach((input, index) => { input.value = values[index] || ""; });
  }

  function remembered() {
    const marks = forms.map((form) => (form.dataset.result || "-")[0]).join("");
    const visits = lessons.map((lesson) => (seen.has(lesson.id) ? "1" : "0")).join("");
    const answers = forms.map((form) => (form.dataset.result ? answer(form) : ""));
    const whole = () => [FORMAT, print, visits, marks, ...answers].join("|");
    // Where a platform keeps too little, the longest answers are forgotten; their results stay.
    while (whole().length > LIMIT) {
      const longest = answers.reduce((best, text, index) => (text.length > answers[best].length ? index : best), 0);
      if (!answers[longest]) return whole().slice(0, LIMIT);
      answers[longest] = "";
    }
    return whole();
  }

  function restore(text) {
    const [format, known, visits, marks, ...answers] = text.split("|");
    if (format !== FORMAT || known !== print || marks.length !== forms.length) return;
    lessons.forEach((lesson, index) => { if (visits[index] === "1") seen.add(lesson.id); });
    forms.forEach((form, index) => {
      const outcome = { r: "right", p: "partly", w: "wrong" }[marks[index]];
      if (!outcome) return;
      give(form, answers[index] || "");
      show(form, outcome);
    });
  }

  // --- what the platform is told ------------------------------------------------------------

  function standing() {
    const answered = forms.filter((form) => form.dataset.result).length;
    const points = forms.filter((form) => form.dataset.result === "right").length;
    const percent = forms.length ? Math.round((100 * points) / forms.length) : 0;
    const visited = lessons.filter((lesson) => seen.has(lesson.id)).length;
    const done = forms.length ? answered === forms.length : visited === lessons.length;
    return { answered, percent, visited, done, passed: percent >= PASS };
  }

  function tell() {
    const now = standing();
    element("progress").textContent = forms.length
      ? say("answered", { done: now.answered, count: forms.length })
      : say("opened", { done: now.visited, count: lessons.length });
    element("outcome").textContent = outcome(now);
    if (!writes || !open) return;
    const { set } = platform;
    const kept = [set(FIELDS.location, current.id), set(FIELDS.suspend, remembered())];
    if (forms.length && now.done) {
      kept.push(set(FIELDS.min, 0), set(FIELDS.max, 100), set(FIELDS.raw, now.percent));
      if (!OLD) kept.push(set("cmi.score.scaled", now.percent / 100));
    }
    const grade = now.passed ? "passed" : "failed";
    if (OLD) {
      const finished = forms.length ? grade : "completed";
      kept.push(set("cmi.core.lesson_status", now.done ? finished : "incomplete"));
    } else {
      kept.push(set("cmi.completion_status", now.done ? "completed" : "incomplete"));
      if (forms.length) {
        set("cmi.progress_measure", Math.round((100 * now.answered) / forms.length) / 100);
        kept.push(set("cmi.success_status", now.done ? grade : "unknown"));
      }
    }
    set(FIELDS.exit, "suspend");
    set(FIELDS.time, duration());
    kept.push(platform.commit());
    if (kept.includes(false)) element("note").textContent = words.refused;
  }

  function outcome(now) {
    if (!now.done) return "";
    if (!forms.length) return words.finished;
    return say(now.passed ? "passed" : "failed", { percent: now.percent, needed: PASS });
  }

  const LETTERS = "abcdefghijklmnopqrstuvwxyz";
  const letter = (index) => LETTERS[index] || `z${index}`;

  // How each type tells what was answered, and what is right: letters and numbers, since platforms
  // refuse other signs.
  function responses(form) {
    const type = types[name(form)];
    const inputs = fields(form);
    const list = OLD ? "," : "[,]";
    const pair = OLD ? "." : "[.]";
    const chosen = (isChosen) => inputs
      .flatMap((input, index) => (isChosen(input) ? [letter(index)] : [])).join(list);
    switch (type) {
      case "matching": return {
        kind: "matching",
        given: inputs.map((input, index) => `${index + 1}${pair}${letter(Number(input.value))}`).join(list),
        right: inputs.map((input, index) => `${index + 1}${pair}${letter(index)}`).join(list),
      };
      case "ordering": return {
        kind: "sequencing",
        given: [...inputs].sort((one, other) => one.value - other.value).map(step).join(list),
        right: [...inputs].sort((one, other) => one.dataset.right - other.dataset.right).map(step).join(list),
      };
      case "blank": return { kind: "fill-in", given: inputs.map((input) => plain(input.value)).join(list) };
      case "number": return isFinite(numbers(inputs[0].value)[0])
        ? { kind: "numeric", given: String(numbers(inputs[0].value)[0]) }
        : { kind: "fill-in", given: plain(inputs[0].value) };
      default: return {
        kind: "choice",
        given: chosen((input) => input.checked),
        right: chosen((input) => input.hasAttribute("data-right")),
      };
    }
  }
  const step = (input) => letter(Number(input.dataset.right) - 1);

  function record(form) {
    const count = Number(platform.get("cmi.interactions._count"));
    if (Number.isNaN(count) || count >= 250) return;
    const told = responses(form);
    const row = `cmi.interactions.${count}`;
    platform.set(`${row}.id`, name(form));
    platform.set(`${row}.type`, told.kind);
    if (told.right) platform.set(`${row}.correct_responses.0.pattern`, told.right.slice(0, 255));
    platform.set(`${row}.${OLD ? "student_response" : "learner_response"}`, told.given.slice(0, 250));
    const wrong = OLD ? "wrong" : "incorrect";
    platform.set(`${row}.result`, form.dataset.result === "right" ? "correct" : wrong);
    if (!OLD) {
      const asked = form.querySelector(".quiz-stem, .quiz-text").textContent.replace(/\s+/g, " ").trim();
      platform.set(`${row}.description`, asked.slice(0, 240));
    }
  }

  // --- one lesson at a time -----------------------------------------------------------------

  function go(chapter) {
    current = chapter;
    for (const other of chapters) other.hidden = other !== chapter;
    for (const link of document.querySelectorAll("#menu a")) {
      const target = link.getAttribute("href").slice(1);
      if (target === chapter.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      link.classList.toggle("seen", seen.has(target));
    }
    const place = chapters.indexOf(chapter);
    element("previous").disabled = place === 0;
    element("next").disabled = place === chapters.length - 1;
  }

  function turn(chapter) {
    go(chapter);
    window.scrollTo(0, 0);
    chapter.focus({ preventScroll: true });
    tell();
  }

  function follow(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    const address = link.getAttribute("href");
    if (!address.startsWith("#")) {
      // A page of the web must not take the place of the lesson in the platform's frame.
      link.target = "_blank";
      link.rel = "noopener";
      return;
    }
    event.preventDefault();
    const target = document.getElementById(decodeURIComponent(address.slice(1)));
    const chapter = target && target.closest(".chapter");
    if (!chapter) return;
    if (element("menu")) element("menu").open = false;
    if (chapter !== current) turn(chapter);
    if (target !== chapter) target.scrollIntoView();
  }

  function watch() {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const lesson = entry.isIntersecting && entry.target.closest(".lesson");
        if (lesson && !lesson.hidden && !seen.has(lesson.id)) {
          seen.add(lesson.id);
          go(current);
          tell();
        }
      }
    });
    for (const end of document.querySelectorAll(".end")) observer.observe(end);
  }

  function leave() {
    if (!open) return;
    tell();
    open = false;
    platform.finish();
  }

  // --- begin --------------------------------------------------------------------------------

  for (const form of forms) {
    openGaps(form);
    const button = form.querySelector("[type=submit]");
    button.hidden = false;
    form.querySelector(".quiz-answer").hidden = true;
    // Kolibri's frame lets no form be sent, so that none would hear "submit". Enter is a click too.
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const outcome = result(form);
      show(form, outcome);
      if (outcome === "unanswered") return;
      if (writes && open) record(form);
      tell();
    });
  }
  if (platform) restore(platform.get(FIELDS.suspend));
  const bookmark = platform ? platform.get(FIELDS.location) : "";
  const place = chapters.find((chapter) => chapter.id === bookmark);
  element("note").textContent = platform ? words.stored : words.not_stored;
  if (place && (place !== chapters[0] || forms.some((form) => form.dataset.result))) {
    element("note").textContent = words.go_on;
  }
  go(place || chapters[0]);
  element("steps").hidden = chapters.length < 2;
  element("previous").addEventListener("click", () => turn(chapters[chapters.indexOf(current) - 1]));
  element("next").addEventListener("click", () => turn(chapters[chapters.indexOf(current) + 1]));
  document.addEventListener("click", follow);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  tell();
  watch();
})();

// What this device remembers of a learner: which lessons are done, and the page read last.
// The languages share it. Nothing is sent anywhere; a browser that forbids storage only forgets.

const site = new URL("../../", import.meta.url);
const key = (name) => `${site.pathname}study.${name}`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(key(name)));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(key(name), JSON.stringify(value));
  } catch { /* storage is full or forbidden */ }
}

// The lessons of a course that are done: slug -> ISO date; a lesson may be called "constructor".
export const done = (course) => Object.assign(Object.create(null), read("done")?.[course]);

export function mark(course, lesson, isDone) {
  const all = read("done") ?? {};
  const lessons = done(course);
  if (isDone) lessons[lesson] ??= new Date().toISOString().slice(0, 10);
  else delete lessons[lesson];
  write("done", { ...all, [course]: lessons });
}

// The page read last: its address below the language's folder, its title and language.
export const last = () => read("last");
export const setLast = (page) => write("last", page);
export const forget = () => { for (const name of ["done", "last"]) localStorage.removeItem(key(name)); };

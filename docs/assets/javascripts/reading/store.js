/**
 * The reading list: which papers this browser saved and which its reader has read.
 *
 * Kept in localStorage under the site's own address, so that two catalogues on one host do not
 * share a list. Where the browser refuses storage, the list lasts as long as the page.
 *
 * @typedef {object} Mark
 * @property {string} title as it was when the paper was marked, to name it should it go
 * @property {string} [saved] when it was put on the list, ISO 8601
 * @property {string} [read] when it was marked as read, ISO 8601
 *
 * @typedef {Record<string, Mark>} Marks by slug
 */

import { ROOT } from "../shared/site.js";

const KEY = `catalogue.reading:${ROOT.pathname}`;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** @type {Marks} */
let marks = {};
let kept = true;
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Readonly<Marks>} */
export function allMarks() {
  return marks;
}

/** Whether the list outlives the page. */
export function isKept() {
  return kept;
}

/** @param {string} paper slug @returns {Mark | undefined} */
export function markOf(paper) {
  return Object.hasOwn(marks, paper) ? marks[paper] : undefined;
}

/** Saved papers in the order they were saved. @returns {string[]} */
export function savedPapers() {
  return Object.entries(marks)
    .flatMap(([paper, { saved }]) => (saved ? [{ paper, saved }] : []))
    .sort((a, b) => a.saved.localeCompare(b.saved) || a.paper.localeCompare(b.paper))
    .map(({ paper }) => paper);
}

/** @param {() => void} listener called after every change, also one in another tab */
export function onChange(listener) {
  listeners.add(listener);
}

/**
 * @param {string} paper slug
 * @param {string} title
 * @param {"saved" | "read"} what
 * @param {boolean} on
 */
export function setMark(paper, title, what, on) {
  change((next) => {
    const mark = { ...next[paper], title: title || next[paper]?.title || paper };
    if (on) mark[what] ??= now();
    else delete mark[what];
    put(next, paper, mark);
  });
}

/**
 * Put papers on the list; those on it already stay where they are.
 *
 * @param {{paper: string, title: string, read?: boolean}[]} papers
 * @returns {number} how many were new
 */
export function savePapers(papers) {
  let added = 0;
  change((next) => {
    const start = Date.now();
    papers.forEach(({ paper, title, read }, place) => {
      const mark = { ...next[paper], title };
      // A millisecond each keeps their order.
      if (!mark.saved) {
        mark.saved = new Date(start + place).toISOString();
        added += 1;
      }
      if (read) mark.read ??= now();
      put(next, paper, mark);
    });
  });
  return added;
}

/** Give back what `allMarks` gave before. @param {Readonly<Marks>} before */
export function restore(before) {
  change((next) => {
    for (const paper of Object.keys(next)) delete next[paper];
    for (const [paper, mark] of Object.entries(before)) put(next, paper, mark);
  });
}

/** Take every paper off the list; what was read stays marked. */
export function clearSaved() {
  change((next) => {
    for (const [paper, mark] of Object.entries(next)) {
      const { saved: _, ...rest } = mark;
      put(next, paper, rest);
    }
  });
}

/**
 * A paper has another address now: its marks go with it.
 * @param {string} from slug
 * @param {string} to slug
 */
export function movePaper(from, to) {
  change((next) => {
    put(next, to, { ...next[from], ...next[to] });
    delete next[from];
  });
}

/** @param {Marks} next @param {string} paper @param {Mark} mark */
function put(next, paper, mark) {
  if (mark.saved || mark.read) next[paper] = mark;
  else delete next[paper];
}

/** Read first: another tab may have changed the list. @param {(next: Marks) => void} edit */
function change(edit) {
  const next = { ...(kept ? load() : marks) };
  edit(next);
  marks = next;
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: 1, papers: marks }));
    kept = true;
  } catch {
    kept = false;
  }
  tellListeners();
}

/** @returns {Marks} */
function load() {
  try {
    const { papers } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return readMarks(papers);
  } catch (error) {
    // What cannot be read is no list; storage that refuses is no storage.
    kept &&= error instanceof SyntaxError;
    return marks;
  }
}

/** @param {unknown} papers @returns {Marks} */
function readMarks(papers) {
  /** @type {Marks} */
  const found = {};
  for (const [paper, mark] of Object.entries(papers ?? {})) {
    if (!SLUG.test(paper) || !mark || typeof mark !== "object") continue;
    const { title, saved, read } = /** @type {Record<string, unknown>} */ (mark);
    put(found, paper, {
      title: typeof title === "string" ? title : paper,
      ...(typeof saved === "string" && { saved }),
      ...(typeof read === "string" && { read }),
    });
  }
  return found;
}

function now() {
  return new Date().toISOString();
}

function tellListeners() {
  for (const listener of listeners) listener();
}

marks = load();
addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  marks = {};
  marks = load();
  tellListeners();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  marks = load();
  tellListeners();
});

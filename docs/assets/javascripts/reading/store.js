/**
 * The reading list: which papers this browser saved, on which of its reader's lists and with which
 * notes, and which its reader has read.
 *
 * Kept in localStorage under the site's own address, so that two catalogues on one host do not
 * share a list. Where the browser refuses storage, the list lasts as long as the page.
 *
 * @import { Mark, Marks, State } from "./state.js"
 */

import { ROOT } from "../shared/site.js";
import { EMPTY, formatState, isMarked, listName, readState } from "./state.js";

const KEY = `catalogue.reading:${ROOT.pathname}`;

/** @type {State} */
let state = EMPTY;
let kept = true;
/** @type {Set<() => void>} */
const listeners = new Set();

/** All that is kept, for `restore`. @returns {Readonly<State>} */
export function stateNow() {
  return state;
}

/** @returns {Readonly<Marks>} */
export function allMarks() {
  return state.papers;
}

/** The names of the reader's lists, in the order in which they were made. */
export function listNames() {
  return state.lists;
}

/** Whether the list outlives the page. */
export function isKept() {
  return kept;
}

/** @param {string} paper slug @returns {Mark | undefined} */
export function markOf(paper) {
  return markIn(state.papers, paper);
}

/** Saved papers in the order they were saved. @returns {string[]} */
export function savedPapers() {
  return papersSince(({ saved }) => saved);
}

/** Papers that are not saved: those that were read, in that order. @returns {string[]} */
export function onlyReadPapers() {
  return papersSince(({ saved, read }) => (saved ? undefined : read));
}

/** Papers that are neither saved nor read but have a note. @returns {string[]} */
export function onlyNotedPapers() {
  return papersSince(({ saved, read, title }) => (saved || read ? undefined : title));
}

/** @param {(mark: Mark) => string | undefined} orderOf none for a paper that is not meant */
function papersSince(orderOf) {
  return Object.entries(state.papers)
    .map(([paper, mark]) => ({ paper, order: orderOf(mark) ?? "" }))
    .filter(({ order }) => order)
    .sort((a, b) => a.order.localeCompare(b.order) || a.paper.localeCompare(b.paper))
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
  change(({ papers }) => {
    const known = markIn(papers, paper);
    const mark = { ...known, title: title || known?.title || paper };
    if (on) mark[what] ??= now();
    else delete mark[what];
    if (!mark.saved) delete mark.list;
    put(papers, paper, mark);
  });
}

/**
 * @param {string} paper slug
 * @param {string} title where the paper has no mark yet
 * @param {string} note plain text
 */
export function setNote(paper, title, note) {
  change(({ papers }) => {
    const { note: _, ...mark } = markIn(papers, paper) ?? { title };
    put(papers, paper, note.trim() ? { ...mark, note } : mark);
  });
}

/** Forget all that is known of a paper. @param {string} paper slug */
export function forget(paper) {
  change(({ papers }) => {
    delete papers[paper];
  });
}

/**
 * Put papers on the list; those on it already stay where they are.
 *
 * @param {{paper: string, title: string}[]} papers
 * @param {string} [list] empty for none
 * @returns {number} how many were new
 */
export function savePapers(papers, list = "") {
  const start = Date.now();
  const saved = papers.map(({ paper, title }, place) => {
    // A millisecond each keeps their order.
    const mark = { title, saved: new Date(start + place).toISOString() };
    return /** @type {[string, Mark]} */ ([paper, list ? { ...mark, list } : mark]);
  });
  return addMarks(saved, list ? [list] : []);
}

/**
 * Add marks to those that are there, which win; of two notes both are kept.
 *
 * @param {[string, Mark][]} marks
 * @param {readonly string[]} lists
 * @returns {number} how many of the papers had none, or were only not saved
 */
export function addMarks(marks, lists) {
  let added = 0;
  change((next) => {
    for (const list of lists) addName(next, list);
    for (const [paper, mark] of marks) {
      const own = markIn(next.papers, paper);
      added += Number(!own || Boolean(mark.saved && !own.saved));
      const merged = { ...mark, ...own };
      // Where it was saved is where it stays.
      if (own?.saved && !own.list) delete merged.list;
      if (own?.note && mark.note && !own.note.includes(mark.note))
        merged.note = `${own.note}\n\n${mark.note}`;
      put(next.papers, paper, merged);
    }
  });
  return added;
}

/** Give back what `stateNow` gave before. @param {Readonly<State>} before */
export function restore(before) {
  change((next) => Object.assign(next, { papers: { ...before.papers }, lists: before.lists }));
}

/** Forget everything: papers, marks, notes and lists. */
export function clearAll() {
  restore(EMPTY);
}

/**
 * A paper has another address now: its marks go with it.
 * @param {string} from slug
 * @param {string} to slug
 */
export function movePaper(from, to) {
  change(({ papers }) => {
    put(papers, to, { ...papers[from], ...markIn(papers, to) });
    delete papers[from];
  });
}

/** @param {string} name @returns {string} as it is kept; empty where it cannot be a name */
export function addList(name) {
  const made = listName(name);
  if (made) change((next) => addName(next, made));
  return made;
}

/** @param {string} paper slug @param {string} list empty for none */
export function putOnList(paper, list) {
  change(({ papers }) => {
    const known = markIn(papers, paper);
    if (!known) return;
    const { list: _, ...mark } = known;
    put(papers, paper, list ? { ...mark, list } : mark);
  });
}

/**
 * @param {string} from
 * @param {string} to that of another list joins the two
 * @returns {string} as it is kept; empty where it cannot be a name
 */
export function renameList(from, to) {
  const name = listName(to);
  if (name)
    change((next) => {
      const names = next.lists.map((list) => (list === from ? name : list));
      next.lists = [...new Set(names)];
      moveAll(next, from, name);
    });
  return name;
}

/** Delete a list; its papers stay saved. @param {string} name */
export function deleteList(name) {
  change((next) => {
    next.lists = next.lists.filter((list) => list !== name);
    moveAll(next, name, "");
  });
}

/** @param {State} next @param {string} from @param {string} to empty for no list */
function moveAll({ papers }, from, to) {
  for (const [paper, { list, ...mark }] of Object.entries(papers))
    if (list === from) papers[paper] = to ? { ...mark, list: to } : mark;
}

/** @param {State} next @param {string} name */
function addName(next, name) {
  if (!next.lists.includes(name)) next.lists = [...next.lists, name];
}

/** @param {Readonly<Marks>} papers @param {string} paper @returns {Mark | undefined} */
function markIn(papers, paper) {
  return Object.hasOwn(papers, paper) ? papers[paper] : undefined;
}

/** @param {Marks} papers @param {string} paper @param {Mark} mark */
function put(papers, paper, mark) {
  if (isMarked(mark)) papers[paper] = mark;
  else delete papers[paper];
}

/** Read first: another tab may have changed the list. @param {(next: State) => void} edit */
function change(edit) {
  const { papers, lists } = kept ? load() : state;
  const next = { papers: { ...papers }, lists };
  edit(next);
  state = next;
  try {
    localStorage.setItem(KEY, formatState(state));
    kept = true;
  } catch {
    kept = false;
  }
  tellListeners();
}

/** @returns {State} */
function load() {
  try {
    return readState(localStorage.getItem(KEY) ?? "{}");
  } catch {
    // Storage that refuses is no storage.
    kept = false;
    return state;
  }
}

function now() {
  return new Date().toISOString();
}

function tellListeners() {
  for (const listener of listeners) listener();
}

state = load();
addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  state = load();
  tellListeners();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  state = load();
  tellListeners();
});

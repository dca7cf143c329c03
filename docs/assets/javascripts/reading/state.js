/**
 * What is kept of the reading list, and how it is written.
 *
 * @typedef {object} Mark
 * @property {string} title as it was when the paper was marked, to name it should it go
 * @property {string} [saved] when it was put on the list, ISO 8601
 * @property {string} [read] when it was marked as read, ISO 8601
 * @property {string} [note] plain text
 * @property {string} [list] the name of the list on which it is; a saved paper may be on none
 *
 * @typedef {Record<string, Mark>} Marks by slug
 *
 * @typedef {object} State
 * @property {Marks} papers
 * @property {readonly string[]} lists names, each once
 */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Characters of the name of a list. */
export const LONGEST_NAME = 80;

/** @type {State} */
export const EMPTY = { papers: {}, lists: [] };

/** Whether there is anything to keep. @param {Mark} mark */
export function isMarked({ saved, read, note }) {
  return Boolean(saved || read || note);
}

/** @param {unknown} name @returns {string} as it is kept; empty where it cannot be a name */
export function listName(name) {
  if (typeof name !== "string") return "";
  return name.replace(/\s+/g, " ").trim().slice(0, LONGEST_NAME).trim();
}

/** @param {State} state */
export function formatState({ papers, lists }) {
  return JSON.stringify({ version: 2, papers, lists });
}

/** What cannot be read is no list. Version 1 had no lists and no notes. @param {string} text @returns {State} */
export function readState(text) {
  /** @type {unknown} */
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return EMPTY;
  }
  const { papers, lists } = fieldsOf(data);
  /** @type {Marks} */
  const marks = {};
  for (const [paper, mark] of Object.entries(fieldsOf(papers))) {
    const found = readMark(paper, mark);
    if (found) marks[paper] = found;
  }
  return { papers: marks, lists: namesIn(lists, Object.values(marks)) };
}

/**
 * @param {string} paper slug
 * @param {unknown} mark
 * @returns {Mark | null} null for what is none
 */
export function readMark(paper, mark) {
  const { title, saved, read, note, list } = fieldsOf(mark);
  const name = listName(list);
  const found = {
    title: isText(title) ? title : paper,
    ...(isText(saved) && { saved }),
    ...(isText(read) && { read }),
    ...(isText(note) && { note }),
    ...(isText(saved) && name && { list: name }),
  };
  return SLUG.test(paper) && isMarked(found) ? found : null;
}

/**
 * The names of lists, those that only papers name last.
 * @param {unknown} lists
 * @param {Mark[]} marks
 */
export function namesIn(lists, marks) {
  const named = [...(Array.isArray(lists) ? lists : []), ...marks.map(({ list }) => list)];
  return [...new Set(named.map(listName).filter(Boolean))];
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string" && value !== "";
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function fieldsOf(value) {
  return value && typeof value === "object" && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};
}

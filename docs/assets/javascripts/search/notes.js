/**
 * What a reader should be told about an answer, as `builder/search/notes.py` has it.
 *
 * @import { Clause } from "./expansion.js"
 * @import { Query } from "./query.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Note what became of a part of the query
 * @property {"unknown" | "corrected" | "common" | "no value" | "no field"} kind no document has the
 *   word; another word counts in its place; too common to search for; no value of the field is so
 *   called; no paper of the catalogue has the field
 * @property {string[]} words what was typed, in lower case; of a filter and of what may be a name,
 *   as typed
 * @property {string} field the name of a filter's; `author` where a word may be a name and none
 *   are listed
 * @property {string[]} near words that count instead or may be meant, or names of the nearest values
 * @property {string} query with the first of them in its place; empty where there is none
 */
import { openDirectories } from "../shared/directory.js";
import { say } from "../shared/words.js";
import { findNearestNames, isKnown, isOfDirectory } from "./values.js";

const MOST_OFFERED = 2;

/** @type {Record<string, (value: string) => string>} */
const NO_VALUE = {
  tag: (value) => say("There is no tag %(value)s.", { value }),
  source: (value) => say("There is no source %(value)s.", { value }),
  author: (value) => say("There is no author %(value)s.", { value }),
  venue: (value) => say("There is no venue %(value)s.", { value }),
  keyword: (value) => say("There is no keyword %(value)s.", { value }),
  year: (value) => say("There is no year %(value)s.", { value }),
};

/** @type {Record<string, string>} */
const NO_FIELD = {
  author: say("This catalogue lists no authors."),
  venue: say("This catalogue lists no venues."),
  keyword: say("This catalogue lists no keywords."),
  year: say("This catalogue lists no years."),
};

/**
 * What to tell of a query, in its order.
 *
 * @param {Store} store
 * @param {Query} query
 * @param {Clause[]} clauses
 * @returns {Promise<Note[]>}
 */
export async function listNotes(store, query, clauses) {
  /** @type {Note[]} */
  const notes = [];
  if (query.common.length)
    notes.push({ kind: "common", words: query.common, field: "", near: [], query: "" });
  for (const clause of clauses) {
    // `cun` of `LeCun`: nobody typed it.
    const isPart = !clause.alternatives.length && !query.words.includes(clause.token.word);
    if (clause.misspelt && isPart) continue;
    if (clause.misspelt) notes.push(noteWord(query, clause));
    else if (!clause.named.size && (await isWithoutPapers(store, clause)))
      notes.push({ kind: "unknown", words: [clause.token.word], field: "", near: [], query: "" });
  }
  const directories = await openDirectories();
  for (const narrowing of query.narrowings) {
    const { field, typed } = narrowing;
    if (isOfDirectory(narrowing) && !directories.has(field)) {
      notes.push({ kind: "no field", words: [typed], field, near: [], query: "" });
    } else if (!(await isKnown(store, narrowing))) {
      const near = await findNearestNames(store, narrowing);
      notes.push({ kind: "no value", words: [typed], field, near, query: "" });
    }
  }
  return directories.has("author") ? notes : [...notes, ...notePeople(query, clauses)];
}

/**
 * Says that there are no authors, once, where a word may be the name of one: a word that no text
 * has, that is no English word and no sure misspelling of another.
 *
 * @param {Query} query
 * @param {Clause[]} clauses
 * @returns {Note[]}
 */
function notePeople({ narrowings, name }, clauses) {
  if (narrowings.some(({ field }) => field === "author")) return [];
  const doubtful = clauses
    .filter((clause) => clause.doubtful && /^\p{L}+$/u.test(clause.token.word))
    .map(({ token }) => token.word);
  const every = clauses.every(({ misspelt }) => misspelt);
  const words = name.filter((word) => every || doubtful.includes(word.toLowerCase()));
  if (!doubtful.length || !words.length) return [];
  return [{ kind: "no field", words, field: "author", near: [], query: "" }];
}

/**
 * Whether only a tag or a page has the word; papers come first in postings.
 *
 * @param {Store} store
 * @param {Clause} clause
 */
async function isWithoutPapers(store, { alternatives }) {
  const rows = await Promise.all(alternatives.map(({ word }) => store.postings(word)));
  return rows.every(([first]) => first >= store.manifest.papers);
}

/**
 * @param {Query} query
 * @param {Clause} clause
 * @returns {Note}
 */
function noteWord({ text }, clause) {
  const { token, alternatives, doubtful } = clause;
  const near = clause.near.map(({ form }) => form);
  return {
    kind: alternatives.length ? "corrected" : "unknown",
    words: [token.word],
    field: "",
    near: near.slice(0, alternatives.length && !doubtful ? 1 : MOST_OFFERED),
    query: near.length ? putWord(text, token.word, near[0]) : "",
  };
}

/**
 * The text with another word where the word stands; empty where it is not written so.
 *
 * @param {string} text
 * @param {string} word letters and digits
 * @param {string} other
 */
function putWord(text, word, other) {
  const put = text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "giu"),
    other,
  );
  return put === text ? "" : put;
}

/**
 * A note as a sentence or two.
 *
 * @param {Note} note
 * @returns {string}
 */
export function describeNote({ kind, words, field, near }) {
  const quoted = quote(words, ", ");
  if (kind === "common")
    return words.length === 1
      ? say("%(words)s is too common to search for.", { words: quoted })
      : say("%(words)s are too common to search for.", { words: quoted });
  if (kind === "no value") {
    const none = NO_VALUE[field](quoted);
    if (!near.length) return none;
    return [none, say("The nearest: %(names)s.", { names: near.join(", ") })].join(" ");
  }
  if (kind === "no field") return NO_FIELD[field];
  const others = quote(near, ` ${say("or")} `);
  if (kind === "corrected")
    return say("No paper has %(words)s; showing results for %(others)s.", {
      words: quoted,
      others,
    });
  const none = say("No paper has %(words)s.", { words: quoted });
  return others ? [none, say("Did you mean %(others)s?", { others })].join(" ") : none;
}

/**
 * The name to look for elsewhere, where a query has one and no authors are listed; else empty.
 *
 * @param {Note[]} notes
 */
export function findName(notes) {
  const note = notes.find(({ kind, field }) => kind === "no field" && field === "author");
  return note?.words.join(" ") ?? "";
}

/**
 * @param {string[]} words
 * @param {string} between
 */
function quote(words, between) {
  return words.map((word) => say("“%(text)s”", { text: word })).join(between);
}

/**
 * What the reader is told: which papers fit, which tags and listings, what became of the words.
 *
 * @import { Clause } from "./expansion.js"
 * @import { Answer as Ranked } from "./ranking.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Composed
 * @property {number[]} documents papers by number, the best first
 * @property {number} fitting so many of them, from the first on, fit; the others share a word
 * @property {Data.Other[]} groups tags and listings, then other pages, the best first
 * @property {string[]} notes sentences for the reader
 * @property {string} nearest a query that finds more; else empty
 * @property {Map<string, number>} terms that may match, and how much they tell: rare ones more
 *
 * @typedef {Omit<Ranked, "notes" | "groups"> & Composed} Answer
 */
import { describeNote } from "./notes.js";

/**
 * @param {Store} store
 * @param {string} text
 * @param {Ranked} ranked
 * @returns {Promise<Answer>}
 */
export async function composeAnswer(store, text, ranked) {
  const { papers, documents: size } = store.manifest;
  const found = ranked.documents.filter((document) => document < papers);
  const others = ranked.groups.length ? await store.others() : [];
  return {
    ...ranked,
    documents: found,
    groups: ranked.groups.map((group) => others[group - papers]),
    notes: describeMisspelt(ranked),
    nearest: findNearest(text, ranked, found.length),
    terms: weighTerms(ranked, size),
  };
}

/**
 * What to say of the query: words that no paper has, and so on.
 *
 * @param {Ranked} ranked
 * @returns {string[]}
 */
function describeMisspelt({ notes }) {
  return notes.map(describeNote);
}

/**
 * A query that is near the given one and finds more; empty where there is none.
 *
 * @param {string} text
 * @param {Ranked} ranked
 * @param {number} found how many papers the given one finds
 */
function findNearest(text, { clauses, query }, found) {
  if (found) return "";
  const closest = clauses
    .filter(({ alternatives }) => alternatives.length)
    .map(wordOf)
    .join(" ");
  return closest === text.trim() && !query.narrowings.length ? "" : closest;
}

/** The word that a clause stands for. @param {Clause} clause */
function wordOf({ token, misspelt, alternatives }) {
  return misspelt ? alternatives[0].word.surface : token.word;
}

/** @param {Ranked} ranked @param {number} documents */
function weighTerms({ clauses }, documents) {
  /** @type {Map<string, number>} */
  const terms = new Map();
  for (const { alternatives } of clauses)
    for (const { word, weight } of alternatives)
      terms.set(word.term, weight * Math.log(1 + documents / word.having));
  return terms;
}

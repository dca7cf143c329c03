/**
 * What the reader is told: which papers fit, which tags and listings, what became of the words.
 *
 * @import { Clause } from "./expansion.js"
 * @import { NamedValue } from "./named.js"
 * @import { Answer as Ranked } from "./ranking.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Composed
 * @property {number[]} documents papers by number, the best first
 * @property {number} fitting so many of them, from the first on, fit; the others share a word
 * @property {Data.Other[]} groups who is named, tags and listings, then other pages, the best first
 * @property {string[]} notes sentences for the reader
 * @property {string} elsewhere a name to look for elsewhere, as no authors are listed; else empty
 * @property {string} nearest a query that finds more; else empty
 * @property {boolean} isWhole whether what the query means counts, too
 * @property {Map<string, number>} terms that may match, and how much they tell: rare ones more
 *
 * @typedef {Omit<Ranked, "notes" | "groups" | "named" | "namedFirst"> & Composed} Answer
 */
import { counts } from "./expansion.js";
import { describeNote, findName } from "./notes.js";

/**
 * @param {Store} store
 * @param {string} text
 * @param {Ranked} ranked
 * @param {boolean} isWhole
 * @returns {Promise<Answer>}
 */
export async function composeAnswer(store, text, ranked, isWhole) {
  const { papers, documents: size } = store.manifest;
  const found = ranked.documents.filter((document) => document < papers);
  const others = ranked.groups.length ? await store.others() : [];
  const pages = ranked.groups.map((group) => others[group - papers]);
  const named = ranked.named.map((each) => asPage(each, !ranked.namedFirst));
  return {
    ...ranked,
    documents: found,
    groups: ranked.namedFirst ? [...named, ...pages] : [...pages, ...named],
    notes: ranked.notes.map(describeNote),
    elsewhere: findName(ranked.notes),
    nearest: findNearest(text, ranked, found.length),
    isWhole,
    terms: weighTerms(ranked, size),
  };
}

/** @param {NamedValue} named @param {boolean} late @returns {Data.Other} */
function asPage({ field, value: { id, address, name, papers } }, late) {
  return { kind: field, id, address, title: name, papers: papers.length, late };
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
  const closest = clauses.filter(counts).map(wordOf).join(" ");
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

/**
 * What the reader is told: which papers fit, which tags and listings, what became of the words.
 *
 * @import { Clause, Answer as Ranked } from "./ranking.js"
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
 * @typedef {Ranked & Composed} Answer
 */

const MOST_GROUPS = 3;
const MOST_PAGES = 2;

/**
 * @param {Store} store
 * @param {string} text
 * @param {Ranked} ranked
 * @returns {Promise<Answer>}
 */
export async function composeAnswer(store, text, ranked) {
  const { papers, documents: size } = store.manifest;
  const found = ranked.documents.filter((document) => document < papers);
  const whole = found.filter((paper) => hasEveryWord(ranked, paper));
  const rest = found.filter((paper) => !hasEveryWord(ranked, paper));
  const others = ranked.documents.filter((document) => document >= papers);
  return {
    ...ranked,
    documents: [...whole, ...rest],
    fitting: whole.length || found.length,
    groups: await chooseGroups(store, ranked, others),
    notes: describeMisspelt(ranked),
    nearest: findNearest(text, ranked, found.length),
    terms: weighTerms(ranked, size),
  };
}

/** Whether it has all words but those that no paper has. @param {Ranked} ranked @param {number} document */
function hasEveryWord({ clauses, matched }, document) {
  return matched[document] >= clauses.filter(({ alternatives }) => alternatives.length).length;
}

/**
 * The tags, listings and pages that have most of the words.
 *
 * @param {Store} store
 * @param {Ranked} ranked
 * @param {number[]} others
 * @returns {Promise<Data.Other[]>}
 */
async function chooseGroups(store, { clauses, matched }, others) {
  const near = others.filter((document) => 2 * matched[document] > clauses.length);
  if (!near.length) return [];
  const known = await store.others();
  const chosen = near.map((document) => known[document - store.manifest.papers]);
  // A long text has every word; what a page is about is in its title.
  const named = (/** @type {string} */ title) =>
    clauses.some(({ token }) => title.toLowerCase().includes(token.word));
  const pages = chosen.filter(({ kind, title }) => kind === "page" && named(title));
  const groups = chosen.filter(({ kind, papers }) => kind !== "page" && papers > 0);
  return [...groups.slice(0, MOST_GROUPS), ...pages.slice(0, MOST_PAGES)];
}

/**
 * What to say of the words that no paper has.
 *
 * @param {Ranked} ranked
 * @returns {string[]}
 */
function describeMisspelt({ clauses, documents }) {
  return clauses
    .filter(({ misspelt }) => misspelt)
    .map(({ token, alternatives }) => {
      const near = documents.length ? alternatives.map(({ word }) => `“${word.surface}”`) : [];
      const used = near.length ? `; showing results for ${near.join(" or ")}` : "";
      return `“${token.word}” is in no paper${used}.`;
    });
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

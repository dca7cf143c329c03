/**
 * What is shown of an answer: in Material's box and on the results page.
 *
 * @import { Piece } from "./excerpt.js"
 * @import { Clause } from "./expansion.js"
 * @import { Answer } from "./ranking.js"
 * @import { Card, Store } from "./store.js"
 *
 * @typedef {object} Result a document as pieces of text
 * @property {Card} card
 * @property {Piece[]} title
 * @property {Piece[]} excerpt empty until the text is there
 * @property {{id: string, name: string, facet: string}[]} tags
 * @property {number} score
 * @property {string[]} words of the text that match
 * @property {string[]} missing words of the query that it lacks
 *
 * @typedef {object} Reading what became of a word of the query
 * @property {string} word as typed
 * @property {boolean} known
 * @property {string[]} as the words that stand in for it
 */
import { cutExcerpt, markMatches, matchesIn } from "./excerpt.js";
import { describeNote } from "./notes.js";

/**
 * What became of each word of the query.
 *
 * @param {Answer} answer
 * @returns {Reading[]}
 */
export function readingsOf({ clauses }) {
  return clauses.map(({ token, misspelt, alternatives, near }) => ({
    word: token.word,
    known: !misspelt,
    as: misspelt ? near.slice(0, alternatives.length).map(({ form }) => form) : [],
  }));
}

/**
 * What to say of the query: words that no paper has, and so on.
 *
 * @param {Answer} answer
 * @returns {string[]}
 */
export function describeMisspelt({ notes }) {
  return notes.map(describeNote);
}

/**
 * The documents as results.
 *
 * @param {Store} store
 * @param {Answer} answer
 * @param {number[]} documents
 * @param {boolean} quoted whether to wait for the texts they quote from
 * @returns {Promise<Result[]>}
 */
export async function composeResults(store, answer, documents, quoted) {
  const [cards, texts, { tags }] = await Promise.all([
    store.cards(documents),
    quoted ? store.texts(documents) : documents.map(() => ""),
    store.facts(),
  ]);
  const terms = weighTerms(answer, store.manifest.documents);
  return cards.map((card, at) => {
    const inTitle = matchesIn(card.title, terms);
    const inText = matchesIn(texts[at], terms);
    const matches = [...inTitle, ...inText];
    const found = new Set(matches.map((match) => match.term));
    return {
      card,
      title: markMatches(card.title, inTitle),
      excerpt: texts[at] ? cutExcerpt(texts[at], terms) : [],
      tags: card.tags.map((id) => {
        const [name, facet] = tags[id] ?? [id, ""];
        return { id, name, facet };
      }),
      score: answer.scores[card.document],
      words: [
        ...new Set([
          ...inTitle.map(({ start, end }) => card.title.slice(start, end).toLowerCase()),
          ...inText.map(({ start, end }) => texts[at].slice(start, end).toLowerCase()),
        ]),
      ],
      missing: quoted ? missingWords(answer.clauses, found) : [],
    };
  });
}

/**
 * The terms that may match and how much they tell: rare ones more.
 *
 * @param {Answer} answer
 * @param {number} documents
 * @returns {Map<string, number>}
 */
function weighTerms({ clauses }, documents) {
  /** @type {Map<string, number>} */
  const terms = new Map();
  for (const { alternatives } of clauses)
    for (const { word, weight } of alternatives)
      terms.set(word.term, weight * Math.log(1 + documents / word.having));
  return terms;
}

/**
 * @param {Clause[]} clauses
 * @param {Set<string>} found
 * @returns {string[]}
 */
function missingWords(clauses, found) {
  return clauses
    .filter(({ alternatives }) => !alternatives.some(({ word }) => found.has(word.term)))
    .map(({ token, alternatives, near }) =>
      alternatives.length && near.length ? near[0].form : token.word,
    );
}

/**
 * A query that is near the given one and finds more; empty where there is none.
 *
 * @param {string} text
 * @param {Answer} answer
 * @returns {string}
 */
export function findNearest(text, { clauses, documents, query }) {
  if (documents.length) return "";
  const closest = clauses
    .filter(({ alternatives }) => alternatives.length)
    .map(({ token, near }) => near[0]?.form ?? token.word)
    .join(" ");
  return closest === text.trim() && !query.narrowings.length ? "" : closest;
}

/**
 * Free text over the papers: the search of the whole site, held to papers that have every word
 * where there are any. Where its index does not load, titles alone are searched.
 *
 * @typedef {object} Matched
 * @property {number[]} papers best first
 * @property {string} note what the reader should know, empty for nothing
 * @property {string[]} terms folded words to mark
 *
 * @typedef {(words: string) => Promise<Matched>} Matcher
 * @import { Reply } from "../search/client.js"
 * @import { Catalogue } from "./catalogue.js"
 */

import { Client } from "../search/client.js";
import { bareWords, wordsOf } from "./words.js";

/** A longer text is a description: no paper has all of its words. */
const MOST_WORDS = 8;

/** @param {Catalogue} catalogue @returns {Matcher} */
export function matcherOf(catalogue) {
  const ask = asker();
  const inTitles = titleMatcher(catalogue);
  return async (words) => {
    const [whole, numbers] = await Promise.all([ask(words), catalogue.numbersById()]);
    if (!whole) return inTitles(words);
    const answering = whole.documents.filter((document) => document < numbers.length);
    const { documents, complete } = await withEvery(ask, tellingWords(words, whole), answering);
    const notes = [...whole.misspelt];
    if (!complete)
      notes.push("No paper has all of these words; showing papers that have some of them.");
    const terms = whole.readings.flatMap(({ word, as }) => [word, ...as].flatMap(wordsOf));
    return { papers: documents.map((document) => numbers[document]), note: notes.join(" "), terms };
  };
}

/** @returns {(words: string) => Promise<Reply | null>} null where there is no search */
function asker() {
  /** @type {Client | null} */
  let client = null;
  /** @type {Promise<null>} */
  let broken;
  return (words) => {
    if (!client) {
      client = new Client();
      const { worker } = client;
      broken = new Promise((resolve) => worker.addEventListener("error", () => resolve(null)));
    }
    return Promise.race([client.ask(words, 0, 0), broken]);
  };
}

/**
 * The words that a paper must have: those that the search looks for, so not “how” or “the”.
 *
 * @param {string} words
 * @param {Reply} whole
 * @returns {string[]}
 */
function tellingWords(words, { readings }) {
  const sought = new Set(readings.map(({ word }) => word));
  return bareWords(words).filter((piece) => {
    const found = wordsOf(piece);
    return [...found, found.join("")].some((word) => sought.has(word));
  });
}

/**
 * Those of the answers that have every word. Each word is asked alone, so that its forms, its
 * completions and its near spellings count.
 *
 * @param {(words: string) => Promise<Reply | null>} ask
 * @param {string[]} each
 * @param {number[]} answering best first
 * @returns {Promise<{documents: number[], complete: boolean}>} all where none has every word
 */
async function withEvery(ask, each, answering) {
  if (each.length < 2 || each.length > MOST_WORDS) return { documents: answering, complete: true };
  const replies = await Promise.all(each.map(ask));
  const sets = replies.map((reply) => new Set(reply?.documents ?? []));
  const documents = answering.filter((document) => sets.every((set) => set.has(document)));
  if (documents.length || !answering.length) return { documents, complete: true };
  return { documents: answering, complete: false };
}

/** Every word must start a word of the title. @param {Catalogue} catalogue @returns {Matcher} */
function titleMatcher(catalogue) {
  /** @type {string[] | null} */
  let folded = null;
  return async (words) => {
    folded ??= (await catalogue.heads()).map(({ title }) => ` ${wordsOf(title).join(" ")} `);
    const terms = wordsOf(words);
    /** @type {{paper: number, score: number}[]} */
    const hits = [];
    folded.forEach((title, paper) => {
      if (!terms.every((term) => title.includes(` ${term}`))) return;
      const exact = terms.filter((term) => title.includes(` ${term} `)).length;
      hits.push({ paper, score: exact - title.length / 1000 });
    });
    hits.sort((a, b) => b.score - a.score || a.paper - b.paper);
    const note = "The search index did not load; only titles were searched.";
    return { papers: hits.map((hit) => hit.paper), note, terms };
  };
}

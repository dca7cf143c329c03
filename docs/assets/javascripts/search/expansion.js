/**
 * What may stand for each word of a query, as in `builder/search/expansion.py`.
 *
 * @import { Token } from "./analysis.js"
 * @import { Query } from "./query.js"
 * @import { Store, Word } from "./store.js"
 *
 * @typedef {object} Near
 * @property {Word} word
 * @property {string} form its form that is nearest to what was typed
 * @property {number} distance
 *
 * @typedef {object} Clause a word of the query and what may stand for it
 * @property {Token} token
 * @property {number} having how many documents have the word itself; 0 where it is unknown
 * @property {boolean} misspelt whether no document has the word
 * @property {{word: Word, weight: number}[]} alternatives none for a word that is left out
 * @property {Near[]} near where it is misspelt, what may be meant
 * @property {boolean} doubtful whether that may stand for it only where nothing else answers
 * @property {Set<number>} named the papers that have the word as a name or a year
 * @property {number} namedWeight
 */
import { termOf } from "./analysis.js";
import { findByName, weighNamed } from "./named.js";
import { dropRepeats } from "./query.js";
import { changeNumber, completions, nearForms } from "./spelling.js";

const COMPLETION_WEIGHT = 0.5;
const NEAR_WEIGHT = [0, 0.8, 0.6];
const MOST_COMPLETIONS = 6;
const SHORTEST_COMPLETED = 2;
const MOST_NEAR = 3;
/** How many times as many papers have a clear correction as have the others together. */
const CLEAR = 4;
const LONGEST_SPLIT = 32;
/** Words that share so many letters are one family: `implicit` and `implications`. */
const SAME_BEGINNING = 5;

/**
 * The clauses of the words. A word that no document has is left out, unless it is a clear
 * misspelling. Where then nothing is left, doubtful ones count too, but never an English word
 * for another.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<Clause[]>}
 */
export async function expandQuery(store, query) {
  const clauses = await Promise.all(query.tokens.map((token) => expandToken(store, token, query)));
  if (clauses.some(counts)) return clauses;
  return clauses.map((clause) =>
    clause.doubtful ? { ...clause, alternatives: weigh(clause.near) } : clause,
  );
}

/** Whether any document has a word or what stands for it. @param {Pick<Clause, "alternatives" | "named">} clause */
export function counts({ alternatives, named }) {
  return alternatives.length > 0 || named.size > 0;
}

/**
 * The query with words that are written apart in this catalogue: `zero shot`.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<Query>}
 */
export async function splitUnknown(store, query) {
  /** @type {Map<string, [Token, Token]>} */
  const parts = new Map();
  const tokens = [query.tokens, ...query.phrases, ...query.excluded].flat();
  await Promise.all(
    tokens.map(async (token) => {
      const found = await findParts(store, token, query);
      if (found) parts.set(token.word, found);
    }),
  );
  if (!parts.size) return query;
  return {
    ...query,
    tokens: dropRepeats(putParts(query.tokens, parts)),
    openWord: parts.get(query.openWord)?.[1].word ?? query.openWord,
    phrases: query.phrases.map((phrase) => putParts(phrase, parts)),
    excluded: query.excluded.map((phrase) => putParts(phrase, parts)),
  };
}

/**
 * The two words that a word is made of, if some document has one after the other.
 *
 * @param {Store} store
 * @param {Token} token
 * @param {Query} query
 * @returns {Promise<[Token, Token] | undefined>}
 */
async function findParts(store, { word, term }, query) {
  const letters = Array.from(word);
  if (letters.length > LONGEST_SPLIT || (await store.word(term))) return undefined;
  const isOpen = word === query.openWord;
  if (isOpen && (await findCompletions(store, word)).length) return undefined;
  if ((await findByName(word, 0, isOpen)).size) return undefined;
  for (let cut = 1; cut < letters.length; cut++) {
    if (!isSeam(letters, cut)) continue;
    const [left, right] = [letters.slice(0, cut).join(""), letters.slice(cut).join("")];
    /** @type {[Token, Token]} */
    const parts = [
      { term: termOf(left), word: left, place: 0 },
      { term: termOf(right), word: right, place: 1 },
    ];
    const known = (await store.word(parts[0].term)) && (await store.word(parts[1].term));
    if (known && (await store.withPhrase(parts)).size) return parts;
  }
  return undefined;
}

/**
 * Whether a word may be two: both of three letters or more, or a word and a number.
 *
 * @param {string[]} letters
 * @param {number} cut
 */
function isSeam(letters, cut) {
  const isNumber = (/** @type {string} */ letter) => /\p{Nd}/u.test(letter);
  const number = isNumber(letters[cut - 1]);
  if (number !== isNumber(letters[cut])) return true;
  return Math.min(cut, letters.length - cut) >= 3 && !number;
}

/**
 * @param {Token[]} tokens
 * @param {Map<string, [Token, Token]>} parts
 * @returns {Token[]}
 */
function putParts(tokens, parts) {
  let shift = 0;
  return tokens.flatMap((token) => {
    const place = token.place + shift;
    const both = parts.get(token.word);
    if (!both) return [{ ...token, place }];
    shift++;
    return both.map((part, at) => ({ ...part, place: place + at }));
  });
}

/**
 * The clause of a word: itself and its completions, by name too, or else its near spellings.
 *
 * @param {Store} store
 * @param {Token} token
 * @param {Query} query
 * @returns {Promise<Clause>}
 */
async function expandToken(store, token, query) {
  const own = await store.word(token.term);
  /** @type {Map<string, {word: Word, weight: number}>} */
  const written = new Map();
  if (own) written.set(own.term, { word: own, weight: 1 });
  if (token.word === query.openWord)
    for (const word of await findCompletions(store, token.word))
      if (!written.has(word.term)) written.set(word.term, { word, weight: COMPLETION_WEIGHT });
  const having = own?.having ?? 0;
  const alternatives = [...written.values()];
  const isOpen = token.word === query.openWord && !alternatives.length;
  const named = await findByName(token.word, having, isOpen);
  const namedWeight = await weighNamed(token.word, named, having);
  const found = { token, having, alternatives, named, namedWeight };
  if (counts(found)) return { ...found, misspelt: false, near: [], doubtful: false };
  const [spelt, isEnglish] = await Promise.all([
    findNear(store, token.word),
    store.isEnglish(token.word),
  ]);
  // An English word is hardly ever misspelt, so only what is one letter away is offered.
  const near = isEnglish ? spelt.filter(({ distance }) => distance === 1) : spelt;
  const family = isEnglish ? [] : findClearFamily(near);
  return {
    ...found,
    misspelt: true,
    alternatives: weigh(family),
    near: family.length ? family : near,
    doubtful: !isEnglish && !family.length,
  };
}

/**
 * The terms that are spelt nearly as a word, the most frequent first: what was typed is compared
 * with the commonest words of terms, with their singular or plural, and with English words,
 * which may be forms of terms too.
 *
 * @param {Store} store
 * @param {string} word
 * @returns {Promise<Near[]>}
 */
async function findNear(store, word) {
  const [first] = Array.from(word);
  const [words, english] = await Promise.all([store.beginningWith(first), store.english(first)]);
  const forms = words.flatMap(({ surface }) => [surface, changeNumber(surface)]);
  /** @type {Map<string, Near>} */
  const found = new Map();
  for (const { form, distance } of nearForms(word, [...forms, ...english])) {
    const own = await store.word(termOf(form));
    if (own && distance < (found.get(own.term)?.distance ?? Infinity))
      found.set(own.term, { word: own, form, distance });
  }
  const least = Math.min(...[...found.values()].map(({ distance }) => distance));
  return [...found.values()]
    .filter(({ distance }) => distance === least)
    .sort((a, b) => byFrequency(a.word, b.word));
}

/**
 * The forms of the most frequent of the near spellings, if the others are rare beside them.
 *
 * @param {Near[]} near
 * @returns {Near[]}
 */
function findClearFamily(near) {
  if (!near.length) return [];
  const count = (/** @type {Near[]} */ words) =>
    words.reduce((sum, { word }) => sum + word.having, 0);
  const start = Array.from(near[0].form).slice(0, SAME_BEGINNING).join("");
  const family = near.filter(({ form }) => form.startsWith(start));
  const own = count(family);
  return own >= CLEAR * (count(near) - own) ? family : [];
}

/**
 * @param {Near[]} near
 * @returns {{word: Word, weight: number}[]}
 */
function weigh(near) {
  return near
    .slice(0, MOST_NEAR)
    .map(({ word, distance }) => ({ word, weight: NEAR_WEIGHT[distance] }));
}

/**
 * The most frequent words that a word may become.
 *
 * @param {Store} store
 * @param {string} prefix
 * @returns {Promise<Word[]>}
 */
async function findCompletions(store, prefix) {
  if (prefix.length < SHORTEST_COMPLETED) return [];
  const words = await store.beginningWith(prefix.slice(0, 3));
  return completions(prefix, words).sort(byFrequency).slice(0, MOST_COMPLETIONS);
}

/**
 * @param {Word} a
 * @param {Word} b
 * @returns {number}
 */
function byFrequency(a, b) {
  return b.having - a.having || (a.term < b.term ? -1 : 1);
}

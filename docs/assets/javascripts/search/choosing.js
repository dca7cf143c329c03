/**
 * What a value typed after `author:`, `venue:`, `keyword:` or `year:` chooses of a directory, as in
 * `builder/search/choosing.py`.
 *
 * @import { Directory } from "../shared/directory.js"
 */
import { isInitial, markWhole, nameWords } from "../shared/directory.js";
import { edits, limitEdits } from "./spelling.js";

const MOST_NEAREST = 3;
const SHORTEST_BEGINNING = 2;
const RANGE = /^([0-9]{4})?\.\.([0-9]{4})?$/;

/**
 * The papers that have a value of that id or name, else of its words or beginning.
 *
 * @param {Directory} directory
 * @param {string} typed
 * @returns {Promise<Set<number>>}
 */
export async function choosePapers(directory, typed) {
  if (directory.field === "year") return chooseYears(directory, typed);
  const words = nameWords(typed);
  if (directory.field !== "author") {
    const exact = await directory.word(markWhole(words));
    if (exact) return new Set(exact.papers);
  } else if (typed.includes("-")) {
    const own = await directory.withId(typed.toLowerCase());
    if (own) return new Set(own.papers);
  }
  const found = await papersWith(directory, words, false);
  const last = words.at(-1) ?? "";
  if (found.size || Array.from(last).length < SHORTEST_BEGINNING) return found;
  return papersWith(directory, words, true);
}

/**
 * The papers of the values that have every word; those of a single word need no look at values.
 *
 * @param {Directory} directory
 * @param {string[]} words
 * @param {boolean} unfinished whether the last word may be the beginning of one
 * @returns {Promise<Set<number>>}
 */
async function papersWith(directory, words, unfinished) {
  if (words.length === 1) {
    const [word] = words;
    const found = unfinished ? await directory.beginningWith(word) : [await directory.word(word)];
    return new Set(found.flatMap((own) => own?.papers ?? []));
  }
  const values = await directory.values(await directory.match(words.join(" "), unfinished));
  return new Set(values.flatMap(({ papers }) => papers));
}

/**
 * The papers of the years that were typed: one, or a range that may be open at an end.
 *
 * @param {Directory} directory
 * @param {string} typed
 * @returns {Promise<Set<number>>}
 */
async function chooseYears(directory, typed) {
  const range = RANGE.exec(typed.trim());
  if (!range) return new Set((await directory.word(typed.trim()))?.papers);
  const [, from, to] = range;
  if (!from && !to) return new Set();
  const [least, most] = [from ?? "0000", to ?? "9999"].sort();
  const years = await directory.entries();
  const chosen = years.filter(([year]) => least <= year && year <= most);
  return new Set(chosen.flatMap(([, { papers }]) => papers));
}

/**
 * Up to three names of values near one that there is not: of years the nearest one; of others
 * those with most of the words, or words spelt nearly so.
 *
 * @param {Directory} directory
 * @param {string} typed
 * @returns {Promise<string[]>}
 */
export async function findNearest(directory, typed) {
  if (directory.field === "year") return findNearestYear(directory, typed);
  /** @type {Map<number, number>} how many of the words each value has */
  const shared = new Map();
  for (const word of new Set(nameWords(typed))) {
    if (isInitial(word)) continue;
    const own = await directory.word(word);
    const having = own?.values ?? (await findSpeltNearly(directory, word));
    for (const value of new Set(having)) shared.set(value, (shared.get(value) ?? 0) + 1);
  }
  const best = [...shared].sort(([a, x], [b, y]) => y - x || a - b).slice(0, MOST_NEAREST);
  const values = await directory.values(best.map(([number]) => number));
  return values.map(({ name }) => name);
}

/** @param {Directory} directory @param {string} typed @returns {Promise<string[]>} */
async function findNearestYear(directory, typed) {
  const asked = /[0-9]{4}/.exec(typed);
  if (!asked) return [];
  const distance = (/** @type {string} */ year) => Math.abs(Number(year) - Number(asked[0]));
  const years = (await directory.entries()).map(([year]) => year);
  return years.sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1)).slice(0, 1);
}

/**
 * The values of the words that are nearest to a word, with the same first letter.
 *
 * @param {Directory} directory
 * @param {string} word
 * @returns {Promise<number[]>}
 */
async function findSpeltNearly(directory, word) {
  const [first] = Array.from(word);
  let least = limitEdits(word);
  /** @type {number[]} */
  let found = [];
  for (const [other, { values }] of await directory.entries(first)) {
    const distance = edits(word, other, least);
    if (distance > least) continue;
    found = distance < least ? [...values] : [...found, ...values];
    least = distance;
  }
  return found;
}

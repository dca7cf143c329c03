/**
 * Which papers a narrowing of a query chooses, and what is near where it fits nothing, as in
 * `builder/search/filters.py`.
 *
 * @import { Narrowing } from "./query.js"
 * @import { FilterValue, Store } from "./store.js"
 */
import { openDirectories } from "../shared/directory.js";
import { NO_TAG } from "../shared/text.js";
import { tokensOf } from "./analysis.js";
import { choosePapers, findNearest } from "./choosing.js";
import { identifierOf } from "./query.js";
import { edits, limitEdits } from "./spelling.js";

const MOST_NEAREST = 3;

/**
 * The papers with a value of that id or name, else with one that begins so.
 *
 * @param {Store} store
 * @param {Narrowing} narrowing
 * @returns {Promise<Set<number>>}
 */
export async function findChosen(store, narrowing) {
  if (isOfDirectory(narrowing)) {
    const directory = (await openDirectories()).get(narrowing.field);
    return directory ? choosePapers(directory, narrowing.typed) : new Set();
  }
  const values = await findValues(store, narrowing);
  return new Set(values.flatMap(({ papers }) => [...papers]));
}

/**
 * Whether there is such a value, papers or not.
 *
 * @param {Store} store
 * @param {Narrowing} narrowing
 */
export async function isKnown(store, narrowing) {
  if (isOfDirectory(narrowing)) return (await findChosen(store, narrowing)).size > 0;
  return (await findValues(store, narrowing)).length > 0;
}

/** Whether the values of a field stand in a directory. @param {Narrowing} narrowing */
export function isOfDirectory({ field }) {
  return ["author", "venue", "keyword", "year"].includes(field);
}

/**
 * @param {Store} store
 * @param {Narrowing} narrowing
 * @returns {Promise<FilterValue[]>}
 */
async function findValues(store, { field, value }) {
  const untagged = (await store.filters()).get(`${field}:${NO_TAG}`);
  if (untagged && [NO_TAG, identifierOf(untagged.name)].includes(value)) return [untagged];
  const listed = await listValues(store, field);
  const exact = listed.filter(({ ids }) => ids.includes(value));
  const found =
    exact.length || !value
      ? exact
      : listed.filter(({ ids }) => ids.some((id) => id.startsWith(value)));
  return found.map(({ known }) => known);
}

/**
 * Up to three names of values for one that there is not: those that share a word with it, then
 * those that are spelt nearly so; or else the one whose papers have its words most often.
 *
 * @param {Store} store
 * @param {Narrowing} narrowing
 * @returns {Promise<string[]>}
 */
export async function findNearestNames(store, narrowing) {
  const { field, typed, value } = narrowing;
  if (isOfDirectory(narrowing)) {
    const directory = (await openDirectories()).get(field);
    return directory ? findNearest(directory, typed) : [];
  }
  const wanted = new Set(tokensOf(typed).map(({ term }) => term));
  const having = await documentsWith(store, wanted);
  const most = limitEdits(value);
  /** @type {{group: number, measure: number, name: string}[]} */
  const near = [];
  let often = { rate: 0, name: "" };
  for (const { ids, known } of await listValues(store, field)) {
    const { name, papers } = known;
    const terms = new Set(tokensOf(name).map(({ term }) => term));
    const shared = [...terms].filter((term) => wanted.has(term)).length;
    const distance = Math.min(...ids.map((id) => edits(value, id, most)));
    const common = [...papers].filter((paper) => having.has(paper)).length;
    const rate = common / Math.sqrt(papers.size || 1);
    if (shared) near.push({ group: 0, measure: -shared, name });
    else if (distance <= most) near.push({ group: 1, measure: distance, name });
    else if (rate > often.rate) often = { rate, name };
  }
  if (!near.length && often.rate) return [often.name];
  near.sort((a, b) => a.group - b.group || a.measure - b.measure);
  return near.slice(0, MOST_NEAREST).map(({ name }) => name);
}

/**
 * @param {Store} store
 * @param {Iterable<string>} terms
 * @returns {Promise<Set<number>>}
 */
async function documentsWith(store, terms) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const term of terms) {
    const word = await store.word(term);
    const row = word ? await store.postings(word) : [];
    let document = 0;
    for (let at = 0; at < row.length; at += 2) {
      document += row[at];
      found.add(document);
    }
  }
  return found;
}

/**
 * Each value of a field with its id and its name as an id would have it; that there is none is
 * no value.
 *
 * @param {Store} store
 * @param {string} field
 * @returns {Promise<{ids: string[], known: FilterValue}[]>}
 */
async function listValues(store, field) {
  const start = `${field}:`;
  return [...(await store.filters())]
    .filter(([key]) => key.startsWith(start) && key !== `tag:${NO_TAG}`)
    .map(([key, known]) => ({ ids: [key.slice(start.length), identifierOf(known.name)], known }));
}

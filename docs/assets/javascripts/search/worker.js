/**
 * Answers Material's search box and the results page.
 *
 * The messages 0 to 3 are Material's: set up, ready, query, result. 4 and 5 are the results
 * page's: question, reply.
 *
 * @import { Question, Reply } from "./client.js"
 * @import { Answer } from "./ranking.js"
 */
import { fetchJson } from "../shared/fetch.js";
import { composeResults, describeMisspelt, findNearest, readingsOf } from "./answer.js";
import { countMark, entryOf, failureEntry, lastEntry, suggest } from "./entries.js";
import { search } from "./ranking.js";
import { Store } from "./store.js";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const QUESTION = 4;
const REPLY = 5;

/** How many papers and other pages the box shows. */
const MOST_PAPERS = 10;
const MOST_OTHERS = 3;
/** How many other pages the results page shows. */
const MOST_PAGES = 8;
/** Milliseconds that a result waits for the texts it quotes from. */
const PATIENCE = 120;
/** Milliseconds without a key before a large index is asked, as each key may load of it. */
const TYPING_PAUSE = 40;

const here = self.location.href;
/** @type {Promise<Store> | undefined} */
let opened;
let latest = 0;

/** @param {Data.Manifest} manifest */
function open(manifest) {
  return new Store(manifest, (name) => {
    const address = new URL(name, here);
    address.searchParams.set("v", manifest.version);
    return fetchJson(address);
  });
}

/** @returns {Promise<Store>} */
async function ready() {
  opened ??= fetchJson(new URL("manifest.json", here)).then(open);
  const store = await opened;
  store.warm().catch(() => undefined);
  if (typeof lunr === "undefined") importScripts(new URL("lunr.js", here).href);
  return store;
}

/**
 * @param {string} text
 * @returns {Promise<void>}
 */
async function answerBox(text) {
  const asked = ++latest;
  const send = (/** @type {object} */ data) => {
    if (asked === latest) postMessage({ type: RESULT, data });
  };
  if (!text.trim()) {
    if (text) await ready();
    send({ items: [], suggest: [] });
    return;
  }
  const store = await ready();
  if (!store.manifest.whole) await new Promise((done) => setTimeout(done, TYPING_PAUSE));
  if (asked !== latest) return;
  const answer = await search(store, text, () => asked === latest);
  if (!answer || asked !== latest) return;
  const { papers } = store.manifest;
  const firstOther = answer.documents.findIndex((document) => document >= papers);
  const others = firstOther < 0 ? [] : answer.documents.slice(firstOther);
  const best = firstOther < 0 ? answer.documents : answer.documents.slice(0, firstOther);
  const top = [...best.slice(0, MOST_PAPERS), ...others.slice(0, MOST_OTHERS)];
  const suggested = suggest(text, answer);
  const compose = async (/** @type {boolean} */ quoted) => {
    const results = await composeResults(store, answer, top, quoted);
    const items = results.map(entryOf);
    if (items.length) items[0][0].title = countMark(answer) + items[0][0].title;
    send({ items: [...items, lastEntry(text, answer)], suggest: suggested });
  };
  const whole = compose(true);
  const late = Symbol("late");
  const first = await Promise.race([
    whole,
    new Promise((done) => setTimeout(done, PATIENCE, late)),
  ]);
  if (first === late) {
    await compose(false);
    await whole;
  }
}

/**
 * @param {Question} question
 * @returns {Promise<Reply>}
 */
async function answerQuestion({ id, text, from, size }) {
  const store = await ready();
  const answer = /** @type {Answer} */ (await search(store, text));
  const { papers } = store.manifest;
  const hits = answer.documents.filter((document) => document < papers);
  const others = answer.documents.filter((document) => document >= papers);
  const { tags, listings, facets } = await store.facts();
  return {
    id,
    documents: answer.documents,
    scores: answer.documents.map((document) => answer.scores[document]),
    total: hits.length,
    results: await composeResults(store, answer, hits.slice(from, from + size), true),
    others: await composeResults(store, answer, others.slice(0, MOST_PAGES), false),
    notes: answer.notes,
    readings: readingsOf(answer),
    misspelt: describeMisspelt(answer),
    nearest: findNearest(text, answer),
    narrowings: size ? await countNarrowings(store, hits) : [],
    tags: Object.entries(tags).map(([tag, [name, facet]]) => ({ id: tag, name, facet })),
    listings: Object.entries(listings).map(([listing, name]) => ({ id: listing, name })),
    facets,
  };
}

/**
 * How many of the papers each tag and listing has.
 *
 * @param {Store} store
 * @param {number[]} papers
 * @returns {Promise<[string, number][]>}
 */
async function countNarrowings(store, papers) {
  const found = new Uint8Array(store.manifest.papers);
  for (const paper of papers) found[paper] = 1;
  return [...(await store.filters())].map(([name, { papers: having }]) => {
    let count = 0;
    for (const paper of having) count += found[paper];
    return [name, count];
  });
}

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    if (data.docs[0]?.version) opened = Promise.resolve(open(data.docs[0]));
    postMessage({ type: READY });
  } else if (type === QUERY) {
    try {
      await answerBox(data);
    } catch {
      postMessage({ type: RESULT, data: { items: [failureEntry(data)], suggest: [] } });
    }
  } else if (type === QUESTION) {
    try {
      postMessage({ type: REPLY, data: await answerQuestion(data) });
    } catch {
      opened = undefined;
      postMessage({ type: REPLY, data: { id: data.id, failed: true } });
    }
  }
});

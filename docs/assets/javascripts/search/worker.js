/**
 * Answers Material's search box and the results page.
 *
 * The messages 0 to 3 are Material's: set up, ready, query, result. 4 and 5 are the results
 * page's: question, reply.
 *
 * @typedef {import("./ranking.js").Answer} Answer
 */
import { nearest, readings, shown, tried } from "./answer.js";
import { count, ending, failure, item, suggestion } from "./entries.js";
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

/**
 * @param {string} name
 * @param {string} version
 * @returns {Promise<any>}
 */
async function load(name, version) {
  const address = new URL(name, here);
  if (version) address.searchParams.set("v", version);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/**
 * The index, as the manifest describes it.
 *
 * @param {import("./store.js").Manifest} manifest
 * @returns {Store}
 */
function open(manifest) {
  return new Store(manifest, (name) => load(name, manifest.version));
}

/** @returns {Promise<Store>} */
async function ready() {
  opened ??= load("manifest.json", "").then(open);
  const store = await opened;
  store.warm().catch(() => undefined);
  if (typeof lunr === "undefined") importScripts(new URL("lunr.js", here).href);
  return store;
}

/**
 * @param {string} text
 * @returns {Promise<void>}
 */
async function box(text) {
  const asked = ++latest;
  const send = (/** @type {object} */ data) => {
    if (asked === latest) postMessage({ type: RESULT, data });
  };
  if (!text.trim()) {
    if (text) await ready();
    return send({ items: [], suggest: [] });
  }
  const store = await ready();
  if (!store.manifest.whole) await new Promise((done) => setTimeout(done, TYPING_PAUSE));
  if (asked !== latest) return undefined;
  const answer = await search(store, text, () => asked === latest);
  if (!answer || asked !== latest) return undefined;
  const { papers } = store.manifest;
  const firstOther = answer.documents.findIndex((document) => document >= papers);
  const others = firstOther < 0 ? [] : answer.documents.slice(firstOther);
  const best = firstOther < 0 ? answer.documents : answer.documents.slice(0, firstOther);
  const top = [...best.slice(0, MOST_PAPERS), ...others.slice(0, MOST_OTHERS)];
  const suggest = suggestion(text, answer);
  const compose = async (/** @type {boolean} */ quoted) => {
    const results = await shown(store, answer, top, quoted);
    const items = results.map(item);
    if (items.length) items[0][0].title = count(answer) + items[0][0].title;
    send({ items: [...items, ending(text, answer)], suggest });
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
  return undefined;
}

/**
 * @param {{id: number, text: string, from: number, size: number}} question
 * @returns {Promise<object>}
 */
async function reply({ id, text, from, size }) {
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
    results: await shown(store, answer, hits.slice(from, from + size), true),
    others: await shown(store, answer, others.slice(0, MOST_PAGES), false),
    readings: readings(answer),
    tried: tried(answer),
    nearest: nearest(text, answer),
    narrowings: size ? await counted(store, hits) : [],
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
async function counted(store, papers) {
  const found = new Uint8Array(store.manifest.papers);
  for (const paper of papers) found[paper] = 1;
  return [...(await store.narrowings())].map(([name, having]) => {
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
      await box(data);
    } catch {
      postMessage({ type: RESULT, data: { items: [failure(data)], suggest: [] } });
    }
  } else if (type === QUESTION) {
    try {
      postMessage({ type: REPLY, data: await reply(data) });
    } catch {
      opened = undefined;
      postMessage({ type: REPLY, data: { id: data.id, failed: true } });
    }
  }
});

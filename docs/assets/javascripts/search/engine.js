/**
 * The search of this page: answers a text from the published index.
 *
 * @import { Answer } from "./answer.js"
 */

import { fetchJson } from "../shared/fetch.js";
import { allHeads, fitsAtOnce } from "../shared/heads.js";
import { ROOT, siteData } from "../shared/site.js";
import { composeAnswer } from "./answer.js";
import { search } from "./ranking.js";
import { Store } from "./store.js";

const FOLDER = new URL("search/", ROOT);

/** @type {Promise<Store> | undefined} */
let opened;

/** Starts loading what every query needs. */
export function warmSearch() {
  // A failure is told by the question that needs it.
  warm().catch(() => {});
}

async function warm() {
  const store = await ready();
  await Promise.all([store.warm(), fitsAtOnce(store.manifest.papers) ? allHeads() : undefined]);
}

/**
 * Answers a text; rejects where the index does not load.
 *
 * @param {string} text
 * @param {() => boolean} [isWanted] asked before much is loaded
 * @param {boolean} [quickly] from the words alone: a question without it may weigh more, later
 * @returns {Promise<Answer | undefined>} undefined where `isWanted` turned false
 */
export async function askSearch(text, isWanted = () => true, quickly = false) {
  const store = await ready();
  if (!isWanted()) return undefined;
  const found = await search(store, text, isWanted, quickly);
  return found && isWanted()
    ? composeAnswer(store, text, found, !quickly || !store.manifest.learnt)
    : undefined;
}

/** How many papers there are. @returns {Promise<number>} */
export async function catalogueSize() {
  return (await ready()).manifest.papers;
}

function ready() {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open() {
  /** @type {[Data.Manifest, void]} */
  const [manifest] = await Promise.all([siteData("search/manifest.json"), loadStemmer()]);
  return new Store(manifest, (name) => {
    const address = new URL(name, FOLDER);
    address.searchParams.set("v", manifest.version);
    return fetchJson(address);
  });
}

/** Load the stemmer and the stop words that `analysis.js` uses, a classic script. @returns {Promise<void>} */
function loadStemmer() {
  if (typeof lunr !== "undefined" || globalThis.searchLanguage) return Promise.resolve();
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL("lunr.js", FOLDER).href;
    script.onload = () => done();
    script.onerror = () => fail(new Error(`${script.src}: did not load`));
    document.head.append(script);
    script.remove();
  });
}

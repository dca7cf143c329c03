/**
 * arXiv ids and DOIs that are typed whole or as an address, as in `builder/search/identifiers.py`.
 *
 * @import { Store } from "./store.js"
 */

const LONGEST = 300;
const BEFORE =
  /^(?:(?:https?:\/\/)?(?:(?:dx\.)?doi\.org\/|(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/|(?:www\.)?huggingface\.co\/papers\/)|doi:\s*|arxiv:\s*)/i;
const AFTER = /(?:[?#].*|\.pdf|[.,;)/])+$/s;
const ARXIV = /^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?\/[0-9]{7})(?:v[0-9]{1,3})?$/;
const ARXIV_DOI = /^10\.48550\/arxiv\./;
const DOI = /^10\.[0-9]{4,9}(?:\.[0-9]+)*\/\S+$/;

/**
 * The bare arXiv id or DOI that a text is, in lower case; empty where it is neither.
 *
 * @param {string} text
 * @returns {string}
 */
function readIdentifier(text) {
  if (text.length > LONGEST) return "";
  const bare = text.trim().replace(BEFORE, "").replace(AFTER, "").toLowerCase();
  const arxiv = ARXIV.exec(bare.replace(ARXIV_DOI, ""));
  if (arxiv) return arxiv[1];
  return DOI.test(bare) ? bare : "";
}

/**
 * The paper whose identifier a text is.
 *
 * @param {Store} store
 * @param {string} text
 * @returns {Promise<number | undefined>}
 */
export async function findIdentified(store, text) {
  const identifier = readIdentifier(text);
  const file = store.manifest.identifiers.findLastIndex((first) => first <= identifier);
  if (!identifier || file < 0) return undefined;
  const decode = (/** @type {Data.Identifiers} */ { ids, papers }) =>
    new Map(ids.map((id, n) => [id, papers[n]]));
  return (await store.decoded(`identifiers-${file}.json`, decode)).get(identifier);
}

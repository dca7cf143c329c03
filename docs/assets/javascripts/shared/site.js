/** Where the site stands, and its data. */

import { findAll } from "./dom.js";
import { fetchJson } from "./fetch.js";

/** The address of the site's root, with a slash at its end. */
export const ROOT = new URL(`${(readHeader().root || ".").replace(/\/$/, "")}/`, document.baseURI);

/** The language of the papers where the page is in another. */
export const PAPERS_LANGUAGE = readHeader().papers;

/** What the header says, see `header.html`. @returns {DOMStringMap} */
function readHeader() {
  const [header] = findAll(document, "[data-root]", HTMLElement);
  return header?.dataset ?? {};
}

/** @type {Map<string, Promise<any>>} of content that each caller knows the type of */
const fetched = new Map();

/**
 * A JSON file of the site, fetched once.
 *
 * @template Content
 * @param {string} path relative to the site's root
 * @returns {Promise<Content>}
 */
export function siteData(path) {
  const known = fetched.get(path);
  if (known) return known;
  const answer = fetchJson(new URL(path, ROOT));
  answer.catch(() => fetched.delete(path));
  fetched.set(path, answer);
  return /** @type {Promise<any>} */ (answer);
}

/** @param {string} paper slug */
export function paperAddress(paper) {
  return new URL(`papers/${paper}/`, ROOT).href;
}

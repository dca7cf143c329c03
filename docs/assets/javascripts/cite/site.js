/** Where the site stands, and its data. */

/** The address of the site's root, with a slash at its end. */
export const ROOT = new URL(`${configured().replace(/\/$/, "")}/`, document.baseURI);

function configured() {
  try {
    return JSON.parse(document.getElementById("__config").textContent).base;
  } catch {
    return ".";
  }
}

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * A JSON file of the site, fetched once.
 * @param {string} path relative to the site's root
 * @returns {Promise<any>}
 */
export function siteData(path) {
  if (!fetched.has(path)) {
    const answer = fetchJson(new URL(path, ROOT));
    answer.catch(() => fetched.delete(path));
    fetched.set(path, answer);
  }
  return fetched.get(path);
}

/** @param {URL} address */
async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}

/** @param {string} paper slug */
export function paperAddress(paper) {
  return new URL(`papers/${paper}/`, ROOT).href;
}

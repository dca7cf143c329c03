/**
 * Runs before the page is drawn: what Material expects of its inline scripts, and the colours
 * the reader chose. A classic script, because Material's bundle reads these as globals.
 */

/** The root of the site, under which Material keeps its settings. */
var __md_scope = new URL("../..", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/** @param {string} text */
var __md_hash = (text) =>
  [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);

/** @param {string} key */
var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(/** @type {string} */ (storage.getItem(`${scope.pathname}.${key}`)));

/** @param {string} key @param {unknown} value */
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
};

// Before anything is drawn: what stands in for scripts would push the page down for a moment.
document.documentElement.classList.replace("no-js", "js");
// Nor must the list that a page comes with stand where the address asks for another.
document.documentElement.toggleAttribute("data-asked", location.search.length > 1);

(() => {
  /** @type {{color?: {media: string, scheme: string}} | null} */
  let palette = null;
  try {
    palette = __md_get("__palette");
  } catch {
    palette = null;
  }
  const colour = palette?.color;
  const follows = !colour || colour.media === "(prefers-color-scheme)";
  const dark = follows
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : colour.scheme === "slate";
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    observer.disconnect();
  }).observe(document.documentElement, { childList: true });
})();

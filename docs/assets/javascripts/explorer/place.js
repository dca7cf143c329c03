/**
 * The reader's place: the address, how far the page is scrolled, which abstracts are open and
 * which paper was followed. It lives in the entry of the browser's history, so that coming back
 * finds it.
 *
 * @typedef {object} Place
 * @property {number} scroll pixels from the top
 * @property {string[]} open slugs of papers whose whole abstract is shown
 * @property {string} followed slug of the paper that was opened, empty for none
 */

import { ROOT } from "../shared/site.js";

/** Other catalogues of the host have their own. */
const LAST = `catalogue.explorer:${ROOT.pathname}`;

/** @returns {Place} */
export function placeNow() {
  const kept = history.state?.explorer ?? {};
  return { scroll: kept.scroll ?? 0, open: kept.open ?? [], followed: kept.followed ?? "" };
}

/** @param {Partial<Place>} changes noted in the present entry */
export function notePlace(changes) {
  const state = { ...history.state, explorer: { ...placeNow(), ...changes } };
  history.replaceState(state, "");
}

/**
 * Go to another selection.
 *
 * @param {string} query of the address, with its question mark
 * @param {"push" | "replace"} how a deliberate change is a step back can undo; typing is not
 */
export function goTo(query, how) {
  if (query === location.search) return;
  const address = location.pathname + query;
  if (how === "push") {
    // Each entry costs a word with another process.
    if (placeNow().scroll !== scrollY) notePlace({ scroll: scrollY });
    history.pushState({ explorer: { scroll: scrollY, open: [], followed: "" } }, "", address);
  } else {
    history.replaceState(history.state, "", address);
  }
  keepSelection(query);
}

/** Keep the selection for a later visit in this tab. @param {string} query */
export function keepSelection(query) {
  try {
    sessionStorage.setItem(LAST, query);
  } catch {
    // A browser may refuse storage; only the offer to go back is lost.
  }
}

/** @returns {string} the last selection in this tab, empty for none */
export function lastSelection() {
  try {
    return sessionStorage.getItem(LAST) ?? "";
  } catch {
    return "";
  }
}

/** Note the scroll position when it rests and when the page is left. */
export function watchScroll() {
  history.scrollRestoration = "manual";
  let timer = 0;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => notePlace({ scroll: scrollY }), 200);
    },
    { passive: true },
  );
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    notePlace({ scroll: scrollY });
  });
}

/** Beside Material's search box: loads the index on focus, leads Enter to all results. */

import { findAll } from "../shared/dom.js";
import { ROOT } from "../shared/site.js";

const [input] = findAll(document, "[data-md-component=search-query]", HTMLInputElement);
const result = document.querySelector("[data-md-component=search-result]");

if (input && result) {
  input.addEventListener("focus", () => loadIndex(input), { once: true });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && event.target === input && !event.isComposing) {
        event.stopImmediatePropagation();
        event.preventDefault();
        if (input.value.trim()) location.assign(resultsFor(input.value));
      }
    },
    { capture: true },
  );
  const list = result.querySelector("ol");
  const meta = result.querySelector(".md-search-result__meta");
  if (list && meta)
    new MutationObserver(() => showCount(list, meta)).observe(list, { childList: true });
  if (document.activeElement === input) loadIndex(input);
}

/**
 * Let the worker load the index. Material tells it of a query only when the text changes, so
 * the text becomes a blank for a moment.
 *
 * @param {HTMLInputElement} input
 */
function loadIndex(input) {
  if (input.value) return;
  for (const value of [" ", ""]) {
    input.value = value;
    input.dispatchEvent(new KeyboardEvent("keyup"));
  }
}

/** @param {string} text */
function resultsFor(text) {
  const address = new URL("search/", ROOT);
  address.searchParams.set("q", text.trim());
  return address.href;
}

/**
 * Say how many results there are in all: the first entry of the list knows.
 *
 * @param {Element} list
 * @param {Element} meta
 */
function showCount(list, meta) {
  unmark(list);
  const [known] = findAll(list, ".search-count", HTMLElement);
  if (!known) return;
  const { total, note } = known.dataset;
  const counted = total === "0" ? "No results" : total === "1" ? "1 result" : `${total} results`;
  meta.textContent = note ? `${counted} · ${note}` : counted;
}

/**
 * Material makes the tags of each result a landmark of the page, all of the same name.
 *
 * @param {Element} list
 */
function unmark(list) {
  for (const tags of list.querySelectorAll("nav")) tags.setAttribute("role", "none");
}

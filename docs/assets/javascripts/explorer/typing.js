/** The box of the explorer: searches when the typing rests. */

import { warmSearch } from "../search/engine.js";

/** Milliseconds without a key before words are searched. */
const TYPING_PAUSE = 120;

/**
 * @param {HTMLInputElement} box
 * @param {HTMLElement} form
 * @param {(words: string, how: "push" | "replace") => boolean} search says whether the words are
 *   other ones; one visit of the box takes one step of the history, however much is typed
 */
export function installTyping(box, form, search) {
  let timer = 0;
  let typed = false;
  const rest = () => {
    clearTimeout(timer);
    typed = false;
  };
  const type = () => {
    if (search(box.value, typed ? "replace" : "push")) typed = true;
  };
  if (document.activeElement === box) warmSearch();
  box.addEventListener("focus", warmSearch, { once: true });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(type, TYPING_PAUSE);
  });
  box.addEventListener("blur", () => {
    typed = false;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    type();
    typed = false;
  });
  addEventListener("popstate", rest);
}

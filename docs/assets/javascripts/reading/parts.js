/**
 * The page of the reading list and what it says.
 *
 * @import { State } from "./state.js"
 */

import { element, find } from "../shared/dom.js";
import { siteData } from "../shared/site.js";
import { say } from "../shared/words.js";
import { restore } from "./store.js";

export const page = find(document, "[data-reading]", HTMLElement);

/** @param {string} name */
export function part(name) {
  return find(page, `[data-${name}]`, HTMLElement);
}

/** @param {string} text @param {EventListener} press @param {string} [look] classes */
export function buttonOf(text, press, look = "") {
  return element("button", { type: "button", class: `button ${look}`.trim(), click: press }, text);
}

/**
 * Say what happened, with a way back.
 * @param {string} text
 * @param {Readonly<State>} [undo] what was kept before
 */
export function tell(text, undo) {
  const status = part("status");
  status.replaceChildren(text);
  if (!undo) return;
  const back = () => {
    restore(undo);
    tell(say("Undone."));
  };
  status.append(" ", buttonOf(say("Undo"), back, "button--small"));
}

export function sayUnreachable() {
  tell(say("The catalogue could not be reached."));
}

/** @returns {Promise<Data.Permalinks>} */
export function loadPermalinks() {
  return siteData("api/permalinks.json");
}

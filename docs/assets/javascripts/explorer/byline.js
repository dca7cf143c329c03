/**
 * Who wrote a paper, when and where it appeared, with links, as `byline` of `_macros.md.j2` has it.
 *
 * @import { Terms } from "../search/excerpt.js"
 */

import { markedText } from "../search/excerpt.js";
import { element } from "../shared/dom.js";
import { guessSlug } from "../shared/heads.js";
import { ROOT } from "../shared/site.js";
import { say } from "../shared/words.js";

/**
 * @param {Data.Row} row
 * @param {Terms} terms those that are marked
 * @returns {(Node | string)[]} empty where nothing is known
 */
export function bylineOf({ authors = [], people, more, year, venue, venue_page }, terms) {
  const link = (/** @type {string} */ name, /** @type {string} */ href) =>
    element("a", { href }, ...markedText(name, terms));
  const names = authors.flatMap((name, n) => {
    const person = people?.[n] ?? 1;
    // The title above leads to the only paper of somebody.
    const named =
      person === 0 ? markedText(name, terms) : [link(name, addressOf("authors", name, person))];
    return [n ? ", " : "", ...named];
  });
  const parts = [
    names.length &&
      element("span", { class: "paper-item__authors" }, ...names, more ? ` ${say("et al.")}` : ""),
    year && link(String(year), addressOf("years", String(year), 1)),
    venue && link(venue, addressOf("venues", venue, venue_page ?? 1)),
  ];
  return parts.flatMap((part) => part || []).flatMap((part, n) => (n ? [" · ", part] : [part]));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {string | 1} address 1 where it follows from the name
 */
function addressOf(folder, name, address) {
  return new URL(address === 1 ? `${folder}/${guessSlug(name)}/` : address, ROOT).href;
}

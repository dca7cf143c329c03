/** Links that look for a name elsewhere, where the catalogue lists no authors. */

import { element } from "../shared/dom.js";
import { sayAround } from "../shared/words.js";

/** @type {[string, (name: string) => string][]} */
const PLACES = [
  ["Semantic Scholar", (name) => `https://www.semanticscholar.org/search?q=${name}`],
  ["Google Scholar", (name) => `https://scholar.google.com/scholar?q=author:%22${name}%22`],
  ["DBLP", (name) => `https://dblp.org/search?q=${name}`],
];

/**
 * Show sentences, and after them where a name can be looked for.
 *
 * @param {HTMLElement} place
 * @param {string} text
 * @param {string} name empty for none
 */
export function showNotes(place, text, name) {
  const links = PLACES.map(([title, addressOf]) =>
    element("a", { href: addressOf(encodeURIComponent(name)) }, title),
  );
  const [first, second, third] = links;
  place.replaceChildren(
    text,
    ...(name
      ? [
          " ",
          ...sayAround("Look for “%(name)s” on %(first)s, %(second)s or %(third)s.", {
            name,
            first,
            second,
            third,
          }),
        ]
      : []),
  );
  place.hidden = text === "";
}

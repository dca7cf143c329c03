/**
 * Lists of papers: rows as `paper_item` of `_macros.md.j2` writes them, and links to their pages.
 *
 * @typedef {string | (Node | string)[]} Content
 *
 * @typedef {object} Paper
 * @property {string} [slug]
 * @property {string} [address] none for a paper that is gone
 * @property {Content} title
 * @property {Content} [byline] no line where this is missing or an empty text
 * @property {Content} [summary] likewise
 */

import { element } from "./dom.js";
import { PAPERS_LANGUAGE } from "./site.js";
import { formatNumber, say } from "./words.js";

/**
 * @param {Paper} paper
 * @param {...(Node | undefined)} rest what stands below
 */
export function paperRow({ slug, address, title, byline, summary }, ...rest) {
  const name = address ? [element("a", { href: address }, ...[title].flat())] : [title].flat();
  return element(
    "li",
    { class: "paper-item", "data-paper": slug },
    element("h2", { class: "paper-item__title", lang: PAPERS_LANGUAGE }, ...name),
    byline ? element("p", { class: "paper-item__byline" }, ...[byline].flat()) : undefined,
    summary
      ? element("p", { class: "paper-item__summary", lang: PAPERS_LANGUAGE }, ...[summary].flat())
      : undefined,
    ...rest,
  );
}

/**
 * Tags, as `chip` of `_macros.md.j2` writes them.
 *
 * @param {{name: string, look: string, address?: string, automatic?: boolean}[]} tags `automatic`
 *   says whether a machine gave one
 */
export function chipList(tags) {
  const chips = tags.map(({ name, look, address, automatic }) => {
    const chip = element("a", { class: `chip ${look}`, href: address }, name);
    if (automatic) {
      chip.classList.add("chip--machine");
      chip.title = say("Tagged automatically");
      chip.append(element("span", { class: "visually-hidden" }, ` (${say("automatic")})`));
    }
    return element("li", {}, chip);
  });
  return element("ul", { class: "chips", "aria-label": say("Tags") }, ...chips);
}

/**
 * Show links to the pages of a list: the first, the last and those around the present one.
 *
 * @param {HTMLElement} nav
 * @param {number} page 1-based
 * @param {number} pages
 * @param {(page: number) => string} addressOf
 */
export function showPages(nav, page, pages, addressOf) {
  nav.hidden = pages < 2;
  const list = element("ul");
  const add = (/** @type {number} */ to, /** @type {string} */ text, /** @type {string} */ label) =>
    list.append(
      element(
        "li",
        {},
        element(
          "a",
          {
            href: addressOf(to),
            "data-page": String(to),
            "aria-label": label,
            "aria-current": to === page && "page",
          },
          text,
        ),
      ),
    );
  if (page > 1) add(page - 1, `‹ ${say("Back")}`, say("Previous page"));
  let last = 0;
  for (let n = 1; n <= pages; n++) {
    if (n !== 1 && n !== pages && Math.abs(n - page) > 2) continue;
    if (last && n > last + 1) list.append(element("li", {}, "…"));
    add(n, formatNumber(n), say("Page %(number)s", { number: formatNumber(n) }));
    last = n;
  }
  if (page < pages) add(page + 1, `${say("Next")} ›`, say("Next page"));
  nav.replaceChildren(list);
}

/**
 * The papers of one page of the list, and the links to the other pages.
 *
 * @typedef {import("./catalogue.js").Row} Row
 */

import { written } from "./facets.js";
import { putMarked } from "./words.js";

/** An abstract of up to so many characters is shown whole; see `SHORT` in `explore.py`. */
const SHORT = 240;
/** Characters of a longer one: more than the three lines that are shown of it; see `EXCERPT` there. */
const EXCERPT = 420;
const AUTHORS = 3;

/**
 * @typedef {object} Link where a tag or a listing of a row leads
 * @property {string} key
 * @property {string} address
 * @property {number} [position] in the listing
 *
 * @typedef {object} Names
 * @property {string} root way to the site's root
 * @property {(key: string) => string} nameOf
 * @property {(key: string) => string} classOf
 */

/**
 * A row with what is known of every paper; `fill` adds the rest and `relink` the addresses. The
 * page comes with rows of the same shape: see `paper_item` in `_macros.md.j2`.
 *
 * @param {HTMLTemplateElement} template
 * @param {{head: import("./catalogue.js").Head, links: Link[], code: boolean}} shown
 * @param {Names} names
 * @param {string[]} terms folded words to mark
 * @returns {HTMLElement}
 */
export function rowOf(template, { head, links, code }, names, terms) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  item.dataset.paper = head.slug;
  const link = item.querySelector("a");
  link.href = `${names.root}papers/${head.slug}/`;
  putMarked(link, head.title || "Untitled", terms);

  const [chips, sightings] = item.querySelectorAll("ul");
  for (const { key, position } of links) {
    const made = document.createElement("a");
    if (position === undefined) {
      made.className = `chip ${names.classOf(key)}`;
      made.textContent = names.nameOf(key);
      chips.append(entry(made));
    } else {
      const name = span("sightings__listing", names.nameOf(key));
      made.append(name, " ", span("sightings__position", String(position)));
      sightings.append(entry(made));
    }
  }
  if (code) sightings.append(entry(span("paper-item__code", "code")));
  if (!chips.childElementCount) chips.remove();
  return item;
}

/**
 * Let the tags and listings of a row lead to what they would narrow the present selection to.
 *
 * @param {HTMLElement} item
 * @param {Link[]} links in the order in which they stand there
 * @param {Names} names
 */
export function relink(item, links, names) {
  item.querySelectorAll(".paper-item__foot a").forEach((link, n) => {
    // A page that a browser kept may be older than the data.
    if (!links[n]) return;
    const { key, address, position } = links[n];
    link.setAttribute("href", address);
    if (link.dataset.include === key) return;
    link.dataset.include = key;
    if (position !== undefined) link.title = `${names.nameOf(key)}, position ${written(position)}`;
  });
}

/** @type {WeakMap<HTMLElement, {abstract: string, terms: string[]}>} those that are shown in part */
const abstracts = new WeakMap();

/**
 * Add to a row what arrives with its file: authors, venue, year and abstract.
 *
 * @param {HTMLElement} item
 * @param {Row} row
 * @param {string[]} terms folded words to mark
 */
export function fill(item, row, terms) {
  item.classList.remove("explorer__waiting");
  put(item.querySelector(".paper-item__byline"), byline(row));
  const place = item.querySelector(".paper-item__summary");
  const button = item.querySelector(".explorer__more");
  if (!row.abstract) {
    place?.remove();
    button?.remove();
    return;
  }
  if (row.abstract.length <= SHORT) {
    putMarked(place, row.abstract, terms);
    button?.remove();
    return;
  }
  abstracts.set(item, { abstract: row.abstract, terms });
  unfold(item, button.getAttribute("aria-expanded") === "true");
  place.id = `abstract-${row.slug}`;
  button.setAttribute("aria-controls", place.id);
  enable(item);
}

/** Let an abstract be opened. @param {HTMLElement} item */
export function enable(item) {
  const button = item.querySelector(".explorer__more");
  if (!button) return;
  button.disabled = false;
  name(button, item);
}

/** Say to which paper a button belongs. @param {Element} button @param {HTMLElement} item */
function name(button, item) {
  const title = item.querySelector(".paper-item__title").textContent;
  button.setAttribute("aria-label", `${button.textContent} of ${title}`);
}

/** Show the whole abstract of a row, or its start. @param {HTMLElement} item @param {boolean} open */
export function turn(item, open) {
  const button = item.querySelector(".explorer__more");
  if (!button || (button.getAttribute("aria-expanded") === "true") === open) return;
  button.setAttribute("aria-expanded", String(open));
  button.textContent = open ? "Less" : "Whole abstract";
  name(button, item);
  unfold(item, open);
}

/**
 * A browser lays out all of a text of which it shows three lines, so a folded abstract is cut.
 *
 * @param {HTMLElement} item
 * @param {boolean} open
 */
function unfold(item, open) {
  item.classList.toggle("explorer__folded", !open);
  const kept = abstracts.get(item);
  if (!kept) return;
  const { abstract, terms } = kept;
  const shown = open ? abstract : `${abstract.slice(0, EXCERPT).replace(/\S+$/u, "")}…`;
  putMarked(item.querySelector(".paper-item__summary"), shown, terms);
}

/** @param {Row} row @returns {string} authors, year and venue, as far as known */
function byline({ authors = [], venue, year }) {
  const named = authors.slice(0, AUTHORS).join(", ");
  const more = authors.length > AUTHORS ? " et al." : "";
  return [named + more, year, venue].filter(Boolean).join(" · ");
}

/** @param {HTMLElement | null} element @param {string} text an empty one removes the element */
function put(element, text) {
  if (text) element.textContent = text;
  else element?.remove();
}

/** @param {string} text @param {string} address */
function anchor(text, address) {
  const link = document.createElement("a");
  link.textContent = text;
  link.href = address;
  return link;
}

/** @param {string} className @param {string} text */
function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

/** @param {Node} content */
function entry(content) {
  const item = document.createElement("li");
  item.append(content);
  return item;
}

/**
 * Links to the pages of the list: the first, the last and those around the present one.
 *
 * @param {HTMLElement} nav
 * @param {number} page 1-based
 * @param {number} pages
 * @param {(page: number) => string} addressOf
 */
export function showPages(nav, page, pages, addressOf) {
  nav.hidden = pages < 2;
  const list = document.createElement("ul");
  const add = (
    /** @type {number} */ to,
    /** @type {string} */ text,
    /** @type {string} */ label,
  ) => {
    const link = anchor(text, addressOf(to));
    link.dataset.page = String(to);
    link.setAttribute("aria-label", label);
    if (to === page) link.setAttribute("aria-current", "page");
    list.append(entry(link));
  };
  if (page > 1) add(page - 1, "‹ Back", "Previous page");
  let last = 0;
  for (let n = 1; n <= pages; n++) {
    if (n !== 1 && n !== pages && Math.abs(n - page) > 2) continue;
    if (last && n > last + 1) list.append(entry(document.createTextNode("…")));
    add(n, written(n), `Page ${written(n)}`);
    last = n;
  }
  if (page < pages) add(page + 1, "Next ›", "Next page");
  nav.replaceChildren(list);
}

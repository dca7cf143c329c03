/**
 * The papers of one page of the list, and the links to the other pages.
 *
 * @typedef {import("./catalogue.js").Row} Row
 */

import { putMarked } from "./words.js";
import { written } from "./facets.js";

/** An abstract of up to so many characters is shown whole. */
const SHORT = 240;
const AUTHORS = 3;

/**
 * @typedef {object} Shown one paper to show
 * @property {import("./catalogue.js").Head} head
 * @property {{key: string, address: string}[]} tags
 * @property {{key: string, address: string, position: number}[]} seen
 * @property {boolean} code
 *
 * @typedef {object} Names
 * @property {string} root way to the site's root
 * @property {(key: string) => string} nameOf
 * @property {(key: string) => string} classOf
 * @property {string[]} terms folded words to mark
 * @property {Set<string>} open slugs whose abstract is shown whole
 * @property {(slug: string, open: boolean) => void} onOpen
 * @property {(slug: string) => void} onFollow
 */

/**
 * A row with what is known of every paper; `fill` adds the rest.
 *
 * @param {HTMLTemplateElement} template
 * @param {Shown} shown
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function rowOf(template, { head, tags, seen, code }, names) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  item.dataset.paper = head.slug;
  const link = item.querySelector("a");
  link.href = `${names.root}papers/${head.slug}/`;
  putMarked(link, head.title, names.terms);
  link.addEventListener("click", () => names.onFollow(head.slug));

  const [chips, sightings] = item.querySelectorAll("ul");
  for (const { key, address } of tags) {
    const chip = anchor(names.nameOf(key), address);
    chip.className = `chip ${names.classOf(key)}`;
    chip.dataset.include = key;
    chips.append(entry(chip));
  }
  if (!tags.length) chips.remove();

  for (const { key, address, position } of seen) {
    const name = names.nameOf(key);
    const badge = anchor("", address);
    badge.title = `${name}, position ${written(position)}`;
    badge.append(span("sightings__listing", name), " ", span("sightings__position", written(position)));
    badge.dataset.include = key;
    sightings.append(entry(badge));
  }
  if (code) sightings.append(entry(span("explorer__code", "code")));
  return item;
}

/**
 * Add to a row what arrives with its file: authors, venue, year and abstract.
 *
 * @param {HTMLElement} item
 * @param {Row} row
 * @param {Names} names
 */
export function fill(item, row, names) {
  put(item.querySelector(".paper-item__byline"), byline(row));
  const place = item.querySelector(".paper-item__summary");
  const button = item.querySelector(".explorer__more");
  if (!row.abstract) {
    place.remove();
    button.remove();
    return;
  }
  putMarked(place, row.abstract, names.terms);
  if (row.abstract.length <= SHORT) {
    button.remove();
    return;
  }
  place.id = `abstract-${row.slug}`;
  button.setAttribute("aria-controls", place.id);
  const word = span("", "");
  button.replaceChildren(word, span("explorer__hidden", ` of ${row.title}`));
  button.hidden = false;
  const turn = (/** @type {boolean} */ open) => {
    button.setAttribute("aria-expanded", String(open));
    word.textContent = open ? "Less" : "Whole abstract";
    place.classList.toggle("explorer__clamped", !open);
  };
  turn(names.open.has(row.slug));
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    turn(open);
    names.onOpen(row.slug, open);
  });
}

/** @param {Row} row @returns {string} authors, venue and year, as far as known */
function byline({ authors = [], venue, year }) {
  const named = authors.slice(0, AUTHORS).join(", ");
  const more = authors.length > AUTHORS ? " and others" : "";
  return [named + more, venue, year].filter(Boolean).join(" · ");
}

/** @param {HTMLElement} element @param {string} text an empty one removes the element */
function put(element, text) {
  if (text) element.textContent = text;
  else element.remove();
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
  const add = (/** @type {number} */ to, /** @type {string} */ text, /** @type {string} */ label) => {
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

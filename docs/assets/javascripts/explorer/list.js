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
 * @property {Row} row
 * @property {{key: string, address: string}[]} tags
 * @property {{key: string, name: string, address: string, position: number}[]} seen
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
 * @param {HTMLTemplateElement} template
 * @param {Shown} shown
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function rowOf(template, { row, tags, seen, code }, names) {
  const item = /** @type {HTMLElement} */ (template.content.cloneNode(true)).firstElementChild;
  item.dataset.slug = row.slug;
  const link = item.querySelector("a");
  link.href = `${names.root}papers/${row.slug}/`;
  putMarked(link, row.title, names.terms);
  link.addEventListener("click", () => names.onFollow(row.slug));
  link.addEventListener("auxclick", () => names.onFollow(row.slug));

  put(item.querySelector(".explorer__by"), byline(row));
  showAbstract(item, row, names);

  const list = item.querySelector(".explorer__tags");
  for (const tag of tags) {
    const chip = anchor(names.nameOf(tag.key), tag.address);
    chip.className = `tag ${names.classOf(tag.key)}`;
    chip.dataset.include = tag.key;
    list.append(entry(chip));
  }
  if (!tags.length) list.remove();

  const listings = item.querySelector(".explorer__seen");
  for (const { key, name, address, position } of seen) {
    const badge = anchor(`${name} #${written(position)}`, address);
    badge.dataset.include = key;
    listings.append(entry(badge));
  }
  if (code) {
    const badge = document.createElement("span");
    badge.textContent = "code";
    badge.className = "explorer__code";
    listings.append(entry(badge));
  }
  return item;
}

/** @param {HTMLElement} item @param {Row} row @param {Names} names */
function showAbstract(item, row, names) {
  const place = item.querySelector(".explorer__abstract");
  const button = item.querySelector(".explorer__more");
  if (!row.abstract) {
    place.remove();
    button.remove();
    return;
  }
  putMarked(place, row.abstract, names.terms);
  place.id = `abstract-${row.slug}`;
  if (row.abstract.length <= SHORT) {
    button.remove();
    return;
  }
  button.setAttribute("aria-controls", place.id);
  const hidden = document.createElement("span");
  hidden.className = "explorer__hidden";
  hidden.textContent = ` of ${row.title}`;
  const word = document.createElement("span");
  button.replaceChildren(word, hidden);
  const turn = (/** @type {boolean} */ open) => {
    button.setAttribute("aria-expanded", String(open));
    word.textContent = open ? "Less" : "Whole abstract";
    place.classList.toggle("explorer__abstract--whole", open);
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

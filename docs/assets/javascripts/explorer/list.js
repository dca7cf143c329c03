/**
 * The papers of one page of the list.
 *
 * @import { Terms } from "../search/excerpt.js"
 * @import { Head } from "../shared/heads.js"
 *
 * @typedef {object} Link where a tag or a listing of a row leads
 * @property {string} key
 * @property {string} address
 * @property {number} [position] in the listing
 *
 * @typedef {object} Names
 * @property {(key: string) => string} nameOf
 * @property {(key: string) => string} classOf
 */

import { markedExcerpt, markedText } from "../search/excerpt.js";
import { element, find, findAll } from "../shared/dom.js";
import { chipList, paperRow } from "../shared/papers.js";
import { paperAddress } from "../shared/site.js";
import { formatNumber, say } from "../shared/words.js";
import { bylineOf } from "./byline.js";

/** An abstract of up to so many characters is shown whole; see `SHORT_ABSTRACT` in `aim.py`. */
const SHORT = 240;
/** Characters of the aim of a longer one: more than the three lines that are shown; see `explore.py`. */
const EXCERPT = 420;
/** Characters around the words of a query: about two lines of a wide, three of a narrow screen. */
const QUOTED = 210;
const QUOTED_NARROW = 110;
const narrow = matchMedia("(max-width: 30em)");
const OPEN = say("Show less");
const FOLDED = say("Full abstract");

/**
 * A row with what is known of every paper; `fillRow` adds the rest and `linkRow` the addresses.
 * The page comes with rows of the same shape.
 *
 * @param {{head: Head, links: Link[], code: boolean, given: number, byline: boolean}} shown
 *   `given` is how many of its tags no machine gave; `byline` says whether it is likely to have one
 * @param {Names} names
 * @param {Terms} terms those that are marked
 */
export function rowOf({ head, links, code, given, byline }, { nameOf, classOf }, terms) {
  const tags = links.filter(({ position }) => position === undefined);
  const chips = tags.map(({ key }, n) => ({
    name: nameOf(key),
    look: classOf(key),
    automatic: n >= given,
  }));
  const sightings = element("ul", { class: "sightings", "aria-label": say("Seen in") });
  for (const { key, position } of links) {
    if (position === undefined) continue;
    const name = element("span", { class: "sightings__listing" }, nameOf(key));
    const place = element("span", { class: "sightings__position" }, String(position));
    sightings.append(element("li", {}, element("a", {}, name, " ", place)));
  }
  if (code) {
    sightings.append(
      element("li", {}, element("span", { class: "paper-item__code" }, say("code"))),
    );
  }
  const row = paperRow(
    {
      slug: head.slug,
      address: paperAddress(head.slug),
      title: "",
      byline: byline ? ["\u00a0"] : [],
      summary: [],
    },
    element(
      "button",
      { type: "button", class: "explorer__more", "aria-expanded": "false", disabled: true },
      FOLDED,
    ),
    element(
      "div",
      { class: "paper-item__foot" },
      chips.length ? chipList(chips) : undefined,
      sightings,
    ),
  );
  row.classList.add("explorer__waiting");
  find(row, "a", HTMLElement).append(...markedText(head.title || "Untitled", terms));
  return row;
}

/**
 * Let the tags and listings of a row lead to what they would narrow the present selection to.
 *
 * @param {HTMLElement} item
 * @param {Link[]} links in the order in which they stand there
 * @param {Names} names
 */
export function linkRow(item, links, names) {
  for (const [n, link] of findAll(item, ".paper-item__foot a", HTMLElement).entries()) {
    // A page that a browser kept may be older than the data.
    if (!links[n]) return;
    const { key, address, position } = links[n];
    link.setAttribute("href", address);
    if (link.dataset.include === key) continue;
    link.dataset.include = key;
    if (position !== undefined) {
      const place = { listing: names.nameOf(key), number: formatNumber(position) };
      link.title = say("%(listing)s, position %(number)s", place);
    }
  }
}

/** @typedef {{abstract: string, aim: string, terms: Terms}} Kept */
/** @type {WeakMap<HTMLElement, Kept>} those that are shown in part */
const abstracts = new WeakMap();

/**
 * Add to a row what arrives with its file: authors, venue, year and abstract.
 *
 * @param {HTMLElement} item
 * @param {Data.Row} row
 * @param {Terms} terms those that are marked
 */
export function fillRow(item, row, terms) {
  item.classList.remove("explorer__waiting");
  const byline = item.querySelector(".paper-item__byline");
  const names = bylineOf(row, terms);
  if (byline && names.length) byline.replaceChildren(...names);
  else byline?.remove();
  const [summary] = findAll(item, ".paper-item__summary", HTMLElement);
  const button = buttonOf(item);
  if (!row.abstract || !summary) {
    summary?.remove();
    button?.remove();
  } else if (row.abstract.length <= SHORT) {
    summary.replaceChildren(...markedText(row.abstract, terms));
    button?.remove();
  } else {
    const aim = row.abstract.slice(...(row.aim ?? []));
    abstracts.set(item, { abstract: row.abstract, aim, terms });
    foldAbstract(item, !button || !isOpen(button));
    summary.id = `abstract-${row.slug}`;
    button?.setAttribute("aria-controls", summary.id);
    enableAbstract(item);
  }
}

/** @param {HTMLElement} item @returns {HTMLButtonElement | undefined} what opens its abstract */
function buttonOf(item) {
  return findAll(item, ".explorer__more", HTMLButtonElement)[0];
}

/** @param {Element} button */
function isOpen(button) {
  return button.getAttribute("aria-expanded") === "true";
}

/** Let an abstract be opened. @param {HTMLElement} item */
export function enableAbstract(item) {
  const button = buttonOf(item);
  if (!button) return;
  button.disabled = false;
  nameButton(button, item);
}

/** Say to which paper a button belongs. @param {Element} button @param {HTMLElement} item */
function nameButton(button, item) {
  const title = item.querySelector(".paper-item__title")?.textContent ?? "";
  const label = isOpen(button)
    ? say("Show less of %(title)s", { title })
    : say("Full abstract of %(title)s", { title });
  button.setAttribute("aria-label", label);
}

/** Show the whole abstract of a row, or its start. @param {HTMLElement} item @param {boolean} open */
export function openAbstract(item, open) {
  const button = buttonOf(item);
  if (!button || isOpen(button) === open) return;
  button.setAttribute("aria-expanded", String(open));
  button.textContent = open ? OPEN : FOLDED;
  nameButton(button, item);
  foldAbstract(item, !open);
}

/**
 * A browser lays out all of a text of which it shows three lines, so of a folded abstract there
 * is the sentence that states the aim, or what is around the words of a query.
 *
 * @param {HTMLElement} item
 * @param {boolean} folded
 */
function foldAbstract(item, folded) {
  const kept = abstracts.get(item);
  item.classList.toggle("explorer__folded", folded);
  if (!kept) return;
  const shown = folded ? partOf(kept) : markedText(kept.abstract, kept.terms);
  find(item, ".paper-item__summary", HTMLElement).replaceChildren(...shown);
}

/** What is shown of a folded abstract. @param {Kept} kept */
function partOf({ abstract, aim, terms }) {
  // Without a query search is not loaded.
  if (terms.size) {
    const excerpt = markedExcerpt(abstract, terms, narrow.matches ? QUOTED_NARROW : QUOTED);
    if (excerpt.some((piece) => piece instanceof Element)) return excerpt;
  }
  return [aim.length > EXCERPT ? `${aim.slice(0, EXCERPT).replace(/\S+$/u, "")}…` : aim];
}

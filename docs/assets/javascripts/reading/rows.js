/**
 * The rows of the reading list: as in other lists, with what the reader adds.
 *
 * @import { Details } from "./details.js"
 */

import { bylineOf } from "../explorer/byline.js";
import { element, find, findAll } from "../shared/dom.js";
import { chipList, paperRow } from "../shared/papers.js";
import { paperAddress } from "../shared/site.js";
import { formatNumber, say } from "../shared/words.js";
import { detailsOf, loadDetails, titleOf } from "./details.js";
import { buttonOf, page, part } from "./parts.js";

/** Characters of a summary; see `SUMMARY_LENGTH` in `_cards.py`. */
const LONGEST_AIM = 300;
/** Until its tags and abstract are there, a row is about as high as with them. */
const WAITING = "paper-item--waiting";
/** How far outside the window they are fetched. */
const AHEAD = "400px";

const names = {
  tags: namesIn("tags"),
  listings: namesIn("listings"),
};
const { size: recordsPerPage = "1" } = part("listings").dataset;

/** Tags or listings, in the order of their numbers. @param {string} kind */
function namesIn(kind) {
  const { content } = find(page, `template[data-${kind}]`, HTMLTemplateElement);
  return findAll(content, "a", HTMLAnchorElement).map((link) => ({
    name: link.textContent ?? "",
    look: link.className,
    address: link.getAttribute("href") ?? "",
  }));
}

const coming = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen)
      if (isIntersecting && target instanceof HTMLElement) complete(target);
  },
  { rootMargin: AHEAD },
);

/**
 * @param {string} paper slug
 * @param {...HTMLElement} own what the reader adds, below all else
 */
export function rowOf(paper, ...own) {
  const row = paperRow(
    { slug: paper, address: paperAddress(paper), title: titleOf(paper) },
    ...own,
  );
  const details = detailsOf(paper);
  if (details) fill(row, details);
  else {
    row.classList.add(WAITING);
    coming.observe(row);
  }
  return row;
}

/** @param {HTMLElement} row */
async function complete(row) {
  const { paper = "" } = row.dataset;
  coming.unobserve(row);
  try {
    await loadDetails(paper);
  } catch {
    // The page says that the catalogue could not be reached; a title is a row, too.
  }
  row.classList.remove(WAITING);
  const details = detailsOf(paper);
  if (details) fill(row, details);
}

/** Add what other lists show of a paper. @param {HTMLElement} row @param {Details} details */
function fill(row, { row: data, tags, given, seen }) {
  const chips = tags.flatMap((tag, n) =>
    names.tags[tag] ? { ...names.tags[tag], automatic: n >= given } : [],
  );
  const foot = element(
    "div",
    { class: "paper-item__foot" },
    chips.length ? chipList(chips) : undefined,
    sightingList(seen),
  );
  const byline = bylineOf(data, new Map());
  const whole = paperRow(
    { title: "", byline: byline.length ? byline : "", summary: aimOf(data) },
    foot,
  );
  find(row, ".paper-item__title", HTMLElement).after(...[...whole.children].slice(1));
}

/** @param {Data.Row} row @returns {string} what its abstract says of the aim; a short one whole */
function aimOf({ abstract = "", aim }) {
  const text = aim ? abstract.slice(...aim) : abstract;
  return text.length > LONGEST_AIM
    ? `${text.slice(0, LONGEST_AIM).replace(/\s*\S*$/u, "")}…`
    : text;
}

/** @param {[number, number][]} seen listings and positions */
function sightingList(seen) {
  const items = seen.map(([listing, position]) => {
    const { name, address } = names.listings[listing] ?? { name: "", address: "" };
    const page = Math.ceil(position / Number(recordsPerPage));
    const href = `${address}${page > 1 ? `page/${page}/` : ""}#p${position}`;
    return element(
      "a",
      { href },
      element("span", { class: "sightings__listing" }, name),
      " ",
      element("span", { class: "sightings__position" }, formatNumber(position)),
    );
  });
  return element(
    "ul",
    { class: "sightings", "aria-label": say("Seen in") },
    ...items.map((item) => element("li", {}, item)),
  );
}

/**
 * A saved paper that the catalogue no longer has.
 *
 * @param {string} paper slug
 * @param {() => void} remove
 * @param {...HTMLElement} own
 */
export function goneRow(paper, remove, ...own) {
  const removing = buttonOf(say("Remove"), remove, "button--small");
  const byline = [say("No longer in the catalogue."), " ", removing];
  const row = paperRow({ title: titleOf(paper), byline }, ...own);
  row.classList.add("paper-item--gone");
  return row;
}

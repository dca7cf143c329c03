/**
 * The rows of the reading list.
 *
 * @typedef {import("../cite/formats.js").CitationRecord} CitationRecord
 */

import { element } from "../cite/elements.js";
import { paperAddress } from "../cite/site.js";

/** Authors that are named before "et al.". */
const NAMED = 3;

/**
 * @param {string} paper slug
 * @param {string} title
 * @param {CitationRecord | undefined} record unknown while nothing is loaded
 */
export function rowOf(paper, title, record) {
  const link = element("a", { href: paperAddress(paper) }, record?.title ?? title);
  const row = element(
    "li",
    { class: "paper-item", "data-paper": paper },
    element("h2", { class: "paper-item__title" }, link),
  );
  const byline = record ? bylineOf(record) : "";
  if (byline) row.append(element("p", { class: "paper-item__byline" }, byline));
  return row;
}

/**
 * A saved paper that the catalogue no longer has.
 * @param {string} title
 * @param {() => void} remove
 */
export function goneRow(title, remove) {
  return element(
    "li",
    { class: "paper-item paper-item--gone" },
    element("h2", { class: "paper-item__title" }, title),
    element(
      "p",
      { class: "paper-item__byline" },
      "No longer in the catalogue. ",
      element("button", { type: "button", class: "button button--small", click: remove }, "Remove"),
    ),
  );
}

/** @param {CitationRecord} record */
function bylineOf({ authors = [], venue, date }) {
  const names = authors.slice(0, NAMED).map((name) => [...name].reverse().join(" "));
  const who = names.join(", ") + (authors.length > NAMED ? " et al." : "");
  return [who, date?.slice(0, 4), venue].filter(Boolean).join(" · ");
}

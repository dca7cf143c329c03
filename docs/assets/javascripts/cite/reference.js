/**
 * A reference to paste into a text, as the APA sets it, made of what is known.
 *
 * It says where authors or year are missing: what is pasted so is not taken for complete.
 */

import { element } from "../shared/dom.js";

/** Authors that are all named; of more, all but the last of these and the very last are. */
const NAMED = 20;

/** @typedef {{ text: string, italic?: boolean, link?: boolean }} Piece */

/** One reference a line. @param {Data.Citation[]} records */
export function toText(records) {
  return records.map((record) => `${piecesOf(record).map(textOf).join("")}\n`).join("");
}

/** The same as HTML, in italics where they are due. @param {Data.Citation[]} records */
export function toHtml(records) {
  return records
    .map((record) => element("p", {}, ...piecesOf(record).map(nodeOf)).outerHTML)
    .join("");
}

/** @param {Piece} piece */
function textOf({ text }) {
  return text;
}

/** @param {Piece} piece */
function nodeOf({ text, italic, link }) {
  if (link) return element("a", { href: text }, text);
  return italic ? element("i", {}, text) : text;
}

/** @param {Data.Citation} record @returns {Piece[]} */
function piecesOf(record) {
  const year = record.date?.slice(0, 4) ?? "[year unknown]";
  const authors = record.authors?.length ? joined(record.authors.map(nameOf)) : "[Authors unknown]";
  const address = record.doi ? `https://doi.org/${record.doi}` : record.url;
  return [
    { text: `${ended(authors)} (${year}). ` },
    ...titleAndVenue(record),
    ...(address ? [{ text: " " }, { text: address, link: true }] : []),
  ];
}

/** @param {Data.Citation} record @returns {Piece[]} */
function titleAndVenue({ kind, title, venue, volume, issue, pages, arxiv }) {
  const range = pages?.replace(/[-\u2010-\u2015]+/, "–");
  if (kind === "article" && venue) {
    const number = issue ? `(${issue})` : "";
    return [
      { text: `${ended(title)} ` },
      { text: volume ? `${venue}, ${volume}` : venue, italic: true },
      { text: `${volume ? number : ""}${range ? `, ${range}` : ""}.` },
    ];
  }
  if (kind === "inproceedings" && venue) {
    return [
      { text: `${ended(title)} In ` },
      { text: venue, italic: true },
      { text: `${range ? ` (pp. ${range})` : ""}.` },
    ];
  }
  const own = kind === "preprint" && arxiv;
  if (own) return [{ text: title, italic: true }, { text: ` (arXiv:${arxiv}). arXiv.` }];
  return [{ text: ended(title), italic: true }, { text: venue ? ` ${ended(venue)}` : "" }];
}

/** A sentence ends once. @param {string} text */
function ended(text) {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}

/** @param {string[]} names */
function joined(names) {
  const last = names[names.length - 1];
  if (names.length === 1) return last;
  if (names.length > NAMED) return `${names.slice(0, NAMED - 1).join(", ")}, … ${last}`;
  return `${names.slice(0, -1).join(", ")}, & ${last}`;
}

/** Family name and initials. @param {string[]} name */
function nameOf([family, given = "", suffix]) {
  const initials = given
    .split(/[\s.]+/)
    .map((word) => word.split("-").map(initialOf).filter(Boolean).join("-"))
    .filter(Boolean);
  return [family, initials.join(" "), suffix].filter(Boolean).join(", ");
}

/** @param {string} word */
function initialOf(word) {
  const [letter] = word.match(/\p{L}\p{M}*/u) ?? [];
  return letter ? `${letter.toLocaleUpperCase("en")}.` : "";
}

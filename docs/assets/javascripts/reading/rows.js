/** The rows of the reading list. */

import { element } from "../shared/dom.js";
import { paperRow } from "../shared/papers.js";
import { paperAddress } from "../shared/site.js";
import { formatByline, fullName } from "../shared/text.js";
import { say } from "../shared/words.js";

/**
 * @param {string} paper slug
 * @param {string} title
 * @param {Data.Citation | undefined} record unknown while nothing is loaded
 */
export function rowOf(paper, title, record) {
  const authors = record?.authors?.map(fullName) ?? [];
  return paperRow({
    slug: paper,
    address: paperAddress(paper),
    title: record?.title ?? title,
    byline: formatByline(authors, record?.date?.slice(0, 4), record?.venue),
  });
}

/**
 * A saved paper that the catalogue no longer has.
 *
 * @param {string} title
 * @param {() => void} remove
 */
export function goneRow(title, remove) {
  const given = { type: "button", class: "button button--small", click: remove };
  const row = paperRow({
    title,
    byline: [say("No longer in the catalogue."), " ", element("button", given, say("Remove"))],
  });
  row.classList.add("paper-item--gone");
  return row;
}

/**
 * The lines below a search box: who is named, tags and listings that fit, the best papers, a way to
 * all.
 *
 * @import { Head } from "../shared/heads.js"
 * @import { Answer } from "./answer.js"
 */

import { element } from "../shared/dom.js";
import { paperAddress, ROOT } from "../shared/site.js";
import { formatPapers } from "../shared/text.js";
import { say, sayNumber } from "../shared/words.js";
import { markedText } from "./excerpt.js";

/** What kinds of pages are called. */
const KINDS = {
  author: say("Author"),
  venue: say("Venue"),
  year: say("Year"),
  tag: say("Tag"),
  listing: say("Listing"),
  page: say("Page"),
};

/**
 * @param {string} text
 * @param {Answer} answer
 * @param {Head[]} heads of the best papers
 * @returns {HTMLAnchorElement[]}
 */
export function optionsOf(text, answer, heads) {
  const papers = heads.map(({ slug, title }) =>
    option("paper", paperAddress(slug), ...markedText(title || "Untitled", answer.terms)),
  );
  const isLate = (/** @type {Data.Other} */ { kind, late }) => kind === "page" || late;
  const groups = answer.groups.filter((group) => !isLate(group)).map(groupOption);
  const late = answer.groups.filter(isLate).map(groupOption);
  return [...groups, ...papers, ...late, ...lastOption(text, answer)];
}

/** Where all papers are that a text finds. @param {string} text @param {boolean} [wide] @returns {string} */
export function resultsAddress(text, wide = false) {
  const address = new URL("explore/", ROOT);
  address.searchParams.set("q", text.trim());
  if (wide) address.searchParams.set("wide", "1");
  return address.href;
}

/** What somebody, a tag or another page is called in a list of results. @param {Data.Other} group */
export function nameGroup({ kind, title, papers }) {
  const count = papers ? `, ${formatPapers(papers)}` : "";
  return [element("span", { class: "suggestion__kind" }, `${KINDS[kind]}: `), title, count];
}

/** @param {Data.Other} group */
function groupOption(group) {
  return option("group", new URL(group.address, ROOT).href, ...nameGroup(group));
}

/**
 * @param {string} text
 * @param {Answer} answer
 */
function lastOption(text, { documents, fitting, nearest }) {
  if (fitting) {
    const all = sayNumber("The only paper that fits", "All %(number)s papers", fitting);
    return [option("all", resultsAddress(text), all)];
  }
  if (documents.length) {
    const label = sayNumber(
      "%(number)s paper that shares a word",
      "%(number)s papers that share a word",
      documents.length,
    );
    return [option("all", resultsAddress(text, true), label)];
  }
  const label = say("Search for “%(words)s”", { words: nearest ?? "" });
  return nearest ? [option("all", resultsAddress(nearest), label)] : [];
}

/**
 * A link is the option: the pointer follows it as any link, in a new tab, too.
 *
 * @param {string} look
 * @param {string} href
 * @param {...(Node | string)} content
 */
function option(look, href, ...content) {
  return element(
    "a",
    { role: "option", class: `suggestion suggestion--${look}`, href, tabindex: "-1" },
    ...content,
  );
}

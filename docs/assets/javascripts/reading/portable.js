/**
 * The reading list outside this browser: as an address, as a file, and back.
 *
 * @import { Mark } from "./store.js"
 *
 * @typedef {object} Entry
 * @property {string} paper slug or short citation key
 * @property {string} title empty where the file has none
 * @property {boolean} read
 */

import { ROOT } from "../shared/site.js";

const FORMAT = "paper-catalogue reading list";

/**
 * The address that shows these papers to anyone: six characters for each.
 * @param {string[]} papers
 * @param {Data.Permalinks} permalinks
 */
export function sharedAddress(papers, permalinks) {
  const address = new URL("reading-list/", ROOT);
  const codes = papers.map((paper) => permalinks.papers[paper]).filter(Boolean);
  address.search = `papers=${codes.join(".")}`;
  return address.href;
}

/**
 * What an address of `sharedAddress` shows; slugs may stand in it too.
 * @param {string} query
 * @param {Data.Permalinks} permalinks
 * @returns {{papers: string[], unknown: number} | null} null where nothing is shared
 */
export function sharedPapers(query, permalinks) {
  const value = new URLSearchParams(query).get("papers");
  if (value === null) return null;
  const byCode = new Map(Object.entries(permalinks.papers).map(([paper, code]) => [code, paper]));
  const tokens = [...new Set(value.split(/[.,\s]+/).filter(Boolean))];
  const papers = tokens
    .map((token) => byCode.get(token) ?? currentSlug(token, permalinks))
    .filter((paper) => paper !== null);
  return { papers: [...new Set(papers)], unknown: tokens.length - papers.length };
}

/**
 * The slug under which a paper stands today; null for one that is gone.
 * @param {string} paper
 * @param {Data.Permalinks} permalinks
 * @returns {string | null}
 */
export function currentSlug(paper, permalinks) {
  if (Object.hasOwn(permalinks.papers, paper)) return paper;
  return Object.hasOwn(permalinks.moved, paper) ? permalinks.moved[paper] : null;
}

/**
 * The list as a file that `entriesIn` reads.
 * @param {[string, Mark][]} marks
 */
export function formatBackup(marks) {
  const papers = marks.map(([id, { title, saved, read }]) => ({ id, title, saved, read }));
  return `${JSON.stringify({ format: FORMAT, version: 1, papers }, null, 2)}\n`;
}

/**
 * The papers that a file names: a backup, CSL-JSON, BibTeX, RIS, Markdown or any text with
 * addresses of papers.
 * @param {string} text
 * @returns {Entry[]} each paper once; not all need be in this catalogue
 */
export function entriesIn(text) {
  return uniqueEntries(fromJson(text) ?? fromText(text));
}

/** The first entry of each paper. @param {Entry[]} entries */
export function uniqueEntries(entries) {
  /** @type {Map<string, Entry>} */
  const first = new Map();
  for (const entry of entries) if (!first.has(entry.paper)) first.set(entry.paper, entry);
  return [...first.values()];
}

/** @param {string} text @returns {Entry[] | null} */
function fromJson(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  const items = Array.isArray(data) ? data : (data?.papers ?? data?.items ?? []);
  if (!Array.isArray(items)) return [];
  return items
    .filter((item) => typeof item?.id === "string")
    .map(({ id, title, read }) => ({
      paper: slugOf(id),
      title: typeof title === "string" ? title : "",
      read: Boolean(read),
    }));
}

const IN_TEXT = new RegExp(
  [
    String.raw`^\s*@\w+\s*[{(]\s*([^\s,{}]+)\s*,`,
    String.raw`^ID {2}- *(\S+)`,
    String.raw`\bpapers/([a-z0-9-]+)/`,
  ].join("|"),
  "gim",
);

/** @param {string} text @returns {Entry[]} */
function fromText(text) {
  return [...text.matchAll(IN_TEXT)].map((match) => ({
    paper: slugOf(match[1] ?? match[2] ?? match[3]),
    title: "",
    read: false,
  }));
}

/** @param {string} id a slug or an address that ends in one */
function slugOf(id) {
  return id.match(/papers\/([a-z0-9-]+)\/?$/)?.[1] ?? id;
}

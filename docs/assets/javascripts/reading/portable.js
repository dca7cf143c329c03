/**
 * The reading list outside this browser: as an address, as a file, and back.
 *
 * @import { Mark, State } from "./state.js"
 *
 * @typedef {object} Entry
 * @property {string} paper slug or short citation key
 * @property {string} title empty where the file has none
 * @property {Mark | null} mark that of a backup
 *
 * @typedef {object} Content
 * @property {Entry[]} entries each paper once; not all need be in this catalogue
 * @property {string[]} lists names
 * @property {boolean} own whether it is a backup of this catalogue
 */

import { ROOT } from "../shared/site.js";
import { listName, namesIn, readMark } from "./state.js";

const FORMAT = "paper-catalogue reading list";

/**
 * The address that shows these papers to anyone: six characters for each.
 * @param {string[]} papers
 * @param {Data.Permalinks} permalinks
 * @param {string} [list] the name of their list
 */
export function sharedAddress(papers, permalinks, list = "") {
  const address = new URL("reading-list/", ROOT);
  const codes = papers.map((paper) => permalinks.papers[paper]).filter(Boolean);
  const named = list && `&list=${encodeURIComponent(list)}`;
  address.search = `papers=${codes.join(".")}${named}`;
  return address.href;
}

/**
 * What an address of `sharedAddress` shows; slugs may stand in it too.
 * @param {string} query
 * @param {Data.Permalinks} permalinks
 * @returns {{papers: string[], unknown: number, list: string} | null} null where nothing is shared
 */
export function sharedPapers(query, permalinks) {
  const given = new URLSearchParams(query);
  const value = given.get("papers");
  if (value === null) return null;
  const byCode = new Map(Object.entries(permalinks.papers).map(([paper, code]) => [code, paper]));
  const tokens = [...new Set(value.split(/[.,\s]+/).filter(Boolean))];
  const papers = tokens
    .map((token) => byCode.get(token) ?? currentSlug(token, permalinks))
    .filter((paper) => paper !== null);
  const list = listName(given.get("list"));
  return { papers: [...new Set(papers)], unknown: tokens.length - papers.length, list };
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
 * Everything as a file that `contentOf` reads.
 * @param {Readonly<State>} state
 */
export function formatBackup({ papers, lists }) {
  const marks = Object.entries(papers).map(([id, mark]) => ({ id, ...mark }));
  const backup = { format: FORMAT, version: 2, catalogue: ROOT.href, lists, papers: marks };
  return `${JSON.stringify(backup, null, 2)}\n`;
}

/**
 * The papers that a file names: a backup, CSL-JSON, BibTeX, RIS, Markdown or any text with
 * addresses of papers.
 * @param {string} text
 * @returns {Content}
 */
export function contentOf(text) {
  const data = fromJson(text);
  if (data === undefined) return { entries: uniqueEntries(fromText(text)), lists: [], own: false };
  const { format, catalogue, papers, items, lists } = Object(data);
  const found = Array.isArray(data) ? data : (papers ?? items);
  const named = (Array.isArray(found) ? found : []).filter((item) => typeof item?.id === "string");
  const entries = named.map(({ id, ...fields }) => {
    const paper = slugOf(id);
    const title = typeof fields.title === "string" ? fields.title : "";
    return { paper, title, mark: format === FORMAT ? readMark(paper, fields) : null };
  });
  const marks = entries.flatMap(({ mark }) => mark ?? []);
  return {
    entries: uniqueEntries(entries),
    lists: format === FORMAT ? namesIn(lists, marks) : [],
    own: format === FORMAT && catalogue === ROOT.href,
  };
}

/** The first entry of each paper. @param {Entry[]} entries */
export function uniqueEntries(entries) {
  /** @type {Map<string, Entry>} */
  const first = new Map();
  for (const entry of entries) if (!first.has(entry.paper)) first.set(entry.paper, entry);
  return [...first.values()];
}

/** @param {string} text @returns {unknown} undefined for what is no JSON */
function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
    mark: null,
  }));
}

/** @param {string} id a slug or an address that ends in one */
function slugOf(id) {
  return id.match(/papers\/([a-z0-9-]+)\/?$/)?.[1] ?? id;
}

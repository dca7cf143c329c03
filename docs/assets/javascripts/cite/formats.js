/**
 * Citation records as BibTeX, RIS, CSL-JSON and Markdown.
 *
 * `builder/citing/formats.py` writes the first three at build time; a test holds the two
 * to each other, so change both.
 */

import { fullName } from "../shared/text.js";
import { say } from "../shared/words.js";
import { toText } from "./reference.js";

const VENUE_FIELD = {
  article: "journal",
  inproceedings: "booktitle",
  preprint: "howpublished",
  misc: "howpublished",
};
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** @param {Data.Citation[]} records */
export function toBibTeX(records) {
  return records.map(bibtex).join("\n");
}

/** @param {Data.Citation} record */
function bibtex(record) {
  const [year, month] = dateParts(record);
  const venueField = VENUE_FIELD[record.kind];
  const fields = [
    ["title", braced(record.tex ?? texOf(record.title))],
    ["author", braced((record.authors ?? []).map(bibtexName).join(" and "))],
    ["year", braced(year)],
    ["month", month ? MONTHS[Number(month) - 1] : ""],
    [venueField, braced(texEscaped(record.venue))],
    ["volume", braced(bibtexRange(record.volume))],
    ["number", braced(bibtexRange(record.issue))],
    ["pages", braced(bibtexRange(record.pages))],
    ["eprint", braced(record.arxiv)],
    ["archiveprefix", record.arxiv ? "{arXiv}" : ""],
    ["doi", braced(record.doi)],
    ["url", braced(record.url)],
    ["ids", braced(record.alias)],
    ["keywords", braced((record.keywords ?? []).map(bibtexKeyword).join(", "))],
    ["abstract", braced(texEscaped(record.abstract))],
  ];
  const lines = fields
    .filter(([, value]) => value !== "" && value !== "{}")
    .map(([name, value]) => `  ${name} = ${value},`);
  const kind = record.kind === "preprint" ? "misc" : record.kind;
  return [`@${kind}{${record.key},`, ...lines, "}", ""].join("\n");
}

/** @param {string} [value] */
function braced(value = "") {
  return `{${value}}`;
}

/** @param {string[]} name */
function bibtexName(name) {
  const [family, ...others] = name.map((part) => texEscaped(part));
  if (!others.length) return braced(family);
  return [family, ...others.reverse()]
    .map((part) => (/(?:^| )and(?: |$)|\{\}/i.test(part) ? braced(part) : part))
    .join(", ");
}

const DASH = /[-\u2010-\u2015]+/;

/** @param {string} [numbers] */
function bibtexRange(numbers = "") {
  return numbers
    .split(DASH)
    .map((number) => texEscaped(number))
    .join("--");
}

/** @param {string} keyword */
function bibtexKeyword(keyword) {
  const tex = texEscaped(keyword);
  return /[,;]/.test(tex) ? braced(tex) : tex;
}

/** @type {Record<string, string>} */
const TO_ESCAPE = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
};

/** Signs that TeX sets as another one when they meet: two hyphens as a dash. */
const LIGATURE = /([-`',<>])(?=\1)|([?!])(?=`)/g;

/** @param {string} [plain] */
function texEscaped(plain = "") {
  return plain.replace(/[\\{}~^&%$#_]/g, (char) => TO_ESCAPE[char]).replace(LIGATURE, "$&{}");
}

/**
 * Plain text as TeX; words with inner capitals stand in braces, so that styles keep them.
 * @param {string} plain
 */
function texOf(plain) {
  const escaped = plain.replace(/[\p{L}\p{N}]+|[\\{}~^&%$#_]/gu, (found) => {
    if (Object.hasOwn(TO_ESCAPE, found)) return TO_ESCAPE[found];
    return /^.+\p{Lu}/u.test(found) ? braced(found) : found;
  });
  return escaped.replace(LIGATURE, "$&{}");
}

const RIS_TYPE = { article: "JOUR", inproceedings: "CPAPER", preprint: "UNPB", misc: "GEN" };

/** @param {Data.Citation[]} records */
export function toRIS(records) {
  return records
    .flatMap(ris)
    .map(([tag, value]) => `${tag}  - ${value}\r\n`)
    .join("");
}

/**
 * @param {Data.Citation} record
 * @returns {string[][]}
 */
function ris(record) {
  const [year, month, day] = dateParts(record);
  const pages = record.pages ?? "";
  const dash = DASH.exec(pages) ?? { index: pages.length, 0: "" };
  const fields = [
    ["TY", RIS_TYPE[record.kind]],
    ["ID", record.key],
    ["TI", record.title],
    ...(record.authors ?? []).map((name) => [
      "AU",
      name.length > 1 ? name.join(", ") : name[0].replaceAll(",", ""),
    ]),
    ["PY", year],
    ["DA", year && `${year}/${month}/${day}/`],
    [record.kind === "article" ? "JO" : "T2", record.venue ?? ""],
    ["VL", record.volume ?? ""],
    ["IS", record.issue ?? ""],
    ["SP", pages.slice(0, dash.index)],
    ["EP", pages.slice(dash.index + dash[0].length)],
    ["DO", record.doi ?? ""],
    ["AN", record.arxiv ? `arXiv:${record.arxiv}` : ""],
    ["UR", record.url ?? ""],
    ...(record.keywords ?? []).map((keyword) => ["KW", keyword]),
    ["AB", record.abstract ?? ""],
  ];
  return [...fields.filter(([, value]) => value !== ""), ["ER", ""]];
}

const CSL_TYPE = {
  article: "article-journal",
  inproceedings: "paper-conference",
  preprint: "article",
  misc: "document",
};

/** @param {Data.Citation[]} records */
export function toCSL(records) {
  return `${JSON.stringify(records.map(csl), null, 2)}\n`;
}

/** @param {Data.Citation} record */
function csl(record) {
  const parts = dateParts(record).filter(Boolean).map(Number);
  return {
    id: record.key,
    type: CSL_TYPE[record.kind],
    title: record.title,
    author: record.authors?.map(cslName),
    issued: parts.length ? { "date-parts": [parts] } : undefined,
    "container-title": record.venue,
    volume: record.volume,
    issue: record.issue,
    page: record.pages,
    DOI: record.doi,
    number: record.arxiv ? `arXiv:${record.arxiv}` : undefined,
    URL: record.url,
    keyword: record.keywords?.join(", "),
    abstract: record.abstract,
  };
}

/** @param {string[]} name */
function cslName(name) {
  if (name.length === 1) return { literal: name[0] };
  const words = name[0].split(" ");
  const start = words.findIndex((word) => !/^\p{Lowercase}/u.test(word));
  const first = start < 0 ? words.length - 1 : start;
  return {
    family: words.slice(first).join(" "),
    given: name[1],
    "non-dropping-particle": words.slice(0, first).join(" ") || undefined,
    suffix: name[2],
  };
}

/** @param {Data.Citation[]} records */
export function toMarkdown(records) {
  return records.map((record) => `- ${markdown(record)}\n`).join("");
}

/** @param {Data.Citation} record */
function markdown(record) {
  const title = markdownText(record.title);
  const parts = [`[${title}](${markdownAddress(record.url ?? "")})`];
  if (record.authors) {
    parts.push(markdownText(record.authors.map(fullName).join(", ")));
  }
  if (record.venue) parts.push(`*${markdownText(record.venue)}*`);
  if (record.date) parts.push(record.date.slice(0, 4));
  return parts.join(". ");
}

/** Escape what Markdown would act on inside a line. @param {string} text */
function markdownText(text) {
  return text.replace(/[\\`*_[\]<~$]|&(?=#?\w+;)/g, "\\$&");
}

/** @param {string} url */
function markdownAddress(url) {
  const encoded = { "(": "%28", ")": "%29", "<": "%3C", ">": "%3E" };
  return url.replace(/[()<>]/g, (char) => encoded[/** @type {keyof typeof encoded} */ (char)]);
}

/**
 * Year, month and day as written; empty where unknown.
 * @param {Data.Citation} record
 */
function dateParts(record) {
  const parts = [...(record.date ?? "").split("-"), "", ""];
  return [parts[0], parts[1], parts[2]];
}

/**
 * Each under its other key, where it has one.
 * @param {Data.Citation[]} records
 */
export function swapKeys(records) {
  return records.map((record) =>
    record.alias ? { ...record, key: record.alias, alias: record.key } : record,
  );
}

/** How each format is offered; `keyed` are those with keys and abstracts. */
export const FORMATS = {
  bibtex: {
    name: "BibTeX",
    write: toBibTeX,
    suffix: "bib",
    type: "application/x-bibtex",
    keyed: true,
  },
  ris: {
    name: "RIS",
    write: toRIS,
    suffix: "ris",
    type: "application/x-research-info-systems",
    keyed: true,
  },
  csl: {
    name: "CSL-JSON",
    write: toCSL,
    suffix: "csl.json",
    type: "application/vnd.citationstyles.csl+json",
    keyed: true,
  },
  text: { name: say("APA style"), write: toText, suffix: "txt", type: "text/plain", keyed: false },
  markdown: {
    name: "Markdown",
    write: toMarkdown,
    suffix: "md",
    type: "text/markdown",
    keyed: false,
  },
};

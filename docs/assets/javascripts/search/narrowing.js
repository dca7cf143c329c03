/** Adds narrowings to the text of a query, and takes them away. */
import { identifierOf } from "./query.js";

const PIECE = /(?<!\S)(-?)(tag|source):(?:"([^"]*)"|(\S+))/gi;

/**
 * The query with a narrowing, `tag:video` or `-tag:video`, instead of what it says of it.
 *
 * @param {string} text
 * @param {string} narrowing
 * @returns {string}
 */
export function withNarrowing(text, narrowing) {
  return `${withoutNarrowing(text, narrowing.replace(/^-/, ""))} ${narrowing}`.trim();
}

/**
 * The query without a narrowing, whether it asked for it or against it.
 *
 * @param {string} text
 * @param {string} narrowing `tag:video`
 * @returns {string}
 */
export function withoutNarrowing(text, narrowing) {
  return text
    .replace(PIECE, (piece, _, field, quoted, bare) =>
      `${field.toLowerCase()}:${identifierOf(quoted ?? bare)}` === narrowing ? "" : piece,
    )
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What a query says of narrowings: wanted or not, by name.
 *
 * @param {string} text
 * @returns {Map<string, boolean>}
 */
export function narrowingsIn(text) {
  return new Map(
    [...text.matchAll(PIECE)].map(([, minus, field, quoted, bare]) => [
      `${field.toLowerCase()}:${identifierOf(quoted ?? bare)}`,
      minus === "",
    ]),
  );
}

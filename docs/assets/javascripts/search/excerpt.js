/** The part of a text that answers a query, with the words that match marked. */
import { element } from "../shared/dom.js";
import { joinNeighbours, termOf, tokensOf } from "./analysis.js";

const RUN = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;

/**
 * @typedef {{text: string, marked: boolean}} Piece
 * @typedef {{start: number, end: number, term: string}} Match
 * @typedef {Map<string, number>} Terms that match, with their weight; empty without a query
 */

/**
 * A text with the words that match marked.
 *
 * @param {string} text
 * @param {Terms} terms
 * @returns {(Node | string)[]}
 */
export function markedText(text, terms) {
  return terms.size ? markMatches(text, matchesIn(text, terms)).map(nodeOf) : [text];
}

/**
 * The part of a text that answers a query, likewise.
 *
 * @param {string} text
 * @param {Terms} terms
 * @param {number} length of the part in characters, about
 * @returns {(Node | string)[]}
 */
export function markedExcerpt(text, terms, length) {
  return cutExcerpt(text, terms, length).map(nodeOf);
}

/** @param {Piece} piece */
function nodeOf({ text, marked }) {
  return marked ? element("mark", {}, text) : text;
}

/**
 * The words of a text that match.
 *
 * @param {string} text
 * @param {Terms} terms
 * @returns {Match[]}
 */
function matchesIn(text, terms) {
  /** @type {Match[]} */
  const found = [];
  const runs = [...text.matchAll(RUN)];
  for (let at = 0; at < runs.length; at++) {
    const [run, next] = [runs[at], runs[at + 1]];
    const term = tokensOf(run[0])
      .map((token) => token.term)
      .find((term) => terms.has(term));
    if (term !== undefined) {
      found.push({ start: run.index, end: run.index + run[0].length, term });
    } else if (next) {
      // `GPT-2`, where `gpt2` is asked for.
      const [joined] = joinNeighbours([run[0], next[0]]).map(([, word]) => termOf(word));
      if (!terms.has(joined)) continue;
      found.push({ start: run.index, end: next.index + next[0].length, term: joined });
      at++;
    }
  }
  return found;
}

/**
 * The part of `text` where the most weight of different terms meets; its beginning where
 * nothing matches.
 *
 * @param {string} text
 * @param {Terms} terms
 * @param {number} length
 * @returns {Piece[]}
 */
function cutExcerpt(text, terms, length) {
  const matches = matchesIn(text, terms);
  let best = { weight: -1, start: 0, end: 0 };
  for (const { start, end } of matches) {
    const inside = matches.filter((m) => m.start >= start && m.end <= start + length);
    const different = new Set(inside.map((m) => m.term));
    let weight = 0;
    for (const term of different) weight += terms.get(term) ?? 0;
    if (weight > best.weight) best = { weight, start, end };
  }
  // Near the end of a text the excerpt begins earlier, so that it is as long as others.
  const earlier = Math.min(best.start, Math.max(0, text.length - length));
  const early = findStart(text, earlier, length / 2);
  const start = early + length > best.end ? early : findStart(text, best.start, length / 2);
  const end = start + length >= text.length ? text.length : findEnd(text, start + length);
  const inside = matches.filter((m) => m.start >= start && m.end <= end);
  return [
    ...(start > 0 ? [{ text: "… ", marked: false }] : []),
    ...markMatches(
      text.slice(start, end),
      inside.map((m) => ({ ...m, start: m.start - start, end: m.end - start })),
    ),
    ...(end < text.length ? [{ text: " …", marked: false }] : []),
  ];
}

/**
 * The text in pieces, the matches marked.
 *
 * @param {string} text
 * @param {Match[]} matches
 * @returns {Piece[]}
 */
function markMatches(text, matches) {
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  for (const { start, end } of matches) {
    if (start > done) pieces.push({ text: text.slice(done, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}

/**
 * Where an excerpt around `at` begins: its sentence if that is near, else a word before it.
 *
 * @param {string} text
 * @param {number} at
 * @param {number} most characters before it
 * @returns {number}
 */
function findStart(text, at, most) {
  const before = text.slice(Math.max(0, at - most), at);
  const sentence = before.lastIndexOf(". ");
  if (sentence >= 0) return at - before.length + sentence + 2;
  if (at <= most) return 0;
  const near = text.indexOf(" ", at - 30);
  return near >= 0 && near < at ? near + 1 : at;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number}
 */
function findEnd(text, at) {
  const space = text.lastIndexOf(" ", at);
  return space > at - 40 ? space : at;
}

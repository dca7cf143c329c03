/**
 * Loads the parts of the index that a query needs, each once.
 * `builder/search/layout.py` describes the files.
 *
 * @import { Token } from "./analysis.js"
 *
 * @typedef {object} Word
 * @property {string} term
 * @property {string} surface its commonest form
 * @property {number} having how many documents have it
 * @property {number} file the number of its files of postings and places
 * @property {number} at its place in them
 *
 * @typedef {object} FilterValue a value of a field, as `tag`
 * @property {string} name for a reader
 * @property {Set<number>} papers that have it
 */

import { siteData } from "../shared/site.js";
import { NO_TAG } from "../shared/text.js";
import { say } from "../shared/words.js";
import { between, bytes, lowerBound, papersByFilter, signed } from "./decoding.js";
import { lengthsOf } from "./meaning.js";

export class Store {
  /**
   * @param {Data.Manifest} manifest
   * @param {<Content>(name: string) => Promise<Content>} load gives the content of a file
   */
  constructor(manifest, load) {
    this.manifest = manifest;
    this.load = load;
    /** @type {Map<string, Promise<any>>} of content that each caller knows the type of */
    this.files = new Map();
  }

  /** Start loading what every query needs. */
  warm() {
    return Promise.all([this.facts(), this.others()]);
  }

  /**
   * The content of a file, loaded once.
   *
   * @template Content
   * @param {string} name
   * @returns {Promise<Content>}
   */
  file(name) {
    return this.decoded(name, (/** @type {Content} */ content) => content);
  }

  /**
   * What a file says, loaded and decoded once.
   *
   * @template Content, Decoded
   * @param {string} name
   * @param {(content: Content) => Decoded} decode
   * @param {(name: string) => Promise<Content>} [load]
   * @returns {Promise<Decoded>}
   */
  decoded(name, decode, load = this.load) {
    const known = this.files.get(name);
    if (known) return known;
    /** @type {Promise<Content>} */
    const content = load(name);
    const decoded = content.then(decode);
    decoded.catch(() => this.files.delete(name));
    this.files.set(name, decoded);
    return decoded;
  }

  /** @returns {Promise<Data.Facts>} */
  facts() {
    return this.file("facts.json");
  }

  /** What is no paper: the documents from the number of papers on. @returns {Promise<Data.Other[]>} */
  others() {
    return this.file("others.json");
  }

  /**
   * The words whose term begins with `start`, sorted by term.
   *
   * @param {string} start not empty
   * @returns {Promise<Word[]>}
   */
  async beginningWith(start) {
    const firsts = this.manifest.words;
    const files = firsts
      .map((_, file) => file)
      .filter(
        (file) =>
          (file + 1 === firsts.length || firsts[file + 1] > start) &&
          (firsts[file] <= start || firsts[file].startsWith(start)),
      );
    const found = await Promise.all(files.map((file) => this.words(file)));
    return found.flatMap((words) => between(words, start));
  }

  /**
   * @param {string} term
   * @returns {Promise<Word | undefined>}
   */
  async word(term) {
    const fileOf = (/** @type {string[]} */ firsts) =>
      firsts.findLastIndex((first) => first <= term);
    const file = fileOf(this.manifest.words);
    if (file < 0) return undefined;
    // Asked for now, not when the words are there; a failure is told by who needs them.
    this.file(`postings-${fileOf(this.manifest.postings)}.json`).catch(() => {});
    const words = await this.words(file);
    const word = words[lowerBound(words, term)];
    return word?.term === term ? word : undefined;
  }

  /**
   * @param {number} file
   * @returns {Promise<Word[]>}
   */
  words(file) {
    const { starts, wordsPerFile } = this.manifest;
    const decode = (/** @type {Data.Words} */ { terms, surfaces, having }) =>
      terms.map((term, at) => {
        const number = file * wordsPerFile + at;
        const part = starts.findLastIndex((start) => start <= number);
        return {
          term,
          surface: surfaces[at] || term,
          having: having[at],
          file: part,
          at: number - starts[part],
        };
      });
    return this.decoded(`words-${file}.json`, decode);
  }

  /**
   * The postings of a word: document as a difference and frequencies in turn.
   *
   * @param {Word} word
   * @returns {Promise<number[]>}
   */
  async postings(word) {
    /** @type {number[][]} */
    const postings = await this.file(`postings-${word.file}.json`);
    return postings[word.at];
  }

  /**
   * The places of a word in each document that has it.
   *
   * @param {Word} word
   * @returns {Promise<Map<number, number[]>>}
   */
  async places(word) {
    /** @type {Promise<number[][][]>} */
    const file = this.file(`places-${word.file}.json`);
    const [postings, places] = await Promise.all([this.postings(word), file]);
    /** @type {Map<number, number[]>} */
    const found = new Map();
    let document = 0;
    for (let at = 0; at < postings.length; at += 2) {
      document += postings[at];
      found.set(document, places[word.at][at / 2]);
    }
    return found;
  }

  /**
   * The documents that have the tokens at the same distances from each other.
   *
   * @param {Token[]} phrase
   * @returns {Promise<Set<number>>}
   */
  async withPhrase(phrase) {
    const all = await Promise.all(
      phrase.map(async ({ term }) => {
        const word = await this.word(term);
        /** @type {Map<number, number[]>} */
        const places = word ? await this.places(word) : new Map();
        return places;
      }),
    );
    /** @type {Set<number>} */
    const found = new Set();
    for (const [document, places] of all[0]) {
      const starts = places.map((place) => place - phrase[0].place);
      const complete = (/** @type {number} */ start) =>
        all.every((each, number) => each.get(document)?.includes(start + phrase[number].place));
      if (starts.some(complete)) found.add(document);
    }
    return found;
  }

  /**
   * What a paper can be chosen by, by `tag:<id>` and `source:<id>`, as the explorer has it.
   *
   * @returns {Promise<Map<string, FilterValue>>}
   */
  async filters() {
    const [others, papers] = await Promise.all([
      this.others(),
      this.decoded("explore/filters.json", papersByFilter, siteData),
    ]);
    /** @type {Map<string, FilterValue>} */
    const filters = new Map();
    const untagged = papers.get(`tag:${NO_TAG}`);
    if (untagged) filters.set(`tag:${NO_TAG}`, { name: say("Not tagged"), papers: untagged });
    for (const { kind, id, title } of others) {
      const key = `${kind === "tag" ? "tag" : "source"}:${id}`;
      const having = kind !== "page" && papers.get(key);
      if (having) filters.set(key, { name: title, papers: having });
    }
    return filters;
  }

  /** What leads to what was learnt. @returns {Promise<Data.Meaning & {tags: Int8Array}>} */
  meaning() {
    const decode = (/** @type {Data.Meaning} */ content) => ({
      ...content,
      tags: signed(content.others),
    });
    return this.decoded("meaning.json", decode);
  }

  /** What follows the sum of a query's rows. */
  network() {
    const decode = (/** @type {Data.Network} */ { inner, outer, ...others }) => ({
      ...others,
      inner: signed(inner),
      outer: signed(outer),
    });
    return this.decoded("meaning-network.json", decode);
  }

  /**
   * The row of a word.
   *
   * @param {string} word lower case
   * @returns {Promise<{scale: number, vector: Int8Array} | undefined>}
   */
  async wordRow(word) {
    const { size, words: firsts } = await this.meaning();
    const file = firsts.findLastIndex((first) => first <= word);
    if (file < 0) return undefined;
    const decode = (/** @type {Data.WordRows} */ { words, scales, rows }) => {
      const table = signed(rows);
      return new Map(
        words
          .split(" ")
          .map((each, at) => [
            each,
            { scale: scales[at], vector: table.subarray(at * size, (at + 1) * size) },
          ]),
      );
    };
    return (await this.decoded(`meaning-words-${file}.json`, decode)).get(word);
  }

  /** How a large catalogue is divided. @returns {Promise<Data.Clusters>} */
  clusters() {
    const decode = (/** @type {Data.ClustersFile} */ content) => {
      const ofPaper = bytes(content.ofPaper);
      /** @type {number[][]} */
      const members = content.coherence.map(() => []);
      for (const [paper, cluster] of ofPaper.entries()) members[cluster].push(paper);
      const { coherence, centres } = content;
      return { coherence, centres: signed(centres), ofPaper, members };
    };
    return this.decoded("meaning-clusters.json", decode);
  }

  /** The vectors of all papers or of a cluster's. @param {number} part @returns {Promise<Data.Vectors>} */
  async vectors(part) {
    const { size } = await this.meaning();
    const decode = (/** @type {Data.VectorsFile} */ { vectors, related, tags }) => {
      const table = signed(vectors);
      return { related, tags, table, lengths: lengthsOf(table, size) };
    };
    return this.decoded(`meaning-papers-${part}.json`, decode);
  }

  /**
   * Ordinary English words with a first letter.
   *
   * @param {string} letter
   * @returns {Promise<Set<string>>}
   */
  async english(letter) {
    if (globalThis.searchLanguage || !/^[a-z]$/.test(letter)) return new Set();
    const decode = (/** @type {string} */ words) => new Set(words.split(" "));
    return this.decoded(`english-${letter}.json`, decode);
  }

  /**
   * @param {string} word lower case
   * @returns {Promise<boolean>}
   */
  async isEnglish(word) {
    return (await this.english(word.slice(0, 1))).has(word);
  }
}

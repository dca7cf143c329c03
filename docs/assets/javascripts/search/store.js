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
 * @property {string} file the end of the name of its files of postings and places
 * @property {number} at its place in them
 *
 * @typedef {object} Card
 * @property {number} document
 * @property {"paper" | "tag" | "listing" | "page"} kind
 * @property {string} address relative to the site's root
 * @property {string} title
 * @property {string[]} tags ids
 * @property {string[]} listings ids
 * @property {number | null} year
 *
 * @typedef {object} FilterValue a value of a field, as `tag`
 * @property {string} name for a reader
 * @property {Set<number>} papers that have it
 */

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

  /** Start loading what every query needs; of a small index, all but texts and places. */
  warm() {
    const { whole, documents, cards } = this.manifest;
    const names = ["facts.json"];
    if (whole) {
      names.push("postings-0-0.json");
      for (let file = 0; file * cards < documents; file++) names.push(`cards-${file}.json`);
    }
    return Promise.all([whole ? this.words(0) : [], ...names.map((name) => this.file(name))]);
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
   * @returns {Promise<Decoded>}
   */
  decoded(name, decode) {
    const known = this.files.get(name);
    if (known) return known;
    /** @type {Promise<Content>} */
    const content = this.load(name);
    const decoded = content.then(decode);
    decoded.catch(() => this.files.delete(name));
    this.files.set(name, decoded);
    return decoded;
  }

  /** @returns {Promise<Data.Facts>} */
  facts() {
    return this.file("facts.json");
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
    const file = this.manifest.words.findLastIndex((first) => first <= term);
    if (file < 0) return undefined;
    const words = await this.words(file);
    const word = words[lowerBound(words, term)];
    return word?.term === term ? word : undefined;
  }

  /**
   * @param {number} file
   * @returns {Promise<Word[]>}
   */
  words(file) {
    const decode = (/** @type {Data.Words} */ { terms, surfaces, having, starts }) => {
      let part = 0;
      return terms.map((term, at) => {
        if (starts[part + 1] <= at) part++;
        return {
          term,
          surface: surfaces[at] || term,
          having: having[at],
          file: `${file}-${part}`,
          at: at - starts[part],
        };
      });
    };
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
   * What a paper can be chosen by, by `tag:<id>` and `source:<id>`.
   *
   * @returns {Promise<Map<string, FilterValue>>}
   */
  filters() {
    const decode = (/** @type {Data.Narrowings} */ content) => {
      /** @type {Map<string, FilterValue>} */
      const filters = new Map();
      for (const [key, [name, differences]] of Object.entries(content)) {
        let paper = 0;
        const papers = differences.map((difference) => (paper += difference));
        filters.set(key, { name, papers: new Set(papers) });
      }
      return filters;
    };
    return this.decoded("narrowings.json", decode);
  }

  /**
   * Ordinary English words with a first letter.
   *
   * @param {string} letter
   * @returns {Promise<Set<string>>}
   */
  async english(letter) {
    if (!/^[a-z]$/.test(letter)) return new Set();
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

  /**
   * What the results show of the documents, in the same order.
   *
   * @param {number[]} documents
   * @returns {Promise<Card[]>}
   */
  cards(documents) {
    const size = this.manifest.cards;
    return Promise.all(
      documents.map(async (document) => {
        /** @type {Data.Card[]} */
        const cards = await this.file(`cards-${Math.floor(document / size)}.json`);
        const [kind, address, title, tags, listings, year] = cards[document % size];
        return { document, kind, address, title, tags, listings, year };
      }),
    );
  }

  /**
   * The abstracts of the documents, in the same order.
   *
   * @param {number[]} documents
   * @returns {Promise<string[]>}
   */
  texts(documents) {
    const size = this.manifest.texts;
    return Promise.all(
      documents.map(async (document) => {
        /** @type {string[]} */
        const texts = await this.file(`texts-${Math.floor(document / size)}.json`);
        return texts[document % size];
      }),
    );
  }
}

/**
 * @param {Word[]} words
 * @param {string} start
 * @returns {Word[]}
 */
function between(words, start) {
  const from = lowerBound(words, start);
  let to = from;
  while (to < words.length && words[to].term.startsWith(start)) to++;
  return words.slice(from, to);
}

/**
 * @param {Word[]} words
 * @param {string} term
 * @returns {number}
 */
function lowerBound(words, term) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].term < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

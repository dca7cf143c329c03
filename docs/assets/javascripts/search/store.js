/**
 * Loads the parts of the index that a query needs, each once.
 * `builder/search/layout.py` describes the files.
 *
 * @typedef {object} Manifest
 * @property {string} version changes with the content of the index
 * @property {number} documents
 * @property {number} papers the documents below this number are papers
 * @property {string[]} words the first term of each file of words
 * @property {boolean} whole whether the words and the postings are one file each
 * @property {number} cards how many documents share a file of cards
 * @property {number} texts how many documents share a file of texts
 *
 * @typedef {object} Word
 * @property {string} term
 * @property {string} surface its commonest form
 * @property {number} having how many documents have it
 * @property {string} file the end of the name of its files of postings and places
 * @property {number} at its place in them
 *
 * @typedef {object} Facts
 * @property {number[]} lengths the weighted number of terms of each document
 * @property {number[]} titleTerms the number of different terms in each title
 * @property {Record<string, [name: string, facet: string]>} tags by id
 * @property {Record<string, string>} listings titles by id
 * @property {Record<string, string>} facets names by id
 *
 * @typedef {object} Card
 * @property {number} document
 * @property {"paper" | "tag" | "listing" | "page"} kind
 * @property {string} address relative to the site's root
 * @property {string} title
 * @property {string[]} tags ids
 * @property {string[]} listings ids
 * @property {number | null} year
 */

export class Store {
  /**
   * @param {Manifest} manifest
   * @param {(name: string) => Promise<any>} load gives the content of a file of the index
   */
  constructor(manifest, load) {
    this.manifest = manifest;
    this.load = load;
    /** @type {Map<string, Promise<any>>} */
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
   * The content of a file, loaded and decoded once.
   *
   * @param {string} name
   * @param {(content: any) => any} [decode]
   * @returns {Promise<any>}
   */
  file(name, decode = (content) => content) {
    let content = this.files.get(name);
    if (content === undefined) {
      content = this.load(name).then(decode);
      content.catch(() => this.files.delete(name));
      this.files.set(name, content);
    }
    return content;
  }

  /** @returns {Promise<Facts>} */
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
    return this.file(`words-${file}.json`, ({ terms, surfaces, having, starts }) => {
      let part = 0;
      return terms.map((/** @type {string} */ term, /** @type {number} */ at) => {
        if (starts[part + 1] <= at) part++;
        return {
          term,
          surface: surfaces[at] || term,
          having: having[at],
          file: `${file}-${part}`,
          at: at - starts[part],
        };
      });
    });
  }

  /**
   * The postings of a word: document as a difference and frequencies in turn.
   *
   * @param {Word} word
   * @returns {Promise<number[]>}
   */
  async postings(word) {
    return (await this.file(`postings-${word.file}.json`))[word.at];
  }

  /**
   * The places of a word in each document that has it.
   *
   * @param {Word} word
   * @returns {Promise<Map<number, number[]>>}
   */
  async places(word) {
    const [postings, places] = await Promise.all([
      this.postings(word),
      this.file(`places-${word.file}.json`),
    ]);
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
   * @param {import("./analysis.js").Token[]} phrase
   * @returns {Promise<Set<number>>}
   */
  async having(phrase) {
    const all = await Promise.all(
      phrase.map(async (token) => {
        const word = await this.word(token.term);
        return word ? this.places(word) : new Map();
      }),
    );
    const found = new Set();
    for (const [document, places] of all[0]) {
      const starts = places.map((/** @type {number} */ place) => place - phrase[0].place);
      const complete = (/** @type {number} */ start) =>
        all.every((each, number) => each.get(document)?.includes(start + phrase[number].place));
      if (starts.some(complete)) found.add(document);
    }
    return found;
  }

  /**
   * The papers of each tag and listing, by `tag:<id>` and `source:<id>`.
   *
   * @returns {Promise<Map<string, Set<number>>>}
   */
  narrowings() {
    return this.file("narrowings.json", (content) => {
      const narrowings = new Map();
      for (const [name, differences] of Object.entries(content)) {
        let paper = 0;
        narrowings.set(name, new Set(differences.map((/** @type {number} */ d) => (paper += d))));
      }
      return narrowings;
    });
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
      documents.map(
        async (document) =>
          (await this.file(`texts-${Math.floor(document / size)}.json`))[document % size],
      ),
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

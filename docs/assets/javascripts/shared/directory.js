/**
 * The people, venues, keywords and years of the catalogue, found by the words of their names as
 * `builder/search/directory.py` does. `builder/search/directory_layout.py` describes the files.
 *
 * @typedef {object} Value somebody or something that papers have
 * @property {number} number those with most papers have the lowest
 * @property {string} id
 * @property {string} name
 * @property {number[]} papers ascending
 *
 * @typedef {Value & {address: string}} Found with where it leads, relative to the site's root;
 *   empty for a keyword
 *
 * @typedef {Map<string, {values: number[], papers: number[]}>} Words
 */

import { guessSlug, headsOf } from "./heads.js";
import { siteData } from "./site.js";
import { wordsOf } from "./text.js";

const SHORTEST_BEGINNING = 2;

/** @type {Partial<Record<string, string>>} where the pages of a field are */
const FOLDERS = { author: "authors", venue: "venues", year: "years" };

/** @type {Promise<Map<string, Directory>> | undefined} */
let opened;

/** The directories of the fields that the catalogue has. @returns {Promise<Map<string, Directory>>} */
export function openDirectories() {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open() {
  /** @type {Data.Manifest} */
  const manifest = await siteData("search/manifest.json");
  const fields = Object.entries(manifest.directories);
  return new Map(fields.map(([field, files]) => [field, new Directory(field, files, manifest)]));
}

export class Directory {
  /**
   * @param {string} field
   * @param {Data.DirectoryFiles} files
   * @param {{version: string, papers: number}} catalogue
   */
  constructor(field, files, { version, papers }) {
    this.field = field;
    this.files = files;
    this.version = version;
    this.papers = papers;
    /** @type {Map<string, Promise<any>>} of content that each caller knows the type of */
    this.decoded = new Map();
  }

  /** How many values there are. */
  get size() {
    return this.files.values;
  }

  /**
   * Those with most papers. A text need not be finished: its last word may be a beginning.
   *
   * @param {string} text nothing for all values
   * @param {number} limit
   * @returns {Promise<Found[]>} with every word of the text
   */
  async find(text, limit) {
    const numbers = text.trim()
      ? await this.match(text, true, limit)
      : Array.from({ length: Math.min(limit, this.size) }, (_, number) => number);
    return this.locate(await this.values(numbers));
  }

  /** @param {string} id @returns {Promise<Found | undefined>} */
  async byId(id) {
    const value = await this.withId(id);
    return value && (await this.locate([value]))[0];
  }

  /** @param {string} id @returns {Promise<Value | undefined>} */
  async withId(id) {
    const numbers = await this.matchWords(nameWords(id), false);
    for (const number of numbers) {
      const [value] = await this.values([number]);
      if (value.id === id) return value;
    }
    return undefined;
  }

  /**
   * The numbers of the values that have every word of a text.
   *
   * @param {string} text
   * @param {boolean} [unfinished] whether its last word may be the beginning of one
   * @param {number} [limit]
   * @returns {Promise<number[]>} ascending: most papers first
   */
  async match(text, unfinished = false, limit = Infinity) {
    const words = nameWords(text);
    const numbers = await this.matchWords(words, unfinished);
    const shared = findShared(words);
    if (this.field !== "author" || !shared.size) return numbers.slice(0, limit);
    /** @type {number[]} */
    const found = [];
    for (const number of numbers) {
      if (found.length >= limit) break;
      const [{ name }] = await this.values([number]);
      if (hasEach(name, shared)) found.push(number);
    }
    return found;
  }

  /**
   * The same of words, which may be of one word of the name: `lecun le cun`.
   *
   * @param {string[]} words
   * @param {boolean} unfinished
   * @returns {Promise<number[]>}
   */
  async matchWords(words, unfinished) {
    const different = [...new Set(words)];
    const sets = await Promise.all(
      different.map(async (word) => {
        const isBeginning =
          (isInitial(word) && words.length > 1) ||
          (unfinished && word === words.at(-1) && Array.from(word).length >= SHORTEST_BEGINNING);
        const lists = isBeginning ? await this.beginningWith(word) : [await this.word(word)];
        return new Set(lists.flatMap((own) => own?.values ?? []));
      }),
    );
    if (!sets.length) return [];
    const [least, ...others] = sets.sort((a, b) => a.size - b.size);
    return [...least].filter((n) => others.every((set) => set.has(n))).sort((a, b) => a - b);
  }

  /**
   * The values and papers of a word.
   *
   * @param {string} word lower case, folded
   */
  async word(word) {
    const file = this.files.words.findLastIndex((first) => first <= word);
    return file < 0 ? undefined : (await this.words(file)).get(word);
  }

  /**
   * The words with that beginning, each with its values and papers.
   *
   * @param {string} [start]
   */
  async entries(start = "") {
    const firsts = this.files.words;
    const numbers = [...firsts.keys()].filter(
      (file) =>
        (file + 1 === firsts.length || firsts[file + 1] >= start) &&
        (firsts[file] <= start || firsts[file].startsWith(start)),
    );
    const found = await Promise.all(numbers.map((file) => this.words(file)));
    return found.flatMap((words) => [...words].filter(([word]) => word.startsWith(start)));
  }

  /** The values and papers of the words with a beginning. @param {string} start */
  async beginningWith(start) {
    return (await this.entries(start)).map(([, own]) => own);
  }

  /** @param {number} file @returns {Promise<Words>} */
  words(file) {
    const decode = (/** @type {Data.DirectoryWords} */ { words, values, papers }) =>
      new Map(words.map((word, n) => [word, { values: sums(values[n]), papers: sums(papers[n]) }]));
    return this.file(`words-${file}`, decode);
  }

  /** @param {number[]} numbers @returns {Promise<Value[]>} in the same order */
  async values(numbers) {
    const { valuesPerFile } = this.files;
    return Promise.all(
      numbers.map(async (number) => {
        const file = Math.floor(number / valuesPerFile);
        const first = file * valuesPerFile;
        const decode = (/** @type {Data.DirectoryValues} */ { names, ids, papers }) =>
          names.map((name, n) => ({
            number: first + n,
            id: ids[n] ?? guessSlug(name),
            name,
            papers: sums(papers[n]),
          }));
        return (await this.file(`values-${file}`, decode))[number - first];
      }),
    );
  }

  /**
   * With where they lead: who has no page leads to a single paper, or to the explorer.
   *
   * @param {Value[]} values
   * @returns {Promise<Found[]>}
   */
  async locate(values) {
    const folder = FOLDERS[this.field];
    return Promise.all(
      values.map(async (value) => {
        if (!folder) return { ...value, address: "" };
        if (value.number < this.files.pages) return { ...value, address: `${folder}/${value.id}/` };
        if (value.papers.length > 1)
          return { ...value, address: `explore/?${this.field}=${value.id}` };
        const [{ slug }] = await headsOf(value.papers, this.papers);
        return { ...value, address: `papers/${slug}/` };
      }),
    );
  }

  /**
   * What a file says, loaded and decoded once.
   *
   * @template Content, Decoded
   * @param {string} name
   * @param {(content: Content) => Decoded} decode
   * @returns {Promise<Decoded>}
   */
  file(name, decode) {
    const known = this.decoded.get(name);
    if (known) return known;
    /** @type {Promise<Content>} */
    const content = siteData(`search/${this.field}/${name}.json?v=${this.version}`);
    const decoded = content.then(decode);
    decoded.catch(() => this.decoded.delete(name));
    this.decoded.set(name, decoded);
    return decoded;
  }
}

/** The words of a name in lower case without accents. @param {string} text */
export function nameWords(text) {
  return wordsOf(text).map((word) => word.toLowerCase());
}

/** What stands for a whole name: `hive-letters.`, which is no word. @param {string[]} words */
export function markWhole(words) {
  return `${words.join("-")}.`;
}

/** Whether a word is one letter of those that have a capital. @param {string} word */
export function isInitial(word) {
  return Array.from(word).length === 1 && word.toUpperCase() !== word;
}

/**
 * The words that begin several of the words, with how many: `l` of `l ling`.
 *
 * @param {string[]} words
 * @returns {Map<string, number>}
 */
function findShared(words) {
  const times = words.map((word) => words.filter((other) => other.startsWith(word)).length);
  return new Map(words.flatMap((word, n) => (times[n] > 1 ? [[word, times[n]]] : [])));
}

/**
 * Whether a name has so many words with each beginning; a name in other letters may.
 *
 * @param {string} name
 * @param {Map<string, number>} shared
 */
function hasEach(name, shared) {
  const words = nameWords(name);
  return [...shared].every(([start, number]) => {
    const having = words.filter((word) => word.startsWith(start)).length;
    return having === 0 || having >= number;
  });
}

/** Numbers that are written as differences. @param {number[]} differences */
function sums(differences) {
  let number = 0;
  return differences.map((difference) => {
    number += difference;
    return number;
  });
}

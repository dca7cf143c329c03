/**
 * What a query says by names of people, of venues, and by years, as in `builder/search/named.py`.
 *
 * @import { Directory, Found, Value } from "../shared/directory.js"
 * @import { Query } from "./query.js"
 *
 * @typedef {{field: "author" | "venue" | "year", value: Found}} NamedValue
 *
 * @typedef {object} Named who and what the words of a query name together
 * @property {NamedValue[]} values those to offer, the best first
 * @property {Set<number>} whole the papers of those whose whole name was typed
 * @property {Set<number>} papers those of all that have every word
 * @property {boolean} isOpen whether the last word is but the beginning of their name
 */
import { isInitial, markWhole, nameWords, openDirectories } from "../shared/directory.js";

const MOST_PEOPLE = 3;
const MOST_NAMED = 16;
const SHORTEST_BEGINNING = 3;
const CITING = ["et", "al"];

/**
 * Who and what the words of a query name together, whichever order they are in. `et al.` and a
 * year beside a name are not of it.
 *
 * @param {Query} query
 * @returns {Promise<Named>}
 */
export async function findNamed(query) {
  const directories = await openDirectories();
  const years = directories.get("year");
  const lower = query.name.map((word) => word.toLowerCase());
  const typed = lower.filter((word) => !CITING.includes(word));
  const known = await Promise.all(typed.map((word) => findYear(years, word)));
  const words = typed.filter((_, at) => !known[at]);
  /** @type {Named} */
  const nothing = { values: [], whole: new Set(), papers: new Set(), isOpen: false };
  if (years && !words.length && typed.length === 1) {
    const [value] = await years.locate(await years.values(known[0]?.values ?? []));
    return { ...nothing, values: [{ field: "year", value }] };
  }
  if (!words.length || !query.tokens.length) return nothing;
  const last = words[words.length - 1];
  const isOpen =
    query.openWord !== "" && last.endsWith(query.openWord) && length(last) >= SHORTEST_BEGINNING;
  const people = directories.get("author");
  const [venues, { own, others, isBegun }] = await Promise.all([
    findVenues(directories.get("venue"), words),
    findPeople(people, words, isOpen),
  ]);
  const whole = own.filter((value) => isWhole(value, words));
  const spoken = [...words.slice(query.family), ...words.slice(0, query.family)];
  const ranked = own
    .map((value) => ({ value, rank: rankName(value, spoken, whole.includes(value)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
  const offered = [...ranked, ...others].slice(0, MOST_PEOPLE);
  const byLastName = own.length && words.length === 1 ? await people?.word(words[0]) : undefined;
  return {
    values: [
      ...(await offer("venue", directories.get("venue"), venues)),
      ...(await offer("author", people, offered)),
    ],
    whole: papersOf([...venues, ...whole]),
    papers: new Set([...papersOf([...venues, ...own]), ...(byLastName?.papers ?? [])]),
    isOpen: isBegun && !venues.length,
  };
}

/**
 * The papers that a word names by an author, a venue or the year. A name that more texts have as
 * a word, such as `Long`, is none here.
 *
 * @param {string} word
 * @param {number} texts how many documents have it in their text
 * @param {boolean} beginning whether the word may be unfinished
 * @returns {Promise<Set<number>>}
 */
export async function findByName(word, texts, beginning) {
  const directories = await openDirectories();
  const year = await findYear(directories.get("year"), word);
  if (year) return new Set(year.papers);
  const people = isInitial(word) ? undefined : directories.get("author");
  const [venue, own] = await Promise.all([
    directories.get("venue")?.word(markWhole([word])),
    people?.word(word),
  ]);
  const found = new Set([...(venue?.papers ?? []), ...(own?.papers ?? [])]);
  if (people && !found.size && beginning && length(word) >= SHORTEST_BEGINNING)
    for (const { papers } of await people.beginningWith(word))
      for (const paper of papers) found.add(paper);
  return found.size >= texts ? found : new Set();
}

/**
 * What a name counts beside a word of a text: less where that is frequent, too.
 *
 * @param {string} word
 * @param {Set<number>} named
 * @param {number} texts
 */
export async function weighNamed(word, named, texts) {
  if (await findYear((await openDirectories()).get("year"), word)) return 1;
  return named.size ? named.size / (named.size + texts) : 0;
}

/**
 * The papers of the people and venues that have every word of a phrase.
 *
 * @param {string[]} words
 * @returns {Promise<Set<number>>}
 */
export async function findWithName(words) {
  const directories = await openDirectories();
  const people = directories.get("author");
  const venues = await findVenues(directories.get("venue"), words);
  const numbers = (await people?.matchWords(words, false)) ?? [];
  const named = (await people?.values(numbers.slice(0, MOST_NAMED))) ?? [];
  return papersOf([...venues, ...named]);
}

/** @param {Directory | undefined} years @param {string} word */
function findYear(years, word) {
  return years && /^[0-9]+$/.test(word) ? years.word(word) : undefined;
}

/** @param {Directory | undefined} venues @param {string[]} words @returns {Promise<Value[]>} */
async function findVenues(venues, words) {
  const own = await venues?.word(markWhole(words));
  return venues && own ? venues.values(own.values) : [];
}

/**
 * The people with every word, others to offer, and whether the last word is a beginning.
 *
 * @param {Directory | undefined} people
 * @param {string[]} words
 * @param {boolean} isOpen
 * @returns {Promise<{own: Value[], others: Value[], isBegun: boolean}>}
 */
async function findPeople(people, words, isOpen) {
  if (!people) return { own: [], others: [], isBegun: false };
  const text = words.join(" ");
  const found = await people.match(text, false, MOST_NAMED);
  const more = isOpen ? await people.match(text, true, MOST_NAMED) : [];
  const own = await people.values(found.length ? found : more);
  const rest = found.length ? more.filter((number) => !found.includes(number)) : [];
  const others = await people.values(rest.slice(0, MOST_PEOPLE));
  return { own, others, isBegun: !found.length };
}

/**
 * Whether the words are a whole name, in any order; with an initial it may be another's.
 *
 * @param {Value} value
 * @param {string[]} words
 */
function isWhole({ id, name }, words) {
  const typed = sorted(words);
  if (words.some(isInitial)) return false;
  return typed === sorted(nameWords(name)) || typed === sorted(id.split("-"));
}

/**
 * The whole name before a part, in the order of words as typed; then by the last name.
 *
 * @param {Value} value
 * @param {string[]} spoken
 * @param {boolean} whole
 */
function rankName({ name }, spoken, whole) {
  const words = nameWords(name);
  if (whole) return words.join(" ") === spoken.join(" ") ? 0 : 1;
  return spoken.includes(words.at(-1) ?? "") ? 2 : 3;
}

/** @param {string[]} words */
function sorted(words) {
  return [...words].sort().join(" ");
}

/** @param {Value[]} values @returns {Set<number>} */
function papersOf(values) {
  return new Set(values.flatMap(({ papers }) => papers));
}

/**
 * @param {"author" | "venue"} field
 * @param {Directory | undefined} directory
 * @param {Value[]} values
 * @returns {Promise<NamedValue[]>}
 */
async function offer(field, directory, values) {
  const located = (await directory?.locate(values)) ?? [];
  return located.map((value) => ({ field, value }));
}

/** The letters of a word. @param {string} word */
function length(word) {
  return Array.from(word).length;
}

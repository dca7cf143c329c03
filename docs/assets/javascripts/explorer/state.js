/**
 * What the reader has chosen, and how the address says it:
 * `?q=words&wide=1&tag=a&tag=b&not=c&source=x&author=y&code=1&all=task&from=2020&to=2024&sort=title&page=2`.
 *
 * @typedef {"off" | "include" | "exclude"} Choice
 *
 * @typedef {object} Group
 * @property {string} kind `tag`, `source`, `code`, `author`, `venue` or `keyword`
 * @property {string} id the facet's id, or the kind
 * @property {string[]} values ids
 *
 * @typedef {object} State
 * @property {string} q words
 * @property {boolean} wide whether papers that only share a word are shown, too
 * @property {Map<string, Choice>} chosen by `kind:value`; what is off is absent
 * @property {Set<string>} all ids of the groups whose chosen values must all be there
 * @property {number} from first year, 0 for any
 * @property {number} to last year, 0 for any
 * @property {string} sort empty for the usual order
 * @property {number} page 1-based
 */

import { wholeNumber } from "../shared/text.js";

/**
 * The parameter that excludes a value of each kind; `code=0` excludes by its value.
 *
 * @type {Record<string, string>}
 */
const NOT = {
  tag: "not",
  source: "not-source",
  author: "not-author",
  venue: "not-venue",
  keyword: "not-keyword",
};

/** @returns {State} nothing chosen */
export function emptyState() {
  return {
    q: "",
    wide: false,
    chosen: new Map(),
    all: new Set(),
    from: 0,
    to: 0,
    sort: "",
    page: 1,
  };
}

/**
 * @param {State} state
 * @param {string} words
 * @returns {State} the same state where these are its words, else one with them, at its first page
 */
export function withWords(state, words) {
  if (words.trim() === state.q.trim()) return state;
  return { ...copyState(state), q: words, wide: false, page: 1 };
}

/** @param {State} state @returns {State} a copy that can be changed */
export function copyState(state) {
  return { ...state, chosen: new Map(state.chosen), all: new Set(state.all) };
}

/** @param {string} kind @param {string} value */
export function keyOf(kind, value) {
  return `${kind}:${value}`;
}

/**
 * The facet groups and the others have different parameters, so that a facet may be called
 * anything.
 *
 * @param {Group} group
 * @returns {[string, string]} parameter and value that ask for all of its chosen values
 */
function allOf(group) {
  return group.kind === "tag" ? ["all", group.id] : [`all-${group.kind}`, "1"];
}

/** @param {Group} group the key of a group in `all` */
export function groupKey(group) {
  return keyOf(group.kind, group.id);
}

/**
 * What an address names of a kind, chosen or excluded.
 *
 * @param {string} search
 * @param {string} kind
 * @returns {string[]} ids
 */
export function idsIn(search, kind) {
  const asked = new URLSearchParams(search);
  return [...asked.getAll(kind), ...asked.getAll(NOT[kind])];
}

/**
 * Read an address. What the catalogue does not know is left out and named in `unknown`.
 *
 * @param {string} search
 * @param {Group[]} groups
 * @param {string[]} sorts
 * @returns {{state: State, unknown: string[]}}
 */
export function parseState(search, groups, sorts) {
  const asked = new URLSearchParams(search);
  const state = emptyState();
  /** @type {string[]} */
  const unknown = [];
  const known = new Set(groups.flatMap((g) => g.values.map((value) => keyOf(g.kind, value))));
  /** @param {string} name @param {string} kind @param {Choice} choice */
  const take = (name, kind, choice) => {
    for (const value of asked.getAll(name)) {
      if (known.has(keyOf(kind, value))) state.chosen.set(keyOf(kind, value), choice);
      else unknown.push(value);
    }
  };
  for (const [kind, not] of Object.entries(NOT)) {
    take(kind, kind, "include");
    take(not, kind, "exclude");
  }
  const code = asked.get("code");
  if (known.has("code:1") && (code === "1" || code === "0")) {
    state.chosen.set("code:1", code === "1" ? "include" : "exclude");
  }
  for (const group of groups) {
    const [name, value] = allOf(group);
    if (asked.getAll(name).includes(value)) state.all.add(groupKey(group));
  }
  state.q = asked.get("q") ?? "";
  state.wide = state.q.trim() !== "" && asked.get("wide") === "1";
  state.from = wholeNumber(asked.get("from"));
  state.to = wholeNumber(asked.get("to"));
  const sort = asked.get("sort") ?? "";
  state.sort = sorts.includes(sort) ? sort : "";
  state.page = wholeNumber(asked.get("page")) || 1;
  return { state, unknown };
}

/**
 * Where each value stands among all, so that an address does not depend on the order of clicks.
 *
 * @param {Group[]} groups
 * @returns {Map<string, number>} by key
 */
function ranksOf(groups) {
  let ranks = ranked.get(groups);
  if (!ranks) {
    const keys = groups.flatMap(({ kind, values }) => values.map((value) => keyOf(kind, value)));
    ranks = new Map(keys.map((key, rank) => [key, rank]));
    ranked.set(groups, ranks);
  }
  return ranks;
}

/** @type {WeakMap<Group[], Map<string, number>>} */
const ranked = new WeakMap();

/**
 * @param {State} state
 * @param {Group[]} groups
 * @returns {string} the query of the address, empty when nothing is chosen
 */
export function formatState(state, groups) {
  /** @type {[string, string][]} */
  const said = [];
  if (state.q.trim()) said.push(["q", state.q.trim()]);
  if (state.q.trim() && state.wide) said.push(["wide", "1"]);
  const ranks = ranksOf(groups);
  const chosen = [...state.chosen].sort(([a], [b]) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  for (const wanted of ["include", "exclude"]) {
    for (const [key, choice] of chosen) {
      if (choice !== wanted) continue;
      const [kind, value] = key.split(/:(.*)/s);
      if (kind === "code") said.push(["code", choice === "include" ? "1" : "0"]);
      else said.push([choice === "include" ? kind : NOT[kind], value]);
    }
  }
  for (const group of groups) if (state.all.has(groupKey(group))) said.push(allOf(group));
  if (state.from) said.push(["from", String(state.from)]);
  if (state.to) said.push(["to", String(state.to)]);
  if (state.sort) said.push(["sort", state.sort]);
  if (state.page > 1) said.push(["page", String(state.page)]);
  return said.length ? `?${new URLSearchParams(said)}` : "";
}

/** @param {State} state whether anything narrows the list */
export function isNarrowed(state) {
  return state.chosen.size > 0 || state.q.trim() !== "" || state.from > 0 || state.to > 0;
}

/** @param {State} state the same order and search, no filters @returns {State} */
export function clearFilters(state) {
  return { ...emptyState(), sort: state.sort };
}

/**
 * @param {State} state
 * @param {string} key
 * @param {Choice} choice
 * @returns {State} the state with one value chosen otherwise, from its first page
 */
export function choose(state, key, choice) {
  const changed = copyState(state);
  if (choice === "off") changed.chosen.delete(key);
  else changed.chosen.set(key, choice);
  changed.page = 1;
  return changed;
}

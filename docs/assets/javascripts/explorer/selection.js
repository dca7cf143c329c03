/**
 * Which papers a state selects, and how many each next click would give.
 *
 * @typedef {import("./bits.js").Bits} Bits
 * @typedef {import("./state.js").Choice} Choice
 * @typedef {import("./state.js").Group} Group
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Offer what a value shows and does next
 * @property {Choice} choice as it is now
 * @property {Choice | null} next what a click does; null where nothing would be left
 * @property {number} count papers that a click on an unchosen value gives, that an included value
 *   has among the found, or that an excluded value hides
 * @property {number} added papers that an OR would add; 0 unless others are included already
 * @property {boolean} widens whether a click adds to what others in the group gave
 *
 * @typedef {object} Selection
 * @property {Bits} found
 * @property {number} count
 * @property {Map<string, Offer>} offers by the key of the value
 * @property {Map<string, boolean>} switches by the key of the group: whether all/any can be turned
 * @property {Bits} anyYear what would be found without the years
 */

import { drop, every, join, keep, none, shared, size } from "./bits.js";
import { choose, groupKey, keyOf } from "./state.js";

/**
 * @param {import("./catalogue.js").Catalogue} catalogue
 * @param {Group[]} groups
 * @param {State} state
 * @param {Bits | null} matching papers with the words; null without words
 * @returns {Selection}
 */
export function select(catalogue, groups, state, matching) {
  const { papers } = catalogue;
  const ways = groups.map((group) => read(catalogue, group, state));
  const open = every(papers);
  if (matching) keep(open, matching);
  const timeless = open.slice();
  const years = inYears(catalogue, state);
  if (years) keep(open, years);

  const excluded = none(papers);
  for (const way of ways) for (const bits of way.excludes.values()) join(excluded, bits);

  const found = drop(open.slice(), excluded);
  const anyYear = drop(timeless, excluded);
  for (const { included } of ways) {
    if (!included) continue;
    keep(found, included);
    keep(anyYear, included);
  }
  const count = size(found);
  /** @type {Selection} */
  const selection = { found, count, anyYear, offers: new Map(), switches: new Map() };
  for (const way of ways) {
    // What all the other groups leave: the counts of this group are counts within it.
    const base = drop(open.slice(), excluded);
    for (const other of ways) if (other !== way && other.included) keep(base, other.included);
    offer(catalogue, state, way, { base, open, ways, found }, selection);
  }
  return selection;
}

/**
 * @typedef {object} Way how a group narrows
 * @property {Group} group
 * @property {boolean} all
 * @property {Map<string, Bits>} includes
 * @property {Map<string, Bits>} excludes
 * @property {Bits | null} included null where the group includes nothing
 */

/** @param {import("./catalogue.js").Catalogue} catalogue @param {Group} group @param {State} state @returns {Way} */
function read(catalogue, group, state) {
  const includes = new Map();
  const excludes = new Map();
  for (const value of group.values) {
    const key = keyOf(group.kind, value);
    const choice = state.chosen.get(key);
    const bits = catalogue.having.get(key);
    if (choice === "include") includes.set(key, bits);
    if (choice === "exclude") excludes.set(key, bits);
  }
  const all = state.all.has(groupKey(group));
  return { group, all, includes, excludes, included: united(includes, all) };
}

/** @param {Map<string, Bits>} includes @param {boolean} all @param {string} [without] */
function united(includes, all, without) {
  let result = null;
  for (const [key, bits] of includes) {
    if (key === without) continue;
    if (result) (all ? keep : join)(result, bits);
    else result = bits.slice();
  }
  return result;
}

/**
 * Fill in what each value of a group, and its switch, would give.
 *
 * @param {import("./catalogue.js").Catalogue} catalogue
 * @param {State} state
 * @param {Way} way
 * @param {{base: Bits, open: Bits, ways: Way[], found: Bits}} sets
 * @param {Selection} selection
 */
function offer(catalogue, state, way, { base, open, ways, found }, selection) {
  const { group, all, includes, included } = way;
  const widens = included !== null && !all;
  const outside = widens ? drop(base.slice(), included) : base;
  for (const value of group.values) {
    const key = keyOf(group.kind, value);
    const bits = catalogue.having.get(key);
    const choice = state.chosen.get(key) ?? "off";
    if (choice === "exclude") {
      const count = hidden(open, ways, key);
      selection.offers.set(key, { choice, next: "off", count, added: 0, widens: false });
    } else if (choice === "include") {
      const others = united(includes, all, key);
      const left = drop(others ? keep(others, base) : base.slice(), bits);
      const next = size(left) > 0 ? "exclude" : "off";
      const count = shared(found, bits);
      selection.offers.set(key, { choice, next, count, added: 0, widens: false });
    } else {
      const count = shared(all ? found : base, bits);
      const added = widens ? shared(outside, bits) : 0;
      const next = count > 0 ? "include" : null;
      selection.offers.set(key, { choice, next, count, added, widens });
    }
  }
  const other = united(includes, !all);
  const turned = other ? shared(base, other) : selection.count;
  selection.switches.set(groupKey(group), all || turned > 0);
}

/** How many papers the exclusion of one value hides. @param {Bits} open @param {Way[]} ways @param {string} key */
function hidden(open, ways, key) {
  const rest = open.slice();
  let own = null;
  for (const way of ways) {
    if (way.included) keep(rest, way.included);
    for (const [other, bits] of way.excludes) {
      if (other === key) own = bits;
      else drop(rest, bits);
    }
  }
  return own ? shared(rest, own) : 0;
}

/** @param {import("./catalogue.js").Catalogue} catalogue @param {State} state @returns {Bits | null} */
function inYears(catalogue, { from, to }) {
  const { years } = catalogue.filters;
  if (!years || (!from && !to)) return null;
  const bits = none(catalogue.papers);
  for (let paper = 0; paper < years.length; paper++) {
    const year = years[paper];
    if (year && year >= from && (!to || year <= to)) bits[paper >>> 5] |= 1 << (paper & 31);
  }
  return bits;
}

/**
 * For an empty list: what it would hold without each of the filters, most first.
 *
 * @param {import("./catalogue.js").Catalogue} catalogue
 * @param {Group[]} groups
 * @param {State} state
 * @param {Bits | null} matching
 * @returns {{state: State, key: string, count: number}[]} `key` is that of a value, `q` or `years`
 */
export function waysOut(catalogue, groups, state, matching) {
  const ways = [...state.chosen.keys()].map((key) => ({ key, state: choose(state, key, "off") }));
  if (state.from || state.to) ways.push({ key: "years", state: { ...state, from: 0, to: 0 } });
  const counted = ways.map((way) => ({
    ...way,
    count: select(catalogue, groups, way.state, matching).count,
  }));
  if (matching) {
    const wordless = { ...state, q: "" };
    const { count } = select(catalogue, groups, wordless, null);
    counted.push({ key: "q", state: wordless, count });
  }
  return counted.filter((way) => way.count > 0).sort((a, b) => b.count - a.count);
}

/**
 * Which papers a state selects, and how many each next click would give.
 *
 * @import { Bits } from "./bits.js"
 * @import { Catalogue } from "./catalogue.js"
 * @import { Choice, Group, State } from "./state.js"
 *
 * @typedef {object} Offer what a value shows and does next
 * @property {Choice} choice as it is now
 * @property {Choice | null} next what a click does; null where nothing would be left
 * @property {number} count papers that a click on an unchosen value gives, that an included value
 *   has among the found, or that an excluded value hides
 * @property {number} added papers that an OR would add; 0 unless others are included already
 * @property {boolean} widens whether a click adds to what others in the group gave
 *
 * @typedef {object} Sets what an unchosen value of a group is counted in
 * @property {Bits} within the papers that choosing it would leave some of
 * @property {Bits | null} outside where it would add papers, those that the group does not give yet
 *
 * @typedef {object} Selection
 * @property {Bits} found
 * @property {number} count
 * @property {Map<string, Offer>} offers by the key of the value
 * @property {Map<string, Sets>} sets by the key of the group
 * @property {Map<string, boolean>} switches by the key of the group: whether all/any can be turned
 * @property {Bits} anyYear what would be found without the years
 */

import {
  add,
  countOf,
  countShared,
  emptySet,
  fullSet,
  intersect,
  subtract,
  unite,
} from "./bits.js";
import { choose, groupKey, keyOf } from "./state.js";

/**
 * @param {Catalogue} catalogue
 * @param {Group[]} groups
 * @param {State} state
 * @param {Bits | null} matching papers with the words; null without words
 * @returns {Selection}
 */
export function select(catalogue, groups, state, matching) {
  const { papers } = catalogue;
  const ways = groups.map((group) => readGroup(catalogue, group, state));
  const open = fullSet(papers);
  if (matching) intersect(open, matching);
  const timeless = open.slice();
  const years = setOfYears(catalogue, state);
  if (years) intersect(open, years);

  const excluded = emptySet(papers);
  for (const way of ways) for (const bits of way.excludes.values()) unite(excluded, bits);

  const found = subtract(open.slice(), excluded);
  const anyYear = subtract(timeless, excluded);
  for (const { included } of ways) {
    if (!included) continue;
    intersect(found, included);
    intersect(anyYear, included);
  }
  const count = countOf(found);
  /** @type {Selection} */
  const selection = {
    found,
    count,
    anyYear,
    offers: new Map(),
    sets: new Map(),
    switches: new Map(),
  };
  for (const way of ways) {
    // What all the other groups leave: the counts of this group are counts within it.
    const base = subtract(open.slice(), excluded);
    for (const other of ways) if (other !== way && other.included) intersect(base, other.included);
    offerValues(catalogue, state, way, { base, open, ways, found }, selection);
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

/** @param {Catalogue} catalogue @param {Group} group @param {State} state @returns {Way} */
function readGroup(catalogue, group, state) {
  /** @type {Map<string, Bits>} */
  const includes = new Map();
  /** @type {Map<string, Bits>} */
  const excludes = new Map();
  for (const value of group.values) {
    const key = keyOf(group.kind, value);
    const choice = state.chosen.get(key);
    const bits = catalogue.papersWith(key);
    if (choice === "include") includes.set(key, bits);
    if (choice === "exclude") excludes.set(key, bits);
  }
  const all = state.all.has(groupKey(group));
  return { group, all, includes, excludes, included: combine(includes, all) };
}

/** @param {Map<string, Bits>} includes @param {boolean} all @param {string} [without] */
function combine(includes, all, without) {
  /** @type {Bits | null} */
  let result = null;
  for (const [key, bits] of includes) {
    if (key === without) continue;
    if (result) (all ? intersect : unite)(result, bits);
    else result = bits.slice();
  }
  return result;
}

/**
 * Fill in what each value of a group, and its switch, would give.
 *
 * @param {Catalogue} catalogue
 * @param {State} state
 * @param {Way} way
 * @param {{base: Bits, open: Bits, ways: Way[], found: Bits}} sets
 * @param {Selection} selection
 */
function offerValues(catalogue, state, way, { base, open, ways, found }, selection) {
  const { group, all, includes, included } = way;
  const widens = included !== null && !all;
  const outside = widens ? subtract(base.slice(), included) : null;
  const sets = { within: all ? found : base, outside };
  selection.sets.set(groupKey(group), sets);
  for (const value of group.values) {
    const key = keyOf(group.kind, value);
    const bits = catalogue.papersWith(key);
    const choice = state.chosen.get(key) ?? "off";
    if (choice === "exclude") {
      const count = countHidden(open, ways, key);
      selection.offers.set(key, { choice, next: "off", count, added: 0, widens: false });
    } else if (choice === "include") {
      const others = combine(includes, all, key);
      const left = subtract(others ? intersect(others, base) : base.slice(), bits);
      const next = countOf(left) > 0 ? "exclude" : "off";
      const count = countShared(found, bits);
      selection.offers.set(key, { choice, next, count, added: 0, widens: false });
    } else {
      selection.offers.set(key, offerOf(sets, bits));
    }
  }
  const other = combine(includes, !all);
  const turned = other ? countShared(base, other) : selection.count;
  selection.switches.set(groupKey(group), all || turned > 0);
}

/** What choosing a value would give. @param {Sets} sets @param {Bits} bits @returns {Offer} */
export function offerOf({ within, outside }, bits) {
  const count = countShared(within, bits);
  const added = outside ? countShared(outside, bits) : 0;
  const next = count > 0 ? "include" : null;
  return { choice: "off", next, count, added, widens: outside !== null };
}

/** How many papers the exclusion of one value hides. @param {Bits} open @param {Way[]} ways @param {string} key */
function countHidden(open, ways, key) {
  const rest = open.slice();
  /** @type {Bits | null} */
  let own = null;
  for (const way of ways) {
    if (way.included) intersect(rest, way.included);
    for (const [other, bits] of way.excludes) {
      if (other === key) own = bits;
      else subtract(rest, bits);
    }
  }
  return own ? countShared(rest, own) : 0;
}

/** @param {Catalogue} catalogue @param {State} state @returns {Bits | null} */
function setOfYears(catalogue, { from, to }) {
  const { years } = catalogue.filters;
  if (!years || (!from && !to)) return null;
  const bits = emptySet(catalogue.papers);
  for (let paper = 0; paper < years.length; paper++) {
    const year = years[paper];
    if (year && year >= from && (!to || year <= to)) add(bits, paper);
  }
  return bits;
}

/**
 * For an empty list: what it would hold without each of the filters, most first.
 *
 * @param {Catalogue} catalogue
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
    const wordless = { ...state, q: "", wide: false };
    const { count } = select(catalogue, groups, wordless, null);
    counted.push({ key: "q", state: wordless, count });
  }
  return counted.filter((way) => way.count > 0).sort((a, b) => b.count - a.count);
}

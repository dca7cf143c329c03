/**
 * The filter controls: a button of three states for each value, a switch for each group. Of
 * people, venues and keywords the page has buttons for the most frequent; others get theirs when
 * an address names them or a reader finds them.
 *
 * @import { Found } from "../shared/directory.js"
 * @import { Catalogue } from "./catalogue.js"
 * @import { Offer, Selection } from "./selection.js"
 * @import { Group, State } from "./state.js"
 */

import { openDirectories } from "../shared/directory.js";
import { element, find, findAll } from "../shared/dom.js";
import { formatPapers } from "../shared/text.js";
import { formatNumber, say, sayNumber } from "../shared/words.js";
import { setOf } from "./bits.js";
import { Finder } from "./finder.js";
import { offerOf } from "./selection.js";
import { choose, copyState, groupKey, idsIn, keyOf } from "./state.js";
import { Years } from "./years.js";

const NEXT = {
  include: say("press to include"),
  exclude: say("press to exclude"),
  off: say("press to clear"),
};

export class Facets {
  /**
   * @param {HTMLElement} root
   * @param {Catalogue} catalogue
   * @param {(change: (state: State) => State, how?: "push" | "replace") => void} change
   */
  constructor(root, catalogue, change) {
    this.root = root;
    this.catalogue = catalogue;
    this.change = change;
    /** @type {Map<string, HTMLButtonElement>} by key of the value */
    this.buttons = new Map();
    /** @type {Map<string, HTMLButtonElement>} by key of the group */
    this.switches = new Map();
    /** @type {Group[]} */
    this.groups = [];
    /** @type {Map<string, HTMLElement>} the buttons of each kind whose values can be looked up */
    this.bars = new Map();
    /** @type {Selection | null} */
    this.selection = null;
    for (const set of findAll(root, "fieldset[data-kind]", HTMLFieldSetElement)) this.read(set);
    const [years] = findAll(root, "[data-years]", HTMLElement);
    this.years = years && new Years(years, change);
  }

  /** Take over the controls of one group. @param {HTMLFieldSetElement} set */
  read(set) {
    const { kind = "", group: id = "" } = set.dataset;
    const buttons = findAll(set, "[data-value]", HTMLButtonElement);
    const group = { kind, id, values: buttons.map((button) => button.dataset.value ?? "") };
    this.groups.push(group);
    for (const button of buttons) this.adopt(kind, button);
    const bar = find(set, "[role=toolbar]", HTMLElement);
    rove(bar);
    const [finder] = findAll(set, "[data-finder]", HTMLElement);
    if (finder) {
      this.bars.set(kind, bar);
      new Finder(finder, kind, this);
    }
    const [all] = findAll(set, "[data-all]", HTMLButtonElement);
    if (!all) return;
    this.switches.set(groupKey(group), all);
    all.addEventListener("click", () => {
      this.change((state) => {
        const changed = { ...copyState(state), page: 1 };
        if (!changed.all.delete(groupKey(group))) changed.all.add(groupKey(group));
        return changed;
      });
    });
  }

  /** Take over the button of a value. @param {string} kind @param {HTMLButtonElement} button */
  adopt(kind, button) {
    const key = keyOf(kind, button.dataset.value ?? "");
    this.buttons.set(key, button);
    button.addEventListener("click", () => {
      const next = this.selection?.offers.get(key)?.next;
      if (next) this.change((state) => choose(state, key, next));
    });
  }

  /** Look up the values that an address names and the page does not show. @param {string} search */
  async learn(search) {
    for (const kind of this.bars.keys()) {
      const ids = idsIn(search, kind).filter((id) => !this.buttons.has(keyOf(kind, id)));
      if (!ids.length) continue;
      const directory = (await openDirectories()).get(kind);
      const values = await Promise.all(ids.map((id) => directory?.byId(id)));
      for (const value of values) if (value) this.add(kind, value);
    }
  }

  /**
   * Give a value a button, after those that the page came with; these stand by their ids, so that
   * an address does not depend on what was looked up first.
   *
   * @param {string} kind
   * @param {Found} value
   */
  add(kind, { id, name, papers }) {
    const key = keyOf(kind, id);
    const bar = this.bars.get(kind);
    if (!bar || this.buttons.has(key)) return;
    this.catalogue.learn(key, papers);
    const button = element(
      "button",
      {
        type: "button",
        class: "explorer__value",
        "data-value": id,
        "data-name": name,
        "data-added": true,
        "aria-pressed": "false",
        tabindex: "-1",
      },
      element("span", { class: "explorer__mark", "aria-hidden": "true" }),
      element("span", { class: "explorer__name" }, name),
      " ",
      element("span", { class: "explorer__count", "data-count": true }, "0"),
    );
    const added = findAll(bar, "[data-added]", HTMLButtonElement);
    const next = added.find((other) => (other.dataset.value ?? "") > id);
    bar.insertBefore(button, next ?? null);
    this.adopt(kind, button);
    const values = findAll(bar, "[data-value]", HTMLButtonElement).map(
      (b) => b.dataset.value ?? "",
    );
    this.groups = this.groups.map((group) => (group.kind === kind ? { ...group, values } : group));
  }

  /** Include a value that a reader has found. @param {string} kind @param {Found} value */
  include(kind, value) {
    this.add(kind, value);
    this.change((state) => choose(state, keyOf(kind, value.id), "include"));
  }

  /**
   * What including a value would give, whether it has a button or not.
   *
   * @param {string} kind
   * @param {Found} value
   * @returns {{offer: Offer, shown: string, said: string} | undefined} nothing before the first view
   */
  offerFor(kind, { id, papers }) {
    const known = this.selection?.offers.get(keyOf(kind, id));
    const sets = this.selection?.sets.get(keyOf(kind, kind));
    const offer = known ?? (sets && offerOf(sets, setOf(this.catalogue.papers, papers)));
    return offer && { offer, ...wordOffer(offer) };
  }

  /** Let the controls be used. */
  enable() {
    for (const set of this.root.querySelectorAll("fieldset")) set.disabled = false;
  }

  /** @param {string} key @returns {string} the name of a value */
  nameOf(key) {
    return this.buttons.get(key)?.dataset.name ?? key;
  }

  /** @param {string} key @returns {string} the class that gives a value its colour */
  classOf(key) {
    const set = this.buttons.get(key)?.closest("fieldset");
    return set?.dataset.kind === "tag" ? `facet-${set.dataset.group}` : "";
  }

  /**
   * @param {State} state
   * @param {Selection} selection
   * @param {number[] | null} years of the papers, 0 where unknown
   */
  show(state, selection, years) {
    this.selection = selection;
    for (const [key, button] of this.buttons) {
      const offer = selection.offers.get(key);
      if (offer) showOffer(button, offer);
    }
    for (const [key, button] of this.switches) {
      button.setAttribute("aria-checked", String(state.all.has(key)));
      button.disabled = !selection.switches.get(key);
    }
    for (const bar of this.root.querySelectorAll("[role=toolbar]")) keepOneStop(bar);
    if (years) this.years?.show(state, selection.anyYear, years);
  }
}

/**
 * The count of an offer, and what it says to those who listen.
 *
 * @param {Offer} offer
 */
function wordOffer({ choice, next, count, added, widens }) {
  if (choice === "exclude") {
    const shown = `−${formatNumber(count)}`;
    const said = say("%(number)s hidden, excluded", { number: shown });
    return { shown, said };
  }
  if (choice === "include") {
    const said = say("%(papers)s, included", { papers: formatPapers(count) });
    return { shown: formatNumber(count), said };
  }
  if (!widens || next === null) return { shown: formatNumber(count), said: formatPapers(count) };
  const shown = `+${formatNumber(added)}`;
  const number = { number: shown };
  return {
    shown,
    said: sayNumber("%(number)s more paper", "%(number)s more papers", added, number),
  };
}

/** @param {HTMLButtonElement} button @param {Offer} offer */
function showOffer(button, offer) {
  const { choice, next } = offer;
  const { shown, said } = wordOffer(offer);
  const label = `${button.dataset.name} ${said}; ${next ? NEXT[next] : say("none left")}`;
  // What stays as it is must not be written: a write costs the browser a new style or layout.
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  if (button.dataset.choice !== choice) {
    button.dataset.choice = choice;
    button.setAttribute("aria-pressed", String(choice !== "off"));
  }
  if (button.disabled !== (next === null)) button.disabled = next === null;
  const text = find(button, "[data-count]", HTMLElement).firstChild;
  if (text instanceof Text) text.data = shown;
}

/**
 * One stop of the Tab key for each group: arrows move inside it.
 *
 * @param {HTMLElement} bar
 */
function rove(bar) {
  const buttons = () => findAll(bar, "[data-value]", HTMLButtonElement);
  bar.addEventListener("keydown", (event) => {
    const usable = buttons().filter((button) => !button.disabled && button.offsetParent);
    const at = usable.findIndex((button) => button.matches(":focus"));
    /** @type {Record<string, number | undefined>} */
    const places = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: usable.length - 1,
    };
    const to = places[event.key];
    if (to === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    usable[(to + usable.length) % usable.length].focus();
  });
  bar.addEventListener("focusin", (event) => {
    for (const button of buttons()) button.tabIndex = button === event.target ? 0 : -1;
  });
  keepOneStop(bar);
}

/** See to it that one usable button of a group can be tabbed to. @param {Element} bar */
function keepOneStop(bar) {
  const buttons = findAll(bar, "[data-value]", HTMLButtonElement);
  if (buttons.some((button) => button.tabIndex === 0 && !button.disabled)) return;
  for (const button of buttons) button.tabIndex = -1;
  const first = buttons.find((button) => !button.disabled);
  if (first) first.tabIndex = 0;
}

/**
 * The filter controls: a button of three states for each value, a switch for each group.
 *
 * @import { Offer, Selection } from "./selection.js"
 * @import { Group, State } from "./state.js"
 */

import { find, findAll } from "../shared/dom.js";
import { formatNumber } from "../shared/text.js";
import { choose, copyState, groupKey, keyOf } from "./state.js";
import { Years } from "./years.js";

const NEXT = { include: "press to include", exclude: "press to exclude", off: "press to clear" };

export class Facets {
  /**
   * @param {HTMLElement} root
   * @param {(change: (state: State) => State, how?: "push" | "replace") => void} change
   */
  constructor(root, change) {
    this.root = root;
    this.change = change;
    /** @type {Map<string, HTMLButtonElement>} by key of the value */
    this.buttons = new Map();
    /** @type {Map<string, HTMLButtonElement>} by key of the group */
    this.switches = new Map();
    /** @type {Group[]} */
    this.groups = [];
    /** @type {Map<string, Offer>} */
    this.offers = new Map();
    for (const set of findAll(root, "fieldset[data-kind]", HTMLFieldSetElement)) this.read(set);
    const [years] = findAll(root, "[data-years]", HTMLElement);
    this.years = years && new Years(years, change);
  }

  /** Take over the controls of one group. @param {HTMLFieldSetElement} set */
  read(set) {
    const { kind = "", group: id = "" } = set.dataset;
    const buttons = findAll(set, "[data-value]", HTMLButtonElement);
    const values = buttons.map((button) => button.dataset.value ?? "");
    const group = { kind, id, values };
    this.groups.push(group);
    for (const [n, button] of buttons.entries()) {
      const key = keyOf(kind, values[n]);
      this.buttons.set(key, button);
      button.addEventListener("click", () => {
        const next = this.offers.get(key)?.next;
        if (next) this.change((state) => choose(state, key, next));
      });
    }
    rove(find(set, "[role=toolbar]", HTMLElement), buttons);
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
    this.offers = selection.offers;
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

/** @param {HTMLButtonElement} button @param {Offer} offer */
function showOffer(button, { choice, next, count, added, widens }) {
  const [shown, said] = {
    off:
      widens && next ? [`+${formatNumber(added)}`, "more papers"] : [formatNumber(count), "papers"],
    include: [formatNumber(count), "papers, included"],
    exclude: [`−${formatNumber(count)}`, "hidden, excluded"],
  }[choice];
  const label = `${button.dataset.name} ${shown} ${said}; ${next ? NEXT[next] : "none left"}`;
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
 * @param {HTMLButtonElement[]} buttons
 */
function rove(bar, buttons) {
  bar.addEventListener("keydown", (event) => {
    const usable = buttons.filter((button) => !button.disabled && button.offsetParent);
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
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
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

/**
 * Buttons to save a paper and to mark it as read, on every element with `data-paper`:
 * the page of a paper, the rows of a list, results that a script adds later.
 */

import { element, findAll, icon } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { isKept, markOf, onChange, setMark } from "./store.js";

/** @typedef {"saved" | "read"} What */

/** @type {Record<What, {off: string, on: string}>} */
const WORDS = {
  saved: { off: say("Save"), on: say("Saved") },
  read: { off: say("Mark as read"), on: say("Read") },
};

const NOT_KEPT = say("This browser blocks storage: what you mark is forgotten on the next page.");

/** @param {HTMLElement} place */
function decorate(place) {
  if (place.querySelector(":scope > .paper-marks")) return;
  const full = place.classList.contains("paper-actions");
  const group = element("div", { class: full ? "paper-marks paper-marks--full" : "paper-marks" });
  group.append(buttonFor(place, "saved", full), buttonFor(place, "read", full));
  place.classList.add("has-marks");
  if (full) place.prepend(group);
  else place.append(group);
  refresh(place);
}

/** @param {HTMLElement} place @param {What} what @param {boolean} full */
function buttonFor(place, what, full) {
  const press = () => {
    const { paper = "" } = place.dataset;
    setMark(paper, titleOf(place), what, !markOf(paper)?.[what]);
  };
  const shape = what === "saved" ? "save" : "read";
  const made = element(
    "button",
    { type: "button", class: full ? "button" : "mark", "data-mark": what, click: press },
    icon(shape),
  );
  if (full) made.append(element("span", {}, WORDS[what].off));
  return made;
}

/** @param {HTMLElement} place */
function titleOf(place) {
  const within = place.classList.contains("paper-actions") ? document : place;
  return (
    within.querySelector("h1, h2 a, h3 a, h4 a, a[href*='papers/']")?.textContent ?? ""
  ).trim();
}

/** @param {HTMLElement} place */
function refresh(place) {
  const mark = markOf(place.dataset.paper ?? "");
  place.classList.toggle("is-read", Boolean(mark?.read));
  for (const made of findAll(place, ":scope > .paper-marks > [data-mark]", HTMLElement)) {
    const what = made.dataset.mark === "read" ? "read" : "saved";
    const on = Boolean(mark?.[what]);
    made.setAttribute("aria-pressed", String(on));
    const label = made.querySelector("span");
    const shown = tellKept(on ? WORDS[what].on : WORDS[what].off);
    if (label) label.textContent = shown;
    else made.setAttribute("aria-label", `${tellKept(WORDS[what].off)}: ${titleOf(place)}`);
    if (!isKept()) made.title = NOT_KEPT;
    else if (!label) made.title = shown;
  }
}

/** What a button says, with what the browser does to it. @param {string} label */
function tellKept(label) {
  return isKept() ? label : say("%(label)s (not kept)", { label });
}

/** @param {ParentNode} within */
function placesIn(within) {
  return findAll(within, "[data-paper]", HTMLElement);
}

function refreshAll() {
  placesIn(document).forEach(refresh);
}

placesIn(document).forEach(decorate);
onChange(refreshAll);
new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes" && target instanceof HTMLElement) refresh(target);
    for (const node of addedNodes) {
      if (!(node instanceof HTMLElement)) continue;
      if (node.dataset.paper) decorate(node);
      placesIn(node).forEach(decorate);
    }
  }
}).observe(document.body, {
  childList: true,
  subtree: true,
  attributeFilter: ["data-paper"],
});

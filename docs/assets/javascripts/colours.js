/** The button that switches from the system's colours to light ones, to dark ones, and back. */

import { findAll } from "./shared/dom.js";
import { ROOT } from "./shared/site.js";
import { say } from "./shared/words.js";

/** `frame.js` reads it before a page is drawn. */
const KEY = `catalogue.colours:${ROOT.pathname}`;
const CHOICES = [
  { name: "", icon: "icon--brightness-auto", label: say("System colours; switch to light") },
  { name: "light", icon: "icon--weather-sunny", label: say("Light colours; switch to dark") },
  { name: "dark", icon: "icon--weather-night", label: say("Dark colours; switch to the system’s") },
];
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
let chosen = CHOICES[0];

/** @returns {string} what the reader chose, here or in another tab */
function readChoice() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return chosen.name;
  }
}

function keepChoice() {
  try {
    localStorage.setItem(KEY, chosen.name);
  } catch {
    // It lasts for this page.
  }
}

/** @param {HTMLButtonElement} button */
function show(button) {
  const dark = chosen.name ? chosen.name === "dark" : systemIsDark.matches;
  document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
  for (const bar of findAll(document, "meta[name=theme-color]", HTMLMetaElement))
    bar.content = getComputedStyle(document.body).getPropertyValue("--catalogue-paper");
  for (const { icon } of CHOICES) button.classList.toggle(icon, icon === chosen.icon);
  button.title = chosen.label;
  button.setAttribute("aria-label", chosen.label);
}

/** @param {HTMLButtonElement} button */
function follow(button) {
  const kept = readChoice();
  chosen = CHOICES.find(({ name }) => name === kept) ?? CHOICES[0];
  show(button);
}

for (const button of findAll(document, "[data-colours]", HTMLButtonElement)) {
  follow(button);
  button.disabled = false;
  button.addEventListener("click", () => {
    chosen = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length];
    keepChoice();
    show(button);
  });
  systemIsDark.addEventListener("change", () => show(button));
  addEventListener("storage", ({ key }) => {
    if (key === KEY) follow(button);
  });
}

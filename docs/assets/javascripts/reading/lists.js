/** The reader's lists: which one is shown, and how they are made, renamed and deleted. */

import { element, find } from "../shared/dom.js";
import { formatNumber, say } from "../shared/words.js";
import { page, part, tell } from "./parts.js";
import * as store from "./store.js";

const ALL = "all";
const NONE = "none";
/** Before the name of a list, which may be any text. */
const NAMED = "=";

const chooser = find(page, "[data-list-chooser]", HTMLSelectElement);
const naming = find(page, "[data-naming]", HTMLFormElement);
const nameField = find(naming, "input", HTMLInputElement);
/** The list that is being renamed; empty where one is made. */
let renamed = "";
/** The address keeps it, for the way back from a paper. */
let chosen = choiceIn(location.hash);

/** @param {string} hash */
function choiceIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1)) || ALL;
  } catch {
    return ALL;
  }
}

/** The list that is shown; empty where it is none or all. */
export function chosenList() {
  return chosen.startsWith(NAMED) ? chosen.slice(NAMED.length) : "";
}

/** Whether papers of any list are shown. */
export function showsAll() {
  return chosen === ALL;
}

/** Whether a paper is on what is shown. @param {string} paper slug of a saved one */
export function isChosen(paper) {
  return showsAll() || (store.markOf(paper)?.list ?? "") === chosenList();
}

/** Show which lists there are. */
export function showLists() {
  const lists = store.listNames();
  const known = chosenList() ? lists.includes(chosenList()) : chosen === NONE && lists.length > 0;
  if (!known) chosen = ALL;
  const papers = store.savedPapers().map((paper) => store.markOf(paper)?.list ?? "");
  /** @param {string} value @param {string} name @param {string} [list] all where it is missing */
  const option = (value, name, list) => {
    const count = list === undefined ? papers.length : papers.filter((on) => on === list).length;
    return element("option", { value }, `${name} (${formatNumber(count)})`);
  };
  chooser.replaceChildren(
    option(ALL, say("all")),
    ...lists.map((name) => option(NAMED + name, name, name)),
    option(NONE, say("on no list"), ""),
  );
  chooser.value = chosen;
  part("lists").hidden = lists.length === 0;
  part("rename").hidden = part("delete").hidden = !chosenList();
}

/** @param {string} choice */
function choose(choice) {
  chosen = choice;
  const hash = choice === ALL ? "" : `#${encodeURIComponent(choice)}`;
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/** @param {string} list to rename; empty to make one */
function askName(list) {
  renamed = list;
  nameField.value = list;
  const made = list ? say("Rename") : say("Create");
  find(naming, "[type=submit]", HTMLButtonElement).textContent = made;
  naming.hidden = false;
  nameField.focus();
  nameField.select();
}

function closeNaming() {
  naming.hidden = true;
  part(renamed ? "rename" : "create").focus();
}

function takeName() {
  const was = store.stateNow();
  if (renamed) {
    // Chosen first: the change shows what is chosen.
    const from = renamed;
    chosen = ALL;
    const name = store.renameList(from, nameField.value);
    choose(NAMED + (name || from));
    if (name) tell(say("The list is now called “%(name)s”.", { name }), was);
  } else {
    const name = store.addList(nameField.value);
    if (name)
      tell(say("Created “%(name)s”. The menu below each saved paper puts it there.", { name }));
  }
}

function deleteChosen() {
  const was = store.stateNow();
  const name = chosenList();
  choose(ALL);
  store.deleteList(name);
  tell(say("Deleted the list “%(name)s”. Its papers stay saved.", { name }), was);
  part("create").focus();
}

/** @param {() => void} show */
export function listenToLists(show) {
  chooser.addEventListener("change", () => {
    choose(chooser.value);
    show();
  });
  part("create").addEventListener("click", () => askName(""));
  part("rename").addEventListener("click", () => askName(chosenList()));
  part("delete").addEventListener("click", deleteChosen);
  part("cancel").addEventListener("click", closeNaming);
  naming.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeNaming();
  });
  naming.addEventListener("submit", (event) => {
    event.preventDefault();
    takeName();
    show();
    closeNaming();
  });
}

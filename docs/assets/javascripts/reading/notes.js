/** What a reader adds to the row of a paper: a note, and the list on which it is. */

import { element } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { titleOf } from "./details.js";
import { tell } from "./parts.js";
import * as store from "./store.js";

/** Characters of a note. */
const LONGEST = "10000";

/** The paper whose note is being written, so that nobody draws its row anew. */
let writing = "";

/** Whether the last change is a note that its own field already shows. */
export function isWriting() {
  return writing !== "";
}

/** A field that keeps what is written into it. @param {string} paper slug */
export function noteField(paper) {
  const { note = "" } = store.markOf(paper) ?? {};
  const title = titleOf(paper);
  const field = element("textarea", {
    class: "reading__note",
    rows: "3",
    maxlength: LONGEST,
    "aria-label": say("Note on %(title)s", { title }),
    input: () => {
      writing = paper;
      store.setNote(paper, title, field.value);
      writing = "";
    },
  });
  field.value = note;
  const name = element("summary", { "aria-label": say("Note on %(title)s", { title }) });
  name.append(say("Note"));
  return element("details", { class: "reading__noting", open: note !== "" }, name, field);
}

/** A menu of the lists; nothing where there are none. @param {string} paper slug of a saved paper */
export function listMenus(paper) {
  const lists = store.listNames();
  if (!lists.length) return [];
  const { list = "" } = store.markOf(paper) ?? {};
  const menu = element(
    "select",
    { "aria-label": say("List of %(title)s", { title: titleOf(paper) }) },
    element("option", { value: "" }, say("on no list")),
    ...lists.map((name) => element("option", { value: name }, name)),
  );
  menu.value = list;
  menu.addEventListener("change", () => {
    const was = store.stateNow();
    const values = { title: titleOf(paper), list: menu.value };
    store.putOnList(paper, menu.value);
    tell(
      values.list
        ? say("Moved “%(title)s” to “%(list)s”.", values)
        : say("Took “%(title)s” off its list; it stays saved.", values),
      was,
    );
  });
  return [menu];
}

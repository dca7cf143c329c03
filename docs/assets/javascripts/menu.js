/** The menus of the header by keyboard and pointer: the drawer, the search box, what is under "More". */

import { findAll } from "./shared/dom.js";

/** Material opens its parts with checkboxes, which the keyboard does not reach. */
for (const handle of findAll(document, "[data-toggles]", HTMLElement)) {
  const [toggle] = findAll(document, `#${handle.dataset.toggles}`, HTMLInputElement);
  if (!toggle) continue;
  handle.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    if (handle.hasAttribute("aria-expanded"))
      handle.setAttribute("aria-expanded", String(toggle.checked));
  });
}

const [drawer] = findAll(document, "#__drawer", HTMLInputElement);
const nav = document.getElementById("main-nav");
const [handle] = findAll(document, "[data-toggles=__drawer]", HTMLElement);

if (drawer && nav && handle) {
  const close = () => {
    if (drawer.checked) drawer.click();
  };
  /** A link of a drawer that is still coming into view cannot take the focus: try again. */
  const enter = (frames = 30) => {
    const first = nav.querySelector("a");
    first?.focus();
    if (document.activeElement !== first && drawer.checked && frames > 0)
      requestAnimationFrame(() => enter(frames - 1));
  };
  drawer.addEventListener("change", () => {
    if (drawer.checked) enter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    close();
    handle.focus();
  });
  nav.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && next !== handle && !nav.contains(next)) close();
  });
}

const [more] = findAll(document, ".more", HTMLElement);
const button = more?.querySelector("button");

if (more && button) {
  /** @param {boolean} open */
  const show = (open) => button.setAttribute("aria-expanded", String(open));
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !more.contains(event.target)) show(false);
  });
  more.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !more.contains(next)) show(false);
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    button.focus();
  });
}

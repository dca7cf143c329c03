/** Keys: `/`, `s` and `f` go to the words, `j` and `k` to the next and the previous paper. */

import { find, isCommand } from "../shared/dom.js";

/** @param {HTMLElement} root */
export function installKeys(root) {
  const words = find(root, "#explorer-words", HTMLInputElement);
  const list = find(root, "[data-list]", HTMLElement);
  addEventListener("keydown", (event) => {
    if (!isCommand(event) || root.querySelector("dialog[open]")) return;
    if (["/", "s", "f"].includes(event.key)) {
      words.focus();
      words.select();
    } else if (event.key === "j" || event.key === "k") {
      step(list, event.key === "j" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  });
}

/** @param {Element} list @param {number} by */
function step(list, by) {
  const rows = [...list.children];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by));
  rows[next]?.querySelector("a")?.focus();
}

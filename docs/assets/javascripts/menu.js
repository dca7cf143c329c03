/** Closes a menu when one clicks elsewhere, leaves it with the keyboard or presses Escape. */

const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (
  document.querySelectorAll("details[data-closes]")
);

for (const menu of menus) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(/** @type {Node} */ (event.relatedTarget)))
      menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

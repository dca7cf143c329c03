/** The menus of the header by keyboard and pointer: the drawer, the search box, what is under "More". */

/** Material opens its parts with checkboxes, which the keyboard does not reach. */
for (const handle of document.querySelectorAll("[data-toggles]")) {
  const toggle = /** @type {HTMLInputElement | null} */ (
    document.getElementById(handle.getAttribute("data-toggles") ?? "")
  );
  if (!toggle) continue;
  handle.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    if (handle.hasAttribute("aria-expanded"))
      handle.setAttribute("aria-expanded", String(toggle.checked));
  });
}

const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
const nav = document.getElementById("main-nav");
const handle = /** @type {HTMLElement | null} */ (
  document.querySelector("[data-toggles=__drawer]")
);

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
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && next !== handle && !nav.contains(next)) close();
  });
}

const more = /** @type {HTMLElement | null} */ (document.querySelector(".more"));
const button = more?.querySelector("button");

if (more && button) {
  /** @param {boolean} open */
  const show = (open) => button.setAttribute("aria-expanded", String(open));
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("click", (event) => {
    if (!more.contains(/** @type {Node} */ (event.target))) show(false);
  });
  more.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !more.contains(next)) show(false);
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    button.focus();
  });
}

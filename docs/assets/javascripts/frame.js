/** Runs before the page is drawn, with the colours that the reader chose. A classic script. */

// What stands in for scripts would push the page down for a moment.
document.documentElement.classList.replace("no-js", "js");
// Nor must the list that a page comes with stand where the address asks for another.
document.documentElement.toggleAttribute("data-asked", location.search.length > 1);

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../..", script.src);
  let chosen = "";
  try {
    // See `colours.js`, which keeps it.
    chosen = localStorage.getItem(`catalogue.colours:${root.pathname}`) ?? "";
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const bar = document.createElement("meta");
  bar.name = "theme-color";
  bar.content = dark ? "#15191b" : "#fbfaf6";
  document.head.append(bar);
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    observer.disconnect();
  }).observe(document.documentElement, { childList: true });
})();

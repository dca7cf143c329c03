/** What of the map is in the address: a tag or a paper, and where one looks. */

const VIEW = ["x", "y", "zoom"];

/** @returns {{tag: string, paper: string, view: [number, number, number] | null}} */
export function readAddress() {
  const asked = new URLSearchParams(location.search);
  const [x, y, zoom] = VIEW.map((name) => Number.parseFloat(asked.get(name) ?? ""));
  return {
    tag: asked.get("tag") ?? "",
    paper: asked.get("paper") ?? "",
    view: Number.isFinite(x + y + zoom) ? [x, y, zoom] : null,
  };
}

/**
 * @param {string} tag empty for none
 * @param {boolean} keepsPaper whether its neighbours are shown
 * @param {string[] | null} view none where nobody moved the map
 */
export function writeAddress(tag, keepsPaper, view) {
  const address = new URL(location.href);
  const set = (/** @type {string} */ name, /** @type {string} */ value) =>
    value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
  set("tag", tag);
  if (!keepsPaper) set("paper", "");
  for (const [n, name] of VIEW.entries()) set(name, view ? view[n] : "");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

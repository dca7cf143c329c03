/** Elements and icons built without HTML from strings, so that no text is ever markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | EventListener | undefined>} [given] attributes; a
 *   function is a listener; false and undefined are left out
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const SHAPES = {
  save: "M6 3h12v18l-6-4.5L6 21z",
  read: "M4 12.5l5 5L20 6.5",
  cite: "M5 6h5v6c0 3-1.5 5-4 6M14 6h5v6c0 3-1.5 5-4 6",
  remove: "M6 6l12 12M18 6L6 18",
};

/** @type {Map<string, SVGElement>} drawn once, for lists of hundreds */
const drawn = new Map();

/** @param {keyof typeof SHAPES} shape */
export function icon(shape) {
  if (!drawn.has(shape)) drawn.set(shape, draw(shape));
  return drawn.get(shape).cloneNode(true);
}

/** @param {keyof typeof SHAPES} shape */
function draw(shape) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon--${shape}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

/** @param {number} count */
export function papersOf(count) {
  return `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;
}

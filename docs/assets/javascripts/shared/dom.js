/** The page: its elements, icons, the clipboard and downloads. Text is never markup. */

/**
 * The element that a script needs; the page comes with it.
 *
 * @template {Element} Kind
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function find(within, selector, kind) {
  const found = within.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`expected a ${kind.name} at ${selector}`);
}

/**
 * All elements of a kind that a selector finds.
 *
 * @template {Element} Kind
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind[]}
 */
export function findAll(within, selector, kind) {
  const found = [...within.querySelectorAll(selector)];
  return found.flatMap((each) => (each instanceof kind ? [each] : []));
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | EventListener | undefined>} [given] attributes; a
 *   function is a listener; false and undefined are left out
 * @param {(Node | string | undefined)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const SHAPES = {
  save: "M6 3h12v18l-6-4.5L6 21z",
  read: "M4 12.5l5 5L20 6.5",
  cite: "M5 6h5v6c0 3-1.5 5-4 6M14 6h5v6c0 3-1.5 5-4 6",
};

/** @type {Map<string, SVGElement>} drawn once, for lists of hundreds */
const drawn = new Map();

/** @param {keyof typeof SHAPES} shape */
export function icon(shape) {
  const known = drawn.get(shape) ?? draw(shape);
  drawn.set(shape, known);
  return known.cloneNode(true);
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

/**
 * A click that follows a link in place: another opens it elsewhere.
 *
 * @param {MouseEvent} event
 */
export function isPlainClick(event) {
  return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey);
}

/**
 * A key that is a command of the page, not text or a command of the browser.
 *
 * @param {KeyboardEvent} event
 */
export function isCommand({ target, altKey, ctrlKey, metaKey }) {
  const typing =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
  return !(typing || altKey || ctrlKey || metaKey);
}

/**
 * @param {string} text
 * @param {HTMLTextAreaElement} shown where the reader can copy it by hand
 * @param {string} [html] the same, for where formatted text is pasted
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copy(text, shown, html) {
  try {
    if (html) {
      const forms = { "text/plain": text, "text/html": html };
      await navigator.clipboard.write([new ClipboardItem(forms)]);
    } else await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard but the old one, which copies what is selected.
    if (shown.value !== text) shown.value = text;
    shown.focus();
    shown.select();
    return document.execCommand("copy");
  }
}

/**
 * @param {string} text
 * @param {string} name of the file
 * @param {string} type media type
 */
export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Let a combobox point at another option.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} [before]
 * @param {HTMLElement} [option] none to point at nothing
 */
export function chooseOption(input, before, option) {
  before?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

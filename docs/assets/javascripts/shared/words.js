/**
 * What the scripts say, in the language of the site: `say("Nothing found.")`.
 *
 * The texts are English here. For a site in another language the builder puts the translations
 * of a script's texts before the script: see `builder/layout/js_words.py`.
 */

/** @type {Data.Messages} */
const words = globalThis.catalogueWords ?? {};

/** Of the texts, and so of numbers and of what is sorted. */
export const LANGUAGE = typeof words[""] === "string" ? words[""] : "en";

const numbers = new Intl.NumberFormat(LANGUAGE);
const plurals = new Intl.PluralRules(LANGUAGE);

/** @param {number} number */
export function formatNumber(number) {
  return numbers.format(number);
}

/**
 * A text with values in place of its `%(name)s`.
 *
 * @param {string} text
 * @param {Record<string, string>} [values]
 */
export function say(text, values = {}) {
  return sayAround(text, values).join("");
}

/**
 * The same around elements.
 *
 * @template {Node | string} Value
 * @param {string} text
 * @param {Record<string, Value>} values
 * @returns {(Value | string)[]}
 */
export function sayAround(text, values) {
  const found = words[text];
  return fill(typeof found === "string" ? found : text, values);
}

/**
 * A text for a number, which stands for `%(number)s`.
 *
 * @param {string} one
 * @param {string} many
 * @param {number} number
 * @param {Record<string, string>} [values]
 */
export function sayNumber(one, many, number, values = {}) {
  const found = words[one];
  const english = number === 1 ? one : many;
  const text = typeof found === "object" ? (found[plurals.select(number)] ?? found.other) : english;
  return fill(text, { number: formatNumber(number), ...values }).join("");
}

/**
 * @template {Node | string} Value
 * @param {string} text
 * @param {Record<string, Value>} values
 * @returns {(Value | string)[]}
 */
function fill(text, values) {
  return text.split(/%\((\w+)\)s/).map((part, n) => (n % 2 ? values[part] : part));
}

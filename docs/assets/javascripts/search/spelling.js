/** Terms that stand in for what was typed, as in `builder/search/spelling.py`. */

const SHORTEST_MISSPELT = 4;
/** Two edits turn a shorter word into a quite different one: `weather`, `weaker`. */
const SHORTEST_TWICE_MISSPELT = 8;

/**
 * The words whose stem or commonest form begins with `prefix`.
 *
 * @template {{term: string, surface: string}} Word
 * @param {string} prefix
 * @param {Word[]} words those whose term shares its first three letters
 * @returns {Word[]}
 */
export function completions(prefix, words) {
  return words.filter(({ term, surface }) => term.startsWith(prefix) || surface.startsWith(prefix));
}

/**
 * The forms that are spelt nearly as a word, in the same order.
 *
 * @param {string} word
 * @param {string[]} forms all with the same first letter
 * @returns {{form: string, distance: number}[]}
 */
export function nearForms(word, forms) {
  const most = limitEdits(word);
  return forms.flatMap((form) => {
    const distance = edits(word, form, most);
    return distance <= most ? [{ form, distance }] : [];
  });
}

/**
 * The singular of a plural, or the plural.
 *
 * @param {string} form
 * @returns {string}
 */
export function changeNumber(form) {
  return form.endsWith("s") ? form.slice(0, -1) : `${form}s`;
}

/**
 * How many edits a misspelt word, as typed, may be away from what was meant.
 *
 * @param {string} word
 * @returns {number}
 */
export function limitEdits(word) {
  const { length } = Array.from(word);
  if (length < SHORTEST_MISSPELT) return 0;
  return length < SHORTEST_TWICE_MISSPELT ? 1 : 2;
}

/**
 * The optimal string alignment distance, or `most + 1` where it is larger.
 *
 * @param {string} left
 * @param {string} right
 * @param {number} most
 * @returns {number}
 */
export function edits(left, right, most) {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return Math.min(above[right.length], most + 1);
}

/**
 * Asks the search and shows what it says, at once where it takes its time.
 *
 * @import { Answer } from "./answer.js"
 */

import { askSearch } from "./engine.js";

/** Milliseconds that a reader waits for the whole answer before the quick one is shown. */
const PATIENCE = 300;

/** On a slow line, until the meaning is there, the words do not share the line with it. */
let isHurried = document.documentElement.hasAttribute("data-slow");

/**
 * @param {string} text
 * @param {() => boolean} isWanted
 * @param {(answer: Answer, again: boolean) => void | Promise<void>} show called with the whole
 *   answer, and before that with the quick one where the whole one is late and papers fit
 */
export async function askAndShow(text, isWanted, show) {
  /** @type {Answer | undefined} */
  let whole;
  const ask = async () => {
    whole = await askSearch(text, isWanted);
    return whole;
  };
  const asked = isHurried ? undefined : ask();
  await Promise.race([asked, new Promise((go) => setTimeout(go, isHurried ? 0 : PATIENCE))]);
  /** @type {Answer | undefined} */
  let shown;
  if (!whole && isWanted()) {
    const quick = await askSearch(text, isWanted, true);
    // No more than this is known to fit, and nothing is no answer yet.
    if (!whole && quick?.fitting && isWanted()) {
      shown = quick;
      await show(quick, false);
    }
  }
  const answer = await (asked ?? ask());
  isHurried = false;
  if (!answer || !isWanted() || (shown && isSame(shown, answer))) return;
  await show(answer, shown !== undefined);
}

/** @param {Answer} one @param {Answer} other */
function isSame(one, other) {
  return one.fitting === other.fitting && one.documents.join() === other.documents.join();
}

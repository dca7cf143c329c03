/**
 * Asks the search and shows what it says, at once where it takes its time.
 *
 * @import { Answer } from "./answer.js"
 */

import { askSearch } from "./engine.js";

/** Milliseconds that a reader waits for the whole answer before the quick one is shown. */
const PATIENCE = 300;

/**
 * @param {string} text
 * @param {() => boolean} isWanted
 * @param {(answer: Answer, again: boolean) => void | Promise<void>} show called with the whole
 *   answer, and before that with the quick one where the whole one is late
 */
export async function askAndShow(text, isWanted, show) {
  let settled = false;
  /** @type {Answer | undefined} */
  let shown;
  const whole = askSearch(text, isWanted).finally(() => {
    settled = true;
  });
  await Promise.race([whole, new Promise((go) => setTimeout(go, PATIENCE))]);
  if (!settled) {
    const quick = await askSearch(text, isWanted, true);
    if (!settled && quick && isWanted()) {
      shown = quick;
      await show(quick, false);
    }
  }
  const answer = await whole;
  if (!answer || !isWanted() || (shown && isSame(shown, answer))) return;
  await show(answer, shown !== undefined);
}

/** @param {Answer} one @param {Answer} other */
function isSame(one, other) {
  return one.fitting === other.fitting && one.documents.join() === other.documents.join();
}

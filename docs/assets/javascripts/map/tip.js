/**
 * Put what is said of a point beside it, within the screen.
 *
 * @param {HTMLElement} tip
 * @param {[number, number]} point
 * @param {{ width: number, height: number }} screen
 */
export function placeTip(tip, [x, y], { width, height }) {
  const left = Math.max(4, Math.min(x + 12, width - tip.offsetWidth - 4));
  const below = y + 14 + tip.offsetHeight < height;
  tip.style.left = `${left}px`;
  tip.style.top = `${Math.max(4, below ? y + 14 : y - 14 - tip.offsetHeight)}px`;
}

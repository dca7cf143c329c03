/**
 * Places for the names of regions: near the middle of each, where no point is covered.
 *
 * @import { Region } from "./regions.js"
 *
 * @typedef {object} Box of a name on the screen
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */

const CELL = 6;
/** How far a name may stand from the middle of its region. */
const RINGS = [0, 18, 36, 54, 72, 90];
const TURNS = 12;
/** Where points are everywhere, a name may cover some of more papers than these. */
const CROWD = 3000;

/** Counts the points in any box at once: a table of sums over cells of the screen. */
export class Occupancy {
  /** @param {number} width @param {number} height of the screen */
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.points = 0;
    this.sums = new Uint32Array((this.columns + 1) * (this.rows + 1));
  }

  /** @param {number} x @param {number} y @param {number} radius of a point on the screen */
  add(x, y, radius) {
    this.points++;
    for (const across of [x - radius, x + radius]) {
      for (const down of [y - radius, y + radius]) {
        const [column, row] = [Math.floor(across / CELL), Math.floor(down / CELL)];
        if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) continue;
        this.sums[(row + 1) * (this.columns + 1) + column + 1]++;
      }
    }
  }

  /** To be called once, when all points are there. */
  sum() {
    const { sums, columns, rows } = this;
    for (let row = 1; row <= rows; row++) {
      for (let column = 1; column <= columns; column++) {
        const at = row * (columns + 1) + column;
        sums[at] += sums[at - 1] + sums[at - columns - 1] - sums[at - columns - 2];
      }
    }
  }

  /** @param {Box} box @returns {number} how much of points is in it */
  count({ left, top, width, height }) {
    const { sums, columns, rows } = this;
    const at = (/** @type {number} */ x, /** @type {number} */ y) =>
      Math.min(rows, Math.max(0, y)) * (columns + 1) + Math.min(columns, Math.max(0, x));
    const [from, to] = [Math.floor(left / CELL), Math.floor((left + width) / CELL) + 1];
    const [first, last] = [Math.floor(top / CELL), Math.floor((top + height) / CELL) + 1];
    return sums[at(to, last)] - sums[at(from, last)] - sums[at(to, first)] + sums[at(from, first)];
  }
}

/**
 * Where a name of a size stands best near a place; nothing where it would cover points or others.
 *
 * @param {{ x: number, y: number, width: number, height: number }} name its middle and its size
 * @param {{ width: number, height: number }} screen
 * @param {Occupancy} points
 * @param {Box[]} taken by other names
 * @returns {Box | undefined}
 */
export function findPlace({ x, y, width, height }, screen, points, taken) {
  let best;
  let least = points.points > CROWD ? Number.POSITIVE_INFINITY : 1;
  for (const ring of RINGS) {
    for (let turn = 0; turn < (ring ? TURNS : 1); turn++) {
      const angle = (turn / TURNS) * 2 * Math.PI;
      const left = x - width / 2 + ring * Math.cos(angle);
      const top = y - height / 2 + ring * Math.sin(angle);
      const box = { left, top, width, height };
      if (left < 0 || top < 0 || left + width > screen.width || top + height > screen.height)
        continue;
      if (taken.some((other) => overlap(box, other))) continue;
      const covered = points.count(box);
      if (covered < least) [best, least] = [box, covered];
      if (!covered) return box;
    }
  }
  return best;
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

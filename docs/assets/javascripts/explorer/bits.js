/**
 * Sets of papers as bits of 32-bit words: a filter over 30,000 papers is a thousand operations.
 *
 * @typedef {Uint32Array} Bits
 */

/** @param {number} papers @returns {Bits} an empty set */
export function emptySet(papers) {
  return new Uint32Array((papers + 31) >>> 5);
}

/** @param {number} papers @returns {Bits} the set of all */
export function fullSet(papers) {
  const bits = emptySet(papers).fill(0xffffffff);
  const over = papers & 31;
  if (over) bits[bits.length - 1] = 2 ** over - 1;
  return bits;
}

/** @param {number} papers @param {Iterable<number>} members @returns {Bits} */
export function setOf(papers, members) {
  const bits = emptySet(papers);
  for (const paper of members) add(bits, paper);
  return bits;
}

/** @param {Bits} bits @param {number} paper */
export function add(bits, paper) {
  bits[paper >>> 5] |= 1 << (paper & 31);
}

/** @param {Bits} bits @param {number} paper @returns {boolean} */
export function has(bits, paper) {
  return ((bits[paper >>> 5] >>> (paper & 31)) & 1) === 1;
}

/** Keep in `bits` what is also in `other`. @param {Bits} bits @param {Bits} other @returns {Bits} */
export function intersect(bits, other) {
  for (let i = 0; i < bits.length; i++) bits[i] &= other[i];
  return bits;
}

/** Add `other` to `bits`. @param {Bits} bits @param {Bits} other @returns {Bits} */
export function unite(bits, other) {
  for (let i = 0; i < bits.length; i++) bits[i] |= other[i];
  return bits;
}

/** Take `other` out of `bits`. @param {Bits} bits @param {Bits} other @returns {Bits} */
export function subtract(bits, other) {
  for (let i = 0; i < bits.length; i++) bits[i] &= ~other[i];
  return bits;
}

/** How many bits of a word are set. @param {number} word */
function ones(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** @param {Bits} bits @returns {number} how many papers are in the set */
export function countOf(bits) {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += ones(bits[i]);
  return count;
}

/** @param {Bits} bits @param {Bits} other @returns {number} how many papers are in both */
export function countShared(bits, other) {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += ones(bits[i] & other[i]);
  return count;
}

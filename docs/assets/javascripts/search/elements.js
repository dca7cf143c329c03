/** Builds elements; text stays text. */

/**
 * @param {string} name
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {string} address
 * @param {Record<string, string>} [data]
 * @returns {HTMLAnchorElement}
 */
export function link(text, address, data = {}) {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = address;
  Object.assign(made.dataset, data);
  return made;
}

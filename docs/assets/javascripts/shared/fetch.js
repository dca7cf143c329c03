/**
 * A JSON file of the site.
 *
 * @template Content
 * @param {URL} address
 * @returns {Promise<Content>} as the builder wrote it
 */
export async function fetchJson(address) {
  // An early script may have asked for it.
  const early = globalThis.catalogueAsked?.get(address.href);
  globalThis.catalogueAsked?.delete(address.href);
  const answer = await (early ?? fetch(address));
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}

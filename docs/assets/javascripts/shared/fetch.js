/**
 * A JSON file of the site.
 *
 * @template Content
 * @param {URL} address
 * @returns {Promise<Content>} as the builder wrote it
 */
export async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}

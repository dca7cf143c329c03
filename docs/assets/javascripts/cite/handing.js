/** Hands a text to the reader: to the clipboard or as a file. */

/**
 * @param {string} text
 * @param {HTMLTextAreaElement} shown where the reader can copy it by hand
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard but the old one, which copies what is selected.
    if (shown.value !== text) shown.value = text;
    shown.focus();
    shown.select();
    return document.execCommand("copy");
  }
}

/**
 * @param {string} text
 * @param {string} name of the file
 * @param {string} type media type
 */
export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

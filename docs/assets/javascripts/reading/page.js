/** The page of the reading list: the reader's own, or one that somebody shared. */

import { offerFiles } from "./files.js";
import { completeOwn, listenToOwn, showOwn } from "./own.js";
import { loadPermalinks, page, part, sayUnreachable } from "./parts.js";
import { isShared, offerSharing, showShared } from "./sharing.js";

async function start() {
  part("own").hidden = isShared();
  page.hidden = false;
  listenToOwn();
  offerSharing();
  offerFiles();
  showOwn();
  /** @type {Data.Permalinks} */
  let known;
  try {
    known = await loadPermalinks();
  } catch {
    sayUnreachable();
    return;
  }
  await Promise.all([completeOwn(known), showShared(known)]);
}

start();

/**
 * Lets the site work from a disk; only in the ZIP of `make offline`, as a classic script before
 * all others.
 *
 * From `file://` a browser neither fetches nor opens a folder's index. Files that scripts fetch
 * therefore lie there as scripts that hand over their text, and links to folders get their
 * `index.html`.
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const root = new URL("../../../", script.src);
  if (root.protocol !== "file:") return;

  /** @type {Map<string, (text: string) => void>} */
  const awaited = new Map();

  window.catalogueOffline = {
    /** Called by the script of a file. @param {string} path @param {string} text */
    file(path, text) {
      awaited.get(path)?.(text);
    },
  };

  /** @param {string} address @returns {Promise<void>} */
  function load(address) {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => done();
      script.onerror = () => fail(new Error(address));
      document.head.append(script);
      script.remove();
    });
  }

  /** @param {URL} address */
  const pathOf = (address) => decodeURI(address.pathname.slice(root.pathname.length));

  const online = window.fetch;
  window.fetch = async (input, options) => {
    const address = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (address.protocol !== "file:") return online(input, options);
    const path = pathOf(address);
    /** @type {Promise<string>} */
    const text = new Promise((done) => awaited.set(path, done));
    try {
      await load(`${new URL(path, root)}.js`);
    } catch {
      return new Response("", { status: 404 });
    }
    return new Response(await text);
  };

  /** @param {string} href @returns {string} */
  function toFile(href) {
    const address = new URL(href, document.baseURI);
    if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return href;
    address.pathname += "index.html";
    return address.href;
  }

  /** @param {ParentNode} within */
  function mend(within) {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (within.querySelectorAll("a[href]"));
    for (const link of links) {
      const mended = toFile(link.href);
      if (mended !== link.href) link.href = mended;
    }
  }

  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element && target.matches("a[href]")) mend(target.parentNode ?? target);
      for (const node of addedNodes) if (node instanceof Element) mend(node.parentNode ?? node);
    }
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["href"] });

  // A script that leads to a folder.
  window.navigation?.addEventListener("navigate", (event) => {
    const mended = toFile(event.destination.url);
    if (mended === event.destination.url || !event.cancelable) return;
    event.preventDefault();
    location.href = mended;
  });
})();

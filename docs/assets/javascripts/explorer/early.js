/**
 * Runs before the stylesheets and the modules are there. Where the address asks for papers it
 * shows the words in the box and asks for the titles, and for the parts of the index that the
 * words need; on a slow line the letters are left to the next page. A classic script.
 */
(() => {
  const script = document.currentScript;
  // From a disk nothing is late.
  if (!(script instanceof HTMLScriptElement) || location.protocol === "file:") return;
  const { manifest: given = "", asks } = script.dataset;
  const root = new URL("../../../", script.src);
  const query = new URLSearchParams(location.search);
  const words = query.get("q")?.trim() ?? "";
  /** Whether the page shows more than it came with: always, where it says so itself. */
  const isAsked = asks !== undefined || location.search.length > 1;
  /** What the explorer may have to look up the names of. */
  const NAMED = /^(not-)?(author|venue|keyword)$/;
  const LETTERS = ["source-serif-4-latin-wght-normal", "source-sans-3-latin-wght-normal"];
  /** Milliseconds to the first byte, from which on a line is slow. */
  const SLOW = 250;
  /** A catalogue of more papers has its titles in parts; see `heads.js`. */
  const AT_ONCE = 2000;
  /** A shorter word is often one that every text has. */
  const SHORTEST = 4;

  /** @type {Map<string, Promise<Response>>} */
  const asked = new Map();
  globalThis.catalogueAsked = asked;

  /** @param {string} path @returns {Promise<Response>} which `fetch.js` will take */
  function ask(path) {
    const address = new URL(path, root);
    const known = asked.get(address.href);
    if (known) return known;
    const answer = fetch(address);
    // A failure is told by whoever needs the file.
    answer.catch(() => {});
    asked.set(address.href, answer);
    return answer;
  }

  /** @param {string} path @param {string} kind */
  function preload(path, kind) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = kind;
    if (kind === "font") link.crossOrigin = "anonymous";
    link.href = new URL(path, root).href;
    document.head.append(link);
  }

  /** The numbers of the files that words fall into. @param {string[]} firsts @param {string[]} terms */
  function filesOf(firsts, terms) {
    const found = terms.map((term) => firsts.findLastIndex((first) => first <= term));
    return new Set(found.filter((file) => file >= 0));
  }

  /** @returns {Promise<Data.Manifest>} which the page may have come with */
  async function readManifest() {
    return given ? JSON.parse(given) : (await ask("search/manifest.json")).clone().json();
  }

  /** @param {Data.Manifest} manifest */
  function askForWords(manifest) {
    const { version, words: firsts, postings, directories } = manifest;
    const found = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const terms = found.filter((word) => word.length >= SHORTEST);
    const namesOf = (
      /** @type {string} */ field,
      /** @type {Data.DirectoryFiles | undefined} */ files,
    ) => [...filesOf(files?.words ?? [], terms)].map((file) => `${field}/words-${file}.json`);
    const names = [
      ...[...filesOf(firsts, terms)].map((file) => `words-${file}.json`),
      "facts.json",
      ...[...filesOf(postings, terms)].map((file) => `postings-${file}.json`),
      "others.json",
      // Each word may be a name.
      ...namesOf("author", directories.author),
      ...namesOf("venue", directories.venue),
    ];
    // On a slow line the words come first.
    if (manifest.learnt && !slow) names.push("meaning.json");
    for (const name of names) ask(`search/${name}?v=${version}`);
  }

  async function askForPapers() {
    if (words) ask("search/manifest.json");
    const manifest = await readManifest();
    if (words) askForWords(manifest);
    if (manifest.papers <= AT_ONCE) ask("explore/titles.json");
  }

  function fillBox() {
    const box = document.getElementById("explorer-words");
    if (box instanceof HTMLInputElement) box.value ||= words;
  }

  const [visit] = performance.getEntriesByType("navigation");
  const waited =
    visit instanceof PerformanceNavigationTiming ? visit.responseStart - visit.requestStart : 0;
  const slow = isAsked && (waited > SLOW || navigator.connection?.saveData === true);
  document.documentElement.toggleAttribute("data-slow", slow);
  if (!slow) for (const name of LETTERS) preload(`assets/fonts/${name}.woff2`, "font");
  if ([...query.keys()].some((key) => NAMED.test(key))) ask("search/manifest.json");
  if (words) preload("search/lunr.js", "script");
  if (isAsked) askForPapers().catch((error) => console.warn(error));
  if (!words) return;
  if (document.readyState === "loading")
    document.addEventListener("readystatechange", fillBox, { once: true });
  else fillBox();
})();

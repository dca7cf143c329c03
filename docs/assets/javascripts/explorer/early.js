/**
 * Where the address asks for papers: shows the words in the box and asks for the parts of the
 * index that they need, before the stylesheets and the modules are there. A classic script.
 */
(() => {
  const words = new URLSearchParams(location.search).get("q") ?? "";
  const script = document.currentScript;
  if (!words.trim() || !(script instanceof HTMLScriptElement)) return;
  const root = new URL("../../../", script.src);
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
    const answer = fetch(address);
    // A failure is told by whoever needs the file.
    answer.catch(() => {});
    asked.set(address.href, answer);
    return answer;
  }

  /** The numbers of the files that words fall into. @param {string[]} firsts @param {string[]} terms */
  function filesOf(firsts, terms) {
    const found = terms.map((term) => firsts.findLastIndex((first) => first <= term));
    return new Set(found.filter((file) => file >= 0));
  }

  /** @param {HTMLScriptElement} script */
  async function askForWords(script) {
    const asked = ask("search/manifest.json");
    const given = script.dataset.manifest;
    /** @type {Data.Manifest} */
    const manifest = given ? JSON.parse(given) : await (await asked).clone().json();
    const { version, papers, words: firsts, postings } = manifest;
    const found = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const terms = found.filter((word) => word.length >= SHORTEST);
    const names = [
      ...[...filesOf(firsts, terms)].map((file) => `words-${file}.json`),
      "facts.json",
      ...[...filesOf(postings, terms)].map((file) => `postings-${file}.json`),
      "others.json",
    ];
    for (const name of names) ask(`search/${name}?v=${version}`);
    if (papers <= AT_ONCE) ask("explore/titles.json");
  }

  function fillBox() {
    const box = document.getElementById("explorer-words");
    if (box instanceof HTMLInputElement) box.value ||= words;
  }

  const stemmer = document.createElement("link");
  Object.assign(stemmer, {
    rel: "preload",
    as: "script",
    href: new URL("search/lunr.js", root).href,
  });
  document.head.append(stemmer);
  askForWords(script).catch((error) => console.warn(error));
  if (document.readyState === "loading")
    document.addEventListener("readystatechange", fillBox, { once: true });
  else fillBox();
})();

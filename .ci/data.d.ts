/** What the scripts find beside them: the data that the builder writes, and globals. */

declare namespace Data {
  /** What can be said of a paper in a bibliography; unknown fields are absent. */
  interface Citation {
    /** The citation key: the paper's slug. */
    key: string;
    kind: "article" | "inproceedings" | "preprint" | "misc";
    /** Plain text. */
    title: string;
    /** The title in TeX where it has formulas. */
    tex?: string;
    /** `[family, given]` or `[name]`. */
    authors?: string[][];
    /** ISO 8601, as precise as known. */
    date?: string;
    venue?: string;
    doi?: string;
    arxiv?: string;
    url?: string;
    note?: string;
  }

  /** `api/citations/index.json`; the records are in `api/citations/<n>.json`, sorted by slug. */
  interface CitationIndex {
    papers: number;
    /** Records of a part. */
    size: number;
    /** The first slug of each part. */
    first: string[];
  }

  /** `api/tags/<id>.json` and `api/sources/<id>.json`. */
  interface PaperList {
    name: string;
    /** Slugs. */
    papers: string[];
  }

  /** `api/permalinks.json`. */
  interface Permalinks {
    /** Short code by slug. */
    papers: Record<string, string>;
    /** New slug by old one. */
    moved: Record<string, string>;
  }

  /** `explore/filters.json`: columns, all in the same order of papers. */
  interface Filters {
    papers: number;
    /** Papers in a file of rows. */
    rows: number;
    /** Ids; the columns have their numbers. */
    tags: string[];
    listings: string[];
    /** The tags of each paper, strongest first. */
    tagged: number[][];
    /** Pairs of listing and position. */
    sightings: number[][];
    /** Papers with code. */
    code: number[];
    /** 0 where unknown; null where no paper has one. */
    years: number[] | null;
    /** Where each paper stands by title. */
    title_ranks: number[];
  }

  /** `explore/titles.json`. */
  interface Titles {
    titles: string[];
    /** The slugs that do not follow from the title, by the number of the paper. */
    slugs: Record<number, string>;
    /** The papers in the order of their ids, which is that of the search. */
    by_id: number[];
  }

  /** A paper of `explore/rows/<n>.json`; unknown fields are absent. */
  interface Row {
    slug: string;
    title: string;
    abstract?: string;
    authors?: string[];
    year?: number;
    venue?: string;
  }

  /** `map/points.json`. */
  interface Points {
    x: number[];
    y: number[];
  }

  /** `search/manifest.json`: what leads to the other files, see `builder/search/layout.py`. */
  interface Manifest {
    /** Changes with the content of the index. */
    version: string;
    documents: number;
    /** The documents below this number are papers. */
    papers: number;
    /** The first term of each file of words. */
    words: string[];
    /** Whether the words and the postings are one file each. */
    whole: boolean;
    /** How many documents share a file of cards. */
    cards: number;
    /** How many documents share a file of texts. */
    texts: number;
  }

  /** `search/facts.json`. */
  interface Facts {
    /** The weighted number of terms of each document. */
    lengths: number[];
    /** The number of different terms in each title. */
    titleTerms: number[];
    /** By id. */
    tags: Record<string, [name: string, facet: string]>;
    /** Titles by id. */
    listings: Record<string, string>;
    /** Names by id. */
    facets: Record<string, string>;
  }

  /** `search/words-<n>.json`: columns, in the order of the terms. */
  interface Words {
    terms: string[];
    /** The commonest form, empty where it is the term. */
    surfaces: string[];
    /** How many documents have it. */
    having: number[];
    /** The first word of each file of postings. */
    starts: number[];
  }

  /** `search/narrowings.json`: name and papers, as differences, by `tag:<id>` and `source:<id>`. */
  type Narrowings = Record<string, [name: string, papers: number[]]>;

  /** A document of `search/cards-<n>.json`. */
  type Card = [
    kind: "paper" | "tag" | "listing" | "page",
    address: string,
    title: string,
    tags: string[],
    listings: string[],
    year: number | null,
  ];
}

/** `search/lunr.js`, of which the search uses two functions. */
declare const lunr: {
  Token: new (word: string) => object;
  stemmer(token: object): object;
  stopWordFilter(token: object): object | undefined;
};

/** Of a worker, which shares its other globals with a page. */
declare function importScripts(...addresses: string[]): void;

interface Navigator {
  readonly connection?: { readonly saveData?: boolean };
}

/** A worker of the offline copy: a function that is given what a worker's global scope has. */
type OfflineWorker = (
  self: object,
  postMessage: (data: unknown) => void,
  importScripts: (...addresses: string[]) => void,
) => void;

interface Window {
  /** Of the offline copy. */
  catalogueOffline: {
    modules: Record<string, unknown>;
    file(path: string, text: string): void;
    worker(path: string, run: OfflineWorker): void;
  };
}

/** What the scripts find beside them: the data that the builder writes, and globals. */

declare namespace Data {
  /** Translations; of a message that counts by category of `Intl.PluralRules`; at "" the language. */
  type Messages = Record<string, string | Record<string, string>>;

  /** What can be said of a paper in a bibliography; unknown fields are absent. */
  interface Citation {
    /** The citation key: the paper's slug. */
    key: string;
    /** The other key: short where `key` is the slug. */
    alias?: string;
    kind: "article" | "inproceedings" | "preprint" | "misc";
    /** Plain text. */
    title: string;
    /** The title in TeX where it has formulas. */
    tex?: string;
    /** `[family, given]`, `[family, given, suffix]` or `[name]`. */
    authors?: string[][];
    /** ISO 8601, as precise as known. */
    date?: string;
    venue?: string;
    volume?: string;
    issue?: string;
    pages?: string;
    doi?: string;
    arxiv?: string;
    url?: string;
    keywords?: string[];
    /** Filled in when it is wanted. */
    abstract?: string;
    /** The number of the explorer's file that has its row; not on the paper's page. */
    row?: number;
  }

  /** `api/citations/index.json`; the records are in `api/citations/<n>.json`, sorted by slug. */
  interface CitationIndex {
    papers: number;
    /** Records of a part. */
    size: number;
    /** The first slug of each part. */
    first: string[];
    /** The site's address, empty where the builder does not know it. */
    site: string;
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
    /** How many of them, the first ones, a person or a keyword gave; a machine gave the others. */
    given: number[];
    /** Papers with code. */
    code: number[];
    /** 0 where unknown; null where no paper has one. */
    years: number[] | null;
    /** Month times 32 plus day, 0 where unknown; null where all are. */
    days: number[] | null;
    /** Days from the first on which papers came, from 1; 0 where unknown, null where all are one. */
    arrivals: number[] | null;
    /** The papers of the values that the page shows, as differences, by kind and id. */
    frequent: Record<string, Record<string, number[]>>;
    /** Where each paper stands by title. */
    title_ranks: number[];
  }

  /** `explore/latest.json`: what came last, first; days are ISO 8601. */
  interface Latest {
    /** How many papers came on each day. */
    days: [string, number][];
    /** The last ones. */
    papers: { day: string; slug: string; title: string }[];
  }

  /** `explore/titles.json`, and its parts `explore/titles/<n>.json` of a large catalogue. */
  interface Titles {
    titles: string[];
    /** The slugs that do not follow from the title, by its place. */
    slugs: Record<number, string>;
  }

  /** A paper of `explore/rows/<n>.json`; unknown fields are absent. */
  interface Row {
    slug: string;
    abstract?: string;
    /** Where the sentence that states the aim begins and ends, of an abstract that is folded. */
    aim?: [number, number];
    /** The numbers of related papers, the nearest first. */
    near?: number[];
    /** The first ones. */
    authors?: string[];
    /** Their addresses; 1 for one that follows from the name, 0 for one who has no other paper. */
    people?: (string | 0 | 1)[];
    /** Whether there are further authors. */
    more?: boolean;
    year?: number;
    venue?: string;
    /** Where it does not follow from the name. */
    venue_page?: string;
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
    wordsPerFile: number;
    /** The first term of each file of postings. */
    postings: string[];
    /** Its number among all terms. */
    starts: number[];
    /** Whether there are the files of `builder/search/meaning_layout.py`. */
    learnt: boolean;
    /** The first of each file of identifiers. */
    identifiers: string[];
    /** By field, of those that the catalogue has; see `builder/search/directory_layout.py`. */
    directories: Partial<Record<DirectoryField, DirectoryFiles>>;
  }

  type DirectoryField = "author" | "venue" | "keyword" | "year";

  /** `search/identifiers-<n>.json`: arXiv ids and DOIs in order, and their papers. */
  interface Identifiers {
    ids: string[];
    papers: number[];
  }

  /** What leads to the files of a directory. */
  interface DirectoryFiles {
    /** How many there are. */
    values: number;
    /** So many, the first, have a page of their own. */
    pages: number;
    valuesPerFile: number;
    /** The first word of each file of words. */
    words: string[];
  }

  /** `search/<field>/words-<n>.json`: columns, in the order of the words; numbers as differences. */
  interface DirectoryWords {
    words: string[];
    values: number[][];
    /** The papers of those values. */
    papers: number[][];
  }

  /** `search/<field>/values-<n>.json`: most papers first. */
  interface DirectoryValues {
    names: string[];
    /** The ids that do not follow from the name, by its place. */
    ids: Record<number, string>;
    /** As differences. */
    papers: number[][];
  }

  /** `search/facts.json`. */
  interface Facts {
    /** The weighted number of terms of each document. */
    lengths: number[];
    /** The number of different terms in each title. */
    titleTerms: number[];
  }

  /** `search/words-<n>.json`: columns, in the order of the terms. */
  interface Words {
    terms: string[];
    /** The commonest form, empty where it is the term. */
    surfaces: string[];
    /** How many documents have it. */
    having: number[];
  }

  /** `search/meaning.json`; vectors are base64 in all these files. */
  interface Meaning {
    /** The numbers of a vector. */
    size: number;
    /** The first word of each file of rows. */
    words: string[];
    /** The vectors of the first documents of `others.json`, the tags. */
    others: string;
    clustered: boolean;
  }

  /** `search/meaning-words-<n>.json`. */
  interface WordRows {
    /** In a line. */
    words: string;
    scales: number[];
    rows: string;
  }

  /** `search/meaning-network.json`. */
  interface Network {
    inner: string;
    innerBias: number[];
    outer: string;
    outerBias: number[];
    gain: number;
  }

  /** `search/meaning-clusters.json`. */
  interface ClustersFile {
    centres: string;
    coherence: number[];
    ofPaper: string;
  }

  interface Clusters {
    centres: Int8Array;
    /** The mean cosine of a cluster's papers with its centre, in thousandths. */
    coherence: number[];
    ofPaper: Uint8Array;
    /** The papers of each. */
    members: number[][];
  }

  /** `search/meaning-papers-<n>.json`: of all papers, or of those of a cluster in order. */
  interface VectorsFile {
    vectors: string;
    related: number[][];
    /** The numbers of each paper's tags; empty where there are none. */
    tags: number[][];
  }

  interface Vectors {
    table: Int8Array;
    /** Of its rows. */
    lengths: Float64Array;
    related: number[][];
    tags: number[][];
  }

  /** A document of `search/others.json`, or who or what a query names. */
  interface Other {
    kind: "tag" | "listing" | "page" | "author" | "venue" | "year";
    id: string;
    /** Relative to the site's root. */
    address: string;
    title: string;
    /** 0 for a page. */
    papers: number;
    /** Whether it comes after the papers: a name that is more often a word of texts. */
    late?: boolean;
  }
}

/** `search/lunr.js`, of which the search uses two functions. */
declare const lunr: {
  Token: new (word: string) => object;
  stemmer(token: object): object;
  stopWordFilter(token: object): object | undefined;
};

interface Navigator {
  readonly connection?: { readonly saveData?: boolean };
}

declare var catalogueWords: Data.Messages | undefined;
/** `search/lunr.js` where papers are in another language than English. */
declare var searchLanguage: { rules: [string, string][]; stops: string } | undefined;
/** By address: what `explorer/early.js` has asked for. */
declare var catalogueAsked: Map<string, Promise<Response>> | undefined;

interface Window {
  /** Of the offline copy. */
  catalogueOffline: {
    file(path: string, text: string): void;
  };
}

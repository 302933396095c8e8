import type { Root as HastRoot } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import type { Manuscript, Place } from './text.ts';

/** A title. `text` has the parts joined by one space; a title in one part has one. */
export interface Title {
  readonly text: string;
  readonly parts: readonly string[];
  readonly subtitle: string;
}

/** One repair of marks, with its place in the source (null when it came from settings). */
export interface Repair {
  readonly rule: string;
  readonly where: 'title' | 'byline' | 'body';
  readonly place: Place | null;
  readonly before: string;
  readonly after: string;
}

/** Where an article first stood, and on what terms it may be used: as given, never invented. Empty: not said. */
export interface Provenance {
  readonly paper: string;
  readonly date: string;
  readonly page: string;
  readonly url: string;
  readonly permission: string;
}

/**
 * One article, normalised. `author` is the name without spacing (layout spaces it); `byline` as the source has it,
 * after repair. Node positions in `body` are offsets in `manuscript.markdown`: ask `locate()`.
 */
export interface Article {
  readonly id: string;
  readonly title: Title;
  readonly byline: string;
  /** Every person named in the byline, unspaced. `author` is them joined as the byline's language joins names. */
  readonly authors: readonly string[];
  readonly author: string;
  readonly office: string;
  readonly lang: string;
  readonly date: string;
  readonly provenance: Provenance;
  readonly body: MdastRoot;
  readonly manuscript: Manuscript;
  readonly repairs: readonly Repair[];
  /** SHA-256 (hex) of title, byline and body: changes when a reader would see a change, unlike `id`. */
  readonly contentHash: string;
  readonly assetIds: readonly string[];
  /** Its body is paragraphs of bare words, which was seen before it was made: body, repairs and hash may be promises. */
  readonly isBare?: true;
  /** Of everything that it was made of, where that was asked: two of one digest are the same. */
  readonly digest?: string;
}

/** A picture or other part of the edition. `id` is its file name in outputs (`<hash>.<ext>`). */
export interface Asset {
  readonly id: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One line of the contents; parts have children. `id` is the section that it leads to. */
export interface ContentsEntry {
  readonly id: string;
  readonly kind: 'part' | 'article';
  readonly title: Title;
  readonly author: string;
  readonly office: string;
  readonly children: readonly ContentsEntry[];
}

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly articleIds: readonly string[];
}

/** Book parts that can be switched on and off, in the order in which they stand. */
export type FrontPart = 'cover' | 'title-page' | 'note' | 'contents';
export type BackPart = 'sources' | 'author-index' | 'imprint' | 'notes-pages' | 'back-cover';

/** Articles in order and all that the editor said of the edition. Empty strings print nothing. */
export interface Edition {
  readonly id: string;
  /** `urn:uuid:…`, version 5, from the edition id. */
  readonly identifier: string;
  readonly title: string;
  readonly subtitle: string;
  readonly occasion: string;
  readonly issuer: string;
  readonly editor: string;
  readonly publisher: string;
  /** As given: `2018-10-24`, `2018-10` or `2018`; empty when not given. */
  readonly date: string;
  /** What stands where a format must have a moment (`SOURCE_DATE_EPOCH`, the edition's date, 2000-01-01T00:00:00Z). */
  readonly modified: string;
  /** False when `modified` is only the stand-in 2000-01-01: formats that allow no date then carry none. */
  readonly isDated: boolean;
  readonly lang: string;
  readonly source: Provenance;
  readonly permit: string;
  readonly copies: string;
  readonly recipients: readonly string[];
  readonly rights: string;
  readonly series: { readonly title: string; readonly position: string } | null;
  readonly description: string;
  readonly subjects: readonly string[];
  /** Who certified the e-book's accessibility, when the editor names one. */
  readonly certifier: string;
  /** The editor's note, Markdown already parsed; null when there is none. */
  readonly note: MdastRoot | null;
  readonly articles: readonly Article[];
  readonly parts: readonly Part[];
  readonly contents: readonly ContentsEntry[];
  /** Every author once, in the order of an index of names, with the letter (A–Z or #) each stands under. */
  readonly authorIndex: readonly { readonly name: string; readonly letter: string }[];
  readonly assets: readonly Asset[];
  readonly front: readonly FrontPart[];
  readonly back: readonly BackPart[];
}

export type SectionRole = FrontPart | BackPart | 'part' | 'article';

/**
 * One section of the rendered edition. Conventions of its hast, shared by all writers:
 * - `id` is short ASCII and unique in the edition; the section's first element carries it;
 * - links between sections are `href="#id"`;
 * - `data-page-of="id"` marks an element whose text a writer with pages replaces by the page label of that section
 *   (a writer without pages removes the element);
 * - in articles, and in front and back matter that may run over several pages, each leaf block (p, heading, li text, table
 *   cell, caption …) carries `data-block="n"`, counted from 0 in reading order over the whole section, title and byline
 *   first; the PageMap speaks of the same numbers.
 */
export interface Section {
  readonly id: string;
  readonly role: SectionRole;
  readonly matter: 'front' | 'body' | 'back';
  readonly title: string;
  readonly lang: string;
  readonly start: 'new-page' | 'recto' | 'run-on';
  /** Sections of one digest have one tree, in this build and in others. Missing: whoever made it cannot tell. */
  readonly digest?: string;
  /** Paragraphs of bare words under a title, and nothing else: known of it before its tree is made. */
  readonly isBare?: true;
  readonly hast: HastRoot;
}

/** The page as numbers, for whoever must compute with it. All from theme tokens and settings. */
export interface PageLayout {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly topMm: number;
  readonly bottomMm: number;
  readonly innerMm: number;
  readonly outerMm: number;
  readonly bleedMm: number;
  readonly sizePt: number;
  readonly pitchPt: number;
  readonly charactersPerLine: number;
  readonly linesPerPage: number;
  readonly binding: 'left' | 'right';
  readonly writing: 'horizontal' | 'vertical';
  /** Columns of articles; with more than one, `charactersPerLine` is the whole measure, gaps included. */
  readonly columns: number;
  /** Room between columns. */
  readonly columnGapEm: number;
  readonly folio: {
    readonly style: 'plain' | 'dashed';
    readonly place: 'outer' | 'center';
    readonly sizePt: number;
    /** From the bottom trim edge to the folio's base line. */
    readonly baselineMm: number;
  };
  readonly head: {
    readonly isShown: boolean;
    readonly sizePt: number;
    /** From the top trim edge to the head's base line. */
    readonly baselineMm: number;
  };
}

/** A font file that the styles name: a resource of the package, with its family and weight. */
export interface FontFace {
  readonly family: string;
  readonly weight: 400 | 700;
  /** Name inside the font file (name table, id 6), e.g. `NotoSerifSC-Regular`: how a printed file refers to it. */
  readonly postscriptName: string;
  /** Name for `World.resource`, e.g. `fonts/noto-serif-sc-400.ttf`. */
  readonly resource: string;
  readonly license: string;
  /**
   * It has Latin letters alone and stands beside whole fonts, in print: `letters` that those lack, `italic` and `code`, which show
   * by whole fonts what they lack themselves.
   */
  readonly latin?: 'letters' | 'italic' | 'code';
  /** How large it is set where another size is asked for, in hundredths; 100 where nothing is said. */
  readonly sizePercent?: number;
}

/** An edition with templates and styles applied; a writer only packages it. */
export interface Rendered {
  readonly edition: Edition;
  readonly sections: readonly Section[];
  /** Complete stylesheets: `print` for pages, `screen` for reading systems (tokens resolved to plain values). */
  readonly styles: {
    readonly print: string;
    readonly screen: string;
    readonly cover: string;
    /** Rules that go before those for reading systems where there are letters that Chinese faces lack; empty when made without. */
    readonly screenLetters?: string;
  };
  readonly layout: PageLayout;
  readonly fonts: readonly FontFace[];
  readonly theme: string;
}

/** Where each stretch of each article stands, taken from marked content of the printed file. */
export interface PageMap {
  readonly schema: 1;
  readonly edition: string;
  /** SHA-256 (hex) over the articles' ids and content hashes in order: a map for other text is refused. */
  readonly textHash: string;
  readonly pages: readonly { readonly physical: number; readonly label: string }[];
  /** Where each section begins; of one that is no article, and goes over several pages, also where each page begins in it. */
  readonly sections: readonly {
    readonly id: string;
    readonly physical: number;
    readonly label: string;
    readonly stretches?: readonly PageStretch[];
  }[];
  /**
   * For each article the stretches in reading order: block, offset in characters (code points) of that block's text at
   * which the stretch starts, and the page. A block that crosses a page has two.
   */
  readonly articles: readonly {
    readonly id: string;
    readonly stretches: readonly PageStretch[];
  }[];
}

export interface PageStretch {
  readonly block: number;
  readonly offset: number;
  readonly physical: number;
  readonly label: string;
}

export type Format = 'print' | 'epub' | 'booklet' | 'archive';

/** One finished file. `open` may be called again and gives the same bytes. */
export interface Artifact {
  /** `stage` is what a stage made, written with --inspect. */
  readonly format: Format | 'report' | 'page-map' | 'stage';
  /** File name inside the edition's folder. */
  readonly path: string;
  readonly mediaType: string;
  /** True: never written over a file of the same name. */
  readonly isNew?: boolean;
  readonly byteLength: number;
  /** SHA-256 (hex) of the bytes, where whoever made them knows it already. */
  readonly sha256?: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Figures for the closing table. */
export interface Summary {
  readonly articles: number;
  readonly characters: number;
  readonly joins: number;
  readonly doubtfulJoins: number;
  readonly repairs: number;
  readonly leftovers: number;
  readonly pages: number | null;
}

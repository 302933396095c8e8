/**
 * The words for text and where it came from.
 *
 * Offsets are UTF-16 code units into a source's transcript, half open [start, end): they are for
 * programs. Lines and columns are for people: both start at 1, and columns count characters (code
 * points), not code units.
 */

/** One thing the editor handed in. `id` is its name within this build, `path` what people are shown. */
export interface Source {
  readonly id: string;
  /** Path as the editor would write it: relative to the working folder, forward slashes, never absolute in outputs. */
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A stretch of one source's transcript. */
export interface Span {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** A place as it is told to a person. `page` only where the source has pages. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly page?: number;
}

/** A box on a source page, in points from its top left corner. */
export interface Box {
  readonly page: number;
  readonly leftPt: number;
  readonly topPt: number;
  readonly widthPt: number;
  readonly heightPt: number;
}

/** Clues that a reader saw. Clues, not decisions: reassembly weighs them. */
export interface Hints {
  /** Number of `#` before the line (0: none). The marks are not part of the fragment's text. */
  readonly headingDepth: number;
  /** A blank line stands before this fragment (true for the first). */
  readonly blankBefore: boolean;
  /** Markdown that must stay as it stands (list, table, code, quote …); never cut or joined. */
  readonly verbatim: boolean;
  readonly box?: Box;
  readonly sizePt?: number;
  readonly bold?: boolean;
  /** It stands by articles without being their text, as the page shows. */
  readonly aside?: 'furniture' | 'caption' | 'advert' | 'pull-quote' | 'duplicate';
  /** What it is in an article whose order the page settles beyond doubt: all of its stretch between form feeds is so marked. */
  readonly settled?: 'title' | 'byline' | 'text';
}

/** The smallest piece never cut again: usually one line of page text. `text` is the transcript at `span`. */
export interface Fragment {
  readonly id: string;
  readonly text: string;
  readonly span: Span;
  readonly hints: Hints;
}

/** What an article's front matter may say; unknown keys are refused where it is read. */
export interface FrontMatter {
  readonly id?: string;
  readonly title?: string;
  readonly subtitle?: string;
  readonly byline?: string;
  readonly author?: string;
  readonly office?: string;
  readonly lang?: string;
  readonly date?: string;
  readonly source?: string;
  readonly page?: string;
  readonly url?: string;
  readonly permission?: string;
}

/**
 * What a reading is:
 * `page`: page text, literal, to be reassembled;
 * `markdown`: a manuscript without a title in its front matter, reassembled as Markdown;
 * `article`: one finished article, never reassembled.
 */
export type ReadingKind = 'page' | 'markdown' | 'article';

/** A reader's result: the transcript it saw and the fragments in it, in transcript order. */
export interface Reading {
  readonly source: string;
  readonly path: string;
  readonly kind: ReadingKind;
  /** All decoded text after any front matter, untouched: byte order mark and control characters included. */
  readonly transcript: string;
  /** The line of the file at which the transcript starts (front matter stands before it). */
  readonly firstLine: number;
  /** Offset at which each transcript line starts; `lineStarts[0]` is 0. */
  readonly lineStarts: readonly number[];
  readonly fragments: readonly Fragment[];
  readonly frontMatter: FrontMatter;
  /** Offsets at which pages start, where the source has pages; the first is that of page 1. */
  readonly pageStarts?: readonly number[];
  /** Folder, as the World knows it, that holds the pictures named in this source; never shown. Absent: it has none. */
  readonly folder?: string;
}

/** One clue for a join. `value` is on the evidence's own scale; positive speaks for the join. */
export interface Evidence {
  readonly kind: string;
  readonly value: number;
}

/** Why two stretches were put together, how sure we are, and what else was possible. */
export interface Join {
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly alternatives: readonly { readonly line: number; readonly confidence: number }[];
  /** The last character taken before the join, and the first one after it. */
  readonly before: Span;
  readonly after: Span;
}

/**
 * "From here on the text came from that span." `at` is an offset in the text that carries the seam.
 * `join` is null where the boundary is no decision of ours (a paragraph's start, an escape).
 */
export interface Seam {
  readonly at: number;
  readonly span: Span;
  readonly join: Join | null;
}

/** Text that knows where it came from: `seams` are sorted by `at`; the first is at 0 unless text is empty. */
export interface PlacedText {
  readonly text: string;
  readonly seams: readonly Seam[];
}

export type BlockKind = 'paragraph' | 'subhead' | 'caption' | 'quote' | 'note' | 'list' | 'table';

/** One block of a manuscript's body, as the source has it (literal text, or Markdown of a Markdown source). */
export interface Block {
  readonly kind: BlockKind;
  readonly text: PlacedText;
}

/** An article put back together. `markdown` is its body as Markdown (page text escaped), with seams. */
export interface Manuscript {
  readonly id: string;
  /** Text is literal: no character of it is Markdown (page text). */
  readonly literal: boolean;
  readonly frontMatter: FrontMatter;
  readonly title: PlacedText | null;
  readonly byline: PlacedText | null;
  readonly blocks: readonly Block[];
  readonly markdown: PlacedText;
  /** Probability that title, byline and all paragraphs are right. */
  readonly confidence: number;
}

/** Text that belongs to no article, and why we think so (a catalogue-like word: `furniture`, `caption`, `no-title` …). */
export interface Leftover {
  readonly text: string;
  readonly span: Span;
  readonly why: string;
}

/** Characters taken out by rule: `heading-mark`, `hyphen`, `control`, `byte-order-mark`; nothing else. */
export interface Removed {
  readonly text: string;
  readonly span: Span;
  readonly why: 'heading-mark' | 'hyphen' | 'control' | 'byte-order-mark';
}

/** What reassembly gives: every character of the readings is in exactly one of the three lists. */
export interface Reassembly {
  readonly manuscripts: readonly Manuscript[];
  readonly leftovers: readonly Leftover[];
  readonly removed: readonly Removed[];
}

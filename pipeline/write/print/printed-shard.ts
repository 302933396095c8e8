import type { Element } from './structure.ts';

/**
 * A printed shard, taken apart and made ready to be bound: plain data that knows nothing of its neighbours, so it can be
 * kept from one build to the next.
 */
export interface PrintedShard {
  /** Names what it was made of; empty when nobody asks. Shards of one key are the same. */
  readonly key: string;
  readonly pages: readonly PrintedPage[];
  /** One element a section, repaired. Pages and annotations are indexes into the lists here. */
  readonly elements: readonly Element[];
  /** How many there are, with all below them. */
  readonly elementCount: number;
  readonly annotations: readonly PrintedAnnotation[];
  /** What pages use besides the shared fonts; they name it by index, where PDF has object numbers. */
  readonly objects: readonly PrintedObject[];
  readonly fonts: readonly FontUse[];
  /** Where placeholders of page numbers stand, in reading order. */
  readonly numbers: readonly PageNumber[];
}

/** A place for a page number: marked content that shows nothing else, and the links that it is part of. */
export interface PageNumber {
  readonly page: number;
  readonly mcid: number;
  readonly annotations: readonly number[];
}

/** One printed page. */
export interface PrintedPage {
  /** The content stream with its decorations marked as artifacts, deflated. */
  readonly content: Uint8Array;
  readonly heightPt: number;
  /** The resource dictionary without fonts, as PDF text. */
  readonly resources: string;
  /** Fonts of the page: the PostScript name of one that the whole file shares, else the index of its object. */
  readonly fonts: readonly (readonly [resourceName: string, font: string | number])[];
  readonly annotations: readonly number[];
  /** How many lines of text it has. */
  readonly lines: number;
}

/** A link, and where it leads. */
export interface PrintedAnnotation {
  readonly rect: readonly number[];
  readonly target:
    | { readonly kind: 'uri'; readonly uri: string }
    | { readonly kind: 'section'; readonly id: string }
    | { readonly kind: 'page'; readonly page: number; readonly place: string }
    | { readonly kind: 'none' };
  /** Its words, for those who hear it. */
  readonly words: string;
}

/** An object as PDF text, with the bytes of its stream if it has one. */
export interface PrintedObject {
  readonly text: string;
  readonly stream: Uint8Array | null;
}

/** What the pages tell of a font that the whole file shares. All lists go with `glyphs`. */
export interface FontUse {
  readonly name: string;
  readonly glyphs: readonly number[];
  /** As in GlyphTable: 1 shown, 3 shown at least once without an ActualText. */
  readonly uses: readonly number[];
  /** Text by the file's own ToUnicode; empty when it says nothing. */
  readonly texts: readonly string[];
  /** What ActualText said of the glyph shown alone; empty when it was never shown so. */
  readonly actual: readonly string[];
}

/** A stretch of text in reading order. */
export interface PrintedText {
  readonly page: number;
  readonly text: string;
}

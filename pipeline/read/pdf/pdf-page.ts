/** A rectangle on a page. Points from the page's top left corner, as it is looked at. */
export interface Area {
  readonly leftPt: number;
  readonly topPt: number;
  readonly rightPt: number;
  readonly bottomPt: number;
}

/** A character where the page puts it; a space is a glyph like any other. */
export interface Glyph {
  readonly text: string;
  readonly leftPt: number;
  readonly rightPt: number;
  readonly baselinePt: number;
  readonly sizePt: number;
  readonly isBold: boolean;
  /** Its letter is slanted. */
  readonly isSlanted?: boolean;
  /** Its text does not run to the right. It is placed by its origin then: left and base line, with its width. */
  readonly runs?: 'down' | 'up' | 'left' | 'askew';
  /** It stands upright all the same, as Chinese characters do in lines that run down. */
  readonly isUpright?: boolean;
}

/** What a page shows, as far as its reading order depends on it. */
export interface PdfPage {
  readonly number: number;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly glyphs: readonly Glyph[];
  /** Thin lines, and frames or tinted grounds around something. */
  readonly rules: readonly Area[];
  readonly frames: readonly Area[];
  /** Small grounds behind a word or two. */
  readonly labels: readonly Area[];
  /** Where pictures are painted. */
  readonly pictures: readonly Area[];
  /** Most of its text is not painted, over a picture: what was recognised in a scan. */
  readonly isRecognised: boolean;
  /** Where initials stood that are as high as several lines. */
  readonly initials: readonly Area[];
}

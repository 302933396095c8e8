import type { Rendered } from '../../core/edition.ts';
import type { Attachment } from './attach-files.ts';
import type { BoundShard } from './bind-shard.ts';
import type { FurnitureFont } from './page-furniture.ts';
import type { BookPage, SectionPlace } from './page-order.ts';
import type { PdfWriter } from './pdf-writer.ts';
import type { PrintedShard } from './printed-shard.ts';
import type { FontShelf, KeepProgram } from './shared-fonts.ts';

/** Everything a book is bound from. */
export interface Bindery {
  readonly rendered: Rendered;
  readonly shards: readonly PrintedShard[];
  /** The structure of each, as it stands in the file. */
  readonly bound: readonly BoundShard[];
  /** The number kept for the element above all of theirs. */
  readonly documentRef: number;
  readonly pages: readonly BookPage[];
  readonly places: ReadonlyMap<string, SectionPlace>;
  readonly writer: PdfWriter;
  readonly shelf: FontShelf;
  readonly keepProgram: KeepProgram;
  /** The fonts of folios and running heads. */
  readonly furnitureFonts: readonly FurnitureFont[];
  readonly version: string;
  /** With any, the file is PDF/A-3. */
  readonly attachments: readonly Attachment[];
}

import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import type { Asset, Repair } from '../core/edition.ts';
import type { IssueId } from '../core/issues.ts';
import type { PlacedText } from '../core/text.ts';
import type { QuoteStyle } from './find-mark-repairs.ts';

/** What a plugin knows of the article it works on, and where it leaves what it did. Travels as `file.data.work`. */
export interface Work {
  readonly isLiteral: boolean;
  /** It holds no character but those that every text has: none that is invisible, none that is rare. */
  readonly isUsual: boolean;
  readonly markdown: PlacedText;
  readonly quotes: QuoteStyle;
  /** Whether marks are to be set right: not in an article whose language is not Chinese. */
  readonly isChinese: boolean;
  /** Finds a picture named in the text; tells why when it cannot be had. */
  readonly findAsset: (url: string) => Promise<FoundAsset>;
  /** Repairs by their offset in `markdown`. */
  readonly repairs: {
    readonly at: number;
    readonly rule: Repair['rule'];
    readonly before: string;
    readonly after: string;
  }[];
  readonly assets: Asset[];
}

export type FoundAsset =
  | { readonly asset: Asset }
  | { readonly problem: 'normalise/missing-image' | 'normalise/remote-image'; readonly path: string }
  | { readonly problem: 'normalise/bad-image'; readonly path: string; readonly detail: string };

declare module 'vfile' {
  interface DataMap {
    work: Work;
  }
}

/** A step on one article's tree. */
export type Transform = (tree: Root, file: VFile) => void | Promise<void>;

/** The work that goes with a file; there is always one, since `normalise` alone makes these files. */
export function workOf(file: VFile): Work {
  const { work } = file.data;
  if (!work) throw new Error('a plugin of normalise was run on a file without its work');
  return work;
}

/** How plugins speak: `normalise/index.ts` turns what is told into an issue at its place in the source. */
export function tell(file: VFile, id: IssueId, params: Record<string, string | number>, at: number | undefined): void {
  const place = at === undefined ? undefined : { line: 1, column: 1, offset: at };
  const message = file.message(id, { ruleId: id, source: 'normalise', ...(place ? { place } : {}) });
  told.set(message, params);
}

/** What fills the sentence of a told issue. */
const told = new WeakMap<object, Record<string, string | number>>();
export function paramsOf(message: object): Record<string, string | number> {
  return told.get(message) ?? {};
}

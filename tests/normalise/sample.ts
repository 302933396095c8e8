import type { Root } from 'mdast';
import type { Context } from '../../pipeline/core/contracts.ts';
import type { Article } from '../../pipeline/core/edition.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { findLineStarts } from '../../pipeline/core/locate.ts';
import { type EditionSettings, resolveSettings } from '../../pipeline/core/settings.ts';
import type { Block, BlockKind, FrontMatter, Manuscript, PlacedText, Reading } from '../../pipeline/core/text.ts';
import { normalise } from '../../pipeline/normalise/index.ts';
import { toMarkdown } from '../../pipeline/reassemble/to-markdown.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

/** An article as a test writes it. Its transcript is title, byline and blocks, one a line with a blank line between. */
export interface Written {
  readonly title?: string;
  readonly byline?: string;
  readonly blocks?: readonly (string | { readonly kind: BlockKind; readonly text: string })[];
  /** Markdown in place of blocks: then nothing is literal. */
  readonly markdown?: string;
  readonly frontMatter?: FrontMatter;
}

export function makeManuscript(written: Written, id: string): { manuscript: Manuscript; reading: Reading } {
  let transcript = '';
  const place = (text: string): PlacedText => {
    const start = transcript.length;
    transcript += `${text}\n\n`;
    return {
      text,
      seams: text === '' ? [] : [{ at: 0, span: { source: id, start, end: start + text.length }, join: null }],
    };
  };
  const title = written.title === undefined ? null : place(written.title);
  const byline = written.byline === undefined ? null : place(written.byline);
  const literal = written.markdown === undefined;
  const blocks: Block[] = (written.blocks ?? []).map((block) =>
    typeof block === 'string'
      ? { kind: 'paragraph', text: place(block) }
      : { kind: block.kind, text: place(block.text) },
  );
  const markdown = literal ? toMarkdown(blocks, true) : place(written.markdown ?? '');
  const frontMatter = written.frontMatter ?? {};
  const manuscript: Manuscript = { id, literal, frontMatter, title, byline, blocks, markdown, confidence: 1 };
  const reading: Reading = {
    source: id,
    path: `${id}.txt`,
    kind: literal ? 'page' : 'article',
    transcript,
    firstLine: 1,
    lineStarts: findLineStarts(transcript),
    fragments: [],
    frontMatter,
    folder: 'in',
  };
  return { manuscript, reading };
}

export interface Normalised {
  readonly articles: readonly Article[];
  readonly assets: readonly { readonly id: string; readonly bytes: Uint8Array }[];
  readonly issues: readonly Issue[];
  readonly told: readonly string[];
}

/** Runs the stage over articles as a test writes them. */
export async function normaliseAll(
  written: readonly Written[],
  edition: EditionSettings = {},
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Normalised> {
  const made = written.map((w, i) => makeManuscript(w, `a${i + 1}`));
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings(edition),
    world: makeMemoryWorld({ files }),
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  const reassembly = { manuscripts: made.map((m) => m.manuscript), leftovers: [], removed: [] };
  const result = await normalise(
    reassembly,
    made.map((m) => m.reading),
    context,
  );
  return { ...result, issues, told: issues.map((i) => `${i.place?.path}:${i.place?.line}:${i.place?.column} ${i.id}`) };
}

/** One article, and what was told of it. */
export async function normaliseOne(
  written: Written,
  edition: EditionSettings = {},
  files: Readonly<Record<string, string | Uint8Array>> = {},
) {
  const result = await normaliseAll([written], edition, files);
  const [article] = result.articles;
  if (!article) throw new Error('no article came out');
  return { ...result, article };
}

/** A tree without its places. */
export function stripPlaces(tree: Root): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'position' ? undefined : value)));
}

import { createHash } from 'node:crypto';
import { defer, withFields } from '../core/defer.ts';
import type { Edition, Section } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import { digestProgram, keepRuns } from '../core/keep-runs.ts';
import type { Faced } from './find-faces.ts';
import {
  type ArticleOrder,
  type MadeSection,
  makeArticleSection,
  type SectionsContext,
} from './make-article-section.ts';
import type { Words } from './words.ts';

/** What is kept of a section at once; its tree is read when somebody asks for it. */
interface Head {
  readonly section: Omit<Section, 'hast'>;
  readonly faces: readonly Faced[];
}

/**
 * The sections of articles, in order; what an earlier build made of the same text and style is taken from there. Articles
 * with pictures are made anew.
 */
export async function keepSections(
  orders: readonly ArticleOrder[],
  edition: Edition,
  words: Words,
  context: SectionsContext,
): Promise<readonly MadeSection[]> {
  const { settings, tokens, layout, world } = context;
  const key = ['section', settings.articleStart, settings.writing, edition.lang, edition.source, [...tokens], layout];
  const program = await digestProgram(world);
  const surroundings = program === '' ? '' : JSON.stringify([program, ...key]);
  const describe = ({ article, id, notesBefore }: ArticleOrder): string | null => {
    if (article.assetIds.length > 0) return null;
    const { contentHash, title, lang, byline, author, authors, office, provenance } = article;
    return JSON.stringify([id, notesBefore, contentHash, title, lang, byline, author, authors, office, provenance]);
  };
  const made = await keepRuns<ArticleOrder, MadeSection, Head>(
    orders,
    {
      key,
      describe,
      make: async (order) => {
        const made = await makeArticleSection(order, edition, words, context);
        const text = surroundings === '' ? null : describe(order);
        if (text === null) return made;
        const digest = createHash('sha256').update(surroundings).update(text).digest('hex');
        return { ...made, section: withFields(made.section, { digest }) };
      },
      pack: ({ section, faces, unsafe = [] }) => {
        if (unsafe.length > 0) return null;
        const { hast, ...rest } = section;
        return { head: { section: rest, faces }, texts: [JSON.stringify(hast)] };
      },
      unpack: ({ section, faces }, [hast]) => ({
        section: defer<Section, 'hast'>(section, { hast: () => JSON.parse(hast?.() ?? '') as Section['hast'] }),
        faces,
      }),
    },
    world,
  );
  for (const { unsafe = [] } of made)
    for (const name of unsafe) context.report(makeIssue('normalise/unsafe-markup', { name }));
  return made;
}

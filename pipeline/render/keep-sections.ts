import { defer, withFields } from '../core/defer.ts';
import type { Edition, Section } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import { keepRuns } from '../core/keep-runs.ts';
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
  const { settings, tokens, layout } = context;
  const key = ['section', settings.articleStart, settings.writing, edition.lang, edition.source, [...tokens], layout];
  const describe = ({ article, id, notesBefore }: ArticleOrder): string | null => {
    if (article.assetIds.length > 0) return null;
    const { title, lang, byline, author, authors, office, provenance } = article;
    // What an article was made of is known before it is made.
    const content = article.digest ?? article.contentHash;
    return JSON.stringify([id, notesBefore, content, title, lang, byline, author, authors, office, provenance]);
  };
  const made = await keepRuns<ArticleOrder, MadeSection, Head>(
    orders,
    {
      key,
      describe,
      make: async (order, digest) => {
        const made = await makeArticleSection(order, edition, words, context);
        return digest === null ? made : { ...made, section: withFields(made.section, { digest }) };
      },
      pack: ({ section, faces, unsafe = [] }) => {
        if (unsafe.length > 0) return null;
        const { hast, ...rest } = section;
        return { head: { section: rest, faces }, texts: [JSON.stringify(hast)] };
      },
      unpack: ({ section, faces }, [hast]) => ({
        section: defer<Section, 'hast'>(section, {
          hast: () => JSON.parse(hast?.().toString() ?? '') as Section['hast'],
        }),
        faces,
      }),
    },
    context,
  );
  for (const { unsafe = [] } of made)
    for (const name of unsafe) context.report(makeIssue('normalise/unsafe-markup', { name }));
  return made;
}

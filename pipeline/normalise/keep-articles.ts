import type { Root } from 'mdast';
import type { Context } from '../core/contracts.ts';
import { defer } from '../core/defer.ts';
import type { Article, Repair } from '../core/edition.ts';
import type { Issue } from '../core/issues.ts';
import { keepRuns } from '../core/keep-runs.ts';
import type { MadeArticle, Order } from './make-article.ts';
import type { PlaceFinder } from './place-finder.ts';

/** What is kept of an article at once; its body and its repairs are read when somebody asks for them. */
interface Head {
  readonly article: Omit<Article, 'manuscript' | 'body' | 'repairs'>;
  readonly issues: readonly Issue[];
}

/**
 * Articles from their manuscripts, in order; what an earlier build made of the same is taken from there. That can be said of
 * finished articles: one file is all that they come from. Those with pictures look at other files, and are made anew.
 */
export function keepArticles(
  orders: readonly Order[],
  make: (order: Order) => Promise<MadeArticle>,
  places: PlaceFinder,
  { settings, world }: Context,
): Promise<MadeArticle[]> {
  return keepRuns<Order, MadeArticle, Head>(
    orders,
    {
      key: ['article', settings.lang],
      describe: ({ manuscript, said }) => {
        const reading = places.readingOf(manuscript.markdown);
        if (reading?.kind !== 'article') return null;
        const { path, firstLine, transcript } = reading;
        return JSON.stringify([manuscript.id, said, path, firstLine, transcript]);
      },
      make,
      pack: ({ article, issues, looksAside }) => {
        if (looksAside) return null;
        const { manuscript: _, body, repairs, ...rest } = article;
        return { head: { article: rest, issues }, texts: [JSON.stringify(body), JSON.stringify(repairs)] };
      },
      unpack: ({ article, issues }, [body, repairs], { manuscript }) => ({
        article: defer<Article, 'body' | 'repairs'>(
          { ...article, manuscript },
          {
            body: () => JSON.parse(body?.() ?? '') as Root,
            repairs: () => JSON.parse(repairs?.() ?? '') as readonly Repair[],
          },
        ),
        assets: [],
        issues,
        looksAside: false,
      }),
    },
    world,
  );
}

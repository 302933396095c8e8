import type { Root } from 'mdast';
import type { Context } from '../core/contracts.ts';
import { defer, withFields } from '../core/defer.ts';
import type { Article, Repair } from '../core/edition.ts';
import type { Issue } from '../core/issues.ts';
import { keepRuns } from '../core/keep-runs.ts';
import type { MadeArticle, Order } from './make-article.ts';
import type { PlaceFinder } from './place-finder.ts';

/** What is kept of an article at once; its body and its repairs are read when somebody asks for them. */
interface Head {
  readonly article: Omit<Article, 'manuscript' | 'body' | 'repairs' | 'digest'>;
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
  context: Context,
): Promise<MadeArticle[]> {
  const { settings } = context;
  return keepRuns<Order, MadeArticle, Head>(
    orders,
    {
      key: ['article', settings.lang],
      describe: ({ manuscript, said }) => {
        const reading = places.readingOf(manuscript.markdown);
        if (reading?.kind !== 'article') return null;
        const { path, firstLine, transcript } = reading;
        return `${JSON.stringify([manuscript.id, said, path, firstLine])}\n${transcript}`;
      },
      make: async (order, digest) => {
        const made = await make(order);
        // Whoever makes something of an article alone knows by this whether it is the same.
        return digest === null || made.looksAside ? made : { ...made, article: withFields(made.article, { digest }) };
      },
      pack: ({ article, issues, looksAside }) => {
        if (looksAside) return null;
        const { manuscript, body, repairs, digest: _, ...rest } = article;
        const packed = packRepairs(repairs, pathOf(manuscript, places));
        if (!packed) return null;
        return { head: { article: rest, issues }, texts: [JSON.stringify(body), JSON.stringify(packed)] };
      },
      unpack: ({ article, issues }, [body, repairs], { manuscript }, digest) => ({
        article: defer<Article, 'body' | 'repairs'>(
          { ...article, manuscript, ...(digest === null ? {} : { digest }) },
          {
            body: () => JSON.parse(body?.().toString() ?? '') as Root,
            repairs: () =>
              unpackRepairs(
                JSON.parse(repairs?.().toString() ?? '') as readonly PackedRepair[],
                pathOf(manuscript, places),
              ),
          },
        ),
        assets: [],
        issues,
        looksAside: false,
      }),
    },
    context,
  );
}

/** A repair without the path, which is the same for all of an article: there are tens of thousands. */
type PackedRepair = readonly [
  rule: Repair['rule'],
  where: Repair['where'],
  before: string,
  after: string,
  line?: number,
  column?: number,
];

const pathOf = ({ markdown }: Article['manuscript'], places: PlaceFinder): string =>
  places.readingOf(markdown)?.path ?? '';

/** Null when a place is of another kind than those of a finished article. */
function packRepairs(repairs: readonly Repair[], path: string): readonly PackedRepair[] | null {
  const isOwn = repairs.every(({ place }) => place === null || (place.path === path && place.page === undefined));
  if (!isOwn) return null;
  return repairs.map(({ rule, where, place, before, after }) =>
    place ? [rule, where, before, after, place.line, place.column] : [rule, where, before, after],
  );
}

function unpackRepairs(packed: readonly PackedRepair[], path: string): readonly Repair[] {
  return packed.map(([rule, where, before, after, line, column]) => ({
    rule,
    where,
    place: line === undefined || column === undefined ? null : { path, line, column },
    before,
    after,
  }));
}

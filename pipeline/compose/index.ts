import type { Context } from '../core/contracts.ts';
import type { Article, Asset, Edition } from '../core/edition.ts';

/** Articles in the order asked, parts, contents, identifiers and credits. */
export function compose(articles: readonly Article[], assets: readonly Asset[], context: Context): Edition {
  void articles;
  void assets;
  void context;
  throw new Error('not built yet');
}

import type { Article } from '../core/edition.ts';

/**
 * Finds the article that an editor means by a title or an id in edition.yaml. Spaces and the width of marks do not
 * count: a title copied from the page matches the repaired one. Of several with one title each is found once.
 */
export class ArticleIndex {
  readonly #byKey = new Map<string, Article[]>();

  constructor(articles: readonly Article[]) {
    for (const article of articles) {
      for (const key of new Set([foldTitle(article.title.text), `#${article.id}`])) {
        const known = this.#byKey.get(key);
        if (known) known.push(article);
        else this.#byKey.set(key, [article]);
      }
    }
  }

  /** All articles of that title or id, in their order; empty when there is none. */
  findAll(wanted: string): readonly Article[] {
    return this.#byKey.get(`#${wanted.trim()}`) ?? this.#byKey.get(foldTitle(wanted)) ?? [];
  }

  /** The first one not yet in `taken`. */
  findNext(wanted: string, taken: ReadonlySet<Article>): Article | null {
    return this.findAll(wanted).find((article) => !taken.has(article)) ?? null;
  }
}

/** One form for all ways to write a title: NFKC, without spaces, lower case. */
const foldTitle = (title: string): string => title.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

import type { KnownArticle } from '../newspaper.ts';

/** An article as it came back. */
export interface FoundArticle {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

/** Which articles came back with title, byline and every paragraph. */
export interface Comparison {
  readonly exact: ReadonlySet<KnownArticle>;
  /** Exact but for spaces: a space at which a line was broken is on no page any more. */
  readonly exactButSpaces: ReadonlySet<KnownArticle>;
}

/**
 * Compares what came back with what was printed. What stands by articles (`besides`: a line above a headline, a standfirst, a
 * signature) may stand with them, as a whole paragraph, a byline or a part of the title, or be missing.
 */
export function compareArticles(
  truth: readonly KnownArticle[],
  found: readonly FoundArticle[],
  besides: readonly string[],
): Comparison {
  const compare = (fold: (text: string) => string): ReadonlySet<KnownArticle> => {
    const extra = [...new Set(besides.map(fold))].filter((text) => text !== '');
    const keyOf = (texts: readonly string[]): string => texts.map(fold).join('\n');
    const strip = (title: string): string =>
      extra.reduce((text, words) => {
        if (text.startsWith(words)) return text.slice(words.length).trim();
        return text.endsWith(words) ? text.slice(0, -words.length).trim() : text;
      }, fold(title));
    const keys = new Set(
      found.map(({ title, byline, paragraphs }) =>
        keyOf([
          strip(title),
          extra.includes(fold(byline)) ? '' : byline,
          ...paragraphs.filter((text) => !extra.includes(fold(text))),
        ]),
      ),
    );
    return new Set(
      truth.filter(({ title, byline, paragraphs }) =>
        keys.has(keyOf([title, extra.includes(fold(byline)) ? '' : byline, ...paragraphs])),
      ),
    );
  };
  return {
    exact: compare((text) => text.replace(/\s+/g, ' ').trim()),
    exactButSpaces: compare((text) => text.replace(/\s/g, '')),
  };
}

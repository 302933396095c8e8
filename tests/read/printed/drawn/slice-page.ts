import type { SetArticle } from '../set-article.ts';
import type { Dice } from '../typography.ts';

/** A rectangle of a page: cut into rows or columns, or filled. */
export type Slice =
  | { readonly kind: 'article'; readonly span: number; readonly article: SetArticle }
  | { readonly kind: 'flow'; readonly span: number; readonly articles: readonly SetArticle[] }
  | { readonly kind: 'notice'; readonly span: number }
  | { readonly kind: 'rows'; readonly span: number; readonly parts: readonly Slice[] }
  | { readonly kind: 'columns'; readonly span: number; readonly parts: readonly Slice[] };

/** Cuts a page as wide as some columns among articles, again and again from side to side or from top to bottom. */
export function slicePage(articles: readonly SetArticle[], span: number, dice: Dice, adverts: number): Slice {
  const [article] = articles;
  if (articles.length === 1 && article) return { kind: 'article', span, article };
  if (articles.length < 5 && dice.chance(span === 1 ? 0.3 : 0.12)) return { kind: 'flow', span, articles };
  const most = Math.min(articles.length, 3);
  if (span === 1 || dice.chance(0.5)) {
    const parts = share(articles, dice.between(2, most), dice).map((own) => slicePage(own, span, dice, adverts));
    const notice: Slice[] = dice.chance(adverts) ? [{ kind: 'notice', span }] : [];
    return { kind: 'rows', span, parts: [...parts, ...notice] };
  }
  const count = dice.between(2, Math.min(most, span));
  let free = span;
  const parts = share(articles, count, dice).map((own, i): Slice => {
    const left = count - 1 - i;
    const width = left === 0 ? free : dice.between(1, free - left);
    free -= width;
    return slicePage(own, width, dice, adverts);
  });
  return { kind: 'columns', span, parts };
}

/** Articles shared out in order, at least one to each part. */
function share(articles: readonly SetArticle[], count: number, dice: Dice): (readonly SetArticle[])[] {
  const parts: SetArticle[][] = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    const left = count - 1 - i;
    const to = left === 0 ? articles.length : dice.between(from + 1, articles.length - left);
    parts.push(articles.slice(from, to));
    from = to;
  }
  return parts;
}

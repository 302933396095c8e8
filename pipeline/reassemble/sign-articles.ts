import type { AssembledPage } from './assemble.ts';
import type { Signature } from './find-signatures.ts';

/**
 * Gives articles the signatures that stand below them: as bylines, or as last lines of those that have one already. What
 * stands behind a paragraph that turned out not to be the last of an article is left over.
 */
export function signArticles(page: AssembledPage, signatures: readonly Signature[]): AssembledPage {
  if (signatures.length === 0) return page;
  const waiting = new Map(signatures.map((signature) => [signature.behind, signature.piece]));
  const articles = page.articles.map((article) => {
    const last = article.body.at(-1)?.piece;
    const piece = last && waiting.get(last);
    if (!piece) return article;
    waiting.delete(last);
    if (!article.byline) return { ...article, byline: piece };
    const line = { piece, mode: 'next', join: null, gap: '', dropHyphen: false, kind: 'paragraph' } as const;
    return { ...article, body: [...article.body, line] };
  });
  const pieces = [...waiting.values()];
  return { articles, leftovers: pieces.length > 0 ? [...page.leftovers, { pieces, why: 'no-text' }] : page.leftovers };
}

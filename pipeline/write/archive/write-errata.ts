import type { EditionDiff } from './diff-editions.ts';
import type { TextChange } from './diff-text.ts';
import type { FinishedEdition } from './read-edition.ts';

/**
 * An errata sheet for those who hold the earlier edition: page, what is printed there, what it should be. Plain text, to
 * be printed or pasted. Pages are those of the earlier edition's page map; without one the article alone is named.
 */
export function writeErrata(diff: EditionDiff, earlier: FinishedEdition, lang: 'zh' | 'en'): string {
  const isChinese = lang === 'zh';
  const lines: string[] = [isChinese ? '勘误表' : 'Errata', ''];
  for (const { before, changes } of diff.changed) {
    const heading = isChinese
      ? `\u300a${before.title}\u300b${before.author}`
      : [before.title, before.author].filter(Boolean).join(', ');
    lines.push(heading);
    if (changes === null) lines.push(isChinese ? '  文字有改动\u3002' : '  The text was changed.');
    for (const change of changes ?? [])
      lines.push(`  ${describe(change, labelOf(earlier, before.id, change), isChinese)}`);
    lines.push('');
  }
  const list = (heading: string, titles: readonly string[]): void => {
    if (titles.length > 0) lines.push(heading, ...titles.map((title) => `  ${title}`), '');
  };
  list(
    isChinese ? '删去' : 'Removed',
    diff.removed.map((article) => article.title),
  );
  list(
    isChinese ? '增加' : 'Added',
    diff.added.map((article) => article.title),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

function describe(change: TextChange, page: string, isChinese: boolean): string {
  const { left, right, before, after } = change;
  const was = `${left}${before}${right}`;
  const is = `${left}${after}${right}`;
  if (isChinese) {
    const where = page ? `第 ${page} 页\uff0c` : '';
    if (after === '') return `${where}\u201c${was}\u201d删去\u201c${before}\u201d\u3002`;
    if (before === '') return `${where}\u201c${was}\u201d应为\u201c${is}\u201d\uff08补\u201c${after}\u201d\uff09\u3002`;
    return `${where}\u201c${was}\u201d应为\u201c${is}\u201d\uff08\u201c${before}\u201d改为\u201c${after}\u201d\uff09\u3002`;
  }
  const where = page ? `Page ${page}: ` : '';
  if (after === '') return `${where}in \u201c${was}\u201d delete \u201c${before}\u201d.`;
  if (before === '') return `${where}\u201c${was}\u201d should read \u201c${is}\u201d (\u201c${after}\u201d added).`;
  return `${where}\u201c${was}\u201d should read \u201c${is}\u201d (\u201c${after}\u201d for \u201c${before}\u201d).`;
}

/** The page on which a place stands: the last stretch that begins at or before it. Maps name sections, in book order. */
function labelOf({ articles, pageMap }: FinishedEdition, article: string, { block, offset }: TextChange): string {
  const index = articles.findIndex((entry) => entry.id === article);
  const stretches = pageMap?.articles.length === articles.length ? (pageMap.articles[index]?.stretches ?? []) : [];
  const before = stretches.filter((s) => s.block < block || (s.block === block && s.offset <= offset));
  return before.at(-1)?.label ?? '';
}

import type { Reading } from '../core/text.ts';
import { isHanCode } from '../reassemble/characters.ts';
import type { TrueArticle } from './scramble.ts';

/**
 * Whole articles from the files of an archive: one a file. The title stands in the front matter, else in the first line; a
 * byline only in the front matter. Lists, tables and code are no prose and are left out, and so are files without any.
 */
export function readArticles(readings: readonly Reading[]): TrueArticle[] {
  return readings.flatMap((reading) => {
    const { frontMatter, fragments, kind } = reading;
    const [first, ...more] = fragments;
    const isTitled = frontMatter.title !== undefined;
    const title = frontMatter.title ?? first?.text ?? '';
    const prose = (isTitled ? fragments : more).filter(({ hints }) => !hints.verbatim);
    // Page text has a fragment a line: lines without a blank between them are one paragraph only where they are wrapped.
    const paragraphs = prose
      .map(({ text }) => (kind === 'page' ? text : plainText(text)))
      .filter((text) => text.length > 1);
    return title.trim() === '' || paragraphs.length === 0
      ? []
      : [{ title: plainText(title), byline: frontMatter.byline ?? '', paragraphs }];
  });
}

/** Markdown without its marks, on one line: what is said, not how it looks. */
function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)|\[\^[^\]]*\]|<[^>]*>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|\*|_|`)(?=\S)(.+?)\1/g, '$2')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/\s*\n\s*/g, (gap, at: number, whole: string) =>
      isHanCode(whole.charCodeAt(at - 1)) || isHanCode(whole.charCodeAt(at + gap.length)) ? '' : ' ',
    )
    .trim();
}

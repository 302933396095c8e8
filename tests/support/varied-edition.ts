import { readdirSync, readFileSync } from 'node:fs';
import type { Source } from '../../pipeline/core/text.ts';
import { sampleArticles } from './rendered-sample.ts';

const folder = new URL('../corpus/setting/', import.meta.url);

/** The texts for setting as they lie in the corpus: file name and Markdown. */
export function readSettingTexts(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/**
 * An edition of everything there is to set: the texts for setting `times` over, each time with every paragraph moved on
 * by a few characters more, and the articles of the sample. So every mark meets every place of a line.
 */
export function makeVariedSources(times: number): readonly Source[] {
  const sources = Array.from({ length: times }, (_, time) => makeSettingSources(time)).flat();
  sampleArticles.forEach(({ title, byline, paragraphs }, i) => {
    const text = `---\ntitle: ${JSON.stringify(title)}\nbyline: ${byline}\n---\n\n${paragraphs.join('\n\n')}\n`;
    sources.push(makeSource(`sample-${i}`, text));
  });
  return sources;
}

/** The texts for setting once, their paragraphs moved on `time` times. */
export const makeSettingSources = (time: number): Source[] =>
  readSettingTexts().map(({ name, text }) => makeSource(`${name.replace('.md', '')}-${time}`, moveOn(text, time)));

const makeSource = (name: string, text: string): Source => ({
  id: name,
  path: `${name}.md`,
  mediaType: 'text/markdown',
  bytes: new TextEncoder().encode(text),
});

const filler =
  '\u5176\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u7532\u4e59\u4e19\u4e01\u620a\u5df1\u5e9a\u8f9b';

/** Puts some words before every paragraph, not before headings, lists and quotations. */
function moveOn(markdown: string, time: number): string {
  if (time === 0) return markdown;
  const [, head = '', body = ''] = /^(---\n[\s\S]*?\n---\n)([\s\S]*)$/.exec(markdown) ?? [];
  const words = /^lang: en$/m.test(head) ? `${'So '.repeat(time).trim()}, ` : `${filler.slice(0, time * 3)}\uff0c`;
  const paragraphs = body.split('\n\n').map((paragraph) => {
    const start = paragraph.trimStart();
    const isPlain = /^[\p{L}\p{N}\u201c\u300a\uff08]/u.test(start) && !/^\d+\. /.test(start);
    return isPlain ? words + start : paragraph;
  });
  return head + paragraphs.join('\n\n');
}

import { findLineStarts } from '../core/locate.ts';
import type { Fragment, Reading } from '../core/text.ts';

/** Generated page text as a reading: one fragment a line, `# ` marks a headline. */
export function readPageText(raw: string): Reading {
  const lineStarts = findLineStarts(raw);
  const fragments: Fragment[] = [];
  let blankBefore = true;
  for (const [line, start] of lineStarts.entries()) {
    const whole = raw.slice(start, lineStarts[line + 1] ?? raw.length);
    const mark = /^(#{0,6})\s*/.exec(whole);
    const from = start + (mark?.[0].length ?? 0);
    const text = raw.slice(from, start + whole.length).trimEnd();
    if (text === '') {
      blankBefore = true;
      continue;
    }
    const headingDepth = mark?.[1]?.length ?? 0;
    fragments.push({
      id: `page:${line + 1}`,
      text,
      span: { source: 'page', start: from, end: from + text.length },
      hints: { headingDepth, blankBefore, verbatim: false },
    });
    blankBefore = false;
  }
  return {
    source: 'page',
    path: 'page.txt',
    kind: 'page',
    transcript: raw,
    firstLine: 1,
    lineStarts,
    fragments,
    frontMatter: {},
  };
}

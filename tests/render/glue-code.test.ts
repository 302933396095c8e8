import { toHtml } from 'hast-util-to-html';
import { expect, it } from 'vitest';
import { compose } from '../../pipeline/compose/index.ts';
import { render } from '../../pipeline/render/index.ts';
import { makeScreenLatinRules } from '../../pipeline/render/latin-faces.ts';
import { glueCode } from '../../pipeline/render/typography/glue-code.ts';
import { lackedLetters } from '../../pipeline/write/epub/styles.ts';
import { makeElement } from '../../templates/element.ts';
import { makeContext } from '../support/make-context.ts';
import { makeSampleArticles } from '../support/sample-articles.ts';

const set = (code: string): string => {
  const block = makeElement('p', null, {}, ['a-b ', makeElement('code', null, {}, code)]);
  glueCode(block);
  return toHtml(block);
};

it('keeps options whole, and nothing but short words of code', () => {
  expect(set('huibian --formats a')).toBe('<p>a-b <code>huibian <span class="nowrap">--formats</span> a</code></p>');
  expect(set('no hyphen')).toBe('<p>a-b <code>no hyphen</code></p>');
  expect(set(`--${'x'.repeat(30)}`)).not.toContain('nowrap');
});

it('e-books ask for letters with accents before they ask for the Chinese faces that lack them', async () => {
  const context = makeContext({ title: '\u6c47\u7f16', theme: 'meeting' });
  const { styles } = await render(compose(makeSampleArticles(1), [], context), context);
  const faces = [
    ...(styles.screenLetters ?? '').matchAll(
      /@font-face\{font-family:"(Letters|Letters Sans)";font-weight:(\d+);src:local/g,
    ),
  ];
  expect(faces.map(([, name, weight]) => `${name} ${weight}`)).toEqual([
    'Letters 400',
    'Letters 700',
    'Letters Sans 400',
    'Letters Sans 700',
  ]);
  const lists = [...styles.screen.matchAll(/font-family: ([^;]*"Noto (?:Serif|Sans) SC"[^;]*);/g)].map(
    ([, list]) => list,
  );
  expect(lists.length).toBeGreaterThan(3);
  for (const list of lists) expect(list).toMatch(/^"Letters(?: Sans)?", "Noto/);
});

it('the letters that e-books look for are those that the rules are for', async () => {
  const range = /unicode-range:([^}]*)/.exec(makeScreenLatinRules())?.[1]?.split(',') ?? [];
  const covered = new Set(
    range.flatMap((part) => {
      const [from = '', to = from] = part.replace('U+', '').split('-');
      const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );
  expect(covered.size).toBeGreaterThan(300);
  for (let code = 0; code < 0x2000; code++)
    expect([code, lackedLetters.test(String.fromCharCode(code))]).toEqual([code, covered.has(code)]);
});

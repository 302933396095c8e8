import { describe, expect, it } from 'vitest';
import { listFiles, readText } from '../support/source-files.ts';

const sources = [...listFiles('pipeline', '.ts'), ...listFiles('templates', '.ts')];
const tests = listFiles('tests', '.ts');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe('names', () => {
  it('are kebab-case for files', () => {
    expect(
      [...sources, ...tests].filter(
        (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(nameOf(path)) && path !== 'tests/vitest.config.ts',
      ),
    ).toEqual([]);
  });

  it('say what a thing is', () => {
    const empty = /(^|[-/])(utils?|helpers?|common|managers?|misc|stuff)([-./]|$)/;
    expect([...sources, ...tests].filter((path) => empty.test(path))).toEqual([]);
    const declared = sources.flatMap((path) => exportsOf(path).map((name) => `${path} ${name}`));
    expect(declared.filter((line) => /(utils?|helpers?|manager)$/i.test(line))).toEqual([]);
  });

  it('are given to everything that is exported', () => {
    const withDefault = [...sources, ...listFiles('tests', '.ts')].filter(
      (path) => path !== 'tests/vitest.config.ts' && /^export default /m.test(readText(path)),
    );
    expect(withDefault).toEqual([]);
  });

  it('of a file are found in the one thing that it exports', () => {
    const wrong = sources
      // Each file of core is a small dictionary, and so is any other that exports several things; index.ts is a table.
      // seam.ts and name-articles.ts are called after what they judge and name.
      .filter(
        (path) => !path.startsWith('pipeline/core/') && !/\/(index|main|seam|name-articles)\.ts$|\.d\.ts$/.test(path),
      )
      .filter((path) => {
        const [only, ...more] = valuesOf(path);
        if (only === undefined || more.length > 0) return false;
        const words = nameOf(path).replace(/\.ts$/, '').split('-');
        // Beginnings of words are compared: conserve.ts may export checkConservation.
        const exported = exportsOf(path).join(' ').toLowerCase();
        return !words.some((word) => exported.includes(word.slice(0, 4)));
      });
    expect(wrong).toEqual([]);
  });

  it('of tests are those of the file they are about, with its stage for a folder', () => {
    const folders = new Set(tests.filter((path) => path.endsWith('.test.ts')).map((path) => path.split('/')[1] ?? ''));
    const known = [
      'read',
      'reassemble',
      'normalise',
      'compose',
      'render',
      'write',
      'core',
      'world',
      'cli',
      'learn',
      'house',
    ];
    const others = ['issues', 'corpus', 'editions', 'judges', 'bench', 'examples', 'fixtures', 'support', 'ui'];
    expect([...folders].filter((folder) => ![...known, ...others].includes(folder))).toEqual([]);
  });
});

const valuesOf = (path: string): string[] =>
  [...readText(path).matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map((match) => match[1] ?? '');

function exportsOf(path: string): string[] {
  const code = readText(path);
  const declared = [
    ...code.matchAll(/^export (?:declare )?(?:async )?(?:function\*?|const|class|interface|type|let) (\w+)/gm),
  ];
  const listed = [...code.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap((match) =>
    (match[1] ?? '').split(',').map(
      (name) =>
        name
          .trim()
          .replace(/^type /, '')
          .split(' as ')
          .at(-1) ?? '',
    ),
  );
  return [...declared.map((match) => match[1] ?? ''), ...listed].filter((name) => name !== '');
}

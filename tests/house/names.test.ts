import { describe, expect, it } from 'vitest';
import { listFiles, readText } from '../support/source-files.ts';

const sources = [...listFiles('pipeline', '.ts'), ...listFiles('templates', '.ts')];
const tests = listFiles('tests', '.ts');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe('names', () => {
  it('are kebab-case for files', () => {
    expect(
      [...sources, ...tests].filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(nameOf(path))),
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

  it('of a file are found in what it exports', () => {
    // Each file of core is a small dictionary; index.ts and main.ts are entries.
    const wrong = sources
      .filter((path) => !path.startsWith('pipeline/core/') && !/\/(index|main|texts)\.ts$/.test(path))
      .filter((path) => {
        const words = nameOf(path).replace(/\.ts$/, '').split('-');
        const exported = exportsOf(path).map((name) => name.toLowerCase());
        // One word of the name at least, in singular or plural.
        return !words.some((word) => exported.some((name) => name.includes(word.replace(/(ies|s)$/, ''))));
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

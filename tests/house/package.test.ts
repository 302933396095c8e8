import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listFiles, projectRoot, readText } from '../support/source-files.ts';

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

const packageFile = JSON.parse(readText('package.json')) as PackageFile;

describe('the package', () => {
  it('names exact versions', () => {
    const all = { ...packageFile.dependencies, ...packageFile.devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('uses every package that it depends on', () => {
    const code = [...listFiles('pipeline', '.ts'), ...listFiles('templates', '.ts'), ...listFiles('pipeline', '.mjs')]
      .map(readText)
      .join('\n');
    // Types that a package brings are asked for without importing the package itself.
    const unused = Object.keys(packageFile.dependencies).filter(
      (name) =>
        !code.includes(`'${name}`) &&
        !code.includes(name.replace(/^@expo-google-fonts\/noto-(serif|sans)-(sc|tc)$/, '@expo-google-fonts/noto-')) &&
        // Their files are asked for by name in one list.
        !code.includes(`${name.replace('@expo-google-fonts/', "'")}/400Regular`),
    );
    expect(unused).toEqual([]);
  });

  it('ships everything that it reads at run time', () => {
    for (const folder of ['dist', 'styles', 'pipeline/reassemble/model']) expect(packageFile.files).toContain(folder);
    for (const path of packageFile.files.filter((name) => name !== 'dist'))
      expect(existsSync(projectRoot + path), path).toBe(true);
  });

  it('has nothing at its root but what belongs there', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: projectRoot, encoding: 'utf8' }).trim().split('\n');
    const top = [...new Set(tracked.map((path) => path.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'));
    const folders = ['output', 'pipeline', 'styles', 'templates', 'tests'];
    const files = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD_PARTY.md',
      'package-lock.json',
      'package.json',
      'tsconfig.json',
    ];
    expect(top.filter((name) => ![...folders, ...files].includes(name))).toEqual([]);
    expect(tracked.filter((path) => path.startsWith('output/'))).toEqual(['output/README.md']);
  });

  it('speaks of no machine that it was made on', () => {
    const paths = ['pipeline', 'templates', 'styles', 'tests']
      .flatMap((folder) => listFiles(folder))
      .filter((path) => /\.(ts|mjs|md|css|json|ya?ml|txt)$/.test(path) && !path.startsWith('tests/corpus/'));
    // Names that stand for nobody in particular are examples.
    const machine = /\/(home(?!\/(nobody|user|editor)\b)|Users|root|work)\/[a-z]/;
    expect(
      [...paths, 'README.md', 'CHANGELOG.md']
        .filter((path) => existsSync(projectRoot + path) && path !== 'tests/house/package.test.ts')
        .filter((path) => machine.test(readText(path))),
    ).toEqual([]);
  });

  it('leaves nothing half-built', () => {
    const words = /not built yet|\bTODO\b|\bFIXME\b|\bXXX\b/;
    const paths = [...listFiles('pipeline', '.ts'), ...listFiles('templates', '.ts'), ...listFiles('styles', '.css')];
    expect(paths.filter((path) => words.test(readText(path)))).toEqual([]);
  });

  it('numbers its decisions without a gap', () => {
    const notes = readdirSync(`${projectRoot}pipeline/decisions`)
      .filter((name) => name.endsWith('.md'))
      .sort();
    expect(notes.filter((name) => !/^\d{4}(-[a-z0-9]+)+\.md$/.test(name))).toEqual([]);
    const numbers = notes.map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

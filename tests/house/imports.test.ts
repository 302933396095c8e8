import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Import, listFiles, listImports, projectRoot } from '../support/source-files.ts';

const stages = ['read', 'reassemble', 'normalise', 'compose', 'render', 'write'];
const files = [...listFiles('pipeline', '.ts'), ...listFiles('templates', '.ts')];
const imports = files.flatMap(listImports);
const own = imports.filter((one) => !one.isPackage);

/** The part of the house that a file belongs to: a folder of the pipeline, `root` for the files above them, `templates`. */
function partOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first !== 'pipeline') return first;
  return path.split('/').length === 2 ? 'root' : second;
}

/** Who may import whom. A part may always import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ...Object.fromEntries(stages.map((stage) => [stage, ['core']])),
  render: ['core', 'templates'],
  templates: ['core'],
  world: ['core'],
  learn: ['core', 'root', 'read', 'reassemble'],
  root: ['core', ...stages, 'learn'],
  cli: ['core', 'root', 'world'],
  ui: ['core', 'root', 'world'],
};

describe('who imports whom', () => {
  it('looks at a house with rooms in it', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(own.length).toBeGreaterThan(100);
    expect([...new Set(files.map(partOf))].filter((part) => !(part in allowed))).toEqual([]);
  });

  it('keeps stages apart: what they share is a word in core', () => {
    const wrong = own.filter(({ from, to }) => {
      const [here, there] = [partOf(from), partOf(to)];
      return here !== there && !allowed[here]?.includes(there);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets templates see types of core, and nothing that runs', () => {
    const wrong = own.filter(
      ({ from, to, isTypeOnly }) => partOf(from) === 'templates' && partOf(to) === 'core' && !isTypeOnly,
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('names only files that are there, with their ending', () => {
    expect(own.filter(({ to }) => !existsSync(projectRoot + to)).map(show)).toEqual([]);
  });

  it('has no circle', () => {
    expect(findCircle()).toEqual([]);
  });

  it('gives each heavy package one home', () => {
    // Small ones, which are part of how trees, settings and zips are written anywhere.
    const common = [
      'hast',
      'mdast',
      'unist',
      'unist-util-visit',
      'unified',
      'vfile',
      'hastscript',
      'zod',
      'mdast-util-to-string',
      'fflate',
    ];
    const homes = new Map<string, Set<string>>();
    for (const { from, to, isPackage, isTypeOnly } of imports) {
      if (!isPackage || isTypeOnly || to.startsWith('node:') || common.includes(to)) continue;
      homes.set(to, (homes.get(to) ?? new Set()).add(from));
    }
    const shared = [...homes].filter(([, places]) => places.size > 1);
    expect(shared.map(([name, places]) => `${name}: ${[...places].join(' ')}`)).toEqual([]);
  });

  it('leaves disk, processes and network to the world', () => {
    const outside = /^node:(fs|fs\/promises|child_process|net|http|https|dns|os|worker_threads|timers\/promises)$/;
    // Set-up's and the command line's own business: paths and signals, never the edition.
    const wrong = files
      .filter((path) => [...stages, 'core', 'root'].includes(partOf(path)) || path.startsWith('templates/'))
      .flatMap((path) =>
        listNodeModules(path)
          .filter((name) => outside.test(name))
          .map((name) => `${path} uses ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('uses no clock and no chance in stages', async () => {
    const { readText } = await import('../support/source-files.ts');
    const wrong = files
      .filter((path) => [...stages, 'core', 'root'].includes(partOf(path)) || path.startsWith('templates/'))
      .filter((path) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(|\bprocess\.env\b|\bperformance\.now\(/.test(
          withoutComments(readText(path)),
        ),
      );
    expect(wrong).toEqual([]);
  });
});

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const show = ({ from, to }: Import): string => `${from} imports ${to}`;

function listNodeModules(path: string): string[] {
  return listImports(path).flatMap((one) => {
    if (!one.isPackage || !one.to.startsWith('node:')) return [];
    return one.isTypeOnly ? [] : [one.to];
  });
}

/** A circle of files that import each other when they are loaded; empty when there is none. */
function findCircle(): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to, isTypeOnly, isLazy } of own)
    if (!isTypeOnly && !isLazy) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of edges.get(path) ?? []) {
      const circle = visit(next, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const path of edges.keys()) {
    const circle = visit(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

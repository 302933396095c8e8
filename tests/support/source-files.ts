import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's root, with a slash at its end. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Files under a folder of the project, as paths from its root; folders whose name begins with a dot are left out. */
export function listFiles(folder: string, ending = ''): string[] {
  return readdirSync(projectRoot + folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : listFiles(path, ending);
      return path.endsWith(ending) ? [path] : [];
    })
    .sort();
}

/** The text of a file of the project. */
export const readText = (path: string): string => readFileSync(projectRoot + path, 'utf8');

/** One import of a source file. */
export interface Import {
  readonly from: string;
  /** A path from the project's root, or the name of a package (without what follows it). */
  readonly to: string;
  readonly isPackage: boolean;
  readonly isTypeOnly: boolean;
  readonly isLazy: boolean;
}

/** What a source file imports, dynamic imports and re-exports among it. */
export function listImports(path: string): Import[] {
  const code = readText(path).replace(/\/\*[\s\S]*?\*\//g, '');
  const found: Import[] = [];
  for (const match of code.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s+)?([^'";]*?\s+from\s+)?'([^']+)'/g)) {
    const names = match[3] ?? '';
    const inner =
      /\{([^}]*)\}/
        .exec(names)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? [];
    const allTypes = inner.length > 0 && inner.filter(Boolean).every((name) => name.startsWith('type '));
    found.push(makeImport(path, match[4] ?? '', match[2] !== undefined || allTypes, false));
  }
  for (const match of code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g))
    found.push(makeImport(path, match[1] ?? '', false, true));
  return found;
}

function makeImport(from: string, name: string, isTypeOnly: boolean, isLazy: boolean): Import {
  const isPackage = !name.startsWith('.');
  const to = isPackage
    ? name.startsWith('node:')
      ? name
      : name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/')
    : new URL(name, `file:///${from}`).pathname.slice(1);
  return { from, to, isPackage, isTypeOnly, isLazy };
}

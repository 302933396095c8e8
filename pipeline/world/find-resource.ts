import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const requireHere = createRequire(import.meta.url);

/** What the package says of itself. */
const aboutFiles: readonly string[] = ['package.json', 'LICENSE', 'THIRD_PARTY.md'];

/**
 * Path on disk of a file that the package brings, by its resource name: `styles/…`, `model/…`, or a whole-file TrueType
 * font such as `fonts/noto-serif-sc-400.ttf` or a character map such as `cmaps/GBK-EUC-H.bcmap`, from their npm packages. Names are ours, never an editor's; one
 * that leads out of these folders is a mistake and is thrown as such.
 */
export function findResource(name: string): string {
  if (name.split(/[\\/]/).includes('..')) throw new Error(`no resource may be called ${name}`);
  const font = /^fonts\/noto-(serif|sans)-([a-z]{2})-(400|700)\.ttf$/.exec(name);
  if (font) return findFont(font[1] ?? '', font[2] ?? '', font[3] ?? '');
  const latin = latinFiles[name];
  if (latin) return requireHere.resolve(`@expo-google-fonts/${latin}.ttf`);
  const licence = /^licences\/noto-(serif|sans)-([a-z]{2})\.txt$/.exec(name);
  if (licence) return requireHere.resolve(`@expo-google-fonts/noto-${licence[1]}-${licence[2]}/LICENSE_FONT`);
  const characterMap = /^cmaps\/([\w-]+)\.bcmap$/.exec(name);
  if (characterMap) return requireHere.resolve(`pdfjs-dist/cmaps/${characterMap[1]}.bcmap`);
  if (name === 'package-lock.json') return findLockfile();
  if (name === 'program.sha256') return findProgramSum();
  if (aboutFiles.includes(name)) return join(findPackageRoot(), name);
  if (name.startsWith('styles/')) return join(findPackageRoot(), name);
  if (name.startsWith('model/')) return join(findPackageRoot(), 'pipeline', 'reassemble', name);
  throw new Error(`no resource is called ${name}`);
}

/** Where the packages have the faces of Latin letters. */
const latinFiles: Readonly<Record<string, string>> = {
  'fonts/source-serif-4-300.ttf': 'source-serif-4/300Light/SourceSerif4_300Light',
  'fonts/source-serif-4-600.ttf': 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold',
  'fonts/source-serif-4-400-italic.ttf': 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic',
  'fonts/source-serif-4-600-italic.ttf': 'source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic',
  'fonts/source-sans-3-400.ttf': 'source-sans-3/400Regular/SourceSans3_400Regular',
  'fonts/source-sans-3-600.ttf': 'source-sans-3/600SemiBold/SourceSans3_600SemiBold',
  'fonts/source-sans-3-700-italic.ttf': 'source-sans-3/700Bold_Italic/SourceSans3_700Bold_Italic',
  'fonts/source-code-pro-400.ttf': 'source-code-pro/400Regular/SourceCodePro_400Regular',
  'fonts/source-code-pro-700.ttf': 'source-code-pro/700Bold/SourceCodePro_700Bold',
};

/** Resource names of the faces of Latin letters. */
export const latinFonts: readonly string[] = Object.keys(latinFiles);

/** The folder that holds our package.json: the same for sources and for compiled code, wherever they stand in it. */
export function findPackageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && readName(folder) === 'huibian') return folder;
  }
  throw new Error('the package.json of huibian is missing');
}

/** npm leaves the lockfile out of what it installs: there, the copy that was made when the program was compiled. */
function findLockfile(): string {
  const own = join(findPackageRoot(), 'package-lock.json');
  return existsSync(own) ? own : join(findPackageRoot(), 'dist', 'lockfile.json');
}

/** Written when the program was compiled; whoever runs it from its sources has none. */
function findProgramSum(): string {
  const dist = join(findPackageRoot(), 'dist');
  if (!fileURLToPath(import.meta.url).startsWith(`${dist}${sep}`)) throw new Error('not the compiled program');
  return join(dist, 'program.sha256');
}

/** The tool's own version, from its package.json. */
export function readVersion(): string {
  return String(readPackage(findPackageRoot()).version ?? '');
}

function findFont(kind: string, region: string, weight: string): string {
  const folder = weight === '400' ? '400Regular' : '700Bold';
  const family = `Noto${kind === 'serif' ? 'Serif' : 'Sans'}${region.toUpperCase()}`;
  return requireHere.resolve(`@expo-google-fonts/noto-${kind}-${region}/${folder}/${family}_${folder}.ttf`);
}

const readName = (folder: string): unknown => readPackage(folder).name;

const readPackage = (folder: string): { readonly name?: unknown; readonly version?: unknown } =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown; version?: unknown };

/**
 * Paths as words: forward slashes, taken apart and put together without a disk. A World is given such a path as it is;
 * people are shown `displayPath`, which never tells where on a machine something lies.
 */

/** The path with forward slashes, without `.` steps and doubled slashes; `..` is resolved where something stands before it. */
export function tidyPath(path: string): string {
  if (!untidy.test(path)) return path;
  const forward = path.replace(/\\/g, '/');
  const root = /^(?:[A-Za-z]:)?\/*/.exec(forward)?.[0] ?? '';
  const kept: string[] = [];
  for (const step of forward.slice(root.length).split('/')) {
    if (step === '' || step === '.') continue;
    const last = kept.at(-1);
    if (step === '..' && last !== undefined && last !== '..') kept.pop();
    else if (step !== '..' || root === '') kept.push(step);
  }
  const start = root.replace(/\/+$/, '/');
  return start + kept.join('/') || '.';
}

/** What a tidy path has nowhere: other slashes, doubled ones, one at its end, steps of dots; and nothing at all. */
const untidy = /[\\]|\/\/|.\/$|(?:^|\/)\.{1,2}(?:\/|$)|^$/;

/** The folder that a file lies in; `.` for a bare name. */
export function folderOf(path: string): string {
  const tidy = tidyPath(path);
  const at = tidy.lastIndexOf('/');
  return at < 0 ? '.' : at === 0 ? '/' : tidy.slice(0, at);
}

/** The last step of a path. */
export function nameOf(path: string): string {
  return tidyPath(path).split('/').at(-1) ?? '';
}

/** The ending of a file's name, lower case, with the dot; empty when there is none. */
export function endingOf(path: string): string {
  return /[^.]\.([^./]+)$/.exec(nameOf(path))?.[1]?.toLowerCase().replace(/^/, '.') ?? '';
}

/** A name inside a folder. */
export function joinPath(folder: string, name: string): string {
  return tidyPath(folder === '.' ? name : `${folder}/${name}`);
}

export function isAbsolutePath(path: string): boolean {
  return /^(?:[A-Za-z]:)?[\\/]/.test(path);
}

/**
 * What people are shown: the path as they wrote it when it is relative and stays below where they are; of any other only
 * the last step, so that nothing made depends on the machine.
 */
export function displayPath(path: string): string {
  const tidy = tidyPath(path);
  return isAbsolutePath(tidy) || tidy.startsWith('../') || tidy === '..' ? nameOf(tidy) : tidy;
}

/**
 * Names in the order in which a person counts: 2 before 10. Digits are compared as numbers, everything else by code point,
 * so that the order is the same in every locale.
 */
export function compareNaturally(a: string, b: string): number {
  if (a === b) return 0;
  // Names of one folder mostly begin alike and differ in a number: both are compared from that number on.
  const from = startOfRun(a, b);
  let i = from;
  let j = from;
  while (i < a.length && j < b.length) {
    const iEnd = endOfRun(a, i);
    const jEnd = endOfRun(b, j);
    const order = compareRuns(a.slice(i, iEnd), b.slice(j, jEnd));
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
  if (i < a.length || j < b.length) return i < a.length ? 1 : -1;
  return compareCodePoints(a, b);
}

function compareRuns(a: string, b: string): number {
  if (a === b) return 0;
  if (!isDigit(a.charCodeAt(0)) || !isDigit(b.charCodeAt(0))) return compareCodePoints(a, b);
  const [x, y] = [a.startsWith('0') ? a.replace(/^0+/, '') : a, b.startsWith('0') ? b.replace(/^0+/, '') : b];
  return x.length - y.length || compareCodePoints(x, y);
}

/** Where a run of figures ends, or one of anything else. */
function endOfRun(text: string, from: number): number {
  const isNumber = isDigit(text.charCodeAt(from));
  let at = from + 1;
  while (at < text.length && isDigit(text.charCodeAt(at)) === isNumber) at++;
  return at;
}

/** Where the run of figures or of others begins in which two names differ first. */
function startOfRun(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // What differs may go on with the run before it, in one of the two or in both.
  for (let isNumber = at > 0 && isDigit(a.charCodeAt(at - 1)); at > 0 && isDigit(a.charCodeAt(at - 1)) === isNumber; )
    at--;
  return at;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function compareCodePoints(a: string, b: string): number {
  if (!surrogates.test(a) && !surrogates.test(b)) return a === b ? 0 : a < b ? -1 : 1;
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

/** Only beyond them is the order of code units another than that of characters. */
const surrogates = /[\ud800-\udfff]/;

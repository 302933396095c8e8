import { decodeBagPath, leadsOut } from './bag-paths.ts';

/** What bagit.txt declares, and how strictly its version reads. */
export interface Declaration {
  readonly version: string;
  readonly encoding: string;
  /** 1.0 asks more: every manifest lists every file, nothing is listed twice, percent signs are encoded. */
  readonly isFinal: boolean;
}

const knownVersions = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];

/** Reads bagit.txt; gives what is wrong with it in a few plain words. */
export function readDeclaration(bytes: Uint8Array): Declaration | { readonly detail: string } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { detail: 'byte order mark' };
  const text = decodeText(bytes, 'utf-8');
  if (text === null) return { detail: 'not UTF-8' };
  const lines = splitLines(text);
  const version = /^BagIt-Version[ \t]*:[ \t]*(\d+\.\d+)[ \t]*$/.exec(lines[0] ?? '')?.[1];
  if (!version) return { detail: 'BagIt-Version' };
  if (!knownVersions.includes(version)) return { detail: `BagIt-Version ${version}` };
  const isFinal = version === '1.0';
  const encoding = /^Tag-File-Character-Encoding[ \t]*:[ \t]*([^ \t]+)[ \t]*$/.exec(lines[1] ?? '')?.[1];
  if (!encoding) return { detail: 'Tag-File-Character-Encoding' };
  if (decodeText(new Uint8Array(), encoding) === null) return { detail: `Tag-File-Character-Encoding ${encoding}` };
  if (isFinal && lines.slice(0, 2).some((line) => !/^[A-Za-z-]+: [^ \t]+$/.test(line)))
    return { detail: 'white space' };
  if (lines.length > 2) return { detail: 'more than two lines' };
  return { version, encoding, isFinal };
}

/** Text of a tag file in its declared encoding, a byte order mark understood; null when it is not in that encoding. */
export function decodeText(bytes: Uint8Array, encoding: string): string | null {
  const isBigEndian = /^utf-?16$/i.test(encoding) && bytes[0] === 0xfe && bytes[1] === 0xff;
  try {
    return new TextDecoder(isBigEndian ? 'utf-16be' : encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Lines ended by LF, CRLF or CR; what follows the last end is a line only when there is something in it. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** One line of a manifest or of fetch.txt. */
export interface ListedPath {
  readonly path: string;
  /** As it stands in the file, when that is not as the standard asks. */
  readonly oddly: string;
  readonly leadsOut: boolean;
  /** Lower case; empty in fetch.txt. */
  readonly checksum: string;
}

/** Lines of a manifest; the numbers of those that cannot be read stand in `badLines`. */
export function readManifest(text: string, { isFinal }: Declaration): { listed: ListedPath[]; badLines: number[] } {
  const listed: ListedPath[] = [];
  const badLines: number[] = [];
  splitLines(text).forEach((line, i) => {
    if (line === '') return;
    const [, checksum, written] = /^([0-9A-Fa-f]{8,128})[ \t]+(.+)$/s.exec(line) ?? [];
    if (!checksum || !written) badLines.push(i + 1);
    else listed.push(readPath(written, checksum.toLowerCase(), isFinal));
  });
  return { listed, badLines };
}

/** Paths of fetch.txt. Nothing is ever fetched; they are read to be judged. */
export function readFetch(text: string, { isFinal }: Declaration): { listed: ListedPath[]; badLines: number[] } {
  const listed: ListedPath[] = [];
  const badLines: number[] = [];
  splitLines(text).forEach((line, i) => {
    if (line === '') return;
    const [, path] = /^\S+[ \t]+(?:-|\d+)[ \t]+(.+)$/s.exec(line) ?? [];
    if (path) listed.push(readPath(path, '', isFinal));
    else badLines.push(i + 1);
  });
  return { listed, badLines };
}

/** `./a` and `*a` (from md5sum) are understood and told; percent signs are decoded only where the version says so. */
function readPath(written: string, checksum: string, isFinal: boolean): ListedPath {
  const bare = written.replace(/^\*/, '').replace(/^(?:\.\/)+/, '');
  const path = isFinal ? decodeBagPath(bare) : bare;
  return { path, oddly: bare === written ? '' : written, leadsOut: leadsOut(bare) || leadsOut(path), checksum };
}

/** The last value of a label in bag-info.txt, as `Payload-Oxum`; null when it is not there. Folded lines are joined. */
export function readLabel(text: string, label: string): string | null {
  let value: string | null = null;
  let isHere = false;
  for (const line of splitLines(text)) {
    if (/^[ \t]/.test(line)) {
      if (isHere) value += ` ${line.trim()}`;
      continue;
    }
    const [, name = '', rest = ''] = /^([^:]+?)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    isHere = name.toLowerCase() === label.toLowerCase();
    if (isHere) value = rest.trim();
  }
  return value;
}

import { unzipSync } from 'fflate';

/** One entry of a ZIP as its directory and its own header have it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly extraLength: number;
  readonly localExtraLength: number;
}

/** A finished e-book, looked at from outside. */
export interface EpubProbe {
  readonly entries: readonly ZipEntry[];
  /** Text of a file, by its path in the container; throws when there is none. */
  readonly text: (path: string) => string;
  readonly bytes: (path: string) => Uint8Array;
  readonly names: readonly string[];
  /** Content documents in the order of the spine, by name inside OEBPS/. */
  readonly spine: readonly string[];
}

export function probeEpub(epub: Uint8Array): EpubProbe {
  const files = unzipSync(epub);
  const bytes = (path: string): Uint8Array => {
    const found = files[path];
    if (!found) throw new Error(`no ${path} in the e-book`);
    return found;
  };
  const text = (path: string): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes(path));
  const opf = text('OEBPS/content.opf');
  const hrefs = new Map([...opf.matchAll(/<item id="([^"]+)" href="([^"]+)"/g)].map(([, id, href]) => [id, href]));
  const spine = [...opf.matchAll(/<itemref idref="([^"]+)"/g)].map(([, id]) => hrefs.get(id) ?? '');
  return { entries: readDirectory(epub), text, bytes, names: Object.keys(files), spine };
}

function readDirectory(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const local = view.getUint32(at + 42, true);
    const entry = {
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      time: view.getUint16(at + 12, true),
      date: view.getUint16(at + 14, true),
      extraLength,
      localExtraLength: view.getUint16(local + 28, true),
    };
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    return entry;
  });
}

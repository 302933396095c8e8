/** Paths as a manifest writes them: percent, line feed and carriage return are encoded, and nothing else (RFC 8493, 2.1.3). */
export const encodeBagPath = (path: string): string =>
  path.replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

export const decodeBagPath = (path: string): string =>
  path.replace(/%(25|0A|0D)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/**
 * Whether a path could mean something outside the bag on any system: absolute, a home folder, a drive, a share, a
 * variable, or a step upwards, with slashes of either kind.
 */
export function leadsOut(path: string): boolean {
  return (
    /^[/~\\]|^[A-Za-z]:|^%[A-Za-z]+%/.test(path) ||
    path.includes('\u0000') ||
    path.split(/[/\\]/).some((step) => step === '..' || step === '\\.\\.')
  );
}

/** Two paths that a file system may take for one: other case, or another normal form. */
export const foldPath = (path: string): string => path.normalize('NFC').toLowerCase();

const reservedNames = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const mostNameBytes = 180;

/**
 * A file's name made fit for any disk, any zip program and `sha512sum -c`, changed as little as can be: letters of any
 * script, spaces and dots stay. `taken` holds the folded names already given, and gets the new one.
 */
export function toStoredName(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g, '')
    .replace(/[<>:"/\\|?*%]/g, '_')
    .replace(/^[\s.~-]+|[\s.]+$/g, '');
  const safe = plain === '' || reservedNames.test(plain) ? `_${plain}` : plain;
  const dot = safe.lastIndexOf('.');
  const [stem, ending] = dot > 0 && safe.length - dot <= 10 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ''];
  for (let n = 1; ; n++) {
    const number = n === 1 ? '' : `-${n}`;
    const candidate = `${cutToBytes(stem, mostNameBytes - 16)}${number}${ending}`;
    if (taken.has(foldPath(candidate))) continue;
    taken.add(foldPath(candidate));
    return candidate;
  }
}

/** Cut between characters, so that the UTF-8 form is no longer than this. */
function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const c of text) {
    bytes += Buffer.byteLength(c);
    if (bytes > most) break;
    kept += c;
  }
  return kept.trimEnd();
}

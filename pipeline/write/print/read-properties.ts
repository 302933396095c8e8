import { isDict, isString, parseValue } from './pdf-value.ts';

/** What a property list says of the marked content that it opens; null where it says nothing. */
export interface Properties {
  readonly mcid: number | null;
  readonly text: string | null;
}

/** No property list. */
export const noProperties: Properties = { mcid: null, text: null };
const mcidStart = Buffer.from('<</MCID ');
const actualStart = Buffer.from('<</ActualText <');

/** A property list, in the two forms in which the browser writes nearly all of them; any other is parsed in full. */
export function readProperties(bytes: Buffer, from: number, to: number): Properties {
  if (bytes[from] !== 0x3c || bytes[from + 1] !== 0x3c) return noProperties;
  if (startsWith(bytes, from, mcidStart)) {
    let mcid = 0;
    let i = from + mcidStart.length;
    for (; isDigit(bytes[i]); i++) mcid = mcid * 10 + (bytes[i] ?? 0) - 0x30;
    while (bytes[i] === 0x20) i++;
    if (i === to - 2 && bytes[i] === 0x3e) return { mcid, text: null };
  } else if (startsWith(bytes, from, actualStart) && unitAt(bytes, from + actualStart.length) === 0xfeff) {
    let text = '';
    let i = from + actualStart.length + 4;
    for (; i + 3 < to && bytes[i] !== 0x3e; i += 4) text += String.fromCharCode(unitAt(bytes, i));
    while (i < to && (bytes[i] === 0x3e || bytes[i] === 0x20)) i++;
    if (i === to) return { mcid: null, text };
  }
  const { value } = parseValue(bytes.toString('latin1', from, to));
  const mcid = isDict(value) ? value.get('/MCID') : undefined;
  const actual = isDict(value) ? value.get('/ActualText') : undefined;
  return {
    mcid: typeof mcid === 'number' ? mcid : null,
    text: isString(actual) ? decodeText(actual.bytes) : null,
  };
}

function startsWith(bytes: Buffer, at: number, start: Buffer): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[at + i] !== start[i]) return false;
  return true;
}

/** Four hexadecimal digits as a number. */
export function unitAt(bytes: Buffer, at: number): number {
  return (hex(bytes[at]) << 12) | (hex(bytes[at + 1]) << 8) | (hex(bytes[at + 2]) << 4) | hex(bytes[at + 3]);
}

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;

/** A PDF text string: UTF-16BE with its mark, else one character a byte. */
export function decodeText(bytes: string): string {
  if (!bytes.startsWith('\xfe\xff')) return bytes;
  let text = '';
  for (let i = 2; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode((bytes.charCodeAt(i) << 8) | bytes.charCodeAt(i + 1));
  return text;
}

function hex(c: number | undefined): number {
  const v = c ?? 0x30;
  return v <= 0x39 ? v - 0x30 : (v | 0x20) - 0x57;
}

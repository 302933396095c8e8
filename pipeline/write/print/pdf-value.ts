/**
 * PDF objects as plain values (ISO 32000-1, 7.3): names are strings with their slash, text strings are PdfString, and a
 * dictionary is a Map in the order in which its keys stood.
 */
export type PdfValue = number | boolean | null | string | PdfString | PdfRef | PdfValue[] | PdfDict;
export type PdfDict = Map<string, PdfValue>;

export interface PdfRef {
  readonly ref: number;
}

/** The raw bytes of a string, one character a byte. */
export interface PdfString {
  readonly bytes: string;
}

export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && value !== null && 'ref' in value;
export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isString = (value: PdfValue | undefined): value is PdfString =>
  typeof value === 'object' && value !== null && 'bytes' in value;

/** A text string (7.9.2.2): ASCII as it is, anything else as UTF-16BE with its mark. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return { bytes: text };
  return { bytes: `\xfe\xff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}` };
}

export const dict = (entries: Readonly<Record<string, PdfValue | undefined>>): PdfDict => {
  const map: PdfDict = new Map();
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined) map.set(`/${key}`, value);
  }
  return map;
};

/** Reads one object from text (one character a byte), starting at `at`. Gives the value and where it ended. */
export function parseValue(text: string, at = 0): { value: PdfValue; end: number } {
  const parser = { text, at };
  const value = parseNext(parser);
  return { value: value as PdfValue, end: parser.at };
}

interface Parser {
  readonly text: string;
  at: number;
}

const closing = Symbol('closing');

function parseNext(parser: Parser): PdfValue | typeof closing {
  const { text } = parser;
  skipSpace(parser);
  const c = text.charCodeAt(parser.at);
  if (c === 0x2f) return parseName(parser);
  if (c === 0x3c && text.charCodeAt(parser.at + 1) === 0x3c) return parseDict(parser);
  if (c === 0x3c) return parseHex(parser);
  if (c === 0x28) return parseLiteral(parser);
  if (c === 0x5b) return parseArray(parser);
  if (c === 0x5d || (c === 0x3e && text.charCodeAt(parser.at + 1) === 0x3e)) {
    parser.at += c === 0x5d ? 1 : 2;
    return closing;
  }
  const start = parser.at;
  while (parser.at < text.length && !isDelimiter(text.charCodeAt(parser.at))) parser.at++;
  const word = text.slice(start, parser.at);
  if (word === 'true') return true;
  if (word === 'false') return false;
  if (word === 'null' || word === '') {
    if (word === '') parser.at++;
    return null;
  }
  const number = Number(word);
  if (Number.isInteger(number) && number >= 0) {
    // "12 0 R" is a reference: look ahead without a regular expression, since most numbers are not.
    let i = parser.at;
    if (text.charCodeAt(i) === 0x20 && text.charCodeAt(i + 1) === 0x30 && text.charCodeAt(i + 2) === 0x20) {
      i += 3;
      if (text.charCodeAt(i) === 0x52 && isDelimiter(text.charCodeAt(i + 1))) {
        parser.at = i + 1;
        return { ref: number };
      }
    }
  }
  return number;
}

function parseDict(parser: Parser): PdfDict {
  parser.at += 2;
  const map: PdfDict = new Map();
  for (;;) {
    const key = parseNext(parser);
    if (key === closing || typeof key !== 'string') return map;
    const value = parseNext(parser);
    if (value === closing) return map;
    map.set(key, value);
  }
}

function parseArray(parser: Parser): PdfValue[] {
  parser.at++;
  const items: PdfValue[] = [];
  while (parser.at < parser.text.length) {
    const item = parseNext(parser);
    if (item === closing) break;
    items.push(item);
  }
  return items;
}

function parseName(parser: Parser): string {
  const start = parser.at++;
  while (parser.at < parser.text.length && !isDelimiter(parser.text.charCodeAt(parser.at))) parser.at++;
  return parser.text.slice(start, parser.at);
}

function parseHex(parser: Parser): PdfString {
  const end = parser.text.indexOf('>', parser.at);
  const digits = parser.text.slice(parser.at + 1, end).replace(/\s+/g, '');
  parser.at = end + 1;
  if (digits.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(digits))
    return { bytes: Buffer.from(digits, 'hex').toString('latin1') };
  let bytes = '';
  for (let i = 0; i < digits.length; i += 2)
    bytes += String.fromCharCode(Number.parseInt(digits.slice(i, i + 2).padEnd(2, '0'), 16));
  return { bytes };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function parseLiteral(parser: Parser): PdfString {
  const { text } = parser;
  let depth = 1;
  let bytes = '';
  for (parser.at++; parser.at < text.length; parser.at++) {
    const c = text.charAt(parser.at);
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(parser.at + 1, parser.at + 4));
      const next = text.charAt(++parser.at);
      if (octal) {
        bytes += String.fromCharCode(Number.parseInt(octal[0], 8) & 255);
        parser.at += octal[0].length - 1;
      } else if (next === '\r' && text.charAt(parser.at + 1) === '\n') parser.at++;
      else if (next !== '\n' && next !== '\r') bytes += escapes[next] ?? next;
      continue;
    }
    if (c === '(') depth++;
    else if (c === ')' && --depth === 0) break;
    bytes += c;
  }
  parser.at++;
  return { bytes };
}

function skipSpace(parser: Parser): void {
  const { text } = parser;
  for (;;) {
    const c = text.charCodeAt(parser.at);
    if (c === 0x25) while (parser.at < text.length && !isLineEnd(text.charCodeAt(parser.at))) parser.at++;
    else if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09 || c === 0x0c || c === 0) parser.at++;
    else return;
  }
}

const isLineEnd = (c: number): boolean => c === 10 || c === 13;

/** White space or a delimiter (7.2.2); NaN past the end counts too. */
function isDelimiter(c: number): boolean {
  return (
    !(c > 0x20) ||
    c === 0x28 ||
    c === 0x29 ||
    c === 0x3c ||
    c === 0x3e ||
    c === 0x5b ||
    c === 0x5d ||
    c === 0x2f ||
    c === 0x25
  );
}

/** Writes a value as PDF text, one character a byte, with the references it is told to write. */
export function formatValue(value: PdfValue, mapRef: (ref: number) => number = (ref) => ref): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => formatValue(item, mapRef)).join(' ')}]`;
  if (isRef(value)) return `${mapRef(value.ref)} 0 R`;
  if (isDict(value)) {
    let text = '<<';
    for (const [key, item] of value) {
      const one = formatValue(item, mapRef);
      const c = one.charCodeAt(0);
      text += c === 0x2f || c === 0x3c || c === 0x28 || c === 0x5b ? key + one : `${key} ${one}`;
    }
    return `${text}>>`;
  }
  return formatString(value);
}

/** Six decimals are finer than any device; never an exponent, which PDF does not know. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)));
}

function formatString({ bytes }: PdfString): string {
  if (/^[\x20-\x7e]*$/.test(bytes)) return `(${bytes.replace(/[\\()]/g, '\\$&')})`;
  return `<${Buffer.from(bytes, 'latin1').toString('hex').toUpperCase()}>`;
}

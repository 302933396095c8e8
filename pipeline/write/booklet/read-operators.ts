/** What stands before an operator: a number, a name (without its slash), a string's bytes, a list; null: a dictionary. */
export type Operand = number | string | Uint8Array | readonly (number | Uint8Array)[] | null;

/**
 * Reads a content stream and calls `visit` for each operator. The list of operands is used again after the call. An
 * inline image is one operator, `BI`. Bytes that make no sense are passed over.
 */
export function readOperators(bytes: Uint8Array, visit: (name: string, operands: readonly Operand[]) => void): void {
  const reader = makeReader(bytes);
  const operands: Operand[] = [];
  while (!reader.isDone()) {
    const operand = reader.next();
    if (operand === undefined) continue;
    if (!(operand instanceof Word)) operands.push(operand);
    else {
      if (operand.text === 'BI') reader.skipImage();
      visit(operand.text, operands);
      operands.length = 0;
    }
  }
}

/** An operator's name, told apart from names, which are plain text. */
class Word {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const spaceKind = 1;
const delimiterKind = 2;

/** For each byte: white space, a delimiter, or part of a word (0). */
const kinds = Uint8Array.from({ length: 256 }, (_, c) => {
  if ([0, 9, 10, 12, 13, 32].includes(c)) return spaceKind;
  return '()<>[]{}/%'.includes(String.fromCharCode(c)) ? delimiterKind : 0;
});

const escapes: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };

function makeReader(bytes: Uint8Array) {
  /** Operators are one to three letters, the same few over and over. */
  const words = new Map<number, Word>();
  let at = 0;
  const kindAt = (i: number): number => kinds[bytes[i] ?? 0] ?? 0;
  const isWordAt = (i: number): boolean => i < bytes.length && kindAt(i) === 0;

  const readText = (): string => {
    let text = '';
    for (; isWordAt(at); at++) text += String.fromCharCode(bytes[at] ?? 0);
    return text;
  };
  const readWord = (): Word => {
    const start = at;
    while (isWordAt(at)) at++;
    const length = at - start;
    const key = length > 3 ? -1 : [0, 1, 2].reduce((k, i) => (k << 8) | (i < length ? (bytes[start + i] ?? 0) : 0), 0);
    const known = words.get(key);
    if (known) return known;
    at = start;
    const made = new Word(readText());
    if (key >= 0) words.set(key, made);
    return made;
  };
  /** A plain number; undefined, and nothing read, when something else stands here. */
  const readNumber = (): number | undefined => {
    let i = at;
    const sign = bytes[i];
    if (sign === 45 || sign === 43) i++;
    let value = 0;
    let digits = 0;
    let scale = 0;
    for (; i < bytes.length; i++) {
      const c = bytes[i] ?? 0;
      if (c >= 48 && c <= 57) {
        value = value * 10 + c - 48;
        digits++;
        scale *= 10;
      } else if (c === 46 && scale === 0) scale = 1;
      else break;
    }
    if (digits === 0 || isWordAt(i)) return undefined;
    at = i;
    const size = scale > 1 ? value / scale : value;
    return sign === 45 ? -size : size;
  };
  const readOctal = (first: number): number => {
    let value = first - 48;
    for (let k = 0; k < 2 && (bytes[at + 1] ?? 0) >= 48 && (bytes[at + 1] ?? 0) <= 55; k++) {
      value = value * 8 + (bytes[++at] ?? 48) - 48;
    }
    return value & 255;
  };
  const readString = (): Uint8Array => {
    const out: number[] = [];
    for (let depth = 1, c = bytes[++at]; at < bytes.length; c = bytes[++at]) {
      if (c === 40) depth++;
      else if (c === 41 && --depth === 0) break;
      if (c !== 92) {
        out.push(c ?? 0);
        continue;
      }
      c = bytes[++at] ?? 0;
      if (c >= 48 && c <= 55) out.push(readOctal(c));
      else if (c !== 10 && c !== 13) out.push(escapes[c] ?? c);
    }
    at++;
    return Uint8Array.from(out);
  };
  const readHex = (): Uint8Array => {
    const out: number[] = [];
    let high = -1;
    for (at++; at < bytes.length && bytes[at] !== 62; at++) {
      const c = (bytes[at] ?? 0) | 32;
      const digit = c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 102 ? c - 87 : -1;
      if (digit < 0) continue;
      if (high >= 0) out.push(high * 16 + digit);
      high = high < 0 ? digit : -1;
    }
    if (high >= 0) out.push(high * 16);
    at++;
    return Uint8Array.from(out);
  };
  const skipDictionary = (): void => {
    at += 2;
    for (let depth = 1; at < bytes.length && depth > 0; ) {
      if (bytes[at] === 40) readString();
      else if (bytes[at] === 60 && bytes[at + 1] === 60) {
        depth++;
        at += 2;
      } else if (bytes[at] === 62 && bytes[at + 1] === 62) {
        depth--;
        at += 2;
      } else at++;
    }
  };
  const readList = (): readonly (number | Uint8Array)[] => {
    const items: (number | Uint8Array)[] = [];
    for (at++; at < bytes.length && bytes[at] !== 93; ) {
      const before = at;
      if (kindAt(at) === spaceKind) at++;
      else if (bytes[at] === 40) items.push(readString());
      else if (bytes[at] === 60) items.push(readHex());
      else {
        const number = readNumber();
        if (number !== undefined) items.push(number);
        else readText();
        if (at === before) at++;
      }
    }
    at++;
    return items;
  };
  /** The next operand or word; undefined for what is passed over. */
  const next = (): Operand | Word | undefined => {
    const c = bytes[at];
    if (kindAt(at) === spaceKind) {
      at++;
      return undefined;
    }
    if (c === 40) return readString();
    if (c === 60 && bytes[at + 1] === 60) {
      skipDictionary();
      return null;
    }
    if (c === 60) return readHex();
    if (c === 91) return readList();
    if (c === 47) {
      at++;
      return readText();
    }
    if (c === 37) {
      while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
      return undefined;
    }
    if (kindAt(at) === delimiterKind) {
      at++;
      return undefined;
    }
    return readNumber() ?? readWord();
  };
  const skipImage = (): void => {
    const isEnd = (i: number): boolean =>
      bytes[i] === 69 && bytes[i + 1] === 73 && kindAt(i - 1) === spaceKind && !isWordAt(i + 2);
    while (at < bytes.length && !isEnd(at)) at++;
    at += 2;
  };
  return { isDone: () => at >= bytes.length, next, skipImage };
}

/**
 * What stands at a place, as far as marks care: `open` and `close` are full-width brackets and quotes, `mark` any other
 * full-width mark, `other` what has no script of its own (%, symbols, U+FFFC).
 */
export type Kind = 'none' | 'space' | 'han' | 'latin' | 'digit' | 'open' | 'close' | 'mark' | 'ascii' | 'other';

/** A block of text with answers to the questions that repairs of marks ask. All take time independent of its length. */
export interface Characters {
  readonly text: string;
  readonly hanCount: number;
  readonly kindAt: (at: number) => Kind;
  /** What a mark at `at` stands after, seen through closing marks and `%`; and what comes behind it, past opening ones. */
  readonly baseBefore: (at: number) => Kind;
  readonly baseBehind: (at: number) => Kind;
  /** Inside an address, a file name, a number with points: never touched. */
  readonly isProtected: (at: number) => boolean;
  /** More Latin words than Han characters within thirty characters on either side. */
  readonly isEnglishAround: (at: number) => boolean;
  /** Chinese prevails in the sixty characters before. */
  readonly isChineseBefore: (at: number) => boolean;
  /** Latin words in one run that ends at `at`, counted up to three. */
  readonly latinWordsBefore: (at: number) => number;
  /** Nothing but the run of digits that ends at `at` stands before it in its block. */
  readonly startsBlock: (at: number) => boolean;
  /** Han characters in [start, end). */
  readonly hanIn: (start: number, end: number) => number;
}

const openers = '\u201c\u2018\uff08\u300a\u3008\u300c\u300e\u3010\u3014\u3016';
const closers = '\u201d\u2019\uff09\u300b\u3009\u300d\u300f\u3011\u3015\u3017';
const seenThroughBack = new Set(`${closers})]"'%\u2030\u2103\u2026\u2014!?\uff01\uff1f`);
const seenThroughAhead = new Set(`${openers}([" '\t\n\u3000`);
const maxLook = 16;

export function kindOf(code: number): Kind {
  if (Number.isNaN(code)) return 'none';
  if (code < 0x80) {
    if (code === 32 || (code >= 9 && code <= 13)) return 'space';
    if (code >= 48 && code <= 57) return 'digit';
    return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ? 'latin' : 'ascii';
  }
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3007 || code === 0x3005)
    return 'han';
  if (code === 0x3000 || code === 0xa0) return 'space';
  const character = String.fromCharCode(code);
  if (openers.includes(character)) return 'open';
  if (closers.includes(character)) return 'close';
  if ((code >= 0x3001 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff20))
    return 'mark';
  if (code === 0x2026 || code === 0x2014 || code === 0xb7) return 'mark';
  // Planes 2 and 3 hold Han characters only: their surrogates, and any low half after one.
  if ((code >= 0xd840 && code <= 0xd8bf) || (code >= 0xf900 && code <= 0xfaff)) return 'han';
  if (code >= 0xdc00 && code <= 0xdfff) return 'han';
  if (code >= 0xff10 && code <= 0xff19) return 'digit';
  return /\p{L}/u.test(character) ? 'latin' : 'other';
}

const kindNames: readonly Kind[] = [
  'none',
  'space',
  'han',
  'latin',
  'digit',
  'open',
  'close',
  'mark',
  'ascii',
  'other',
];
const hanKind = kindNames.indexOf('han');
const latinKind = kindNames.indexOf('latin');
const otherKind = kindNames.indexOf('other');

/** What code units are, by their place in `kindNames`, each asked for once: 0 is not asked yet. */
const kindsOfUnits = new Uint8Array(1 << 16);

function numberOfKind(code: number): number {
  const known = kindsOfUnits[code] ?? 0;
  if (known !== 0) return known;
  const kind = kindNames.indexOf(kindOf(code));
  kindsOfUnits[code] = kind;
  return kind;
}

export function readCharacters(text: string): Characters {
  const length = text.length;
  const kinds = new Uint8Array(length);
  const han = new Uint32Array(length + 1);
  const words = new Uint32Array(length + 1);
  const protectedRanges = findProtected(text);
  let range = 0;
  let [protectedFrom, protectedTo] = protectedRanges[0] ?? [length, length];
  let [hanCount, wordCount] = [0, 0];
  for (let i = 0; i < length; i++) {
    while (i >= protectedTo) [protectedFrom, protectedTo] = protectedRanges[++range] ?? [length, length];
    const code = text.charCodeAt(i);
    let kind = numberOfKind(code);
    // A low half that belongs to no Han character (an emoji) is nothing in particular.
    if (code >= 0xdc00 && code <= 0xdfff && kinds[i - 1] !== hanKind) kind = otherKind;
    // The words of an address are nobody's language.
    if (i >= protectedFrom && kind === latinKind) kind = otherKind;
    kinds[i] = kind;
    hanCount += kind === hanKind ? 1 : 0;
    wordCount += kind === latinKind && kinds[i - 1] !== latinKind ? 1 : 0;
    han[i + 1] = hanCount;
    words[i + 1] = wordCount;
  }
  const clamp = (at: number): number => Math.min(length, Math.max(0, at));
  const count = (sums: Uint32Array, start: number, end: number): number =>
    (sums[clamp(end)] ?? 0) - (sums[clamp(start)] ?? 0);
  const kindAt = (at: number): Kind => kindNames[kinds[at] ?? 0] ?? 'none';
  return {
    text,
    hanCount,
    kindAt,
    baseBefore: (at) => {
      let i = at - 1;
      while (i >= 0 && at - i < maxLook && seenThroughBack.has(text[i] ?? '')) i--;
      return kindAt(i);
    },
    baseBehind: (at) => {
      let i = at + 1;
      while (i < length && i - at < maxLook && seenThroughAhead.has(text[i] ?? '')) i++;
      return kindAt(i);
    },
    isProtected: (at) => isWithin(protectedRanges, at),
    isEnglishAround: (at) => count(words, at - 30, at + 30) > count(han, at - 30, at + 30),
    isChineseBefore: (at) => {
      const n = count(han, at - 60, at);
      return n > 0 && n >= count(words, at - 60, at);
    },
    latinWordsBefore: (at) => {
      const run = /(?:[A-Za-z][\w'\u2019-]*[ ,]+)*[A-Za-z][\w'\u2019-]*$/.exec(text.slice(Math.max(0, at - 60), at));
      return run ? Math.min(3, run[0].split(/[ ,]+/).length) : 0;
    },
    startsBlock: (at) =>
      /^\s*\d+$/.test(text.slice(Math.max(0, at - 12), at)) && /^\s*\d+$/.test(text.slice(0, at).slice(0, 14)),
    hanIn: (start, end) => count(han, start, end),
  };
}

/** Addresses, mail, domains, file names and times; what only ends the sentence around them is not theirs. */
const addresses =
  /(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|www\.|mailto:)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)+(?:\/[!-~]*)?|[A-Za-z]:\\[!-~]+|(?:\/[\w.-]+){2,}/g;

function findProtected(text: string): [number, number][] {
  if (!/[./\\@]/.test(text)) return [];
  return [...text.matchAll(addresses)].map((found) => {
    let kept = found[0].replace(/[,.;:!?"'\]]+$/, '');
    if (!kept.includes('(')) kept = kept.replace(/[,.;:!?)"'\]]+$/, '');
    return [found.index, found.index + kept.length];
  });
}

function isWithin(ranges: readonly [number, number][], at: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end] = ranges[middle] ?? [0, 0];
    if (at < start) high = middle - 1;
    else if (at >= end) low = middle + 1;
    else return true;
  }
  return false;
}

import { isAscii, isUtf8, transcode } from 'node:buffer';

/** The encodings in which text is read. Anything else is refused: a guess would be silent damage. */
export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  /** Bytes that are not valid in the encoding that all else speaks for. Line and column start at 1. */
  | { readonly kind: 'invalid'; readonly encoding: Encoding; readonly line: number; readonly column: number }
  | { readonly kind: 'binary' }
  /** Text in an encoding that is not read, or in none that can be told. */
  | { readonly kind: 'unknown'; readonly line: number; readonly column: number };

/**
 * Bytes to text, whole and without loss: a byte order mark stays in the text as U+FEFF, and no byte ever becomes U+FFFD.
 * Evidence, in order: a byte order mark, NUL bytes (UTF-16), valid UTF-8, valid and plausible GB18030 (GBK and GB2312 are
 * within it). When none holds, the encoding that fits most of the bytes is named, with the first place that does not fit.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = encodingOfMark(bytes);
  if (marked === 'UTF-32' || hasBinaryMark(bytes)) return { kind: 'binary' };
  if (marked) return decodeAs(bytes, marked);

  const hasNul = bytes.includes(0);
  if (hasNul) {
    const wide = guessWide(bytes);
    if (wide) return decodeAs(bytes, wide);
  }
  const utf8 = tryDecode(bytes, 'UTF-8');
  if (utf8 !== null)
    return isMostlyControl(bytes) ? { kind: 'binary' } : { kind: 'text', text: utf8, encoding: 'UTF-8' };
  if (hasNul || isMostlyControl(bytes, 0.02)) return { kind: 'binary' };

  const gb = tryDecode(bytes, 'GB18030');
  const big5 = decodeQuietly(bytes, 'big5');
  const gbScore = gb === null ? 0 : scoreChinese(gb);
  const isBig5 = big5 !== null && scoreChinese(big5) > Math.max(gbScore, 0.02) * 1.5;
  if (gb !== null && !isBig5 && isPlausibleGb(bytes, gbScore)) return { kind: 'text', text: gb, encoding: 'GB18030' };
  if (isBig5) return { kind: 'unknown', ...placeAt(bytes, findHighByte(bytes), 'UTF-8') };

  const fault8 = surveyUtf8(bytes);
  const faultGb = surveyGb(bytes);
  if (fault8.bad <= fault8.good && fault8.good > 0) return invalid(bytes, 'UTF-8', fault8.first);
  if (faultGb.bad > 0 && faultGb.bad * 5 <= faultGb.good) return invalid(bytes, 'GB18030', faultGb.first);
  // Too little to speak for either: a stray byte in ASCII text is told as what the file should have been.
  if (fault8.bad * 20 <= bytes.length) return invalid(bytes, 'UTF-8', fault8.first);
  return { kind: 'unknown', ...placeAt(bytes, findHighByte(bytes), 'UTF-8') };
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = tryDecode(bytes, encoding);
  if (text !== null) return { kind: 'text', text, encoding };
  const first = encoding === 'UTF-8' ? surveyUtf8(bytes).first : findBrokenWide(bytes, encoding);
  return invalid(bytes, encoding, first);
}

function invalid(bytes: Uint8Array, encoding: Encoding, offset: number): Decoded {
  return { kind: 'invalid', encoding, ...placeAt(bytes, offset, encoding) };
}

const tryDecode = (bytes: Uint8Array, encoding: Encoding): string | null =>
  decodeQuietly(bytes, encoding.toLowerCase());

function decodeQuietly(bytes: Uint8Array, label: string): string | null {
  // The same text as the decoder gives, in a third of its time.
  if (label === 'utf-8') return isUtf8(bytes) ? decodeUtf8(bytes) : null;
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Of bytes that are valid. By way of UTF-16 text that is not ASCII takes a third of the time. */
const decodeUtf8 = (bytes: Uint8Array): string =>
  isAscii(bytes) ? viewOf(bytes).toString('latin1') : transcode(viewOf(bytes), 'utf8', 'utf16le').toString('utf16le');

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Line and column of a byte: what stands before it is valid, or is shown as it can be. */
function placeAt(bytes: Uint8Array, offset: number, encoding: Encoding): { line: number; column: number } {
  const before = new TextDecoder(encoding.toLowerCase(), { ignoreBOM: true }).decode(bytes.subarray(0, offset));
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

function encodingOfMark(bytes: Uint8Array): Encoding | 'UTF-32' | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'UTF-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length % 4 === 0 ? 'UTF-32' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  return null;
}

/** First bytes of files that are given by mistake in place of their text. */
const binaryMarks: readonly string[] = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  '\u007fELF',
  '\u00d0\u00cf\u0011\u00e0',
  'Rar!\u001a',
  '7z\u00bc\u00af',
  '\u001f\u008b',
  'RIFF',
  '{\\rtf',
];

function hasBinaryMark(bytes: Uint8Array): boolean {
  return binaryMarks.some((mark) => {
    for (let i = 0; i < mark.length; i++) if (bytes[i] !== mark.charCodeAt(i)) return false;
    return true;
  });
}

/** Control characters that no text has: a few are noise to be reported later, many are another kind of file. */
function isMostlyControl(bytes: Uint8Array, share = 0.3): boolean {
  const end = Math.min(bytes.length, 1 << 16);
  let n = 0;
  for (let i = 0; i < end; i++) {
    const b = bytes[i] ?? 0;
    if ((b < 32 && (b < 9 || b > 13) && b !== 27) || b === 127) n++;
  }
  return n > end * share;
}

/** UTF-16 without a mark: valid, without NUL characters, and nearly all of it Chinese or ASCII. */
function guessWide(bytes: Uint8Array): Encoding | null {
  if (bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, Math.min(bytes.length, 1 << 16));
  const usual = (encoding: Encoding): number => {
    const text = new TextDecoder(encoding.toLowerCase(), { ignoreBOM: true }).decode(sample);
    const good = text.match(/[\t\n\r\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g);
    return (good?.length ?? 0) / Math.max(1, text.length);
  };
  const [little, big] = [usual('UTF-16LE'), usual('UTF-16BE')];
  if (Math.max(little, big) < 0.9) return null;
  return little >= big ? 'UTF-16LE' : 'UTF-16BE';
}

function findBrokenWide(bytes: Uint8Array, encoding: Encoding): number {
  const high = encoding === 'UTF-16LE' ? 1 : 0;
  const unit = (i: number): number => ((bytes[i + high] ?? 0) << 8) | (bytes[i + 1 - high] ?? 0);
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const u = unit(i);
    if (u < 0xd800 || u > 0xdfff) continue;
    const next = i + 3 < bytes.length ? unit(i + 2) : 0;
    if (u > 0xdbff || next < 0xdc00 || next > 0xdfff) return i;
    i += 2;
  }
  return bytes.length - (bytes.length % 2);
}

interface Survey {
  /** Sequences of several bytes that are valid, bytes that belong to none, and the offset of the first such byte. */
  readonly good: number;
  readonly bad: number;
  readonly first: number;
}

function surveyUtf8(bytes: Uint8Array): Survey {
  let [good, bad, first] = [0, 0, -1];
  for (let i = 0; i < bytes.length; ) {
    const length = utf8Length(bytes, i);
    if (length > 1) good++;
    if (length === 0) {
      bad++;
      if (first < 0) first = i;
    }
    i += length || 1;
  }
  return { good, bad, first };
}

/** Length of the well-formed sequence at `i` (Unicode table 3-7), or 0. */
function utf8Length(bytes: Uint8Array, i: number): number {
  const a = bytes[i] ?? 0;
  if (a < 0x80) return 1;
  const follows = (n: number, low = 0x80, high = 0xbf): boolean => {
    const b = bytes[i + n] ?? 0;
    return b >= low && b <= high;
  };
  if (a >= 0xc2 && a <= 0xdf) return follows(1) ? 2 : 0;
  if (a >= 0xe0 && a <= 0xef) {
    const fits = follows(1, a === 0xe0 ? 0xa0 : 0x80, a === 0xed ? 0x9f : 0xbf);
    return fits && follows(2) ? 3 : 0;
  }
  if (a < 0xf0 || a > 0xf4) return 0;
  const fits = follows(1, a === 0xf0 ? 0x90 : 0x80, a === 0xf4 ? 0x8f : 0xbf);
  return fits && follows(2) && follows(3) ? 4 : 0;
}

function surveyGb(bytes: Uint8Array): Survey {
  let [good, bad, first] = [0, 0, -1];
  for (let i = 0; i < bytes.length; ) {
    const length = gbLength(bytes, i);
    const isGood = length > 1 && decodeQuietly(bytes.subarray(i, i + length), 'gb18030') !== null;
    if (isGood) good++;
    else if (length !== 1) {
      bad++;
      if (first < 0) first = i;
    }
    i += isGood ? length : 1;
  }
  return { good, bad, first };
}

/** Length of the sequence at `i` by its form (GB 18030-2022), or 0. */
function gbLength(bytes: Uint8Array, i: number): number {
  const a = bytes[i] ?? 0;
  if (a <= 0x7f) return 1;
  const [b, c, d] = [bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0];
  if (a === 0x80 || a === 0xff) return 0;
  if ((b >= 0x40 && b <= 0x7e) || (b >= 0x80 && b <= 0xfe)) return 2;
  return b >= 0x30 && b <= 0x39 && c >= 0x81 && c <= 0xfe && d >= 0x30 && d <= 0x39 ? 4 : 0;
}

/**
 * Whether bytes that decode as GB18030 are meant so: common characters among them, or most pairs in the rows of GB 2312
 * that hold its marks and its 6,763 characters. Western text in another encoding has neither.
 */
function isPlausibleGb(bytes: Uint8Array, score: number): boolean {
  if (score >= 0.05) return true;
  let [pairs, usual] = [0, 0];
  for (let i = 0; i < bytes.length && pairs < 50_000; ) {
    const length = gbLength(bytes, i) || 1;
    if (length > 1) {
      pairs++;
      const [a, b] = [bytes[i] ?? 0, bytes[i + 1] ?? 0];
      if (length === 2 && b >= 0xa1 && ((a >= 0xb0 && a <= 0xf7) || (a >= 0xa1 && a <= 0xa3))) usual++;
    }
    i += length;
  }
  return pairs > 0 && usual >= pairs * 0.8;
}

/** The commonest characters of written Chinese, both scripts: enough to tell right decoding from wrong. */
const commonest = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严' +
    '這個為國們來時會發動對過說產種後學經進著電業實體機當點從應開還現兩義關線數樣與長給門報導車壓濟階術極聯認權證轉單風員條總連結問變無',
);

function scoreChinese(text: string): number {
  let [high, hits] = [0, 0];
  for (const c of text.slice(0, 50_000)) {
    if (c < '\u0080') continue;
    high++;
    if (commonest.has(c)) hits++;
  }
  return high === 0 ? 0 : hits / high;
}

const findHighByte = (bytes: Uint8Array): number =>
  Math.max(
    0,
    bytes.findIndex((b) => b > 0x7f),
  );

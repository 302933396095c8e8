/** Enough to tell: a page's worth. */
const sampleLength = 1500;

/**
 * The language of a text, when nobody has said it: English, or Chinese in one of its scripts. A script shows by characters
 * that the other does not have. Taiwan or Hong Kong cannot be told from the text: the edition's language decides.
 */
export function guessLanguage(text: string, editionLang: string): string {
  const end = Math.min(text.length, sampleLength);
  const { simplified, traditional } = readScripts();
  let [han, words, simple, full] = [0, 0, 0, 0];
  let isInWord = false;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x24f);
    if (isLetter && !isInWord) words++;
    isInWord = isLetter;
    // Beyond the first plane nothing tells the scripts apart.
    if (code < 0x3400 || code > 0x9fff) continue;
    han++;
    if (simplified.has(code)) simple++;
    else if (traditional.has(code)) full++;
  }
  if (han === 0 && words === 0) return editionLang;
  if (words > han) return editionLang.startsWith('en') ? editionLang : 'en';
  if (full > simple) return editionLang === 'zh-HK' || editionLang === 'zh-TW' ? editionLang : 'zh-TW';
  if (simple === 0 && full === 0 && editionLang.startsWith('zh')) return editionLang;
  return 'zh-CN';
}

interface Scripts {
  readonly simplified: ReadonlySet<number>;
  readonly traditional: ReadonlySet<number>;
}

let known: Scripts | null = null;

/** GB 2312 holds the simplified characters in use, Big5's first level the traditional ones: what only one of them has. */
function readScripts(): Scripts {
  if (known) return known;
  const gb = readRows('gb18030', 0xb0, 0xf7, [[0xa1, 0xfe]]);
  const big5 = readRows('big5', 0xa4, 0xc6, [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ]);
  const rare = readRows('big5', 0xc9, 0xf9, [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ]);
  known = {
    simplified: new Set([...gb].filter((c) => !big5.has(c) && !rare.has(c))),
    traditional: new Set([...big5].filter((c) => !gb.has(c))),
  };
  return known;
}

function readRows(label: string, first: number, last: number, trails: readonly [number, number][]): Set<number> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++)
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
  const text = new TextDecoder(label).decode(Uint8Array.from(bytes));
  return new Set(Array.from(text, (c) => c.codePointAt(0) ?? 0).filter((code) => code !== 0xfffd));
}

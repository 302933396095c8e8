/**
 * The language of a text, when nobody has said it: English, or Chinese in one of its scripts. A script shows by characters
 * that the other does not have. Taiwan or Hong Kong cannot be told from the text: the edition's language decides.
 */
export function guessLanguage(text: string, editionLang: string): string {
  const sample = text.slice(0, 4000);
  const { simplified, traditional } = scripts();
  let [han, words, simple, full] = [0, 0, 0, 0];
  let isInWord = false;
  for (const c of sample) {
    const isLetter = /[A-Za-z\u00c0-\u024f]/.test(c);
    if (isLetter && !isInWord) words++;
    isInWord = isLetter;
    if (c < '\u3400') continue;
    if (!/\p{Script=Han}/u.test(c)) continue;
    han++;
    if (simplified.has(c)) simple++;
    else if (traditional.has(c)) full++;
  }
  if (han === 0 && words === 0) return editionLang;
  if (words > han) return editionLang.startsWith('en') ? editionLang : 'en';
  if (full > simple) return editionLang === 'zh-HK' || editionLang === 'zh-TW' ? editionLang : 'zh-TW';
  if (simple === 0 && full === 0 && editionLang.startsWith('zh')) return editionLang;
  return 'zh-CN';
}

interface Scripts {
  readonly simplified: ReadonlySet<string>;
  readonly traditional: ReadonlySet<string>;
}

let known: Scripts | null = null;

/** GB 2312 holds the simplified characters in use, Big5's first level the traditional ones: what only one of them has. */
function scripts(): Scripts {
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

function readRows(label: string, first: number, last: number, trails: readonly [number, number][]): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++)
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
  return new Set(new TextDecoder(label).decode(Uint8Array.from(bytes)).replace(/\ufffd/g, ''));
}

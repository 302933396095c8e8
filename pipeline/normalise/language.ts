/** Enough to tell: a page's worth. */
const sampleLength = 1500;

/**
 * The language of a text, when nobody has said it: English, or Chinese in one of its scripts. A script shows by characters
 * that the other does not have. Taiwan or Hong Kong cannot be told from the text: the edition's language decides.
 */
export function guessLanguage(text: string, editionLang: string): string {
  const end = Math.min(text.length, sampleLength);
  const scripts = readScripts();
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
    const script = scripts[code];
    if (script === inSimplified) simple++;
    else if (script === inTraditional || script === (inTraditional | inRare)) full++;
  }
  if (han === 0 && words === 0) return editionLang;
  if (words > han) return editionLang.startsWith('en') ? editionLang : 'en';
  if (full > simple) return editionLang === 'zh-HK' || editionLang === 'zh-TW' ? editionLang : 'zh-TW';
  if (simple === 0 && full === 0 && editionLang.startsWith('zh')) return editionLang;
  return 'zh-CN';
}

/** Which sets of characters a character (of the first plane) is in. */
const inSimplified = 1;
const inTraditional = 2;
const inRare = 4;

let known: Uint8Array | null = null;

/** GB 2312 holds the simplified characters in use, Big5's first level the traditional ones: what only one of them has. */
function readScripts(): Uint8Array {
  if (known) return known;
  const scripts = new Uint8Array(1 << 16);
  const trails: [number, number][] = [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ];
  markRows(scripts, inSimplified, 'gb18030', 0xb0, 0xf7, [[0xa1, 0xfe]]);
  markRows(scripts, inTraditional, 'big5', 0xa4, 0xc6, trails);
  markRows(scripts, inRare, 'big5', 0xc9, 0xf9, trails);
  known = scripts;
  return known;
}

function markRows(
  scripts: Uint8Array,
  flag: number,
  label: string,
  first: number,
  last: number,
  trails: readonly [number, number][],
): void {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++)
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
  const text = new TextDecoder(label).decode(Uint8Array.from(bytes));
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    scripts[code] = (scripts[code] ?? 0) | flag;
  }
}

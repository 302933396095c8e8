import { makeRandom } from '../newspaper.ts';

/** Numbers of a page: the same for a seed everywhere. */
export interface Dice {
  readonly chance: (share: number) => boolean;
  readonly between: (from: number, to: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

export function makeDice(seed: number): Dice {
  const next = makeRandom(seed);
  next();
  return {
    chance: (share) => next() < share,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}

export type Script = 'chinese' | 'traditional' | 'english';

/** How a page is set. */
export interface Typography {
  readonly script: Script;
  readonly family: 'Serif' | 'Sans';
  readonly bodyPt: number;
  readonly leading: number;
  /** Paragraphs are told apart by an indent, by an indent of all but the first, or by room. */
  readonly paragraphs: 'indent' | 'indent-later' | 'room';
  readonly isJustified: boolean;
  /** Words are cut at line ends (English only). */
  readonly cutsWords: boolean;
  readonly headAlign: 'left' | 'center';
  readonly headWeight: 400 | 700;
  readonly bylineAlign: 'left' | 'center' | 'right';
  readonly gapPt: number;
  readonly columnRule: boolean;
}

export function drawTypography(script: Script, dice: Dice): Typography {
  const isEnglish = script === 'english';
  return {
    script,
    family: dice.chance(0.7) ? 'Serif' : 'Sans',
    bodyPt: dice.pick([8, 8.5, 9, 9.5, 10.5]),
    leading: dice.pick(isEnglish ? [1.25, 1.35, 1.5] : [1.4, 1.55, 1.7]),
    paragraphs: isEnglish
      ? dice.pick(['indent', 'indent-later', 'room'])
      : dice.pick(['indent', 'indent', 'indent', 'room']),
    isJustified: isEnglish ? dice.chance(0.6) : dice.chance(0.9),
    cutsWords: isEnglish && dice.chance(0.4),
    headAlign: dice.pick(['left', 'center']),
    headWeight: dice.chance(0.8) ? 700 : 400,
    bylineAlign: dice.pick(['left', 'center', 'right']),
    gapPt: dice.between(12, 20),
    columnRule: dice.chance(0.3),
  };
}

/** The rules of a page's style sheet that every layout shares. */
export function styleOf(t: Typography): string {
  const region = t.script === 'traditional' ? 'TC' : 'SC';
  const indent = t.script === 'english' ? '1em' : '2em';
  return `
@page { margin: 14mm; } * { box-sizing: border-box; }
body { margin: 0; font: ${t.bodyPt}pt/${t.leading} "Noto ${t.family} ${region}", serif; text-align: ${t.isJustified ? 'justify' : 'left'}; ${t.cutsWords ? 'hyphens: manual;' : ''} }
h1 { margin: 0 0 5pt; line-height: 1.25; text-align: ${t.headAlign}; font-weight: ${t.headWeight}; break-after: avoid; break-inside: avoid; hyphens: none; }
h2 { margin: 4pt 0 2pt; font-size: 1em; line-height: ${t.leading}; font-weight: 700; text-align: left; break-after: avoid; }
p { margin: 0; orphans: 1; widows: 1; ${t.paragraphs === 'room' ? `margin-bottom: ${Math.round(t.bodyPt * 0.7)}pt;` : `text-indent: ${indent};`} }
${t.paragraphs === 'indent-later' ? '.first { text-indent: 0; }' : ''}
.rest { text-indent: 0; } .cut { text-align-last: ${t.isJustified ? 'justify' : 'left'}; margin-bottom: 0; }
.by { text-indent: 0; text-align: ${t.bylineAlign}; font-size: .9em; margin: 0 0 5pt; }
figure { margin: 0 0 6pt; break-inside: avoid; } figure div { background: #bbb; }
figcaption { font-size: .82em; line-height: 1.3; text-align: left; margin-top: 2pt; }
.box { border: 1pt solid #000; padding: 7pt; } .tint { background: #e8e8e8; padding: 7pt; }
.ruled { border-top: .5pt solid #000; padding-top: 7pt; }
.ad { border: 2pt double #000; padding: 10pt; text-align: center; } .ad b { font-size: 15pt; }
.running { display: flex; justify-content: space-between; border-bottom: .7pt solid #000; margin-bottom: 12pt; font-size: .9em; }
.foot { text-align: center; font-size: .85em; margin-top: 14pt; }
.jump { text-indent: 0; text-align: right; font-size: .85em; margin: 0; } .into { text-align: left; }
.sheet { break-after: page; } .sheet:last-child { break-after: auto; }
.columns { column-gap: ${t.gapPt}pt; ${t.columnRule ? 'column-rule: .4pt solid #888;' : ''} }
`;
}

export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Text as HTML; where words may be cut, with a soft hyphen between a vowel and a consonant that a vowel follows. */
export function setText(text: string, t: Typography, escapes = true): string {
  const escaped = escapes ? escapeHtml(text) : text;
  if (!t.cutsWords) return escaped;
  return escaped.replace(/[A-Za-z]{6,}/g, (word) =>
    word
      .replace(/(?<=^[a-zA-Z]{2,}[aeiou])(?=[bcdfgklmnprstv][aeiou][a-z]+$)/gi, '\u00ad')
      .replace(/(?<=[a-z]{3,}[lmnrst])(?=[bcdfgkpt][aeiou][a-z])/g, '\u00ad'),
  );
}

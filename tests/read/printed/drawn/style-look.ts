import type { Look } from './draw-look.ts';

/** The rules of a drawn page's style sheet. */
export function styleLook(look: Look): string {
  const { bodyPt } = look;
  const region = look.script === 'traditional' ? 'TC' : 'SC';
  const font = (family: string): string => `"Noto ${family} ${region}", serif`;
  const sans = `font-family: ${font('Sans')};`;
  // Where nothing tells paragraphs apart, there must be room.
  const roomEm = look.indentEm === 0 ? Math.max(look.roomEm, 0.5) : look.roomEm;
  return `
body { font: ${bodyPt}pt/${look.leading} ${look.isLatinFirst ? '"Times New Roman", "Nimbus Roman", ' : ''}${font(look.family)}; text-align: ${look.align}; letter-spacing: ${look.letterSpacingEm}em; ${look.cutsWords ? 'hyphens: manual;' : 'hyphens: none;'} }
p { text-indent: ${look.indentEm}em; margin: 0 0 ${roomEm}em; } ${look.isFirstIndented ? '' : '.first { text-indent: 0; }'}
.columns { column-gap: ${look.gapEm}em; column-rule: ${look.columnRule}; }
h1 { font-family: ${font(look.headFamily)}; font-weight: ${look.headWeight}; text-align: ${look.headAlign}; line-height: ${look.headLeading}; letter-spacing: ${look.headSpacingEm}em; color: ${look.headColour}; margin: 0 0 ${look.headRoomEm * bodyPt}pt; hyphens: none; }
.headings { break-inside: avoid; break-after: avoid; } .headings p, aside p, .by, .sign { text-indent: 0; }
${heads[look.headDress]}
.kicker { text-align: ${look.headAlign}; margin: 0 0 2pt; ${kickers[look.kickerDress]} }
.deck { text-align: ${look.headAlign}; font-size: ${look.deckSize}em; font-weight: ${look.deckWeight}; line-height: 1.35; margin: 0 0 5pt; font-family: ${font(look.headFamily)}; }
.standfirst { margin: 0 0 6pt; ${look.standfirstDress === 'sans' ? sans : standfirsts[look.standfirstDress]} }
.by, .sign { margin: 0 0 5pt; ${look.bylineDress === 'sans' ? `${sans} font-size: .9em;` : bylines[look.bylineDress]} }
.by { text-align: ${look.bylineAlign}; } .sign { text-align: ${look.bylineAlign === 'center' ? 'right' : look.bylineAlign}; margin: 0; }
.cap::first-letter { float: left; font-size: ${look.initials * look.leading * 0.92}em; line-height: ${look.initials > 0 ? 1 : 'inherit'}; padding-right: 3pt; font-weight: 700; ${look.isInitialFramed ? 'background: #ddd; padding-left: 3pt; margin-right: 3pt;' : ''} } .cap { text-indent: 0; }
.opener .first:first-of-type { ${look.firstDress === 'bold' ? 'font-weight: 700;' : look.firstDress === 'sans' ? sans : ''} }
h2 { line-height: 1.4; break-after: avoid; ${look.subheadDress === 'sans' ? sans : subheads[look.subheadDress]} }
.quote { display: block; break-inside: avoid; font-size: ${look.quoteSize}em; line-height: 1.35; margin: 6pt 0; text-align: left; ${quotes[look.quoteDress]} }
figure { margin: 0 0 7pt; break-inside: avoid; } figure .picture { background: #bbb; }
figcaption { font-size: ${look.captionSize}em; line-height: 1.35; margin: ${look.captionRoomPt}pt 0; text-align: ${look.captionDress === 'centre' ? 'center' : 'left'}; ${look.captionDress === 'sans' ? sans : look.captionDress === 'bold' ? 'font-weight: 700;' : look.captionDress === 'italic' ? 'font-style: italic;' : ''} }
.beside { display: flex; gap: 7pt; align-items: flex-end; } .beside .picture { flex: 2; } .beside figcaption { flex: 1; }
.on { position: relative; } .on figcaption { position: absolute; bottom: 0; left: 0; right: 0; margin: 0; padding: 3pt; background: #222; color: #fff; }
.over figcaption { margin: 0 0 ${look.captionRoomPt}pt; }
.boxed { padding: ${look.boxPadPt}pt; ${boxes[look.boxDress]} ${look.boxText === 'small' ? 'font-size: .9em;' : look.boxText === 'sans' ? sans : look.boxText === 'ragged' ? 'text-align: left;' : ''} }
${look.boxDress === 'dark' ? '.boxed h1 { color: #fff; }' : ''}
.notice { padding: 8pt; text-align: center; ${adverts[look.advertDress]} } .notice b { font-size: 1.7em; } .notice p { text-indent: 0; margin: 0; }
.contents p { text-indent: 0; margin: 0 0 2pt; text-align: left; } .contents { ${look.contents === 'boxed' ? 'border: .7pt solid #000; padding: 6pt;' : look.contents === 'tint' ? 'background: #eee; padding: 6pt;' : ''} }
.contents b { font-size: 1.2em; } .side { margin-left: 1.2em; }
.teasers { display: grid; column-gap: ${look.gapEm}em; margin-bottom: 10pt; } .teasers p { text-indent: 0; margin: 0; text-align: left; } .teasers b { font-size: 1.2em; }
.plate { margin: 0 0 8pt; } .plate b { font-size: ${4 * bodyPt}pt; line-height: 1.2; letter-spacing: .1em; } .plate p { text-indent: 0; margin: 0; }
.bar { display: flex; justify-content: space-between; font-size: .85em; margin-bottom: 9pt; text-align: left; }
.bar.ruled { border-bottom: .7pt solid #000; } .bar.boxed { border: .5pt solid #000; padding: 2pt 5pt; background: none; color: #000; }
.foot { font-size: .85em; margin-top: 12pt; }
`;
}

const heads: Readonly<Record<Look['headDress'], string>> = {
  plain: '',
  bar: 'h1 { background: #222; color: #fff; padding: 3pt 5pt; }',
  underline: 'h1 { border-bottom: .7pt solid #000; padding-bottom: 2pt; }',
  overline: 'h1 { border-top: 2pt solid #000; padding-top: 3pt; }',
  framed: 'h1 { border: .7pt solid #000; padding: 3pt 5pt; }',
  tick: 'h1 { border-left: 4pt solid #a11; padding-left: 5pt; }',
};

const kickers: Readonly<Record<Look['kickerDress'], string>> = {
  plain: '',
  bold: 'font-weight: 700; color: #a11;',
  large: 'font-size: 1.25em;',
  label: 'font-size: .9em; background: #444; color: #fff; width: fit-content; padding: 1pt 5pt;',
  spaced: 'font-size: .85em; letter-spacing: .2em;',
  underline: 'border-bottom: .5pt solid #000; width: fit-content;',
};

const standfirsts: Readonly<Record<Exclude<Look['standfirstDress'], 'sans'>, string>> = {
  bold: 'font-weight: 700;',
  large: 'font-size: 1.2em; line-height: 1.45;',
  italic: 'font-style: italic; font-size: 1.05em;',
  tint: 'background: #eee; padding: 5pt;',
  ruled: 'border-top: .5pt solid #000; border-bottom: .5pt solid #000; padding: 3pt 0;',
  inset: 'margin-left: 2em; margin-right: 2em;',
};

const bylines: Readonly<Record<Exclude<Look['bylineDress'], 'sans'>, string>> = {
  small: 'font-size: .88em;',
  same: '',
  bold: 'font-weight: 700;',
  italic: 'font-style: italic; font-size: .95em;',
  grey: 'color: #666; font-size: .8em;',
  ruled: 'font-size: .9em; border-bottom: .4pt solid #000; padding-bottom: 2pt;',
};

const subheads: Readonly<Record<Exclude<Look['subheadDress'], 'sans'>, string>> = {
  bold: '',
  centre: 'text-align: center;',
  large: 'font-size: 1.15em;',
  colour: 'color: #a11;',
  indented: 'text-indent: 2em;',
};

const quotes: Readonly<Record<Look['quoteDress'], string>> = {
  rules: 'border-top: 1pt solid #000; border-bottom: 1pt solid #000; padding: 4pt 0;',
  side: 'border-left: 3pt solid #a11; padding-left: 6pt;',
  tint: 'background: #eee; padding: 6pt;',
  centre: 'text-align: center; font-weight: 700;',
  top: 'border-top: 3pt solid #000; padding-top: 4pt;',
  plain: 'color: #124a8c;',
};

const boxes: Readonly<Record<Look['boxDress'], string>> = {
  thin: 'border: .5pt solid #000;',
  thick: 'border: 2.5pt solid #000;',
  tint: 'background: #ece9e0;',
  round: 'border: .7pt solid #777; border-radius: 6pt;',
  rules: 'border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000; padding-left: 0; padding-right: 0;',
  double: 'border: 3pt double #000;',
  dark: 'background: #333; color: #fff;',
  side: 'border-left: 3pt solid #124a8c; padding-top: 0; padding-bottom: 0; padding-right: 0;',
  dashed: 'border: .8pt dashed #000;',
};

const adverts: Readonly<Record<Look['advertDress'], string>> = {
  double: 'border: 3pt double #000;',
  thin: 'border: .5pt solid #000;',
  tint: 'background: #ddd;',
  dark: 'background: #111; color: #fff;',
  dashed: 'border: 1pt dashed #000;',
  bare: '',
};

import { type Dice, makeDice, type Script, type Typography } from '../typography.ts';

/** Dice of its own for each parameter, so that a new one leaves what was drawn for the others as it was. */
export type Draw = (parameter: string) => Dice;

export const makeDraw =
  (seed: number): Draw =>
  (parameter) =>
    makeDice([...parameter].reduce((sum, c) => (Math.imul(sum, 31) + (c.codePointAt(0) ?? 0)) >>> 0, seed));

/** How one paper sets its pages: every parameter drawn by itself, whatever the others are. */
export type Look = ReturnType<typeof drawLook>;

/** Draws a look. What stands twice among the values of a parameter comes twice as often. */
export function drawLook(draw: Draw, script: Script) {
  const one = <const T>(parameter: string, ...values: readonly T[]): T => draw(parameter).pick(values);
  const isEnglish = script === 'english';
  return {
    script,
    // Running text.
    family: one('family', 'Serif', 'Serif', 'Sans'),
    isLatinFirst: isEnglish && one('latin first', true, false, false),
    bodyPt: one('body', 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 12),
    leading: isEnglish ? one('leading', 1.15, 1.25, 1.35, 1.5, 1.6) : one('leading', 1.3, 1.4, 1.5, 1.6, 1.75, 1.9),
    letterSpacingEm: one('letter spacing', 0, 0, 0, 0, 0.02, 0.05),
    align: isEnglish ? one('align', 'justify', 'left') : one('align', 'justify', 'justify', 'justify', 'left'),
    cutsWords: isEnglish && one('hyphens', true, false, false),
    indentEm: isEnglish ? one('indent', 0, 1, 1, 1.5, 2) : one('indent', 0, 2, 2, 2, 2, 1),
    roomEm: one('paragraph room', 0, 0, 0, 0.3, 0.5, 1),
    isFirstIndented: one('first indent', true, true, false),
    // Columns.
    gapEm: one('gap', 1.2, 1.5, 1.8, 2, 2.5, 3),
    columnRule: one('column rule', 'none', 'none', 'none', '.4pt solid #888', '.6pt dotted #000', '1pt solid #ccc'),
    hasOddCounts: one('odd counts', true, false, false),
    rowGapEm: one('row gap', 1, 1.5, 2, 3),
    rowRule: one('row rule', 'none', 'none', '.5pt solid #000', '2pt solid #000', '3pt double #000', '1pt dashed #777'),
    wall: one('wall', 'none', 'none', 'none', '.5pt solid #000', '1.5pt solid #999'),
    isUneven: one('uneven', true, false, false, false),
    fills: one('fills', 'start', 'start', 'stretch'),
    // Headlines.
    headFamily: one('head family', 'Serif', 'Serif', 'Sans'),
    headWeight: one('head weight', 700, 700, 700, 400),
    headAlign: one('head align', 'left', 'left', 'center', 'center', 'right'),
    headBase: one('head base', 1.25, 1.4, 1.5, 1.7, 2),
    headStep: one('head step', 0, 0.25, 0.4, 0.6),
    headLeading: one('head leading', 1.1, 1.2, 1.3, 1.5),
    headSpacingEm: one('head spacing', 0, 0, 0, 0.06, 0.15),
    headColour: one('head colour', '#000', '#000', '#000', '#a11', '#124a8c'),
    headDress: one('head dress', 'plain', 'plain', 'plain', 'plain', 'bar', 'underline', 'overline', 'framed', 'tick'),
    headPlace: one('head place', 'above', 'above', 'above', 'above', 'inside', 'beside', 'mixed'),
    headRoomEm: one('head room', 0.2, 0.5, 0.8, 1.4),
    // What stands around headlines.
    kickers: one('kickers', 0, 0, 0, 0.4, 0.8),
    kickerDress: one('kicker dress', 'plain', 'bold', 'large', 'label', 'spaced', 'underline'),
    decks: one('decks', 0, 0, 0, 0.4, 0.7),
    deckSize: one('deck size', 1.05, 1.15, 1.3, 1.5),
    deckWeight: one('deck weight', 400, 700),
    deckSign: isEnglish ? '' : one('deck sign', '', '\u2014\u2014', '\u2014\u2014'),
    standfirsts: one('standfirsts', 0, 0, 0, 0.4, 0.8),
    standfirstDress: one('standfirst dress', 'bold', 'large', 'italic', 'tint', 'ruled', 'inset', 'sans'),
    bylinePlace: one('byline place', 'above', 'above', 'above', 'above', 'end'),
    bylineAlign: one('byline align', 'left', 'left', 'center', 'center', 'right'),
    bylineDress: one('byline dress', 'small', 'small', 'same', 'bold', 'italic', 'grey', 'sans', 'ruled'),
    bylineSign: one('byline sign', '', '', '', '\u25a0 ', '\u25cf', '\u25ce ', '(', '| ', '\u2014\u2014'),
    added: one('added bylines', 0, 0.5, 1),
    // What stands in the text.
    initials: one('initials', 0, 0, 0, 2, 3, 4),
    isInitialFramed: one('initial framed', true, false, false),
    firstDress: one('first dress', 'plain', 'plain', 'plain', 'plain', 'bold', 'sans'),
    subheads: one('subheads', 0, 0, 0.3),
    subheadDress: one('subhead dress', 'bold', 'centre', 'large', 'sans', 'colour', 'indented'),
    quotes: one('quotes', 0, 0, 0, 0.4),
    quoteDress: one('quote dress', 'rules', 'side', 'tint', 'centre', 'top', 'plain'),
    quoteSize: one('quote size', 1.2, 1.4, 1.6, 2),
    figures: one('figures', 0, 0.3, 0.6),
    figurePlace: one('figure place', 'top', 'column', 'column', 'float', 'mixed', 'mixed', 'foot', 'over head'),
    captionPlace: one('caption place', 'below', 'below', 'below', 'below', 'above', 'beside', 'on', 'none'),
    captionSize: one('caption size', 0.75, 0.8, 0.85, 0.9, 1),
    captionDress: one('caption dress', 'plain', 'plain', 'bold', 'sans', 'italic', 'centre', 'sign'),
    captionRoomPt: one('caption room', 1, 2, 4, 7),
    // Boxes.
    boxes: one('boxes', 0, 0, 0.2, 0.4),
    boxDress: one('box dress', 'thin', 'thick', 'tint', 'round', 'rules', 'double', 'dark', 'side', 'dashed'),
    boxPadPt: one('box pad', 4, 7, 10, 14),
    boxText: one('box text', 'same', 'same', 'small', 'sans', 'ragged'),
    // What stands by articles.
    plate: one('plate', 'none', 'none', 'none', 'centre', 'left', 'sheet'),
    head: one('running head', 'none', 'none', 'ruled', 'plain', 'boxed', 'single'),
    foot: one('running foot', 'none', 'none', 'number', 'sides', 'long'),
    contents: one('contents', 'none', 'none', 'none', 'boxed', 'plain', 'tint'),
    adverts: one('adverts', 0, 0, 0.2, 0.5),
    advertDress: one('advert dress', 'double', 'thin', 'tint', 'dark', 'dashed', 'bare'),
    teasers: one('teasers', 'none', 'none', 'none', 'strip'),
  };
}

/** What the parts shared with other layouts ask of a page's typography. */
export const typographyOf = (look: Look, before: Typography): Typography => ({
  ...before,
  family: look.family,
  bodyPt: look.bodyPt,
  leading: look.leading,
  cutsWords: look.cutsWords,
  isJustified: look.align === 'justify',
  gapPt: look.gapEm * look.bodyPt,
});

import type { Fragment, Reading } from '../core/text.ts';
import { isSpaceCode } from './characters.ts';
import { closeSpaces, isSpacedOut } from './close-spaces.ts';
import { findWraps } from './find-wraps.ts';
import { partAtHidden, type Stretch } from './placed.ts';

/** A line of page text as the solver sees it: never cut again, but for jump lines that hang on it. */
export interface Piece {
  readonly index: number;
  /** Where it stands; several stretches when the source had wrapped it over lines. */
  readonly stretches: readonly Stretch[];
  /** What is scored: the text of the stretches without what no page shows. */
  readonly text: string;
  readonly headingDepth: number;
  readonly blankBefore: boolean;
  /** Indented as paragraphs are (two spaces or one ideographic space). */
  readonly indented: boolean;
  readonly verbatim: boolean;
  /** White space stands behind it in the source, as it does where a line was cut between words. */
  readonly spaceAfter: boolean;
  /** A jump line (\u4e0b\u8f6c, continued on): it names where the text goes on, or comes from. */
  readonly jump: 'none' | 'out' | 'in';
  /** The page that the jump line names, as written. */
  readonly jumpPage: string;
  /** A jump line stands right behind (`out`) or before (`in`) this piece. */
  readonly goesOn: boolean;
  readonly comesFrom: boolean;
  /** The reader saw that it belongs to no article. */
  readonly aside?: NonNullable<Fragment['hints']['aside']>;
  /** What the reader saw it to be, in an article that stands in order. */
  readonly settled?: NonNullable<Fragment['hints']['settled']>;
}

/** One page of a reading: what is solved by itself. */
export interface Page {
  readonly reading: Reading;
  readonly pieces: readonly Piece[];
}

/** A reading as pages of pieces: wrapped lines made whole, jump lines cut off; a form feed starts a page. */
export function cutPages(reading: Reading): Page[] {
  const lines = readLines(reading);
  const wraps = findWraps(lines, reading);
  const pages: Page[] = [];
  let pieces: Draft[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0 && line.newPage) {
      pages.push({ reading, pieces: finish(pieces) });
      pieces = [];
    }
    const last = pieces.at(-1);
    const wrap = wraps[i];
    if (last && wrap && !line.newPage) {
      const [first, ...others] = line.stretches;
      if (wrap.dropHyphen) setHyphenApart(last);
      if (first) last.stretches.push({ ...first, gap: wrap.gap }, ...others);
      last.text += wrap.gap + line.text;
      last.spaceAfter = line.spaceAfter;
    } else pieces.push(draftOf(line));
  }
  pages.push({ reading, pieces: finish(pieces) });
  return pages.filter((page) => page.pieces.length > 0);
}

/** A line of the source, as it is asked whether it goes on from the one before. */
export interface Line {
  /** One, but where spaces within are layout. */
  readonly stretches: readonly Stretch[];
  readonly text: string;
  /** The line as it stands, indent and marks included. */
  readonly raw: string;
  readonly headingDepth: number;
  readonly blankBefore: boolean;
  readonly indented: boolean;
  readonly verbatim: boolean;
  readonly spaceAfter: boolean;
  readonly newPage: boolean;
  readonly aside: Fragment['hints']['aside'] | null;
  readonly settled: Fragment['hints']['settled'] | null;
}

function readLines(reading: Reading): Line[] {
  const { transcript } = reading;
  const isSpaced = isSpacedOut(reading);
  let before = 0;
  const lines = reading.fragments.map((fragment: Fragment): Line => {
    const { span, hints } = fragment;
    let start = span.start;
    while (start > before && !isLineEnd(transcript.charCodeAt(start - 1))) start--;
    let end = span.end;
    while (end < transcript.length && isSpaceCode(transcript.charCodeAt(end)) && !isLineEnd(transcript.charCodeAt(end)))
      end++;
    const newPage = transcript.slice(before, span.start).includes('\f');
    before = span.end;
    const whole = { span, gap: '', join: null };
    const stretches = (isSpaced ? closeSpaces(transcript, whole) : [whole]).flatMap((part) =>
      partAtHidden(transcript, part),
    );
    return {
      stretches,
      text:
        stretches.length === 1 && !stretches[0]?.isHidden
          ? fragment.text
          : stretches.map(({ span, isHidden }) => (isHidden ? '' : transcript.slice(span.start, span.end))).join(''),
      raw: transcript.slice(start, end),
      headingDepth: hints.headingDepth,
      blankBefore: hints.blankBefore,
      indented: /^(?:\u3000| {2})/.test(transcript.slice(start, start + 2)),
      verbatim: hints.verbatim,
      spaceAfter: end > span.end,
      newPage,
      aside: hints.aside ?? null,
      settled: hints.settled ?? null,
    };
  });
  // Where all lines end with a space, it tells nothing of any of them.
  const spaced = lines.filter(({ spaceAfter }) => spaceAfter).length;
  return spaced > 3 && spaced > lines.length * 0.9 ? lines.map((line) => ({ ...line, spaceAfter: false })) : lines;
}

const isLineEnd = (code: number): boolean => (code >= 10 && code <= 13) || code === 0x2028 || code === 0x2029;

/** Takes the hyphen at which a word was cut off what is read: it stays a stretch of its own. */
function setHyphenApart(draft: Draft): void {
  const last = draft.stretches.pop();
  if (!last) return;
  const { span } = last;
  draft.stretches.push(
    { ...last, span: { ...span, end: span.end - 1 } },
    { span: { ...span, start: span.end - 1 }, gap: '', join: null, isHyphen: true },
  );
  draft.text = draft.text.slice(0, -1);
}

type Draft = { -readonly [K in keyof Piece]: Piece[K] } & { stretches: Stretch[] };

function draftOf(line: Line): Draft {
  const { headingDepth, blankBefore, indented, verbatim, spaceAfter, text } = line;
  return {
    index: 0,
    stretches: [...line.stretches],
    text,
    headingDepth,
    blankBefore,
    indented,
    verbatim,
    spaceAfter,
    jump: 'none',
    jumpPage: '',
    goesOn: false,
    comesFrom: false,
    ...(line.aside ? { aside: line.aside } : {}),
    ...(line.settled ? { settled: line.settled } : {}),
  };
}

const pageName = '\\s*([0-9A-Za-z\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u96f6\u3007-]{1,8})\\s*';
const zhJump = (words: string): string =>
  `[\u25b2\u25bc\u25cf\u2299\u25ba\u25b6\u25c0\\s]*[\uff08(]?\\s*(?:\u7d27?(?:${words}))\\s*\u7b2c?${pageName}[\u7248\u9801\u9875](?:\u3010[^\u3011]{0,20}\u3011|\u300a[^\u300b]{0,40}\u300b)?\\s*[\uff09)]?`;
const enJump = (words: string): string => `[(\\[]?\\s*(?:${words})\\s+(?:on |from )?(?:page|p\\.)${pageName}[)\\]]?`;
const out = `(?:${zhJump('\u4e0b\u8f6c|\u4e0b\u8f49|\u8f6c|\u8f49')}|${enJump('(?:story )?continued on|continues on|turn to|see')})`;
const into = `(?:${zhJump('\u4e0a\u63a5|\u63a5')}|${enJump('continued from|from')})`;
const outAtEnd = new RegExp(`${out}$`, 'iu');
const outAtStart = new RegExp(`^${out}$`, 'iu');
const intoAtStart = new RegExp(`^${into}`, 'iu');

/** Cuts jump lines off and numbers the pieces. Only a short bracketed or whole-line jump counts. */
function finish(drafts: readonly Draft[]): Piece[] {
  const pieces: Draft[] = [];
  for (const draft of drafts) pieces.push(...cutJumps(draft));
  for (const [i, piece] of pieces.entries()) {
    piece.index = i;
    const before = pieces[i - 1];
    const after = pieces[i + 1];
    if (piece.jump === 'out' && before && before.jump === 'none') {
      before.goesOn = true;
      before.jumpPage = piece.jumpPage;
    }
    if (piece.jump === 'in' && after && after.jump === 'none') {
      after.comesFrom = true;
      if (!after.goesOn) after.jumpPage = piece.jumpPage;
    }
  }
  return pieces;
}

function cutJumps(draft: Draft): Draft[] {
  if (draft.verbatim || draft.headingDepth > 0) return [draft];
  const { text } = draft;
  const whole = text.length < 60 ? (outAtStart.exec(text) ?? null) : null;
  if (whole) return [{ ...draft, jump: 'out', jumpPage: pageOf(whole) }];
  const head = intoAtStart.exec(text.slice(0, 60));
  if (head && head[0].length === text.length) return [{ ...draft, jump: 'in', jumpPage: pageOf(head) }];
  let rest = draft;
  const parts: Draft[] = [];
  if (head && /^[^\s]*[\uff08([]/.test(head[0])) {
    const [first, second] = cutPiece(draft, head[0].length);
    parts.push({ ...first, jump: 'in', jumpPage: pageOf(head) });
    rest = second;
  }
  const tailText = rest.text.slice(-60);
  const tail = outAtEnd.exec(tailText);
  if (!tail || tail[0].length === rest.text.length || !/[\uff08([]/.test(tail[0])) return [...parts, rest];
  const [first, second] = cutPiece(rest, rest.text.length - tail[0].length);
  return [...parts, first, { ...second, jump: 'out', jumpPage: pageOf(tail) }];
}

const pageOf = (match: RegExpExecArray): string => match.slice(1).find((group) => group !== undefined) ?? '';

/** Cuts a piece in two at an offset of its text. Stretches are cut at the same place. */
export function cutPiece<T extends Piece>(draft: T, at: number): [T, T] {
  const before: Stretch[] = [];
  const after: Stretch[] = [];
  let offset = 0;
  for (const stretch of draft.stretches) {
    const length = stretch.isHyphen || stretch.isHidden ? 0 : stretch.span.end - stretch.span.start;
    const start = offset + stretch.gap.length;
    if (start + length <= at) before.push(stretch);
    else if (start >= at) after.push(after.length === 0 ? { ...stretch, gap: '' } : stretch);
    else {
      const middle = stretch.span.start + (at - start);
      before.push({ ...stretch, span: { ...stretch.span, end: middle } });
      after.push({ span: { ...stretch.span, start: middle }, gap: '', join: null });
    }
    offset = start + length;
  }
  return [
    { ...draft, stretches: before, text: draft.text.slice(0, at).trimEnd(), spaceAfter: false },
    { ...draft, stretches: after, text: draft.text.slice(at), blankBefore: false, indented: false },
  ];
}

import { type Progress, type Stage, stages } from '../core/contracts.ts';
import type { Format } from '../core/edition.ts';
import { cutToWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { formatTime } from './format-closing.ts';
import type { Terminal } from './run-command.ts';

type Lang = 'zh' | 'en';
type Mode = 'drawn' | 'plain' | 'json' | 'none';

/** Shows a run as it goes on. `stop` leaves the cursor on a clean line. */
export interface ProgressDisplay {
  readonly onProgress: (event: Progress) => void;
  readonly stop: () => void;
  /** How long each thing took so far: stages by name, and steps of the last stage (formats) by theirs. */
  readonly timings: ReadonlyMap<string, number>;
}

const formatNames: ReadonlySet<string> = new Set<Format>(['print', 'epub', 'booklet', 'archive']);
const plainEveryMs = 2_000;
const drawEveryMs = 80;

/**
 * Numbered stages, one line each: drawn again in place for a person who watches, plain lines otherwise, one JSON object a
 * line for programs. It goes where all talk goes; nothing is told here that is not told elsewhere too.
 */
export function showProgress(
  how: string,
  isQuiet: boolean,
  terminal: Terminal,
  lang: Lang,
  elapsedMs: () => number,
): ProgressDisplay {
  const mode: Mode = chooseMode(how, isQuiet, terminal);
  const timings = new Map<string, number>();
  let stageStart = 0;
  let lastShown = 0;
  let step = { name: '', start: 0 };
  let isOpen = false;

  const endStep = (now: number): void => {
    if (step.name !== '') timings.set(step.name, (timings.get(step.name) ?? 0) + now - step.start);
    step = { name: '', start: now };
  };
  const drawn = (text: string): void => {
    terminal.say(`\r\u001b[K${cutToWidth(text, terminal.columns - 1)}`);
    isOpen = true;
  };
  const onProgress = (event: Progress): void => {
    const now = elapsedMs();
    if (event.kind === 'start') stageStart = now;
    // Only formats are timed within a stage; what their writers tell of themselves belongs to them.
    if (event.kind !== 'step' || formatNames.has(event.step)) endStep(now);
    if (formatNames.has(event.step)) step = { name: event.step, start: now };
    if (event.kind === 'end') timings.set(event.stage, now - stageStart);

    if (mode === 'json') terminal.say(`${JSON.stringify({ ...event, elapsedMs: Math.round(now) })}\n`);
    if (mode === 'none' || mode === 'json') return;
    const isDue = event.kind !== 'step' || now - lastShown >= (mode === 'drawn' ? drawEveryMs : plainEveryMs);
    if (!isDue) return;
    const line = formatStage(event, lang);
    if (event.kind === 'end') {
      const whole = `${line}  ${formatTime(now - stageStart, lang)}`;
      terminal.say(mode === 'drawn' ? `\r\u001b[K${whole}\n` : `${whole}\n`);
      isOpen = false;
    } else if (mode === 'drawn') drawn(`${line} \u2026`);
    else if (event.kind === 'step') terminal.say(`${line}\n`);
    lastShown = now;
  };
  return {
    onProgress,
    stop: () => {
      if (isOpen) terminal.say('\r\u001b[K');
      isOpen = false;
    },
    timings,
  };
}

function chooseMode(how: string, isQuiet: boolean, terminal: Terminal): Mode {
  if (how === 'json' || how === 'none' || how === 'plain') return how;
  if (isQuiet) return 'none';
  return terminal.isWatched ? 'drawn' : 'plain';
}

/** `4/6 normalise: article 120 of 2400`: the stage by its number, and what is going on in it. */
function formatStage(event: Progress, lang: Lang): string {
  const head = `${stages.indexOf(event.stage) + 1}/${stages.length} ${stageNames[event.stage][lang]}`;
  if (event.kind !== 'step') return head;
  const count = event.total > 0 ? ` ${event.done}/${event.total}` : '';
  return `${head}: ${escapeText(stepNames[event.step]?.[lang] ?? event.step)}${count}`;
}

const stageNames: Readonly<Record<Stage, Readonly<Record<Lang, string>>>> = {
  read: { zh: '读入', en: 'read' },
  reassemble: { zh: '拼接还原', en: 'reassemble' },
  normalise: { zh: '整理', en: 'normalise' },
  compose: { zh: '编排', en: 'compose' },
  render: { zh: '套版', en: 'render' },
  write: { zh: '写出', en: 'write' },
};

const stepNames: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  print: { zh: '印刷 PDF', en: 'print PDF' },
  epub: { zh: '电子书', en: 'e-book' },
  booklet: { zh: '拼版', en: 'booklet' },
  archive: { zh: '存档包', en: 'archive' },
  article: { zh: '文章', en: 'article' },
  join: { zh: '接缝', en: 'join' },
  page: { zh: '版面', en: 'page' },
  'learn-words': { zh: '学习用语', en: 'learning words' },
  'learn-weights': { zh: '学习权重', en: 'learning weights' },
  'learn-trial': { zh: '试做版面', en: 'trial pages' },
  shard: { zh: '分段印制', en: 'piece printed' },
};

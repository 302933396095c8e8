import type { Context, Threads } from '../core/contracts.ts';
import { type AssembledPage, assemble } from './assemble.ts';
import type { Page } from './cut.ts';
import type { LineAbove } from './find-lines-above.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';
import { addPins, hasPins, type PagePins, toPins } from './pins.ts';
import { setLinesAside } from './set-lines-aside.ts';
import { signArticles } from './sign-articles.ts';
import { solvePage } from './solve-page.ts';
import { mostWeighed, takeAsFound } from './take-as-found.ts';

/** One page to be put together by itself, as plain data that another thread can be handed. */
export interface PageQuestion {
  readonly page: Page;
  readonly pins: PagePins;
  /** Where the learned model lies; empty: the one that ships. */
  readonly modelPath: string;
}

/** Makes a question of a page: what it does not need of its reading is left behind. */
export function askOfPage(page: Page, pins: PagePins, modelPath: string): PageQuestion {
  const { reading, pieces } = page;
  const start = pieces[0]?.stretches[0]?.span.start ?? 0;
  const end = pieces.at(-1)?.stretches.at(-1)?.span.end ?? 0;
  const from = Math.max(
    0,
    reading.lineStarts.findLastIndex((at) => at <= start),
  );
  const to = reading.lineStarts.findLastIndex((at) => at <= end) + 1;
  const light = {
    ...reading,
    transcript: '',
    fragments: [],
    firstLine: reading.firstLine + from,
    lineStarts: reading.lineStarts.slice(from, to),
  };
  return { page: { reading: light, pieces }, pins, modelPath };
}

/** The articles of one page. The same question has the same answer, whoever is asked. */
export function answerPage({ page, pins }: PageQuestion, knowledge: Knowledge): AssembledPage {
  if (page.pieces.length > mostWeighed) return takeAsFound(page);
  const { rest, signatures, sectionNames, leadIns } = setLinesAside(page, pins);
  // Behind what a signature stands behind, nothing goes on.
  const all = addPins(pins, { lasts: signatures.map(({ behind }) => behind.index) });
  const solved = hasPins(all)
    ? settleJoins(assemble(solvePage(rest, knowledge, toPins(all, page.pieces)), rest, knowledge), all)
    : assemble(solvePage(rest, knowledge), rest, knowledge);
  const { articles, leftovers } = leadIn(signArticles(solved, signatures), leadIns);
  return { articles, leftovers: [...leftovers, { pieces: sectionNames, why: 'furniture' }] };
}

/** Gives headlines the lines that lead in to them; what leads in to no headline after all is left over. */
function leadIn({ articles, leftovers }: AssembledPage, leadIns: readonly LineAbove[]): AssembledPage {
  if (leadIns.length === 0) return { articles, leftovers };
  const waiting = new Map(leadIns.map(({ piece, headline }) => [headline, piece]));
  const led = articles.map((article) => {
    const [first] = article.title;
    const piece = first && waiting.get(first);
    if (!piece) return article;
    waiting.delete(first);
    return { ...article, title: [piece, ...article.title] };
  });
  return { articles: led, leftovers: [...leftovers, { pieces: [...waiting.values()], why: 'no-text' }] };
}

/** What the editor settled is certain: she is not asked again. */
function settleJoins(solved: AssembledPage, { must }: PagePins): AssembledPage {
  const pinned = new Set(must.map(({ from, to }) => `${from}>${to}`));
  const articles = solved.articles.map((article) => {
    const body = article.body.map((part, k) => {
      const from = article.body[k - 1]?.piece.index;
      if (!part.join || !pinned.has(`${from}>${part.piece.index}`)) return part;
      const join = { ...part.join, confidence: 1, evidence: [{ kind: 'decision', value: 1 }], alternatives: [] };
      return { ...part, join };
    });
    return { ...article, body };
  });
  return { ...solved, articles };
}

/** With fewer pieces than this in all, other threads take longer to start than the work does. */
const leastPieces = 1500;

/** Answers every question, in order; on several threads where there are some and it is worth it. */
export async function solveApart(questions: readonly PageQuestion[], context: Context): Promise<AssembledPage[]> {
  const { world, signal, progress } = context;
  // Of finished articles nothing is asked: the model is not even read.
  if (questions.length === 0) return [];
  let done = 0;
  const tell = (): void => {
    progress({ stage: 'reassemble', kind: 'step', step: 'page', done, total: questions.length });
    done++;
  };
  const pieces = questions.reduce((sum, { page }) => sum + page.pieces.length, 0);
  const open = questions.length > 1 && pieces >= leastPieces ? world.openThreads : null;
  if (!open) {
    const knowledge = await loadKnowledge(world, questions[0]?.modelPath ?? '');
    const answers: AssembledPage[] = [];
    for (const question of questions) {
      signal.throwIfAborted();
      tell();
      answers.push(answerPage(question, knowledge));
      // A signal is heard, and a line drawn, between pages.
      if (answers.length % 4 === 0) await new Promise((resume) => setImmediate(resume));
    }
    return answers;
  }
  const threads: Threads = open(signal);
  try {
    // Each thread is given its next page when it has done the one before.
    const answers: AssembledPage[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < questions.length; at = next++) {
        signal.throwIfAborted();
        answers[at] = (await threads.ask(questions[at])) as AssembledPage;
        tell();
      }
    };
    await Promise.all(Array.from({ length: threads.count }, work));
    return answers;
  } finally {
    await threads.close();
  }
}

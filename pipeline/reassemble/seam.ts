import { curlQuotes } from './curl-quotes.ts';
import type { Piece } from './cut.ts';
import { indexOf, type PairGroup, type WeightTable, weightsOf } from './features.ts';
import { findRows } from './find-rows.ts';
import type { LanguageModel } from './language-model.ts';
import type { SeamReader } from './page-seams.ts';
import { PageWords } from './page-words.ts';
import { type PieceFacts, readFacts } from './piece-facts.ts';
import { Topic, type TopicView } from './topic.ts';

interface TopicWeights {
  readonly topic: number;
  readonly near: number;
  readonly named: number;
}

/**
 * Scores pairs of pieces: how well one goes on where the other stops, as a join in mid-paragraph, as the next paragraph,
 * as an article's first or last piece. Nothing of where the pieces stand on the page is asked here but `adjacent`.
 */
export class PairScorer {
  readonly count: number;
  private readonly facts: readonly PieceFacts[];
  private readonly words: PageWords;
  private readonly seams: SeamReader;
  private readonly endVectors: readonly Float32Array[];
  private readonly startVectors: readonly Float32Array[];
  /** What articles speak of. */
  readonly topic: Topic;
  private readonly views: (TopicView | undefined)[] = [];
  private readonly isTitle: (index: number) => boolean;
  private readonly weights: Readonly<Record<PairGroup, Float64Array>>;
  /** What the topic weighs in a join, in the next paragraph, in one that stands elsewhere. */
  private readonly joinTopic: TopicWeights;
  private readonly nextTopic: TopicWeights;
  private readonly farTopic: TopicWeights;
  /** What pairs are worth without regard to topics; what they are worth by what the page around them tells. */
  private readonly bareJoins: (Float64Array | undefined)[] = [];
  private readonly bareNexts: (Float64Array | undefined)[] = [];
  private readonly joins: (Float64Array | undefined)[] = [];
  private readonly nexts: (Float64Array | undefined)[] = [];
  private readonly scratch: Float64Array;
  private readonly pageIndents: boolean;
  /** Headlines of this page are marked: a short line without a mark is more likely a heading inside an article. */
  private readonly pageMarks: boolean;
  /** The depth of these marks. */
  private readonly markDepth: number;
  private readonly pieces: readonly Piece[];
  /** How many pieces that are no jump lines stand before each place. */
  private readonly plain: Int32Array;

  /** `pieces` are the page's pieces in order; `isBody` says which may be body text. */
  constructor(
    pieces: readonly Piece[],
    isTitle: (index: number) => boolean,
    isByline: (index: number) => boolean,
    model: LanguageModel,
    table: WeightTable,
  ) {
    this.pieces = pieces;
    this.count = pieces.length;
    this.weights = {
      join: weightsOf(table, 'join'),
      next: weightsOf(table, 'next'),
      start: weightsOf(table, 'start'),
      end: weightsOf(table, 'end'),
    };
    const { join, next } = this.weights;
    const weigh = (of: Float64Array, topic: number, near: number, named: number): TopicWeights => ({
      topic: of[topic] ?? 0,
      near: of[near] ?? 0,
      named: of[named] ?? 0,
    });
    this.joinTopic = weigh(join, J.topic, J.near, J.named);
    this.nextTopic = weigh(next, N.topic, N.near, N.named);
    this.farTopic = weigh(next, N['far-topic'], N['far-near'], N['far-named']);
    const rows = findRows(pieces);
    const texts = pieces.map((piece) => curlQuotes(piece.text));
    this.facts = pieces.map((piece, i) => readFacts({ ...piece, text: texts[i] ?? '' }, rows.has(i), model));
    this.words = new PageWords(texts);
    this.seams = model.readSeams(texts);
    this.endVectors = texts.map((text) => model.encodeEnd(text));
    this.startVectors = texts.map((text) => model.encodeStart(text));
    this.isTitle = isTitle;
    this.topic = new Topic(
      pieces.map((piece) => model.readTerms(piece.text)),
      model.rarityOf,
      pieces.flatMap((_, i) => (isTitle(i) ? [isByline(i + 1) ? [i, i + 1] : [i]] : [])),
    );
    this.plain = new Int32Array(pieces.length + 1);
    for (const [i, { jump }] of pieces.entries()) this.plain[i + 1] = (this.plain[i] ?? 0) + (jump === 'none' ? 1 : 0);
    this.scratch = new Float64Array(Math.max(...Object.values(this.weights).map(({ length }) => length)));
    const depths = pieces.flatMap(({ headingDepth }) => (headingDepth > 0 ? [headingDepth] : []));
    this.pageMarks = depths.length > 0;
    this.markDepth = depths.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY);
    this.pageIndents = pieces.filter((piece) => piece.indented).length > pieces.length * 0.25;
  }

  /** Log odds that `to` goes on in mid-paragraph where `from` stops, behind what the page around it tells or a given view. */
  join(from: number, to: number, view?: TopicView): number {
    if (view === undefined) {
      this.weighNear(from, to);
      return this.joins[from]?.[to] ?? 0;
    }
    this.weighBare(from, to);
    const bare = this.bareJoins[from]?.[to] ?? 0;
    return view === this.topic.empty ? bare : this.addTopic(this.joinTopic, bare, to, view);
  }

  /** Log odds that `to` is the paragraph after `from` in one article. */
  next(from: number, to: number, view?: TopicView): number {
    if (view === undefined) {
      this.weighNear(from, to);
      return this.nexts[from]?.[to] ?? 0;
    }
    this.weighBare(from, to);
    const bare = this.bareNexts[from]?.[to] ?? 0;
    if (view === this.topic.empty) return bare;
    return this.addTopic(this.isAdjacent(from, to) ? this.nextTopic : this.farTopic, bare, to, view);
  }

  /** The better of both. */
  best(from: number, to: number): number {
    return Math.max(this.join(from, to), this.next(from, to));
  }

  /** Makes ready to be asked of pairs of one piece with those from `first` up to `end`: all at once is quicker. */
  weighRow(from: number, first: number, end: number): void {
    this.topic.count(this.viewOf(from));
    for (let to = first; to < end; to++) this.weighNear(from, to);
  }

  private addTopic(weights: TopicWeights, bare: number, to: number, view: TopicView): number {
    return (
      bare +
      weights.topic * this.topic.fit(view, to) +
      weights.near * this.topic.near(view, to) +
      weights.named * this.topic.named(view, to)
    );
  }

  /** Weighs a pair by what the page around it tells; once, though it is asked over and over. */
  private weighNear(from: number, to: number): void {
    let joins = this.joins[from];
    let nexts = this.nexts[from];
    if (!joins || !nexts) {
      joins = new Float64Array(this.count).fill(Number.NaN);
      nexts = new Float64Array(this.count);
      this.joins[from] = joins;
      this.nexts[from] = nexts;
    }
    if (!Number.isNaN(joins[to] ?? 0)) return;
    const view = this.viewOf(from);
    nexts[to] = this.next(from, to, view);
    joins[to] = this.join(from, to, view);
  }

  /** The same without regard to what is spoken of. */
  private weighBare(from: number, to: number): void {
    let joins = this.bareJoins[from];
    let nexts = this.bareNexts[from];
    if (!joins || !nexts) {
      joins = new Float64Array(this.count).fill(Number.NaN);
      nexts = new Float64Array(this.count);
      this.bareJoins[from] = joins;
      this.bareNexts[from] = nexts;
    }
    if (!Number.isNaN(joins[to] ?? 0)) return;
    this.fillNext(from, to, this.scratch);
    nexts[to] = dot(this.weights.next, this.scratch);
    this.fillJoin(from, to, this.scratch);
    joins[to] = dot(this.weights.join, this.scratch);
  }

  /** What an article that ends with this piece has spoken of, as far as the page around the piece tells. */
  viewOf(index: number): TopicView {
    const kept = this.views[index];
    if (kept) return kept;
    let view = this.topic.extend(this.topic.empty, index);
    for (let i = index - 1; i >= 0 && index - i <= 6; i--) {
      if (!this.isTitle(i) && this.endsOpen(i)) break;
      view = this.topic.extend(view, i);
      if (this.isTitle(i)) break;
    }
    this.views[index] = view;
    return view;
  }

  /** Log odds that `to` is the first piece of an article, under `title` (or -1). */
  start(to: number, title: number): number {
    this.fillStart(to, title, this.scratch);
    return dot(this.weights.start, this.scratch);
  }

  /** Log odds that `from` is the last piece of its article. */
  end(from: number): number {
    this.fillEnd(from, this.scratch);
    return dot(this.weights.end, this.scratch);
  }

  endsOpen(index: number): boolean {
    const facts = this.facts[index];
    return facts !== undefined && facts.ending === 'open';
  }

  modelStart(index: number): number {
    return this.facts[index]?.modelStart ?? 0;
  }

  /** Features of a pair, for learning and for evidence. */
  fill(group: PairGroup, from: number, to: number, out: Float64Array, view?: TopicView): void {
    if (group === 'join') {
      this.fillJoin(from, to, out);
      out[J.topic] = this.topic.fit(view ?? this.viewOf(from), to);
      out[J.near] = this.topic.near(view ?? this.viewOf(from), to);
      out[J.named] = this.topic.named(view ?? this.viewOf(from), to);
    } else if (group === 'next') {
      this.fillNext(from, to, out);
      const adjacent = this.isAdjacent(from, to);
      out[adjacent ? N.topic : N['far-topic']] = this.topic.fit(view ?? this.viewOf(from), to);
      out[adjacent ? N.near : N['far-near']] = this.topic.near(view ?? this.viewOf(from), to);
      out[adjacent ? N.named : N['far-named']] = this.topic.named(view ?? this.viewOf(from), to);
    } else if (group === 'start') this.fillStart(to, from, out);
    else this.fillEnd(from, out);
  }

  /** Whether nothing but jump lines stands between two pieces. */
  private isAdjacent(from: number, to: number): boolean {
    return to > from && this.plain[to] === this.plain[from + 1];
  }

  private fillJoin(from: number, to: number, out: Float64Array): void {
    out.fill(0);
    const a = this.facts[from];
    const b = this.facts[to];
    const before = this.pieces[from];
    const after = this.pieces[to];
    if (!a || !b || !before || !after) return;
    out[J.bias] = 1;
    if (this.isAdjacent(from, to)) out[J.adjacent] = 1;
    const words = this.words.compare(from, to);
    out[J['page-words']] = words.score;
    out[J['page-length']] = words.length;
    const seam = this.seams.score(from, to);
    // A seam that the model never met is no proof against it: what is said there is capped.
    out[J.model] = Math.max(-3, seam.score);
    out[J.either] = Math.max(seam.score, words.score, -3);
    out[J['model-seen']] = seam.seen;
    out[J.link] = this.linkOf(from, to);
    out[J.words] = seam.words;
    out[J['model-start']] = b.modelStart;
    out[J['model-end']] = a.modelEnd;
    if (a.opens !== '' && b.closes !== '') out[J['pair-close']] = a.opens.endsWith(b.closes.charAt(0)) ? 1 : 0;
    else if (a.opens !== '' || b.closes !== '') out[J['pair-break']] = 1;
    if (a.ending === 'full') out[J['ends-full']] = 1;
    if (a.ending === 'colon') out[J['ends-colon']] = 1;
    if (a.endsComma) out[J['ends-comma']] = 1;
    if (b.closerStart) out[J['closer-start']] = 1;
    if (a.ending !== 'full' && b.capitalStart && a.lastKind !== 'han') out[J['capital-start']] = 1;
    if (b.lowerStart) out[J['lower-start']] = a.lastKind === 'letter' || a.endsComma || a.hyphenEnd ? 1 : -1;
    if ((a.lastKind === 'han') !== (b.firstKind === 'han') && (a.lastKind === 'letter') !== (b.firstKind === 'letter'))
      out[J.letters] = 1;
    if (a.lastKind === 'digit' && b.firstKind === 'digit') out[J.digits] = 1;
    if (a.hyphenEnd) out[J.hyphen] = b.lowerStart ? 1 : -1;
    if (b.indented) out[J.indent] = 1;
    else if (this.pageIndents) out[J.indent] = -1;
    if (before.goesOn) out[J['goes-on']] = 1;
    if (after.comesFrom) out[J['comes-from']] = 1;
    out[J.affinity] = this.topic.between(from, to);
    if (before.text.length < 12) out[J['short-before']] = 1;
    // What is marked as a heading is no part of a paragraph, nor is a line of verse or a row of a table.
    if (before.headingDepth > 0 || after.headingDepth > 0 || a.isRow || b.isRow) out[J['to-block']] = 1;
    if (a.isHead) out[J['from-head']] = 1;
    if (b.isHead && this.pageMarks) out[J['to-head']] = 1;
  }

  /** Inner product of the vectors of an end and a start. */
  private linkOf(from: number, to: number): number {
    const a = this.endVectors[from];
    const b = this.startVectors[to];
    if (!a || !b) return 0;
    let sum = 0;
    for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
    return sum;
  }

  private fillNext(from: number, to: number, out: Float64Array): void {
    out.fill(0);
    const a = this.facts[from];
    const b = this.facts[to];
    const before = this.pieces[from];
    const after = this.pieces[to];
    if (!a || !b || !before || !after) return;
    const adjacent = this.isAdjacent(from, to);
    out[N.bias] = 1;
    if (adjacent) out[N.adjacent] = 1;
    if (a.ending === 'full') out[N['ends-full']] = 1;
    if (a.ending === 'colon') out[N['ends-colon']] = 1;
    if (a.endsComma) out[N['ends-comma']] = 1;
    if (a.isBroken) out[N['ends-open']] = 1;
    if (b.closerStart) out[N['closer-start']] = 1;
    if (b.lowerStart) out[N['lower-start']] = 1;
    if (a.opens !== '') out[N['pair-open']] = 1;
    if (b.closes !== '') out[N['pair-close']] = 1;
    if (b.indented) out[N.indent] = 1;
    else if (this.pageIndents) out[N['no-indent']] = 1;
    if (before.goesOn) out[N['goes-on']] = 1;
    if (after.comesFrom) out[N['comes-from']] = 1;
    if (a.ending !== 'full') out[N.link] = this.linkOf(from, to);
    out[adjacent ? N.affinity : N['far-affinity']] = this.topic.between(from, to);
    if (b.ordinalStart > 1) out[N.enumeration] = b.ordinalStart === a.ordinalLast + 1 ? 1 : -0.5;
    else if (b.ordinalStart === 1) out[N.enumeration] = 0;
    if (a.isHead) out[adjacent ? N['from-head'] : N['far-from-head']] = 1;
    if (b.isHead && this.pageMarks) out[adjacent ? N['to-head'] : N['far-to-head']] = 1;
    // Nor is what is marked as the headlines of the page are a paragraph.
    if (after.headingDepth > 0 && after.headingDepth <= this.markDepth) out[N['to-marked']] = 1;
    if (a.isLast && !adjacent) out[N['far-from-last']] = 1;
    out[N['model-start']] = b.modelStart;
    out[N['model-end']] = a.modelEnd;
  }

  private fillStart(to: number, title: number, out: Float64Array): void {
    out.fill(0);
    const b = this.facts[to];
    const after = this.pieces[to];
    if (!b || !after) return;
    out[S.bias] = 1;
    if (title < 0) out[S.untitled] = 1;
    else out[S['affinity-title']] = this.topic.between(title, to);
    if (b.closerStart) out[S['closer-start']] = 1;
    if (b.lowerStart) out[S['lower-start']] = 1;
    if (b.closes !== '') out[S['pair-close']] = 1;
    if (!b.indented && this.pageIndents) out[S['no-indent']] = 1;
    if (after.comesFrom) out[S['comes-from']] = 1;
    if (b.ordinalStart > 1) out[S['list-start']] = 1;
    out[S['model-start']] = b.modelStart;
  }

  private fillEnd(from: number, out: Float64Array): void {
    out.fill(0);
    const a = this.facts[from];
    const before = this.pieces[from];
    if (!a || !before) return;
    out[E.bias] = 1;
    if (a.ending === 'full') out[E['ends-full']] = 1;
    if (a.ending === 'colon') out[E['ends-colon']] = 1;
    if (a.endsComma) out[E['ends-comma']] = 1;
    if (before.goesOn) out[E['goes-on']] = 1;
    if (a.opens !== '') out[E['pair-open']] = 1;
    if (a.hyphenEnd) out[E.hyphen] = 1;
    if (a.isHead) out[E.head] = 1;
    out[E['model-end']] = a.modelEnd;
  }
}

const J = indexOf('join');
const N = indexOf('next');
const S = indexOf('start');
const E = indexOf('end');

function dot(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (values[i] ?? 0);
  return sum;
}

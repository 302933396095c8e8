import type { Context } from '../core/contracts.ts';
import { type IssueId, makeIssue } from '../core/issues.ts';
import { placeOfSpan } from '../core/locate.ts';
import type { Reading, Reassembly } from '../core/text.ts';
import { lookForQueries, type Query } from './queries.ts';

/**
 * Tells of what looks like a slip in the source, each with its place, and with the place that it differs from. Nothing else
 * asks what is found: it may be looked for when there is time.
 */
export function reportQueries(
  reassembly: Reassembly,
  readings: readonly Reading[],
  context: Pick<Context, 'report'>,
): void {
  for (const _ of reportQueriesInSteps(reassembly, readings, context));
}

/** The same piece by piece: what the browser says in the meantime is heard between two steps. */
export function* reportQueriesInSteps(
  { manuscripts }: Reassembly,
  readings: readonly Reading[],
  { report }: Pick<Context, 'report'>,
): Generator<void> {
  for (const query of lookForQueries(manuscripts)) {
    if (query === null) {
      yield;
      continue;
    }
    const { kind, words, other, span, otherSpan } = query;
    const elsewhere = placeOfSpan(readings, otherSpan);
    const params = other === '' ? { words } : { words, other };
    report(makeIssue(queryIssues[kind], params, placeOfSpan(readings, span), elsewhere ? [elsewhere] : []));
  }
}

const queryIssues = {
  doubled: 'reassemble/doubled',
  unpaired: 'reassemble/unpaired-mark',
  name: 'reassemble/name-differs',
  office: 'reassemble/office-differs',
  number: 'reassemble/number-differs',
} as const satisfies Readonly<Record<Query['kind'], IssueId>>;

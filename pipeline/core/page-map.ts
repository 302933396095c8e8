import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PageMap } from './edition.ts';

/** What identifies a text: the articles that a reader would see, in their order. */
type Texts = readonly { readonly id: string; readonly contentHash: string }[];

/**
 * SHA-256 (hex) over the articles' ids and content hashes in order. Whoever prints writes it into the page map; whoever
 * takes a page map refuses it when the hash is another, so that no page number is ever shown for text that moved.
 */
export function hashTexts(articles: Texts): string {
  const hash = createHash('sha256');
  for (const article of articles) hash.update(`${article.id}\n${article.contentHash}\n`);
  return hash.digest('hex');
}

const label = z.string().max(40);
const whole = z.number().int().min(0).max(10_000_000);

const stretches = z.array(z.object({ block: whole, offset: whole, physical: whole, label }));

const pageMapSchema = z.object({
  schema: z.literal(1),
  edition: z.string(),
  textHash: z.string(),
  pages: z.array(z.object({ physical: whole, label })),
  sections: z.array(z.object({ id: z.string(), physical: whole, label, stretches: stretches.exactOptional() })),
  articles: z.array(z.object({ id: z.string(), stretches })),
});

/** A page map that can be used, or why it cannot: it is no page map, or it is for other text. */
export type PageMapResult =
  | { readonly kind: 'ok'; readonly pageMap: PageMap }
  | { readonly kind: 'invalid'; readonly detail: string }
  | { readonly kind: 'other-text' };

/** Reads `page-map.json` and holds it against the articles it is to serve. */
export function parsePageMap(bytes: Uint8Array, articles: Texts): PageMapResult {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { kind: 'invalid', detail: 'not JSON' };
  }
  const result = pageMapSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    return { kind: 'invalid', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  if (result.data.textHash !== hashTexts(articles)) return { kind: 'other-text' };
  return { kind: 'ok', pageMap: result.data };
}

import * as z from 'zod';

/**
 * What an editor settled about one source's reassembly: `<input>.seams.yaml`, the archive, and later a desk in the browser.
 * Everything is found by its words, never by line numbers, so that a decision outlives edits elsewhere.
 */
const words = z.string().min(1).max(2000);
/** The words on both sides of a seam: how the text before it ends, and how the text after it starts. */
const seam = z.strictObject({ before: words, after: words });

const decision = z.union([
  /** The text after goes on in the middle of the paragraph before. */
  z.strictObject({ join: seam, note: z.string().optional() }),
  /** The text after is the next paragraph of the same article. */
  z.strictObject({ next: seam, note: z.string().optional() }),
  /** The text after does not follow the text before. */
  z.strictObject({ part: seam, note: z.string().optional() }),
  /** The article under this title starts with these words. */
  z.strictObject({ under: z.strictObject({ title: words, text: words }), note: z.string().optional() }),
  z.strictObject({ title: words, note: z.string().optional() }),
  z.strictObject({ notTitle: words, note: z.string().optional() }),
  z.strictObject({ byline: words, note: z.string().optional() }),
  z.strictObject({ furniture: words, note: z.string().optional() }),
]);

export const decisionsSchema = z.strictObject({
  schema: z.literal(1).optional(),
  decisions: z.array(decision).optional(),
  /** What was found, for the editor to look at; not read back. */
  seams: z.unknown().optional(),
});

export type Decision = z.output<typeof decision>;
export type Decisions = z.output<typeof decisionsSchema>;

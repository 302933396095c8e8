/**
 * The part of the public face that goes no further than text: what is needed to put articles back together, and nothing
 * that renders or writes. Commands that stop there load this alone, and start faster.
 */
export { formatManuscripts } from './format-manuscripts.ts';
export { readers } from './read/index.ts';
export { loadSettings, makeFallbackId } from './read/load-settings.ts';
export { formatSeamsFile, seamsPathOf } from './reassemble/index.ts';
export { toJson } from './reassemble/json.ts';
export { loadKnowledge } from './reassemble/knowledge.ts';
export { answerPage, type PageQuestion } from './reassemble/solve-apart.ts';
export { type Reassembled, reassemble } from './reassemble.ts';
export { joinsOf } from './report.ts';

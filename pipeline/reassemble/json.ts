import { joinNames, parseByline } from '../core/byline.ts';
import { placeOfSpan } from '../core/locate.ts';
import type { Manuscript, Reading, Reassembly, Span } from '../core/text.ts';

/** `reassemble --json` (CONTRACTS, 4): text as the source has it, before any repair, with every seam and its evidence. */
export function toJson(reassembly: Reassembly, readings: readonly Reading[]): object {
  const at = (span: Span) => {
    const place = placeOfSpan(readings, span);
    return { source: place?.path ?? span.source, line: place?.line ?? 0, column: place?.column ?? 0 };
  };
  return {
    schema: 1,
    articles: reassembly.manuscripts.map((manuscript) => ({
      id: manuscript.id,
      title: titleOf(manuscript),
      byline: bylineOf(manuscript),
      ...splitByline(manuscript),
      confidence: manuscript.confidence,
      paragraphs: manuscript.blocks.map((block) => block.text.text),
      blocks: manuscript.blocks.map((block) => ({ kind: block.kind, text: block.text.text })),
    })),
    leftovers: reassembly.leftovers.map((l) => ({
      text: l.text,
      source: at(l.span).source,
      line: at(l.span).line,
      why: l.why,
    })),
    removed: reassembly.removed.map((r) => ({ text: r.text, ...at(r.span), why: r.why })),
    seams: reassembly.manuscripts.flatMap((manuscript) =>
      manuscript.blocks.flatMap((block, paragraph) =>
        block.text.seams.flatMap(({ at: offset, join }) =>
          join
            ? [
                {
                  article: manuscript.id,
                  paragraph,
                  offset: countCharacters(block.text.text, offset),
                  before: at(join.before),
                  after: at(join.after),
                  confidence: join.confidence,
                  evidence: join.evidence,
                  alternatives: join.alternatives,
                },
              ]
            : [],
        ),
      ),
    ),
  };
}

const titleOf = (manuscript: Manuscript): string => manuscript.title?.text ?? manuscript.frontMatter.title ?? '';
const bylineOf = (manuscript: Manuscript): string => manuscript.byline?.text ?? manuscript.frontMatter.byline ?? '';

/** Office and author of a byline, by the one rule for bylines; a byline that names nobody is all office. */
function splitByline(manuscript: Manuscript): { author: string; office: string } {
  const { frontMatter } = manuscript;
  const byline = bylineOf(manuscript).trim();
  const { office, authors } = parseByline(byline);
  const author = joinNames(authors);
  return { author: frontMatter.author ?? author, office: frontMatter.office ?? office };
}

const countCharacters = (text: string, end: number): number => {
  let n = 0;
  for (const _ of text.slice(0, end)) n++;
  return n;
};

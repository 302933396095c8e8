import type { Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import type { Artifact, PageMap } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { parsePageMap } from '../../core/page-map.ts';
import { checkBook } from './check-book.ts';
import { drawCover } from './cover.ts';
import { makeBook } from './make-book.ts';
import { makeNameFiler } from './names.ts';
import { packBook } from './package.ts';
import { authorsOf } from './package-document.ts';

const fileName = 'book.epub';
const nothing: Made = { artifacts: [], pageMap: null };

/** EPUB 3.3 from the rendered edition: on the pages of the print edition when there is one. */
export const epubWriter: Writer = {
  format: 'epub',
  fileName,
  mediaType: 'application/epub+zip',
  needs: [],
  check: checkBook,
  write: async (job: WriteJob, context: Context): Promise<Made> => {
    const { rendered } = job;
    const { edition } = rendered;
    const given = await findPageMap(job, context);
    if (given === 'refused') return nothing;
    const coverSection = rendered.sections.find((section) => section.role === 'cover');
    // The browser draws while names are read and chapters are written.
    const drawing = coverSection ? drawCover(coverSection, rendered, context) : Promise.resolve(null);
    drawing.catch(() => {});
    const fileAs = await makeNameFiler([edition.editor, ...authorsOf(edition)]);
    const book = makeBook({ rendered, pageMap: given, fileAs, drawing, context });
    const chunks = await packBook(book.parts);
    for (const { title, found, expected } of book.differences())
      context.report(makeIssue('write/text-differs', { file: fileName, found, expected, title }));
    if (book.differences().length > 0) return nothing;
    if (!given) context.report(makeIssue('write/no-page-list'));
    return { artifacts: [makeArtifact(chunks)], pageMap: null };
  },
};

/** Pages of the print edition made in this run, else of the file that was named; null when there are none. */
async function findPageMap(job: WriteJob, context: Context): Promise<PageMap | null | 'refused'> {
  const made = job.made.get('print')?.pageMap ?? job.pageMap;
  const path = context.settings.pageMapPath;
  if (made || path === '') return made;
  const result = parsePageMap(await context.world.readFile(path), job.rendered.edition.articles);
  if (result.kind === 'ok') return result.pageMap;
  const issue =
    result.kind === 'invalid'
      ? makeIssue('write/page-map-invalid', { path, detail: result.detail })
      : makeIssue('write/page-map-differs', { path });
  context.report(issue);
  return 'refused';
}

const makeArtifact = (chunks: readonly Uint8Array[]): Artifact => ({
  format: 'epub',
  path: fileName,
  mediaType: 'application/epub+zip',
  byteLength: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  open: async function* () {
    yield* chunks;
  },
});

import type { Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import { makeIssue } from '../../core/issues.ts';

/** The print PDF's pages laid on sheets to be folded; defaults as CONTRACTS 7, else as `booklet` in edition.yaml. */
export const bookletWriter: Writer = {
  format: 'booklet',
  fileName: 'booklet.pdf',
  mediaType: 'application/pdf',
  needs: ['print'],
  write: writeBooklet,
  check: async (bytes) => {
    const { openPages } = await import('./open-pages.ts');
    const opened = await openPages(bytes);
    return 'pages' in opened ? [] : [makeIssue('write/pdf-damaged', { path: 'booklet.pdf', detail: opened.detail })];
  },
};

async function writeBooklet(job: WriteJob, context: Context): Promise<Made> {
  const print = job.made.get('print')?.artifacts.find((artifact) => artifact.mediaType === 'application/pdf');
  // Print has said why there is none; there is nothing to impose.
  if (!print) return { artifacts: [], pageMap: null };
  const chunks: Uint8Array[] = [];
  for await (const chunk of print.open()) chunks.push(chunk);
  const { layout } = job.rendered;
  // Loaded when it is wanted: the PDF library is large, and most runs make no booklet.
  const { impose } = await import('./impose.ts');
  const imposed = await impose(
    {
      pdf: Buffer.concat(chunks),
      path: print.path,
      settings: { binding: layout.binding, ...context.settings.edition.booklet },
      bleedMm: layout.bleedMm,
      lang: job.rendered.edition.lang.startsWith('zh') ? 'zh' : 'en',
    },
    context,
  );
  if (!imposed) return { artifacts: [], pageMap: null };
  const { pdf } = imposed;
  const artifact = {
    format: 'booklet' as const,
    path: bookletWriter.fileName,
    mediaType: bookletWriter.mediaType,
    byteLength: pdf.length,
    open: async function* () {
      yield pdf;
    },
  };
  return { artifacts: [artifact], pageMap: null };
}

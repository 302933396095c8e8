import type { Made, WriteJob, Writer } from '../../core/contracts.ts';

export const epubWriter: Writer = {
  format: 'epub',
  fileName: 'book.epub',
  mediaType: 'application/epub+zip',
  needs: [],
  write: async (job: WriteJob): Promise<Made> => {
    void job;
    throw new Error('not built yet');
  },
};

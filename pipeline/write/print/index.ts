import type { Made, WriteJob, Writer } from '../../core/contracts.ts';

export const printWriter: Writer = {
  format: 'print',
  fileName: 'print.pdf',
  mediaType: 'application/pdf',
  needs: [],
  write: async (job: WriteJob): Promise<Made> => {
    void job;
    throw new Error('not built yet');
  },
};

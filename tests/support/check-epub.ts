import { EpubCheck } from '@likecoin/epubcheck-ts';

/** What the checker without Java has to say about an e-book, as `id: message`, usage notes included; empty when all is well. */
export async function validateQuickly(epub: Uint8Array): Promise<string[]> {
  const result = await EpubCheck.validate(epub, { includeUsage: true } as never);
  return result.messages.map(({ id, severity, message, location }) =>
    [severity, id, message, location?.path ?? ''].join(' '),
  );
}

import { dict, type PdfString, type PdfValue, textString } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';

/** A file that a PDF carries: what its pages were made from. */
export interface Attachment {
  /** ASCII, unique in the PDF. */
  readonly name: string;
  /** What people are shown beside the name. */
  readonly description: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the catalog must say of attached files. */
export interface Attached {
  readonly names: PdfValue;
  readonly associated: PdfValue;
}

/**
 * Attaches files as the source of the pages, as PDF/A-3 wants it (ISO 19005-3, 6.8): each has its media type, both kinds of
 * name and its relation, and the document is associated with it. Null when there is nothing to attach.
 */
export function attachFiles(attachments: readonly Attachment[], modified: string, writer: PdfWriter): Attached | null {
  if (attachments.length === 0) return null;
  const moment = pdfDate(modified);
  const specifications = attachments
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, description, mediaType, bytes }): [PdfString, { ref: number }] => {
      const file = writer.addDeflated(
        dict({
          Type: '/EmbeddedFile',
          // A name may not hold a slash (ISO 32000-1, 7.3.5).
          Subtype: `/${mediaType.replace('/', '#2F')}`,
          Params: dict({ Size: bytes.length, ModDate: moment }),
        }),
        bytes,
      );
      const shown = textString(name);
      const specification = dict({
        Type: '/Filespec',
        F: shown,
        UF: shown,
        Desc: textString(description),
        AFRelationship: '/Source',
        EF: dict({ F: { ref: file }, UF: { ref: file } }),
      });
      return [shown, { ref: writer.add(specification) }];
    });
  return {
    names: dict({ EmbeddedFiles: dict({ Names: specifications.flat() }) }),
    associated: specifications.map(([, ref]) => ref),
  };
}

const pdfDate = (moment: string): PdfString =>
  textString(`D:${moment.replace(/\.\d+Z$/, 'Z').replace(/[-:TZ]/g, '')}Z`);

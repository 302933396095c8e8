/** What a made-up page is like. Its number stands near its upper left corner, as the page is read. */
export interface SamplePage {
  readonly media?: readonly number[];
  readonly trim?: readonly number[];
  readonly rotate?: number;
  readonly userUnit?: number;
  /** Cut the content into several streams. */
  readonly streams?: number;
  /** Saved and moved before, restored and marked after: content in three pieces, as finishing a page makes it. */
  readonly isWrapped?: boolean;
  readonly hasStamp?: boolean;
}

export const a5Box = [0, 0, 419.53, 595.28] as const;

/** A small PDF with plain objects, written by hand so that tests do not trust the library they judge. */
export function makeSamplePdf(pages: readonly SamplePage[], extra: { readonly trailer?: string } = {}): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  add('<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>');
  add('');
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const stamp = add(
    `<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Length 20 >>\nstream\n1 0 0 rg 0 0 10 10 re f\nendstream`.replace(
      '/Length 20',
      '/Length 24',
    ),
  );
  const kids = pages.map((page, i) => {
    const media = page.media ?? a5Box;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.trim ?? media;
    const rotate = page.rotate ?? 0;
    // Twenty-four points in and forty down from the upper left corner as the page is read.
    const place = {
      0: [1, 0, 0, 1, x0 + 24, y1 - 40],
      90: [0, 1, -1, 0, x0 + 40, y0 + 24],
      180: [-1, 0, 0, -1, x1 - 24, y0 + 40],
      270: [0, -1, 1, 0, x1 - 40, y1 - 24],
    }[rotate];
    const text = `q BT /F1 14 Tf ${place?.join(' ')} Tm (p${i + 1}.) Tj ET Q`;
    const pieces = page.streams ? splitAtSpaces(text, page.streams) : [text];
    const parts = page.isWrapped ? ['q 1 0 0 1 0 0 cm', text, 'Q\nq 1 0 0 rg 100 100 5 5 re f Q'] : pieces;
    const contents = parts.map((part) => `${add(stream(part))} 0 R`);
    const annotation = page.hasStamp
      ? `/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [${x0 + 50} ${y0 + 50} ${x0 + 70} ${y0 + 70}] /AP << /N ${stamp} 0 R >> >>]`
      : '';
    const own = [
      page.trim ? `/TrimBox [${page.trim.join(' ')}]` : '',
      rotate ? `/Rotate ${rotate}` : '',
      page.userUnit ? `/UserUnit ${page.userUnit}` : '',
      annotation,
    ].join(' ');
    const content = parts.length === 1 ? contents[0] : `[${contents.join(' ')}]`;
    return `${add(`<< /Type /Page /Parent 2 0 R /MediaBox [${media.join(' ')}] ${own} /Contents ${content} >>`)} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] /Resources << /Font << /F1 ${font} 0 R >> >> >>`;
  const info = add('<< /Title (Sample) /Author (Nobody) /CreationDate (D:20200101000000Z) >>');

  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info ${info} 0 R ${extra.trailer ?? ''} >>`;
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}trailer\n${trailer}\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

function splitAtSpaces(text: string, count: number): string[] {
  const words = text.split(' ');
  const size = Math.ceil(words.length / count);
  return Array.from({ length: count }, (_, i) => words.slice(i * size, (i + 1) * size).join(' ')).filter(Boolean);
}

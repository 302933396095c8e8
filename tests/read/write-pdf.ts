/** Writes small PDF files by hand, for what no browser prints. */
export interface HandmadePage {
  /** The page's operators (ISO 32000-1, 8.2), with `/F1` for the font and `/I1` for what `extra` holds. */
  readonly contents: string;
  /** The font's dictionary, as object 4; Helvetica where there is none. */
  readonly font?: string;
  /** Further objects, numbered from 5. */
  readonly extra?: readonly string[];
  /** Entries of the page, such as `/Rotate 90`. */
  readonly page?: string;
  readonly resources?: string;
}

const helvetica = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

export function writePdf({
  contents,
  font = helvetica,
  extra = [],
  page = '',
  resources = '',
}: HandmadePage): Uint8Array {
  const stream = 5 + extra.length;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} /Contents ${stream} 0 R /Resources << /Font << /F1 4 0 R >> ${resources} >> >>`,
    font,
    ...extra,
    `<< /Length ${contents.length} >>\nstream\n${contents}\nendstream`,
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Uint8Array.from(file, (character) => character.charCodeAt(0));
}

/** Lines of text, one below the other. */
export const showLines = (lines: readonly string[], x: number, y: number, size: number, mode = 0): string =>
  lines
    .map((line, i) => `BT /F1 ${size} Tf ${mode} Tr 1 0 0 1 ${x} ${y - i * 1.3 * size} Tm (${line}) Tj ET`)
    .join('\n');

import type { NamedFile, Outcome } from './core/contracts.ts';
import type { Artifact } from './core/edition.ts';
import { defaultTitle, type Settings } from './core/settings.ts';
import { pageSizesMm } from './core/units.ts';
import { describePrinting } from './write/booklet/describe-printing.ts';
import { layOut } from './write/booklet/lay-out.ts';
import { nameSheet, readCopies } from './write/plan/count-sheets.ts';

/**
 * The finished files under names for people and chats, with a note for whoever prints them. Only what the run made is
 * there; the booklet's note needs the booklet.
 */
export function makeHandOver(outcome: Outcome, settings: Settings): readonly NamedFile[] {
  const title = settings.title || defaultTitle;
  const lang = settings.lang.startsWith('zh') ? 'zh' : 'en';
  const find = (format: Artifact['format']): Artifact | undefined =>
    outcome.artifacts.find((artifact) => artifact.format === format);
  const stem = toFileStem(title);
  const files: NamedFile[] = [];
  const print = find('print');
  if (print) files.push({ path: `${stem}-${lang === 'zh' ? '阅读版' : 'reading'}.pdf`, open: print.open });
  const booklet = find('booklet');
  const { pages } = outcome.summary;
  const page = pageSizesMm[settings.size];
  if (booklet && pages !== null && page) {
    const { options, imposition, scale, sides } = layOut(pages, page, settings.edition.booklet ?? {}, settings.bleedMm);
    const [first] = sides;
    const body = sides.find((side) => side.side.part === 'body') ?? first;
    const sheet = nameSheet(options.sheet.widthMm, options.sheet.heightMm);
    const name = `${stem}-${nameBooklet(sheet, options, lang)}.pdf`;
    files.push({ path: name, open: booklet.open });
    const note = describePrinting(
      {
        title,
        sheet,
        isLandscape: body ? body.sheet.widthMm >= body.sheet.heightMm : true,
        flip: options.flip,
        printing: options.printing,
        method: options.method,
        perSide: options.perSide,
        scale,
        sheets: imposition.sheets,
        pages: imposition.pages,
        copies: readCopies(settings.edition.copies ?? ''),
        signatures: imposition.signatures,
        hasCoverSheet: first?.side.part === 'cover',
        coverSheet: nameSheet(options.coverSheet.widthMm, options.coverSheet.heightMm),
        file: name,
      },
      lang,
    );
    // With a mark at its start, so that Notepad on any Windows takes it for what it is.
    files.push(toFile(lang === 'zh' ? '打印说明.txt' : 'Printing.txt', `\ufeff${note.replace(/\n/g, '\r\n')}`));
  }
  const book = find('epub');
  if (book) files.push({ path: `${stem}.epub`, open: book.open });
  return files;
}

function nameBooklet(
  sheet: string,
  { printing, flip }: { readonly printing: string; readonly flip: 'short' | 'long' },
  lang: 'zh' | 'en',
): string {
  if (printing !== 'duplex') return lang === 'zh' ? `${sheet}单面两次打印` : `${sheet}-two-runs`;
  if (lang === 'zh') return `${sheet}双面${flip === 'short' ? '短边' : '长边'}翻转`;
  return `${sheet}-duplex-${flip}-edge`;
}

const mostStemBytes = 150;

/** A title as the beginning of a file name on any system: no marks that one forbids, not too long, never empty. */
function toFileStem(title: string): string {
  const safe = title
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[<>:"/\\|?*%]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+|[\s.]+$/g, '');
  let stem = '';
  for (const c of safe) {
    if (Buffer.byteLength(stem + c) > mostStemBytes) break;
    stem += c;
  }
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);
  return (reserved ? `_${stem}` : stem.trimEnd()) || 'edition';
}

function toFile(path: string, text: string): NamedFile {
  const bytes = new TextEncoder().encode(text);
  return {
    path,
    open: async function* () {
      yield bytes;
    },
  };
}

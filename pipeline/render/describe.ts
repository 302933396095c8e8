import type { Provenance } from '../core/edition.ts';
import type { Words } from './words.ts';

/** A date as the book prints it; what is no date stays as it was given. */
export function describeDate(date: string, words: Words): string {
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(date.trim());
  if (!found) return date.trim();
  const [year = 0, month = null, day = null] = found.slice(1).map((n) => (n === undefined ? null : Number(n)));
  return words.dateOf(year ?? 0, month, day);
}

/** Paper, date, page and address in one line, only what is known; empty when nothing is. */
export function describeProvenance(provenance: Provenance, words: Words): string {
  const paper = provenance.paper === '' ? '' : words.paperOf(provenance.paper);
  const date = provenance.date === '' ? '' : describeDate(provenance.date, words);
  const page = provenance.page === '' ? '' : words.pageOf(provenance.page);
  const separator = words.listSeparator === ', ' ? ', ' : '';
  const where = [paper, date, page].filter((part) => part !== '').join(separator);
  return [where, provenance.url, provenance.permission].filter((part) => part !== '').join(separator || '\uff0c');
}

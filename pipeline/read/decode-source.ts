import type { Context } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import type { Source } from '../core/text.ts';
import { decodeText } from './decode.ts';

/** A source's text, or null when it has none that can be read: then the reason has been reported. */
export function decodeSource(source: Source, { report }: Context): string | null {
  const { path, bytes } = source;
  const decoded = decodeText(bytes);
  if (decoded.kind === 'text') {
    if (/[^\s\ufeff]/.test(decoded.text)) return decoded.text;
    report(makeIssue('read/empty', { path }));
    return null;
  }
  if (decoded.kind === 'binary') report(makeIssue('read/binary', { path }));
  else {
    const place = { path, line: decoded.line, column: decoded.column };
    if (decoded.kind === 'unknown') report(makeIssue('read/encoding', { path }, place));
    else report(makeIssue('read/invalid-bytes', { path, encoding: decoded.encoding }, place));
  }
  return null;
}

import type { Root } from 'mdast';
import { parseMarkdown } from '../core/markdown.ts';

/** The editor's note as a tree; null when there is none. */
export function parseNote(note: string): Root | null {
  return note.trim() === '' ? null : parseMarkdown(note);
}

import type { ElementContent } from 'hast';
import { makeElement } from './element.ts';
import { makeGap } from './names.ts';

/**
 * A title as it is to be set: the lines it is broken into, each of one or more parts (two-part titles stand on one line,
 * a gap apart, when they fit). `joins[i]` is what stands in the text between line i and line i + 1: a space where the
 * title has one, else nothing.
 */
export interface SetTitle {
  readonly lines: readonly (readonly string[])[];
  readonly joins: readonly ('' | ' ')[];
}

/** The lines of a title: a line is never broken, the breaks between them stand where they were computed. */
export function makeTitle(title: SetTitle): ElementContent[] {
  return title.lines.flatMap((parts, i): ElementContent[] => {
    const piece = (part: string): ElementContent =>
      parts.length > 1 ? makeElement('span', 'title-piece', {}, part) : { type: 'text', value: part };
    const inner = parts.flatMap((part, j): ElementContent[] => (j === 0 ? [piece(part)] : [makeGap(), piece(part)]));
    const line = makeElement('span', 'title-part', {}, inner);
    const join = title.joins[i] ?? '';
    return join === '' || i === title.lines.length - 1 ? [line] : [line, { type: 'text', value: join }];
  });
}

import { createHash } from 'node:crypto';
import type { Root, RootContent } from 'hast';
import type { World } from '../../core/contracts.ts';
import type { Rendered, Section } from '../../core/edition.ts';
import { type KeptItem, openRuns } from '../../core/keep-runs.ts';
import { type Coverage, coverGlyphs } from './glyph-coverage.ts';
import { createSectionHtml, sectionUrl } from './shard-html.ts';
import type { TrueType } from './true-type.ts';

/** The HTML of a section; its text is made when somebody asks for it. */
export interface SectionHtml {
  /** Of the text, in code units. */
  readonly length: number;
  /** SHA-256 (hex) of the text. */
  readonly digest: string;
  readonly text: () => string;
}

/** What is kept of a section that stands for itself: every character has a glyph, and it has neither notes nor links inside. */
interface Plain {
  readonly textLength: number;
  readonly length: number;
  readonly digest: string;
}

/** Sections on their way to the press. */
export interface PreparedSections extends Coverage {
  /** Some have notes. */
  readonly hasNotes: boolean;
  readonly htmlOf: (section: Section) => SectionHtml;
  /** To be called when every section's HTML has been asked for. */
  readonly keep: () => Promise<void>;
}

/**
 * Looks at what will be printed: that there is a glyph for every character, how long texts are, what their HTML is. What an
 * earlier build saw of the same sections is believed, and their trees are not even read. `fontMarks` tell one set of font
 * files from another.
 */
export async function prepareSections(
  rendered: Rendered,
  fonts: readonly TrueType[],
  fontMarks: string,
  world: World,
): Promise<PreparedSections> {
  const { sections } = rendered;
  const key = ['plain section', fontMarks];
  const { found, keep } = await openRuns<Section, Plain>(sections, key, ({ digest }) => digest ?? null, world);
  const unknown = sections.filter((_, i) => !found[i]);
  const covered = coverGlyphs(unknown, fonts);
  const missed = new Set(covered.missing.length > 0 ? covered.sections.filter((one, i) => one !== unknown[i]) : []);
  const [nextSection, nextLength] = [covered.sections[Symbol.iterator](), covered.lengths[Symbol.iterator]()];
  const whole = sections.map((section, i) => (found[i] ? section : (nextSection.next().value ?? section)));
  const lengths = found.map((one) => one?.head.textLength ?? nextLength.next().value ?? 0);
  const makeText = createSectionHtml(rendered);
  const known = new Map(
    sections.flatMap((section, i): [Section, SectionHtml][] => {
      const head = found[i]?.head;
      return head ? [[section, { ...head, text: () => makeText(section) }]] : [];
    }),
  );
  const htmlOf = (section: Section): SectionHtml => {
    const before = known.get(section);
    if (before) return before;
    const made = toSectionHtml(makeText(section));
    known.set(section, made);
    return made;
  };
  const pack = (i: number): KeptItem<Plain> | null => {
    const section = whole[i];
    if (!section || missed.has(section)) return null;
    const { length, digest, text } = htmlOf(section);
    if (!isPlain(text())) return null;
    return { head: { textLength: lengths[i] ?? 0, length, digest }, texts: [] };
  };
  return {
    sections: whole,
    missing: covered.missing,
    lengths,
    hasNotes: unknown.some(({ hast }) => holdsNotes(hast)),
    htmlOf,
    keep: () => keep(pack),
  };
}

/** The HTML of a section whose text is there. */
export function toSectionHtml(text: string): SectionHtml {
  return { length: text.length, digest: createHash('sha256').update(text).digest('hex'), text: () => text };
}

const holdsNotes = (node: Root | RootContent): boolean =>
  (node.type === 'element' && node.properties.role === notesRole) ||
  ('children' in node && node.children.some(holdsNotes));

const notesRole = 'doc-endnotes';

const isPlain = (html: string): boolean =>
  !html.includes(notesRole) && !html.includes(' href="#') && !html.includes(sectionUrl(''));

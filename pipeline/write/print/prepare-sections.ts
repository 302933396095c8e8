import { createHash } from 'node:crypto';
import type { Root, RootContent } from 'hast';
import type { World } from '../../core/contracts.ts';
import { defer } from '../../core/defer.ts';
import type { Rendered, Section } from '../../core/edition.ts';
import { type KeptItem, openRuns } from '../../core/keep-runs.ts';
import { type Coverage, createCoverage } from './glyph-coverage.ts';
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
export interface PreparedSections {
  /** Some have notes. */
  readonly hasNotes: boolean;
  /** The section as it is printed. First asked in the order of the book: some trees are only made then. */
  readonly cover: (section: Section) => Section;
  /** How long its text is, in code units. */
  readonly lengthOf: (section: Section) => number;
  /** Characters that no font has, in what was covered. */
  readonly missing: Coverage['missing'];
  /** Of a section that was covered. */
  readonly htmlOf: (section: Section) => SectionHtml;
  /** To be called when every section's HTML has been asked for. */
  readonly keep: () => Promise<void>;
}

/**
 * Looks at what will be printed, section by section as it is asked for: that there is a glyph for every character, how long
 * texts are, what their HTML is. What an earlier build saw of the same sections is believed, and their trees are not even
 * read. `fontMarks` tell one set of font files from another.
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
  const coverage = createCoverage(fonts);
  const covered = new Map<Section, { readonly section: Section; readonly length: number }>();
  const makeText = createSectionHtml(rendered);
  const known = new Map<Section, SectionHtml>();
  for (const [i, section] of sections.entries()) {
    const head = found[i]?.head;
    if (!head) continue;
    covered.set(section, { section, length: head.textLength });
    known.set(section, { ...head, text: () => makeText(section) });
  }
  const coverOnce = (section: Section): { readonly section: Section; readonly length: number } => {
    const made = covered.get(section) ?? coverage.cover(section);
    covered.set(section, made);
    return made;
  };
  const htmlOf = (section: Section): SectionHtml => {
    const made = known.get(section) ?? toSectionHtml(makeText(section));
    known.set(section, made);
    return made;
  };
  const pack = (i: number): KeptItem<Plain> | null => {
    const given = sections[i];
    const made = given && covered.get(given);
    if (!made || made.section !== given) return null;
    const { length, digest, text } = htmlOf(made.section);
    if (!isPlain(text())) return null;
    return { head: { textLength: made.length, length, digest }, texts: [] };
  };
  return {
    hasNotes: sections.some((section, i) => !found[i] && section.isBare !== true && holdsNotes(section.hast)),
    cover: (section) => coverOnce(section).section,
    lengthOf: (section) => coverOnce(section).length,
    missing: coverage.missing,
    htmlOf,
    keep: () => keep(pack),
  };
}

/** The HTML of a section whose text is there. */
export function toSectionHtml(text: string): SectionHtml {
  const rest = { length: text.length, text: () => text };
  return defer<SectionHtml, 'digest'>(rest, { digest: () => createHash('sha256').update(text).digest('hex') });
}

const holdsNotes = (node: Root | RootContent): boolean =>
  (node.type === 'element' && node.properties.role === notesRole) ||
  ('children' in node && node.children.some(holdsNotes));

const notesRole = 'doc-endnotes';

const isPlain = (html: string): boolean =>
  !html.includes(notesRole) && !html.includes(' href="#') && !html.includes(sectionUrl(''));

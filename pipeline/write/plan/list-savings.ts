import type { Settings } from '../../core/settings.ts';

/** What may save a sheet, in the order in which it is tried: what a reader misses least comes first. */
export type Saving =
  | 'no-title-page'
  | 'contents-inside-cover'
  | 'no-blank-pages'
  | 'pitch-16'
  | 'one-em-wider'
  | 'two-ems-wider';

/** A saving and the settings that bring it, those before it included. */
export interface SavingStep {
  readonly saving: Saving;
  readonly settings: Settings;
}

/** The page as its theme sets it before anything is saved. */
export interface PageType {
  readonly sizePt: number;
  readonly pitchPt: number;
  /** A standard draws this page (GB/T 9704): neither its lines nor its margins are ours to move. */
  readonly isFixed: boolean;
}

/** Body type of the reference size, in points: the pitch of 16 pt belongs to it. Below it nothing is ever set. */
const referenceSizePt = 10.5;
const tightPitchPt = 16;

/**
 * The steps that change anything for these settings, each on top of the ones before. Type is never made smaller, no
 * text is left out, and a margin gives up two characters of a line at most.
 */
export function listSavings(settings: Settings, type: PageType): readonly SavingStep[] {
  const steps: SavingStep[] = [];
  let current = settings;
  const step = (saving: Saving, change: Partial<Settings>): void => {
    current = { ...current, ...change };
    steps.push({ saving, settings: current });
  };
  if (current.front.includes('title-page')) {
    step('no-title-page', { front: current.front.filter((part) => part !== 'title-page') });
  }
  // A part that has nothing to print takes no page.
  const hasNote = (current.edition.note ?? '') !== '';
  const [cover, ...others] = current.front.filter((part) => part !== 'note' || hasNote);
  if (cover === 'cover' && others.includes('contents') && others[0] !== 'contents') {
    step('contents-inside-cover', { front: ['cover', 'contents', ...others.filter((part) => part !== 'contents')] });
  }
  const hasBlanks = current.articleStart === 'recto' || current.back.includes('notes-pages');
  if (hasBlanks) {
    const articleStart = current.articleStart === 'recto' ? 'new-page' : current.articleStart;
    step('no-blank-pages', { articleStart, back: current.back.filter((part) => part !== 'notes-pages') });
  }
  if (type.isFixed) return steps;
  // Larger type keeps the same room between its lines.
  const pitchPt = Math.round(((tightPitchPt * type.sizePt) / referenceSizePt) * 2) / 2;
  if (type.pitchPt > pitchPt) step('pitch-16', { linePitchPt: pitchPt });
  if (settings.extraEms < 1) step('one-em-wider', { extraEms: 1 });
  if (settings.extraEms < 2) step('two-ems-wider', { extraEms: 2 });
  return steps;
}

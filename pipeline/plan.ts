import type { Outcome, World } from './core/contracts.ts';
import type { Format } from './core/edition.ts';
import { type Issue, makeIssue } from './core/issues.ts';
import type { Settings } from './core/settings.ts';
import type { Source } from './core/text.ts';
import { publish } from './publish.ts';
import { layoutPage } from './render/layout.ts';
import { loadTokens, themes } from './render/styles.ts';
import type { PublishOptions } from './run-stage.ts';
import { countReams, countSheets, readCopies, type SheetCount } from './write/plan/count-sheets.ts';
import { listSavings, type PageType, type Saving } from './write/plan/list-savings.ts';

/** What an edition takes in paper, and what would save some. */
export interface Plan extends SheetCount {
  readonly copies: number;
  readonly sheetsForAll: number;
  readonly reams: number;
  /** Steps tried, each with those before it, up to the first that saves a sheet (or reaches the number asked for). */
  readonly tried: readonly (SheetCount & { readonly saving: Saving })[];
  /** The settings that reach the fewest sheets found; those given when nothing helps. */
  readonly settings: Settings;
  /** False when more sheets are needed than were asked for. */
  readonly isReached: boolean;
}

export interface PlanOptions extends PublishOptions {
  /** From the edition's `copies` when not given. */
  readonly copies?: number;
  /** As few sheets as this, if it can be done; else one fewer than it takes now. */
  readonly sheets?: number;
}

export interface Planned {
  /** Null when the edition cannot be built: `issues` tell why. */
  readonly plan: Plan | null;
  readonly issues: readonly Issue[];
}

/** Builds the pages as often as it takes to know. Nothing is guessed: every figure is a count of printed pages. */
export async function plan(
  inputs: readonly (string | Source)[],
  settings: Settings,
  world: World,
  options: PlanOptions = {},
): Promise<Planned> {
  const build = (changed: Settings, format: Format = 'print'): Promise<Outcome> =>
    publish(inputs, { ...changed, formats: [format] }, world, options);
  // The booklet as well, the first time: it tells what stands where office printers cannot print.
  const first = await build(settings, 'booklet');
  if (first.summary.pages === null) return { plan: null, issues: first.issues };
  const asGiven = countSheets(first.summary.pages, settings);
  const target = options.sheets ?? asGiven.sheets - 1;
  const tried: (SheetCount & { saving: Saving })[] = [];
  let best = { count: asGiven, settings };
  for (const step of target < 1 ? [] : listSavings(settings, await measureType(settings, world))) {
    if (best.count.sheets <= target) break;
    const { pages } = (await build(step.settings)).summary;
    if (pages === null) break;
    const count = countSheets(pages, step.settings);
    tried.push({ ...count, saving: step.saving });
    if (count.sheets < best.count.sheets) best = { count, settings: step.settings };
  }
  const isReached = best.count.sheets <= (options.sheets ?? best.count.sheets);
  const missed = isReached ? [] : [makeIssue('write/fit-failed', { asked: target, reached: best.count.sheets })];
  const copies = options.copies ?? readCopies(settings.edition.copies ?? '');
  const paper = countReams(asGiven.sheets, copies);
  return {
    plan: {
      ...asGiven,
      copies,
      sheetsForAll: paper.sheets,
      reams: paper.reams,
      tried,
      settings: best.settings,
      isReached,
    },
    issues: [...first.issues, ...missed],
  };
}

/** How large the theme sets its type, and how far apart its lines stand, on the page asked for. */
async function measureType(settings: Settings, world: World): Promise<PageType> {
  const tokens = await loadTokens(world, themes.find((name) => name === settings.theme) ?? 'meeting');
  const { sizePt, pitchPt } = layoutPage(tokens, { ...settings, binding: settings.edition.binding ?? null });
  return { sizePt, pitchPt, isFixed: tokens.get('--margins') === 'fixed' };
}

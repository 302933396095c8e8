import type { World } from './core/contracts.ts';
import type { Issue } from './core/issues.ts';
import type { BookletSettings } from './core/settings.ts';
import { pageSizesMm } from './core/units.ts';
import { drawTestSheet } from './write/booklet/draw-test-sheet.ts';
import { type Imposed, impose as imposePdf } from './write/booklet/impose.ts';

/** A PDF laid on sheets; `imposed` is null when that could not be done, and `issues` tell why. */
export interface ImposeResult {
  readonly imposed: Imposed | null;
  readonly issues: readonly Issue[];
}

/** Lays any PDF from elsewhere on sheets, by the same settings as `booklet` in edition.yaml. */
export async function impose(
  path: string,
  settings: BookletSettings,
  world: World,
  signal: AbortSignal,
): Promise<ImposeResult> {
  const issues: Issue[] = [];
  const context = { world, signal, report: (issue: Issue) => void issues.push(issue) };
  const pdf = path === '-' ? await world.readInput() : await world.readFile(path);
  const imposed = await imposePdf({ pdf, path, settings, bleedMm: 0, lang: world.env.lang }, context);
  return { imposed, issues };
}

/** A sheet to be printed once on both sides: it shows which flip the printer does, and whether it scales. */
export function makeTestSheet(sheet: string, world: World, signal: AbortSignal): Promise<Uint8Array> {
  const size = pageSizesMm[sheet] ?? { widthMm: 210, heightMm: 297 };
  return drawTestSheet(size, world.env.lang, { world, signal, report: () => {} });
}

import { relative, resolve } from 'node:path';
import type { Format } from '../core/edition.ts';
import type { BuildOptions } from '../core/settings.ts';
import { loadSettings, makeFallbackId } from '../load-settings.ts';
import type { Asked, CommandContext } from './run-command.ts';

/** Inputs as they are seen from the working folder, and the settings that go with them. */
export async function loadAsked({ asked, world }: CommandContext, extra: BuildOptions = {}) {
  const inputs = asked.inputs.map(showFromHere);
  const editionPath = asked.text('edition');
  // A bare `raw.txt` is named after the folder that one stands in, which only the whole path tells.
  const [first = '-'] = asked.inputs;
  const fallbackId = await makeFallbackId([first === '-' ? first : resolve(first)], world);
  const options = { fallbackId, ...readOptions(asked), ...extra };
  const loaded = await loadSettings({ inputs, options, ...(editionPath === undefined ? {} : { editionPath }) }, world);
  return { inputs, loaded };
}

/** A path as it is seen from the working folder, when it lies below it: what people are shown stays short and true. */
function showFromHere(input: string): string {
  if (input === '-') return input;
  const seen = relative('', resolve(input));
  return seen === '' ? '.' : seen.startsWith('..') || resolve(seen) === seen ? input : seen;
}

/** Options of the command line as settings know them; what was not said is absent. */
function readOptions(asked: Asked): BuildOptions {
  const [theme, size, title, pageMap, model, seams] = (
    ['theme', 'size', 'title', 'page-map', 'model', 'seams'] as const
  ).map((name) => asked.text(name));
  const minConfidence = asked.number('min-confidence');
  const formats = asked.list('formats');
  return {
    // Checked against the table of writers before this.
    ...(formats === undefined ? {} : { formats: formats as Format[] }),
    ...(theme === undefined ? {} : { theme }),
    ...(size === undefined ? {} : { size }),
    ...(asked.has('writing') ? { writing: asked.text('writing') === 'vertical' ? 'vertical' : 'horizontal' } : {}),
    ...(title === undefined ? {} : { title }),
    ...(pageMap === undefined ? {} : { pageMap }),
    ...(model === undefined ? {} : { model }),
    ...(seams === undefined ? {} : { seams }),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(asked.has('attach') ? { attach: 'articles' } : {}),
    archiveForm: asked.has('bag') ? 'folder' : 'zip',
    asksJudges: asked.has('judge'),
    strict: asked.has('strict'),
    keepGoing: asked.has('keep-going'),
    inspect: asked.has('inspect'),
  };
}

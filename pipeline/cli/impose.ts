import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BookletSettings, parseEdition } from '../core/settings.ts';
import { impose, makeTestSheet } from '../impose.ts';
import { escapeText } from './escape-text.ts';
import { formatIssues } from './format-issues.ts';
import type { OptionName } from './options.ts';
import { type Asked, type CommandContext, exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian impose`: any PDF from elsewhere laid on sheets; or a sheet that shows how a printer flips. */
export const runImpose: RunCommand = async (context) => {
  const { asked, world, terminal, lang, signal } = context;
  const out = asked.text('out');
  const [input] = asked.inputs;
  const wrong =
    out === undefined
      ? say('missingValue', lang, { name: '--out', value: 'out.pdf' })
      : input === undefined && !asked.has('test-sheet')
        ? say('tooFew', lang, { command: 'huibian impose', usage: '<in.pdf>' })
        : input !== undefined && (await isSameFile(input, out))
          ? say('overItself', lang, { name: '--out', path: out })
          : '';
  const parsed = parseEdition({ booklet: toBooklet(asked) }, lang);
  const faults = 'faults' in parsed ? parsed.faults.map(({ key, detail }) => `${toOption(key)}: ${detail}`) : [];
  if (out === undefined || wrong !== '' || 'faults' in parsed) {
    for (const line of wrong === '' ? faults : [wrong]) terminal.say(`${escapeText(line)}\n`);
    return exitCodes.askedWrongly;
  }
  const settings: BookletSettings = parsed.edition.booklet ?? {};
  if (input === undefined || asked.has('test-sheet')) {
    await save(context, out, await makeTestSheet(settings.sheet ?? 'a4', world, signal));
    terminal.say(`${say('initWrote', lang, { path: escapeText(out) })}\n`);
    return exitCodes.clean;
  }
  const { imposed, issues } = await impose(input, settings, world, signal);
  terminal.say(formatIssues(issues, new Set(), { lang, hasColour: terminal.hasColour }));
  if (!imposed) return exitCodes.issues;
  await save(context, out, imposed.pdf);
  const { sides, sheets } = imposed.imposition;
  const slots = sides.flatMap((side) => side.slots);
  const added = slots.filter((slot) => slot.page === null).length;
  const params = { pages: slots.length - added, added, sheets, path: escapeText(out) };
  if (!asked.has('quiet')) terminal.say(`${say(added === 0 ? 'imposed' : 'imposedAdded', lang, params)}\n`);
  return exitCodes.clean;
};

/** The sheets may not take the place of the pages: there would be no second try. */
const isSameFile = async (input: string, out: string): Promise<boolean> => {
  const [a, b] = await Promise.all([input, out].map((path) => realpath(path).catch(() => resolve(path))));
  return input !== '-' && a === b;
};

const save = ({ world }: CommandContext, path: string, bytes: Uint8Array): Promise<void> =>
  world.writeFile(
    path,
    (async function* () {
      yield bytes;
    })(),
  );

const textKeys = ['sheet', 'method', 'binding', 'flip', 'printing', 'fill', 'blanks', 'cover', 'scale'] as const;
const namedKeys = { 'fill-from': 'fillFrom', 'cover-sheet': 'coverSheet' } as const;
const numberKeys = { 'per-side': 'perSide', signature: 'signature', paper: 'paper', creep: 'creep' } as const;

/** Options as the keys of `booklet` in edition.yaml; whether they make sense is the schema's to say. */
function toBooklet(asked: Asked): Record<string, unknown> {
  const booklet: Record<string, unknown> = {};
  for (const key of textKeys) if (asked.has(key)) booklet[key] = asked.text(key);
  for (const [name, key] of Object.entries(numberKeys) as [OptionName, string][])
    if (asked.has(name)) booklet[key] = asked.number(name);
  for (const [name, key] of Object.entries(namedKeys) as [OptionName, string][])
    if (asked.has(name)) booklet[key] = asked.text(name);
  if (asked.has('marks')) booklet.marks = asked.list('marks');
  if (asked.has('slug')) booklet.slug = true;
  return booklet;
}

/** A key of the schema as the option that set it. */
function toOption(key: string): string {
  const name = key.replace(/^booklet\./, '').replace(/\[\d+\]$/, '');
  const keys = Object.entries({ ...numberKeys, ...namedKeys });
  return `--${keys.find(([, value]) => value === name)?.[0] ?? name}`;
}

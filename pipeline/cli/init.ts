import { joinPath } from '../core/paths.ts';
import { editionJsonSchema } from '../core/settings.ts';
import { escapeText } from './escape-text.ts';
import { exampleInput, exampleSettings } from './examples.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian init`: an edition.yaml with every key explained, its schema, and a small example. Nothing is overwritten. */
export const runInit: RunCommand = async ({ asked, world, terminal, lang }) => {
  const folder = asked.inputs[0] ?? '.';
  const files = [
    { path: 'edition.yaml', text: exampleSettings[lang] },
    { path: 'edition.schema.json', text: `${JSON.stringify(editionJsonSchema(), null, 1)}\n` },
    { path: 'raw.txt', text: exampleInput[lang] },
  ];
  const fresh: typeof files = [];
  for (const file of files) {
    const path = joinPath(folder, file.path);
    if ((await world.stat(path)) === 'none') fresh.push(file);
    else terminal.say(`${say('initKept', lang, { path: escapeText(path) })}\n`);
  }
  await world.writeFiles(
    folder,
    fresh.map(({ path, text }) => ({
      path,
      open: async function* () {
        yield new TextEncoder().encode(text);
      },
    })),
  );
  for (const { path } of fresh)
    terminal.say(`${say('initWrote', lang, { path: escapeText(joinPath(folder, path)) })}\n`);
  terminal.say(`${say('initNext', lang, { path: escapeText(joinPath(folder, 'raw.txt')) })}\n`);
  return exitCodes.clean;
};

import { type CommandRow, commands } from './commands.ts';
import { displayWidth, padToWidth } from './display-width.ts';
import { commonOptions, type OptionName, type OptionRow, options } from './options.ts';
import { say } from './sayings.ts';

type Lang = 'zh' | 'en';

/** Names that an option may have and that come from a table of the pipeline. */
export type KnownNames = Partial<Record<OptionName, readonly string[]>>;

/** Help of the whole program: what it is, its commands, the options they all have. */
export function formatHelp(lang: Lang): string {
  return [
    say('tagline', lang),
    '',
    `${say('usage', lang)}: huibian <${lang === 'zh' ? '\u547d\u4ee4' : 'command'}> \u2026`,
    '',
    say('commands', lang),
    ...alignRows(commands.map((row) => [`${row.name} ${row.usage}`.trim(), row.words[lang]])),
    '',
    say('commonOptions', lang),
    ...alignRows(commonOptions.map((name) => describeOption(name, lang))),
    '',
    say('inputHelp', lang),
    say('moreHelp', lang),
    say('exits', lang),
    '',
  ].join('\n');
}

/** Help of one command. `known` tells what names its options may have. */
export function formatCommandHelp(row: CommandRow, lang: Lang, known: KnownNames = {}): string {
  const own = row.options.map((name) =>
    name === 'out' && row.out ? describe('--out', row.out, lang) : describeOption(name, lang, known[name]),
  );
  return [
    row.words[lang],
    '',
    `${say('usage', lang)}: ${['huibian', row.name, row.usage, own.length > 0 ? `[${say('options', lang)}]` : '']
      .filter((part) => part !== '')
      .join(' ')}`,
    '',
    ...(own.length > 0 ? [say('options', lang), ...alignRows(own), ''] : []),
    say('commonOptions', lang),
    ...alignRows(commonOptions.map((name) => describeOption(name, lang))),
    '',
    ...(row.usage.includes('input') ? [say('inputHelp', lang)] : []),
    say('exits', lang),
    '',
  ].join('\n');
}

function describeOption(name: OptionName, lang: Lang, known?: readonly string[]): readonly [string, string] {
  const row: OptionRow = options[name];
  const short = row.short ? `-${row.short}, ` : '';
  const names = known && known.length > 0 ? ` (${known.join(lang === 'zh' ? '\u3001' : ', ')})` : '';
  const [left, right] = describe(`${short}--${name}`, row, lang);
  return [left, right + names];
}

const describe = (
  name: string,
  { value, words }: Pick<OptionRow, 'value' | 'words'>,
  lang: Lang,
): readonly [string, string] => [`${name}${value ? ` ${value}` : ''}`, words[lang]];

function alignRows(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => displayWidth(left)));
  return rows.map(([left, right]) => `  ${padToWidth(left, width)}  ${right}`);
}

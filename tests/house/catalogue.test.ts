import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stages } from '../../pipeline/core/contracts.ts';
import { catalogue } from '../../pipeline/core/issues.ts';
import { listFiles, projectRoot, readText } from '../support/source-files.ts';

const ids = Object.keys(catalogue);
const entries = Object.entries(catalogue);

describe('the catalogue of issues', () => {
  it('names its issues stage/problem', () => {
    const places = [...stages, 'settings', 'check'].join('|');
    expect(ids.filter((id) => !new RegExp(`^(${places})/[a-z]+(-[a-z]+)*$`).test(id))).toEqual([]);
  });

  it('has one folder an entry in tests/issues, and none beside them', () => {
    const folders = listCaseFolders();
    expect(ids.filter((id) => !folders.includes(id))).toEqual([]);
    expect(folders.filter((folder) => !ids.includes(folder))).toEqual([]);
  });

  it('is used: each entry is raised somewhere', () => {
    const code = listFiles('pipeline', '.ts')
      .filter((path) => path !== 'pipeline/core/issues.ts')
      .map(readText)
      .join('\n');
    expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });

  it('says the same in both languages: the same places to fill', () => {
    const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    const uneven = entries.filter(([, { zh, en }]) => places(zh).join() !== places(en).join());
    expect(uneven.map(([id]) => id)).toEqual([]);
  });

  it('speaks Chinese with Chinese marks, and says what to do', () => {
    const half = entries.filter(([, { zh, help }]) =>
      /[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]/.test(zh + help.zh),
    );
    expect(half.map(([id]) => id)).toEqual([]);
    expect(entries.filter(([, { help }]) => help.zh === '' || help.en === '').map(([id]) => id)).toEqual([]);
  });
});

function listCaseFolders(): string[] {
  const root = `${projectRoot}tests/issues`;
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((stage) => readdirSync(`${root}/${stage.name}`).map((problem) => `${stage.name}/${problem}`))
    .sort();
}

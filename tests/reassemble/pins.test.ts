import { describe, expect, it } from 'vitest';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { formatSeamsFile, reassemble } from '../../pipeline/reassemble/index.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { twoHalves } from '../support/two-halves.ts';
import { readPage, toPlain } from './support.ts';

async function run(
  seams: string | null,
): Promise<{ plain: ReturnType<typeof toPlain>; issues: Issue[]; file: string }> {
  const world = makeMemoryWorld({ files: seams === null ? {} : { 'raw.txt.seams.yaml': seams } });
  const issues: Issue[] = [];
  const reading = readPage(twoHalves);
  const reassembly = await reassemble([reading], {
    settings: resolveSettings({}),
    world,
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  });
  return { plain: toPlain(reassembly), issues, file: formatSeamsFile(seams, [reading], reassembly) };
}

describe('decisions of the editor', () => {
  it('obeys a pinned join, and solves the rest around it', async () => {
    const { plain, issues } = await run(
      'decisions:\n  - join: {before: "\u519c\u6c11\u62a2\u6536\u6c34", after: "\u961f\uff0c\u73b0\u573a"}\n',
    );
    const second = plain.find((article) => article.title.startsWith('\u4e59'));
    expect(second?.paragraphs[0]).toContain('\u62a2\u6536\u6c34\u961f\uff0c\u73b0\u573a');
    expect(issues.map((issue) => issue.id)).not.toContain('reassemble/unfit-decision');
  });

  it('obeys a forbidden join', async () => {
    const { plain } = await run(
      'decisions:\n  - part: {before: "\u6392\u8d77\u4e86\u957f", after: "\u961f\uff0c\u73b0\u573a"}\n',
    );
    expect(plain.flatMap((article) => article.paragraphs).some((p) => p.includes('\u957f\u961f\uff0c'))).toBe(false);
  });

  it('takes furniture out, and says what no longer fits', async () => {
    const { plain, issues } = await run(
      'decisions:\n  - furniture: "\u7a3b\u7684\u8fdb\u5ea6\u6bd4\u5f80\u5e74\u6162\u3002"\n  - title: "no such line"\n',
    );
    expect(plain.flatMap((article) => article.paragraphs).join()).not.toContain('\u8fdb\u5ea6');
    expect(issues.filter((issue) => issue.id === 'reassemble/unfit-decision')).toMatchObject([
      { params: { words: 'no such line' } },
    ]);
  });

  it('refuses a file that is wrong, with the place', async () => {
    const { issues } = await run('decisions:\n  - joyn: {before: a, after: b}\n');
    expect(issues.find((issue) => issue.id === 'reassemble/seams-file')?.place).toMatchObject({
      path: 'raw.txt.seams.yaml',
      line: 2,
    });
  });

  it('writes what it found below what was decided, and drops no decision', async () => {
    const decided = '# my own remark\ndecisions:\n  - title: "\u7532\u6587\u7684\u6807\u9898"\n';
    const { file } = await run(decided);
    expect(file.startsWith(decided.trimEnd())).toBe(true);
    expect(file).toContain('confidence:');
    const again = await run(file);
    expect(again.file).toBe(file);
    expect(again.issues.map((issue) => issue.id)).not.toContain('reassemble/seams-file');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { check } from '../../pipeline/check.ts';
import type { JudgeAnswer, JudgeQuestion } from '../../pipeline/core/contracts.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { askJudges } from '../../pipeline/write/archive/ask-judges.ts';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';
import { buildEpub, sampleFiles } from '../support/build-epub.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { sampleArticles } from '../support/rendered-sample.ts';
import { hasJudge } from '../support/run-judge.ts';
import { projectRoot } from '../support/source-files.ts';
import { makeArchive, smallEdition } from './archive-job.ts';
import { makeSamplePdf } from './booklet-sample.ts';

/** What veraPDF prints, shortened: two profiles that the file claims. */
const veraPdf = (isCompliant: boolean): string => `<?xml version="1.0" encoding="utf-8"?>
<report>
  <buildInformation>
    <releaseDetails id="core" version="1.28.2" buildDate="2025-07-15T16:07:00Z"></releaseDetails>
  </buildInformation>
  <jobs>
    <job>
      <item size="241621">
        <name>/tmp/somewhere/print.pdf</name>
      </item>
      <validationReport jobEndStatus="normal" profileName="PDF/A-2A validation profile" isCompliant="true">
        <details passedRules="153" failedRules="0" passedChecks="107084" failedChecks="0"></details>
      </validationReport>
      <validationReport jobEndStatus="normal" profileName="PDF/UA-1 validation profile" isCompliant="${isCompliant}">
        <details>${
          isCompliant
            ? ''
            : `
          <rule specification="ISO 14289-1:2014" clause="7.1" testNumber="3" status="failed" failedChecks="1">
            <description>Content shall be marked as Artifact or tagged &amp; real</description>
          </rule>`
        }
        </details>
      </validationReport>
      <duration start="1795368920721" finish="1795368928514">00:00:07.793</duration>
    </job>
  </jobs>
  <batchSummary totalJobs="1">
    <duration start="1795368920357" finish="1795368928707">00:00:08.350</duration>
  </batchSummary>
</report>
`;

const epubCheck = (messages: readonly object[]): string =>
  JSON.stringify({
    messages,
    checker: {
      path: '/tmp/somewhere/book.epub',
      filename: 'book.epub',
      checkerVersion: '5.3.0',
      checkDate: '11-22-2026 17:35:41',
      elapsedTime: 10535,
    },
    publication: { date: '2000-01-01T00:00:00Z' },
  });

const says =
  (pdf: string, epub: string) =>
  (question: JudgeQuestion): JudgeAnswer => ({
    status: 0,
    said: question.program === 'verapdf' ? pdf : epub,
    complaint: '',
  });
const content = says(veraPdf(true), epubCheck([]));
const question: JudgeQuestion = { program: 'verapdf', args: [], fileName: '', bytes: Buffer.of() };
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const unpack = (zip: Uint8Array) =>
  new Map(readZip(zip).map((file) => [file.path.slice('small/'.length), file.read()]));

describe('an archive with --judge', () => {
  test('keeps the reports of judges that are content, without moments and places', async () => {
    const asked: JudgeQuestion[] = [];
    const askJudge = (question: JudgeQuestion): JudgeAnswer => {
      asked.push(question);
      return content(question);
    };
    const made = await makeArchive(smallEdition, { asksJudges: true, world: { askJudge } });
    expect(made.issues).toEqual([]);
    expect(asked.map(({ program, fileName }) => [program, fileName])).toEqual([
      ['verapdf', 'print.pdf'],
      ['epubcheck', 'book.epub'],
    ]);
    const files = unpack(made.zip);
    const xml = text(files.get('data/judges/verapdf.xml'));
    expect(xml).toContain('profileName="PDF/UA-1 validation profile" isCompliant="true"');
    expect(xml).toContain('<name>print.pdf</name>');
    const json = text(files.get('data/judges/epubcheck.json'));
    expect(JSON.parse(json)).toMatchObject({ checker: { checkerVersion: '5.3.0', path: 'book.epub' } });
    for (const report of [xml, json])
      expect(report).not.toMatch(/\/tmp|duration|buildDate|checkDate|elapsed|17953689|17:35/);
    expect(text(files.get('README.txt'))).toContain('judges/');
  });

  test('differs from one without by these reports alone, and rebuilds by the same settings', async () => {
    const plain = unpack((await makeArchive()).zip);
    const judged = unpack((await makeArchive(smallEdition, { asksJudges: true, world: { askJudge: content } })).zip);
    const differing = [...judged].filter(
      ([path, bytes]) => Buffer.compare(bytes, plain.get(path) ?? Buffer.of()) !== 0,
    );
    const own = differing.map(([path]) => path).filter((path) => !/manifest|bag-info|README/.test(path));
    expect(own.sort()).toEqual(['data/judges/epubcheck.json', 'data/judges/verapdf.xml']);
  });

  test('is not made when a judge finds fault: check/judge-faults', async () => {
    const message = {
      ID: 'RSC-005',
      severity: 'ERROR',
      message: 'Error while parsing',
      locations: [{ path: 'a.xhtml', line: 3 }],
    };
    const askJudge = says(
      veraPdf(false),
      epubCheck([message, { ID: 'X', severity: 'WARNING', message: 'w', locations: [] }]),
    );
    const made = await makeArchive(smallEdition, { asksJudges: true, world: { askJudge } });
    expect(made.artifact).toBeNull();
    expect(made.issues.map(({ id, params }) => [id, params.judge, params.file, params.detail])).toEqual([
      [
        'check/judge-faults',
        'veraPDF',
        'print.pdf',
        'ISO 14289-1:2014 7.1-3: Content shall be marked as Artifact or tagged & real',
      ],
      ['check/judge-faults', 'EPUBCheck', 'book.epub', 'RSC-005 Error while parsing (a.xhtml:3)'],
    ]);
  });

  test('is made without the report of a judge that is missing or talks nonsense: check/judge-absent, check/judge-silent', async () => {
    const silent: readonly ((question: JudgeQuestion) => JudgeAnswer | null)[] = [
      () => null,
      () => ({ status: 3, said: '', complaint: 'verapdf: Java 11 or newer is not on PATH\n' }),
      () => ({ status: 0, said: '<?xml version="1.0"?><report></report> {}', complaint: '' }),
      () => ({ status: 0, said: '{"checker":1}', complaint: '' }),
    ];
    for (const askJudge of silent) {
      const made = await makeArchive(smallEdition, { asksJudges: true, world: { askJudge } });
      const id = askJudge(question) === null ? 'check/judge-absent' : 'check/judge-silent';
      expect(made.issues.map((issue) => issue.id)).toEqual([id, id]);
      expect(made.artifact?.path).toBe('archive-1.zip');
      expect([...unpack(made.zip).keys()].some((path) => path.includes('judges/'))).toBe(false);
    }
  });

  test('nobody is asked without it', async () => {
    const askJudge = (): never => {
      throw new Error('asked');
    };
    expect((await makeArchive(smallEdition, { world: { askJudge } })).issues).toEqual([]);
  });
});

describe('a finished edition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huibian-judged-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const lay = async () => {
    const { bytes } = await buildEpub({ files: sampleFiles(sampleArticles.slice(0, 2)), edition: { title: 'T' } });
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const files = [{ path: 'book.epub', format: 'epub', byteLength: bytes.length, sha256 }];
    return { bytes, report: JSON.stringify({ schema: 1, edition: { title: 'T' }, files }) };
  };

  test('is shown to the judges that are installed; of others nothing is said', async () => {
    const { bytes, report } = await lay();
    const files = { 'd/book.epub': bytes, 'd/report.json': report };
    const none = await check('d', makeMemoryWorld({ files }));
    expect([none.issues, none.opinions]).toEqual([[], []]);
    const pleased = await check('d', makeMemoryWorld({ files, askJudge: content }));
    expect(pleased.issues).toEqual([]);
    expect(pleased.opinions.map(({ judge, file }) => [judge, file])).toEqual([['EPUBCheck 5.3.0', 'book.epub']]);
    const fatal = { ID: 'PKG-008', severity: 'FATAL', message: 'Unable to read', locations: [] };
    const displeased = await check('d', makeMemoryWorld({ files, askJudge: says('', epubCheck([fatal])) }));
    expect(displeased.issues.map(({ id }) => id)).toEqual(['check/judge-faults']);
  });

  test.skipIf(!hasJudge('verapdf'))(
    'is shown to the real veraPDF where PATH finds it',
    async () => {
      const before = process.env.PATH;
      process.env.PATH = `${projectRoot}tests/judges:${before}`;
      const world = nodeWorld({ lang: 'en' });
      try {
        const bytes = makeSamplePdf([{}]);
        const { signal } = new AbortController();
        const asked = await askJudges([{ format: 'print', path: 'print.pdf', bytes }], true, { world, signal });
        expect(asked.opinions.map(({ judge }) => judge)).toEqual([expect.stringMatching(/^veraPDF \d+\.\d+/)]);
        expect(asked.issues.map(({ id }) => id)).toContain('check/judge-faults');
        expect(asked.opinions[0]?.report).not.toMatch(/huibian-judge|<duration|buildDate/);
      } finally {
        process.env.PATH = before;
        await world.close();
      }
    },
    180_000,
  );

  test.skipIf(!hasJudge('epubcheck'))(
    'is shown to the real EPUBCheck where PATH finds it',
    async () => {
      const { bytes, report } = await lay();
      writeFileSync(join(folder, 'book.epub'), bytes);
      writeFileSync(join(folder, 'report.json'), report);
      const before = process.env.PATH;
      process.env.PATH = `${projectRoot}tests/judges:${before}`;
      const world = nodeWorld({ lang: 'en' });
      try {
        const { issues, opinions } = await check(folder, world);
        expect(issues).toEqual([]);
        expect(opinions.map(({ judge, faults }) => [judge, faults])).toEqual([['EPUBCheck 5.3.0', []]]);
        // And a book that only it sees through.
        const { signal } = new AbortController();
        const wrong = await askJudges([{ format: 'epub', path: 'book.epub', bytes: Buffer.from('no book') }], true, {
          world,
          signal,
        });
        expect(wrong.issues.map(({ id }) => id)).toContain('check/judge-faults');
      } finally {
        process.env.PATH = before;
        await world.close();
      }
    },
    180_000,
  );
});

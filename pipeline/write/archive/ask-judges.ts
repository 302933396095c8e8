import type { Context, JudgeAnswer, JudgeQuestion } from '../../core/contracts.ts';
import { type Issue, makeIssue } from '../../core/issues.ts';

/** What an outside judge said of one file. */
export interface Opinion {
  /** Its name and version. */
  readonly judge: string;
  readonly file: string;
  readonly faults: readonly string[];
  /** Its own report, without moments and places of this machine, and a name for it. */
  readonly report: string;
  readonly reportName: string;
}

/** A finished file that may be judged; `format` chooses who is asked. */
export interface Judged {
  readonly format: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Asks the outside judges that are installed (veraPDF of a PDF, by whatever standards it claims; EPUBCheck of an e-book).
 * Their faults are errors. One that is missing is told only where its opinion was asked for outright; one that does not
 * answer as it should is always told.
 */
export async function askJudges(
  files: readonly Judged[],
  isAsked: boolean,
  { world, signal }: Pick<Context, 'world' | 'signal'>,
): Promise<{ readonly opinions: readonly Opinion[]; readonly issues: readonly Issue[] }> {
  const opinions: Opinion[] = [];
  const issues: Issue[] = [];
  for (const { format, path, bytes } of files) {
    const judge = judges[format];
    if (!judge) continue;
    const { label: name, program, args, read, reportName } = judge;
    const answer = await world.askJudge({ program, args, fileName: path, bytes }, signal);
    const found = answer && read(answer, path);
    if (!answer) {
      if (isAsked) issues.push(makeIssue('check/judge-absent', { judge: name, file: path }));
      continue;
    }
    if (!found) {
      issues.push(makeIssue('check/judge-silent', { judge: name, file: path, detail: describeSilence(answer) }));
      continue;
    }
    const { version, faults, report } = found;
    opinions.push({ judge: `${name} ${version}`, file: path, faults, report, reportName });
    for (const detail of faults.slice(0, mostFaults))
      issues.push(makeIssue('check/judge-faults', { judge: name, file: path, detail }));
  }
  return { opinions, issues };
}

const mostFaults = 20;
const mostDetail = 240;

interface Judge {
  readonly label: string;
  readonly program: JudgeQuestion['program'];
  readonly args: readonly string[];
  readonly reportName: string;
  /** Null: this is no report. */
  readonly read: (
    answer: JudgeAnswer,
    path: string,
  ) => { readonly version: string; readonly faults: readonly string[]; readonly report: string } | null;
}

/** Who is asked about which format. `{file}` stands for the file's place. */
const judges: Readonly<Record<string, Judge>> = {
  print: {
    label: 'veraPDF',
    program: 'verapdf',
    args: ['--format', 'xml', '--maxfailuresdisplayed', '2', '{file}'],
    reportName: 'verapdf.xml',
    read: readVeraPdf,
  },
  epub: {
    label: 'EPUBCheck',
    program: 'epubcheck',
    args: ['{file}', '--json', '-'],
    reportName: 'epubcheck.json',
    read: readEpubCheck,
  },
};

function readVeraPdf({ said }: JudgeAnswer, path: string): ReturnType<Judge['read']> {
  const start = said.indexOf('<?xml');
  const end = said.indexOf('</report>');
  if (start < 0 || end < 0) return null;
  const xml = said.slice(start, end + '</report>'.length);
  const verdicts = [...xml.matchAll(/<validationReport\b[^>]*\bisCompliant="(true|false)"/g)].map(
    ([, verdict]) => verdict,
  );
  if (verdicts.length === 0) return null;
  const rules = [...xml.matchAll(/<rule\b([^>]*)>\s*<description>([^<]*)<\/description>/g)];
  const faults = rules.map(([, attributes = '', description = '']) => {
    const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    return shorten(`${of('specification')} ${of('clause')}-${of('testNumber')}: ${unescapeXml(description)}`);
  });
  const isFaulty = verdicts.includes('false');
  return {
    version: /<releaseDetails\b[^>]*\bversion="([^"]*)"/.exec(xml)?.[1] ?? '',
    faults: isFaulty && faults.length === 0 ? ['it does not conform'] : faults,
    report: `${xml
      .replace(/^\s*<duration\b[^>]*>[^<]*<\/duration>\r?\n/gm, '')
      .replace(/ buildDate="[^"]*"/g, '')
      .replace(/<name>[^<]*<\/name>/g, () => `<name>${path}</name>`)}\n`,
  };
}

function readEpubCheck({ said }: JudgeAnswer, path: string): ReturnType<Judge['read']> {
  let whole: unknown;
  try {
    whole = JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
  if (!isRecord(whole) || !isRecord(whole.checker) || !Array.isArray(whole.messages)) return null;
  const { checkDate: _date, elapsedTime: _time, path: _path, ...checker } = whole.checker;
  const faults = whole.messages.filter(isRecord).flatMap((message) => {
    if (message.severity !== 'ERROR' && message.severity !== 'FATAL') return [];
    const [place] = Array.isArray(message.locations) ? message.locations.filter(isRecord) : [];
    const where = place ? ` (${String(place.path)}:${String(place.line)})` : '';
    return [shorten(`${String(message.ID)} ${String(message.message)}${where}`)];
  });
  const report = { ...whole, checker: { ...checker, path, filename: path } };
  return { version: String(checker.checkerVersion ?? ''), faults, report: `${JSON.stringify(report, null, 1)}\n` };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const describeSilence = ({ status, complaint }: JudgeAnswer): string =>
  shorten(complaint.trim().split('\n').at(-1) || `exit ${status}`);

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line].length > mostDetail ? `${[...line].slice(0, mostDetail).join('')}\u2026` : line;
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

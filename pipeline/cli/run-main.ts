import { WorldError } from '../core/contracts.ts';
import { chooseLang } from '../world/choose-lang.ts';
import { readVersion } from '../world/find-resource.ts';
import type { NodeWorld } from '../world/node.ts';
import { findLang, type Parsed, parseArgs } from './args.ts';
import { escapeText } from './escape-text.ts';
import { exitCodes, type Terminal } from './run-command.ts';
import { say } from './sayings.ts';

const mostCleaningUpMs = 5_000;

/** The program as it is started: reads the command line, runs the command, leaves the exit code of CONTRACTS 1. */
export async function runMain(argv: readonly string[]): Promise<void> {
  const lang = findLang(argv, chooseLang(process.env));
  const terminal = openTerminal();
  const parsed = parseArgs(argv, lang);
  process.exitCode =
    parsed.kind === 'run' ? await runCommand(parsed, terminal, lang) : await answer(parsed, terminal, lang);
}

/** Help, version, and what is not understood. */
async function answer(
  parsed: Exclude<Parsed, { kind: 'run' }>,
  terminal: Terminal,
  lang: 'zh' | 'en',
): Promise<number> {
  if (parsed.kind === 'version') {
    terminal.out(`${readVersion()}\n`);
    return exitCodes.clean;
  }
  if (parsed.kind === 'refused' && parsed.sentence !== '') {
    terminal.say(`${escapeText(parsed.sentence)}\n`);
    terminal.say(`${say('askHelp', lang, { command: parsed.command }).replace('huibian  ', 'huibian ')}\n`);
    return exitCodes.askedWrongly;
  }
  const { formatCommandHelp, formatHelp } = await import('./help.ts');
  const row = parsed.kind === 'help' ? parsed.row : null;
  const text = row ? formatCommandHelp(row, lang, await findKnownNames(row.options)) : formatHelp(lang);
  if (parsed.kind === 'help') terminal.out(text);
  else terminal.say(text);
  return parsed.kind === 'help' ? exitCodes.clean : exitCodes.askedWrongly;
}

/** Names from the pipeline's tables, loaded only for commands whose help shows them. */
async function findKnownNames(names: readonly string[]) {
  if (!names.includes('formats')) return {};
  const { listNames } = await import('./known-names.ts');
  return listNames();
}

async function runCommand(
  { row, asked }: Extract<Parsed, { kind: 'run' }>,
  terminal: Terminal,
  lang: 'zh' | 'en',
): Promise<number> {
  const controller = new AbortController();
  let endedBy: 'SIGINT' | 'SIGTERM' | null = null;
  let world: NodeWorld | null = null;
  const end = (signal: 'SIGINT' | 'SIGTERM'): void => {
    const code = signal === 'SIGINT' ? 130 : 143;
    // Asked twice, or stuck in cleaning up: go at once. The next run clears away what is left.
    if (endedBy) process.exit(code);
    endedBy = signal;
    controller.abort(new WorldError('aborted', signal));
    setTimeout(() => process.exit(code), mostCleaningUpMs).unref();
    void world?.close().catch(() => {});
  };
  const onInterrupt = (): void => end('SIGINT');
  const onTerminate = (): void => end('SIGTERM');
  // A package that lets an error escape must not end in a stack trace, nor leave a browser behind.
  const onEscaped = (error: unknown): void => {
    // What was under way when a signal came fails in ways of its own: the signal is the reason, and has been dealt with.
    if (endedBy) return;
    terminal.say(`${describeFailure(error, lang)}\n`);
    const leave = (): never => process.exit(exitCodeOf(error));
    setTimeout(leave, mostCleaningUpMs).unref();
    void (world?.close() ?? Promise.resolve()).catch(() => {}).finally(leave);
  };
  process.on('uncaughtException', onEscaped);
  process.on('unhandledRejection', onEscaped);
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  const code = (): number | null => (endedBy === null ? null : endedBy === 'SIGINT' ? 130 : 143);
  try {
    const [run, { nodeWorld }] = await Promise.all([row.load(), import('../world/node.ts')]);
    world = nodeWorld({ noCache: asked.has('no-cache'), lang });
    const result = await run({ asked, world, terminal, lang, signal: controller.signal });
    return code() ?? result;
  } catch (error) {
    const byCode = code();
    terminal.say(`${byCode === null ? describeFailure(error, lang) : say('interrupted', lang)}\n`);
    return byCode ?? exitCodeOf(error);
  } finally {
    await world?.close().catch(() => {});
    process.off('uncaughtException', onEscaped);
    process.off('unhandledRejection', onEscaped);
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
  }
}

/** The exit code of something thrown: what a person can mend, or a mistake of ours. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof WorldError)) return exitCodes.ourFault;
  if (error.code === 'no-browser' || error.code === 'browser-failed') return exitCodes.noBrowser;
  return error.code === 'aborted' ? 130 : exitCodes.issues;
}

/** One sentence for something thrown, with what to do. A stack only when somebody asks for it. */
export function describeFailure(error: unknown, lang: 'zh' | 'en'): string {
  if (error instanceof WorldError) {
    const detail = error.detail === '' ? (lang === 'zh' ? '\u3002' : '.') : `: ${escapeText(error.detail)}`;
    if (error.code === 'no-browser') return say('noBrowser', lang, { detail });
    if (error.code === 'browser-failed') return say('browserFailed', lang, { detail });
    return escapeText(error.detail || say('interrupted', lang));
  }
  const detail = escapeText(error instanceof Error ? error.message : String(error));
  const stack = process.env.HUIBIAN_DEBUG && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  return say('ourFault', lang, { detail }) + stack;
}

function openTerminal(): Terminal {
  // A reader that has seen enough (`| head`) closes the pipe: that is no fault.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  const { env } = process;
  const isWatched = process.stderr.isTTY === true && env.TERM !== 'dumb';
  return {
    out: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    isWatched,
    hasColour: isWatched && !env.NO_COLOR,
    columns: process.stderr.columns || 80,
  };
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JudgeAnswer, JudgeQuestion } from '../core/contracts.ts';
import { findProgram } from './find-program.ts';

/** Long enough for a book of a thousand pages; a judge that hangs is ended. */
const mostMs = 900_000;
const mostSaidBytes = 64 * 1024 * 1024;

/**
 * Asks a program of others about a file, which is written for it into a folder of its own and taken away afterwards. Null:
 * no such program on PATH. Its answer is what it prints; how it ended says little (some end with 0 whatever they find).
 */
export async function askJudge(question: JudgeQuestion, signal: AbortSignal): Promise<JudgeAnswer | null> {
  const program = await findProgram(question.program);
  if (program === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'huibian-judge-'));
  try {
    const file = join(folder, question.fileName);
    await writeFile(file, question.bytes);
    signal.throwIfAborted();
    const args = question.args.map((word) => (word === '{file}' ? file : word));
    return await run(program, args, folder, signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function run(program: string, args: readonly string[], cwd: string, signal: AbortSignal): Promise<JudgeAnswer> {
  const isScript = /\.(?:bat|cmd)$/i.test(program);
  // Windows starts scripts only through its shell, which wants the words quoted; they are ours and hold no quotes.
  const words = isScript ? args.map((word) => `"${word}"`) : [...args];
  return new Promise((resolve, reject) => {
    const child = spawn(isScript ? `"${program}"` : program, words, {
      cwd,
      shell: isScript,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: the program may be a script that starts another.
      detached: process.platform !== 'win32',
    });
    const said: Buffer[] = [];
    const complaint: Buffer[] = [];
    let length = 0;
    const keep = (into: Buffer[]) => (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostSaidBytes) end();
      else into.push(chunk);
    };
    const end = (): void => {
      try {
        if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It had ended already.
      }
    };
    const timer = setTimeout(end, mostMs);
    signal.addEventListener('abort', end, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
    child.stdout.on('data', keep(said));
    child.stderr.on('data', keep(complaint));
    child.on('error', (error) => {
      settle();
      resolve({ status: -1, said: '', complaint: error.message });
    });
    child.on('close', (status) => {
      settle();
      if (signal.aborted) reject(signal.reason);
      else
        resolve({
          status: status ?? -1,
          said: Buffer.concat(said).toString('utf8'),
          complaint: Buffer.concat(complaint).toString('utf8'),
        });
    });
  });
}

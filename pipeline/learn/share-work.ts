import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Threads that a script answers jobs in, each at its own. */
export interface WorkForce {
  /** The answers in the order of the jobs, however many threads there are. */
  readonly run: <Job, Answer>(
    jobs: readonly Job[],
    onAnswer?: (number: number, answer: Answer) => void,
  ) => Promise<Answer[]>;
  readonly dismiss: () => Promise<void>;
}

/** Starts threads of a script that answers each message `{ number, job }` by `{ number, answer }`; `shared` is told to all. */
export function shareWork(script: string, shared: unknown, threads = availableParallelism()): WorkForce {
  const workers = Array.from(
    { length: threads },
    () => new Worker(script, { workerData: shared, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } }),
  );
  const run = <Job, Answer>(
    jobs: readonly Job[],
    onAnswer?: (number: number, answer: Answer) => void,
  ): Promise<Answer[]> =>
    new Promise((resolve, reject) => {
      const answers: Answer[] = [];
      let next = 0;
      let done = 0;
      if (jobs.length === 0) resolve(answers);
      for (const worker of workers) {
        worker.removeAllListeners();
        const give = (): void => {
          if (next < jobs.length) worker.postMessage({ number: next, job: jobs[next++] });
        };
        worker.on('error', reject);
        worker.on('message', ({ number, answer }: { number: number; answer: Answer }) => {
          answers[number] = answer;
          done++;
          onAnswer?.(number, answer);
          if (done === jobs.length) resolve(answers);
          else give();
        });
        give();
      }
    });
  const dismiss = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  return { run, dismiss };
}

/** What a thread may hold. */
const mostMegabytes = 4096;

/** Work that nobody waits for, gathered until there is time for it. */
export interface PutOff {
  readonly later: (work: () => Promise<void>) => void;
  /** Begins what has been put off so far, one after another, and goes on beside the caller. */
  readonly begin: () => void;
  /** Ends when all of it is done. */
  readonly finish: () => Promise<void>;
}

/** A place for such work (`Context.later`). What goes wrong in it is told by `finish`. */
export function createPutOff(): PutOff {
  const waiting: (() => Promise<void>)[] = [];
  let running: Promise<void> = Promise.resolve();
  const begin = (): void => {
    if (waiting.length === 0) return;
    running = running.then(async () => {
      for (let work = waiting.shift(); work; work = waiting.shift()) await work();
    });
    running.catch(() => {});
  };
  return {
    later: (work) => void waiting.push(work),
    begin,
    finish: async () => {
      begin();
      await running;
    },
  };
}

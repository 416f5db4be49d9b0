import { wait } from './large.ts';

/** Long work that the state waits for, one piece at a time. */
export interface Later<T> {
  /** Starts `work` after `pause` milliseconds without another call, and cancels earlier work. */
  begin(work: (signal: AbortSignal) => Promise<T | null>, pause: number): void;
  cancel(): void;
}

/** Creates a queue for one piece of work at a time; `done` receives the result of the last one. */
export function createLater<T>(done: (result: T) => void): Later<T> {
  let current: AbortController | null = null;

  async function carryOut(
    work: (signal: AbortSignal) => Promise<T | null>,
    pause: number,
    running: AbortController,
  ): Promise<void> {
    if (pause > 0) await wait(pause);
    const result = running.signal.aborted ? null : await work(running.signal);
    if (result === null || current !== running) return;
    current = null;
    done(result);
  }

  return {
    begin(work, pause) {
      current?.abort();
      current = new AbortController();
      void carryOut(work, pause, current);
    },
    cancel() {
      current?.abort();
      current = null;
    },
  };
}

import { finish, type Steps } from '../../../core/compose/steps.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { finishInTasks } from '../large/analyze-in-tasks.ts';
import { wait } from '../large/large.ts';

/** From this many services on, a host is worked out in short tasks. */
const manyServices = 150;

export interface LaterHostAnalysis {
  /** Works `steps` out: at once where there are few services, else in short tasks, `pause` milliseconds from now. What was begun before is cancelled. True where it is done. */
  begin(steps: Steps<HostAnalysis>, services: number, pause: number): boolean;
  cancel(): void;
}

/** One analysis at a time; `done` gets that of the last call. */
export function createLaterHostAnalysis(done: (analysis: HostAnalysis) => void): LaterHostAnalysis {
  let running: AbortController | null = null;

  async function inTasks(steps: Steps<HostAnalysis>, pause: number, own: AbortController): Promise<void> {
    if (pause > 0) await wait(pause);
    const analysis = own.signal.aborted ? null : await finishInTasks(steps, own.signal);
    if (analysis === null || running !== own) return;
    running = null;
    done(analysis);
  }

  return {
    begin(steps, services, pause) {
      running?.abort();
      running = null;
      if (services < manyServices) {
        done(finish(steps));
        return true;
      }
      const own = new AbortController();
      running = own;
      void inTasks(steps, pause, own);
      return false;
    },
    cancel() {
      running?.abort();
      running = null;
    },
  };
}

// Follows what a server sees flow: asks it every few seconds for as long as a person wants it.

import type { ObservedRecord } from '../../../core/observed/record.ts';
import type { LiveToolsStore } from '../../state/host/live-tools.ts';
import { wait } from '../../state/large/large.ts';
import { takeObserved } from '../../state/work/records.ts';
import type { WorkStore } from '../../state/work/work-store.ts';

/** The delay between two requests, in milliseconds. */
const pause = 5000;
/**
 * How long a picture is kept, in milliseconds, while only counts change. Early on it is replaced sooner, after as long as was observed when
 * it was drawn.
 */
const stale = 30_000;

interface Followed {
  readonly tools: LiveToolsStore;
  readonly work: WorkStore;
  /** Called with a sentence where the server cannot observe anything; following ends then. */
  readonly failed: (why: string) => void;
  /** Waits between two requests; tests replace it. */
  readonly rest?: () => Promise<void>;
}

/** Returns a key of the connections in a record, without their counts. */
function connectionsIn({ connections, unseen }: ObservedRecord): string {
  return JSON.stringify([
    connections.map(({ from, to, port, protocol }) => [from, to, port, protocol]),
    unseen.map(({ what }) => what),
  ]);
}

/** Follows the observations while `following` is set; returns a function that stops it. */
export function followObserved({ tools, work, failed, rest = () => wait(pause) }: Followed): () => void {
  let running = false;
  async function follow(): Promise<void> {
    if (running) return;
    running = true;
    let shown = '';
    let until = 0;
    for (;;) {
      const { look, following } = tools.getState();
      if (!following || look === null) break;
      const seen = await look();
      if (!tools.getState().following) break;
      if (!seen.ok) {
        tools.setState({ following: false });
        failed(seen.error.message);
        break;
      }
      const now = connectionsIn(seen.value);
      const [from, to] = [Date.parse(seen.value.from), Date.parse(seen.value.to)];
      // Each new record is a new analysis of all that is open.
      if (now !== shown || to - until >= Math.max(1, Math.min(stale, until - from))) {
        takeObserved(work, seen.value);
        shown = now;
        until = to;
      }
      await rest();
    }
    running = false;
  }
  return tools.subscribe(({ following }, before) => {
    if (following && !before.following) void follow();
  });
}

// Follows an Engine: after events of containers and networks the host is read again. Where the Engine does not answer, that is reported
// once, and it is asked again until it answers.

import type { DockerStream } from './docker-command.ts';

/** How long to wait for what, in milliseconds. */
export interface FollowTiming {
  /** How long no further event may arrive before a reading: `up` of a stack makes many events. */
  readonly pause: number;
  /** How long a series of events may put a reading off. */
  readonly longest: number;
  /** Before an Engine that did not answer is asked again; doubled each time. */
  readonly again: number;
  readonly mostAgain: number;
  /** Between two questions whether it still answers, while nothing happens. */
  readonly beat: number;
}

export const followTiming: FollowTiming = {
  pause: 400,
  longest: 3000,
  again: 2000,
  mostAgain: 30_000,
  beat: 60_000,
};

export interface Followed {
  readonly stream: DockerStream;
  /** Reads what runs; rejects where the Engine does not answer. `anew`: it was away, and may be another one. */
  read(anew: boolean): Promise<void>;
  /** Asks whether it answers; rejects where it does not. */
  ask(): Promise<unknown>;
  /** Called with the reason why it does not answer. */
  silent(why: string): void;
}

const eventCall = [
  'events',
  '--filter',
  'type=container',
  '--filter',
  'type=network',
  '--format',
  '{{.Type}} {{.Action}}',
];

/** Events inside a container, or of looking at one, that change nothing of what is read. */
const idle =
  /^container (?:exec_|health_status|top|attach|detach|resize|copy|export|archive-path|extract-to-dir)/;

/** Begins to follow; returns how to end it. */
export function followDocker(
  { stream, read, ask, silent }: Followed,
  timing: FollowTiming = followTiming,
): () => void {
  let over = false;
  let stop: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstEvent: number | null = null;
  let reading = false;
  let dirty = false;
  let away = false;
  let wait = timing.again;

  const say = (error: unknown): void => silent(error instanceof Error ? error.message : String(error));

  function soon(): void {
    const now = Date.now();
    firstEvent ??= now;
    clearTimeout(timer);
    timer = setTimeout(
      () => void run(),
      Math.max(0, Math.min(timing.pause, firstEvent + timing.longest - now)),
    );
  }

  async function run(): Promise<void> {
    if (reading) {
      dirty = true;
      return;
    }
    reading = true;
    dirty = false;
    firstEvent = null;
    try {
      await read(away);
      away = false;
      wait = timing.again;
    } catch (error) {
      if (!over) fail(error);
    } finally {
      reading = false;
    }
    if (dirty && !over && stop !== null) soon();
  }

  function begin(): void {
    if (over) return;
    stop = stream(eventCall, {
      line(text) {
        if (!over && !idle.test(text)) soon();
      },
      ended(why) {
        if (!over) fail(why);
      },
    });
    // Nobody reported what happened since the last reading.
    soon();
  }

  /** Leaves the stream, if any, and begins another one later. */
  function fail(why: unknown): void {
    away = true;
    say(why);
    stop?.();
    stop = null;
    firstEvent = null;
    clearTimeout(timer);
    timer = setTimeout(begin, wait);
    wait = Math.min(wait * 2, timing.mostAgain);
  }

  async function feel(): Promise<void> {
    if (stop === null || reading) return;
    try {
      await ask();
    } catch (error) {
      if (!over && stop !== null) fail(error);
    }
  }

  const beat = setInterval(() => void feel(), timing.beat);
  begin();
  return () => {
    over = true;
    clearInterval(beat);
    clearTimeout(timer);
    stop?.();
  };
}

// Follows an Engine: after events of containers and networks the host is read again. Where the Engine does not answer, that is reported
// once, and it is asked again until it answers.

import type { DockerStream } from './docker-command.ts';

/** Waiting times in milliseconds. */
export interface FollowTiming {
  /** How long events must pause before a reading, since `up` of one stack causes many. */
  readonly pause: number;
  /** How long a series of events may delay a reading. */
  readonly longest: number;
  /** Delay before a silent Engine is asked again; it doubles each time. */
  readonly again: number;
  readonly mostAgain: number;
  /** Interval between checks that a quiet Engine still answers. */
  readonly beat: number;
}

export const followTiming: FollowTiming = {
  pause: 400,
  longest: 3000,
  again: 2000,
  mostAgain: 30_000,
  beat: 60_000,
};

export interface FollowedEngine {
  readonly stream: DockerStream;
  /** Reads what runs; rejects when the Engine does not answer. `anew` is true after an interruption, when it may be another Engine. */
  read(anew: boolean): Promise<void>;
  /** Asks for a sign of life; rejects when the Engine does not answer. */
  ask(): Promise<unknown>;
  /** Called with the reason why the Engine does not answer. */
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

/** Events inside a container, or of inspecting one, which change nothing that is read. */
const idleEvents =
  /^container (?:exec_|health_status|top|attach|detach|resize|copy|export|archive-path|extract-to-dir)/;

/** Follows an Engine; returns a function that stops it. */
export function followDocker(
  { stream, read, ask, silent }: FollowedEngine,
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
        if (!over && !idleEvents.test(text)) soon();
      },
      ended(why) {
        if (!over) fail(why);
      },
    });
    // Nobody reported what happened since the last reading.
    soon();
  }

  /** Ends the stream, if any, and starts another one later. */
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

  async function checkAlive(): Promise<void> {
    if (stop === null || reading) return;
    try {
      await ask();
    } catch (error) {
      if (!over && stop !== null) fail(error);
    }
  }

  const beat = setInterval(() => void checkAlive(), timing.beat);
  begin();
  return () => {
    over = true;
    clearInterval(beat);
    clearTimeout(timer);
    stop?.();
  };
}

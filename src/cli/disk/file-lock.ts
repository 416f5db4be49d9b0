// What a write holds while it works: a lock beside the file, which keeps our own writers apart, and signals, so that Ctrl+C
// leaves nothing behind. What a kill left is removed by the next write in that folder.

import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readRegularFile } from './read-regular-file.ts';
import { writeNew } from './write-bytes.ts';

export interface Lock {
  /** The path for the new content: on the file's own file system, with a name that is no compose file. */
  readonly beside: string;
  /** True while the lock is ours and nobody has removed it as abandoned. */
  held(): boolean;
}

// A write takes milliseconds: after this time the other writer is taken not to continue.
const lockTimeout = 5_000;
const pause = 10;
// For a lock of another machine it cannot be checked whether its owner still lives.
const abandonedAfter = 60_000;
// How long a lock may be without its owner's name: it is made first and written to then.
const unsignedFor = 1_000;

/** Runs `work`, which must be synchronous, while no other Bulkhead process writes `target`. */
export function withLock<T>(target: string, work: (lock: Lock) => T): T {
  const release = holdSignals();
  const folder = dirname(target);
  // Part of the name tells a reader what it is; a long name would leave no room.
  const stem = `.${basename(target).slice(0, 50)}.bulkhead-`;
  const path = join(folder, `${stem}lock`);
  const own = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const token = `${own}@${hostname()}`;
  const beside = join(folder, `${stem}${own}`);
  const held = () => textOf(path) === token;
  try {
    acquireLock(path, token);
    try {
      removeLeftovers(folder, path);
      return work({ beside, held });
    } finally {
      rmSync(beside, { force: true });
      if (held()) rmSync(path, { force: true });
    }
  } finally {
    release();
  }
}

/** Takes the lock: creates it, waits for it, or replaces one whose process has ended. */
function acquireLock(path: string, token: string): void {
  for (let waited = 0; ; waited += pause) {
    try {
      // Of a machine that stopped, no writer lives: its lock may be empty then, as one whose writer was killed before it signed.
      writeNew(path, Buffer.from(token), 0o600, false);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (isAbandoned(path)) removeWithContent(path);
    else if (waited >= lockTimeout)
      throw Object.assign(new Error('locked'), { code: `${basename(path)} is held by another writer` });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
}

/** Removes leftovers of killed writers of other files in the folder. */
function removeLeftovers(folder: string, own: string): void {
  let entries: readonly string[] = [];
  try {
    entries = readdirSync(folder);
  } catch {
    // A folder may be written and not listed.
  }
  for (const entry of entries) {
    const path = join(folder, entry);
    if (/^\..+\.bulkhead-lock$/.test(entry) && path !== own && isAbandoned(path)) removeWithContent(path);
  }
}

const owner = /^((\d+)-[0-9a-f]+)@(.+)$/;

/** Removes an abandoned lock after the unfinished content of its owner. */
function removeWithContent(path: string): void {
  const [, own] = owner.exec(textOf(path) ?? '') ?? [];
  if (own !== undefined) rmSync(path.replace(/lock$/, own), { force: true });
  rmSync(path, { force: true });
}

function isAbandoned(path: string): boolean {
  const [, , pid, host] = owner.exec(textOf(path) ?? '') ?? [];
  if (pid !== undefined && host === hostname()) return !isRunning(Number(pid));
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return false;
  return Date.now() - info.mtimeMs > (pid === undefined ? unsignedFor : abandonedAfter);
}

/** True when the process runs. Our own process counts as ended: writes are synchronous, so it never holds a second lock. */
export function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function textOf(path: string): string | null {
  try {
    return new TextDecoder().decode(readRegularFile(path));
  } catch {
    return null;
  }
}

/** Delays SIGINT, SIGHUP and SIGTERM. Signals with a listener are left alone, since listeners run only after synchronous work. */
function holdSignals(): () => void {
  const held = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).filter(
    (signal) => process.listenerCount(signal) === 0,
  );
  const again = (signal: NodeJS.Signals): void => {
    letGo();
    process.kill(process.pid, signal);
  };
  const letGo = (): void => {
    for (const signal of held) process.off(signal, again);
  };
  for (const signal of held) process.on(signal, again);
  // Signals that came meanwhile are delivered in the next turn of the event loop.
  return () => void setImmediate(() => setImmediate(letGo));
}

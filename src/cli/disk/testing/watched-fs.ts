// The file system with a test between each call and its work: another program is let in, a kill is played, the disk is full.

import type * as fs from 'node:fs';

export interface Disk {
  /** Called with each numbered call that reads or changes a file; throws to simulate a kill. */
  onCall: (name: string, count: number) => void;
  calls: number;
  /** How many bytes files may still grow by; null for an unlimited disk. */
  room: number | null;
}

/** Wraps `real` so that its synchronous functions report each call to `disk`. */
export function watched(real: typeof fs, disk: Disk): Record<string, unknown> {
  const write = (args: readonly unknown[], room: number): number => {
    const [file, bytes, offset, length, at] = args as [number, Uint8Array, number, number, number];
    const { size } = real.fstatSync(file);
    const most = Math.min(length, Math.max(0, size - at) + room);
    if (most === 0 && length > 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    disk.room = room - Math.max(0, at + most - size);
    return real.writeSync(file, bytes, offset, most, at);
  };
  const entries = Object.entries(real).map(([name, value]) => {
    if (typeof value !== 'function' || !name.endsWith('Sync')) return [name, value];
    return [
      name,
      (...args: unknown[]) => {
        disk.calls++;
        disk.onCall(name, disk.calls);
        return name === 'writeSync' && disk.room !== null
          ? write(args, disk.room)
          : Reflect.apply(value, real, args);
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Runs `work` and calls `intrude` once, before the call with that number. Returns true when it was reached, with the call's name. */
export function intruded<T>(
  disk: Disk,
  at: number,
  intrude: () => void,
  work: () => T,
): { result: T; name: string | null } {
  let name: string | null = null;
  disk.calls = 0;
  disk.onCall = (called, count) => {
    if (count !== at) return;
    name = called;
    disk.onCall = () => {};
    intrude();
  };
  const result = work();
  disk.onCall = () => {};
  return { result, name };
}

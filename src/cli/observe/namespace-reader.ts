// What this machine lets be read of its network namespaces: sockets, processes, and the kernel's table of flows. Nothing is started in a
// container, and no packet is captured.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** Reads the kernel's files under /proc and /sys; null for files that are missing or unreadable. */
export interface Kernel {
  read(path: string): string | null;
  link(path: string): string | null;
  list(path: string): readonly string[] | null;
  /** Returns this machine's addresses (`address/prefix`) by interface. */
  interfaces(): ReadonlyMap<string, readonly string[]>;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The kernel of this machine. */
export const kernel: Kernel = {
  read: (path) => orNull(() => readFileSync(path, 'utf8')),
  link: (path) => orNull(() => readlinkSync(path)),
  list: (path) => orNull(() => readdirSync(path)),
  interfaces: () =>
    new Map(
      Object.entries(networkInterfaces()).map(([name, list = []]) => [
        name,
        list.flatMap(({ cidr }) => cidr ?? []),
      ]),
    ),
};

// What this machine lets be read of its network namespaces: sockets, processes, and the kernel's table of flows. Nothing is started in a
// container, and no packet is captured.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** The kernel's files under /proc and /sys; null for what is not there or may not be read. */
export interface Kernel {
  read(path: string): string | null;
  link(path: string): string | null;
  list(path: string): readonly string[] | null;
  /** Addresses of this machine by interface, as `address/prefix`. */
  interfaces(): ReadonlyMap<string, readonly string[]>;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Those of this machine. */
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

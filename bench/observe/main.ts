// How much of a processor looking takes where much runs, and how often it looks then: `observe` itself over files of /proc that are written
// into a folder. What the kernel takes to make such a file is none of this program's, and not in it.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineClock } from '../../src/cli/observe/machine-clock.ts';
import type { Kernel } from '../../src/cli/observe/namespace-reader.ts';
import { observe } from '../../src/cli/observe/observing.ts';
import { fakeContainer, fakeNetwork } from './fake-host.ts';

export interface ObserveBench {
  readonly namespaces: number;
  /** The number of established connections in each namespace. */
  readonly connections: number;
  readonly looks: number;
  /** The requested and the actual seconds between two readings. */
  readonly interval: { readonly asked: number; readonly recorded: number };
  /** Milliseconds of processor time for one reading. */
  readonly look: number;
  /** The share of one processor over the whole time. */
  readonly share: number;
  readonly seen: number;
}

/** Runs `observe` for `seconds`, with its files in `folder`. */
export async function benchObserve(
  { namespaces, connections, seconds }: { namespaces: number; connections: number; seconds: number },
  folder: string,
): Promise<ObserveBench> {
  const kernel = writeTree(folder, namespaces, connections);
  const running = {
    engine: '29.7.2',
    foreignHost: null,
    containers: Array.from({ length: namespaces }, (_, index) => fakeContainer(index, addressOf(index))),
    networks: new Map([fakeNetwork()].map((network) => [network.name, network])),
    images: new Map(),
  };
  const controller = new AbortController();
  let looks = 0;
  let first: { readonly at: number; readonly used: number } | null = null;
  const asked = 1;
  const record = await observe({
    kernel,
    clock: machineClock,
    read: async () => running,
    own: 'bench',
    length: seconds * 1000,
    interval: asked * 1000,
    keepsAddresses: false,
    signal: controller.signal,
    seen() {
      looks++;
      // The first look compiles; what is asked is how it goes on.
      first ??= { at: machineClock.now(), used: machineClock.used() };
    },
  });
  const from = first ?? { at: 0, used: 0 };
  const used = machineClock.used() - from.used;
  return {
    namespaces,
    connections,
    looks,
    interval: { asked, recorded: record.interval },
    look: used / Math.max(1, looks - 1),
    share: used / (machineClock.now() - from.at),
    seen: record.connections.length,
  };
}

const basePid = 100_000;
const addressOf = (index: number): string => `10.${64 + (index >> 8)}.${index & 255}.2`;

/** Writes a folder like /proc, with a listener and `connections` in each namespace, half of them incoming. */
function writeTree(folder: string, namespaces: number, connections: number): Kernel {
  const half = Math.floor(connections / 2);
  for (let index = 0; index < namespaces; index++) {
    const pid = basePid + index;
    mkdirSync(join(folder, `${pid}/net`), { recursive: true });
    mkdirSync(join(folder, `${pid}/fd`));
    writeFileSync(join(folder, `${pid}/mountinfo`), `id-${index}`);
    const own = hexOf(addressOf(index));
    const [next, before] = [index + 1, index + namespaces - 1].map((other) =>
      hexOf(addressOf(other % namespaces)),
    );
    const lines = [line('00000000:1F90', '00000000:0000', '0A')];
    for (let count = 0; count < half; count++) {
      const port = (32_768 + count).toString(16).toUpperCase();
      lines.push(
        line(`${own}:${port}`, `${next}:1F90`, '01'),
        line(`${own}:1F90`, `${before}:${port}`, '01'),
      );
    }
    writeFileSync(join(folder, `${pid}/net/tcp`), lines.join('\n'));
  }
  const below = (path: string): string => join(folder, path.replace(/^\/proc\//, ''));
  const orNull = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch {
      return null;
    }
  };
  return {
    read: (path) => orNull(() => readFileSync(below(path), 'utf8')),
    link: (path) => (path.endsWith('/ns/net') ? path : null),
    list: (path) => orNull(() => readdirSync(below(path))),
    interfaces: () => new Map(),
  };
}

function hexOf(address: string): string {
  return address
    .split('.')
    .reverse()
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function line(local: string, remote: string, state: string): string {
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0000000000000000 20 4 30 10 -1`;
}

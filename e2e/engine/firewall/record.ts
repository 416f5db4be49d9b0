// `bulkhead machine` in the lab: the record of its host, read for real.

import { execFileSync } from 'node:child_process';
import { runMachine } from '../../../src/cli/commands/machine.ts';
import { createNodeIo } from '../../../src/cli/node-io.ts';
import { type Machine, readMachine } from '../../../src/core/machine/machine.ts';
import type { Lab } from '../lab.ts';
import { run } from '../run.ts';

const own = createNodeIo();

/** What the record says now. */
export async function recordIn(lab: Lab): Promise<Machine> {
  const enter = `--net=${lab.namespaces.host}`;
  const printed: string[] = [];
  const io = {
    ...own,
    print: async (pieces: Iterable<string>) => {
      printed.push(...pieces);
    },
    complain: () => undefined,
    kindOf: (path: string) => (path.startsWith('/proc/sys/') ? own.kindOf(path) : ('absent' as const)),
    readFile: (path: string) => new Uint8Array(execFileSync('nsenter', [enter, 'cat', path])),
  };
  await runMachine(io, async (program, args) => {
    if (program === 'docker') {
      try {
        return { status: 0, stdout: await lab.docker(args), stderr: '' };
      } catch (error) {
        return { status: 1, stdout: '', stderr: String(error) };
      }
    }
    const { code, stdout, stderr } = await run('nsenter', [enter, program, ...args]);
    return { status: code, stdout, stderr };
  });
  return readMachine(printed.join(''));
}

// `bulkhead machine` in the lab: the record of its host, read for real.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMachine } from '../../../src/cli/commands/machine.ts';
import type { Program } from '../../../src/cli/docker/read-machine.ts';
import type { Io } from '../../../src/cli/io.ts';
import { createNodeIo } from '../../../src/cli/node-io.ts';
import { type Machine, readMachine } from '../../../src/core/machine/machine.ts';
import type { Lab } from '../lab.ts';
import { dockerOf } from '../live-tools.ts';
import { run } from '../run.ts';

const own = createNodeIo();

/** The lab's host as the command line reads a machine: files of its namespace, and programs that run in it. */
export function machineIn(lab: Lab): { readonly io: Io; readonly program: Program } {
  const enter = `--net=${lab.namespaces.host}`;
  const io: Io = {
    ...own,
    cwd: '/nowhere',
    env: new Map(),
    variables: new Map(),
    complain: () => undefined,
    kindOf: (path) => (path.startsWith('/proc/sys/') ? own.kindOf(path) : 'absent'),
    // Processes are the same in every namespace; the settings of the network are not.
    readFile: (path) =>
      path.startsWith('/proc/sys/')
        ? new Uint8Array(execFileSync('nsenter', [enter, 'cat', path]))
        : own.readFile(path),
    // Other machines of this lab, and other labs, have daemons of their own.
    listFolder: (path) =>
      path === '/proc' ? { folders: [daemonOf(lab)], files: [], others: [] } : own.listFolder(path),
  };
  const docker = dockerOf(lab);
  return {
    io,
    async program(program, args) {
      if (program === 'docker') return docker(args);
      const { code, stdout, stderr } = await run('nsenter', [enter, program, ...args]);
      return { status: code, stdout, stderr };
    },
  };
}

/** Returns the process of the lab's Engine. */
function daemonOf({ folder }: Lab): string {
  return readFileSync(join(folder, 'docker.pid'), 'utf8').trim();
}

/** Returns the record as it is written now. */
export async function recordText(lab: Lab): Promise<string> {
  const { io, program } = machineIn(lab);
  const printed: string[] = [];
  const print: Io['print'] = async (pieces) => {
    printed.push(...pieces);
  };
  await runMachine({ ...io, print }, program);
  return printed.join('');
}

/** What the record says now. */
export async function recordIn(lab: Lab): Promise<Machine> {
  return readMachine(await recordText(lab));
}

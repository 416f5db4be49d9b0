// The command line on the lab's Engine: its Docker, the files of this machine, and the host that runs.

import { resolve } from 'node:path';
import type { Docker } from '../../src/cli/docker/docker-command.ts';
import type { HostCommandOptions } from '../../src/cli/input/host-options.ts';
import { type LoadedHost, loadHost } from '../../src/cli/input/load-host.ts';
import type { Io } from '../../src/cli/io.ts';
import { createNodeIo } from '../../src/cli/node-io.ts';
import { fakeIo } from '../../src/cli/testing/fake-io.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import type { Lab } from './lab.ts';

export const liveOptions: HostCommandOptions = {
  docker: true,
  stackFile: [],
  profile: [],
  envFile: [],
  engine: defaultReachOptions.engine,
  userlandProxy: true,
};

/** The command as the lab has it. */
export function dockerOf(lab: Lab): Docker {
  return async (args) => {
    try {
      return { status: 0, stdout: await lab.docker(args), stderr: '' };
    } catch (error) {
      return { status: 1, stdout: '', stderr: String(error) };
    }
  };
}

/** The files of this machine, for one who stands in `cwd`. */
export function ioIn(cwd: string): Io {
  const io = createNodeIo();
  return {
    ...io,
    cwd,
    env: new Map(),
    variables: new Map(),
    complain: () => undefined,
    kindOf: (path) => io.kindOf(resolve(cwd, path)),
    readFile: (path) => io.readFile(resolve(cwd, path)),
    listFolder: (path) => io.listFolder(resolve(cwd, path)),
  };
}

/** What runs, for `io`; without one, for a machine that has no file of it. */
export function readLive(lab: Lab, io: Io = fakeIo({ files: {}, cwd: '/nowhere' })): Promise<LoadedHost> {
  return loadHost(io, [], liveOptions, { docker: dockerOf(lab), program: null });
}

// The machine as a tool of an agent sees it: files below one folder, no stream, and of the environment only what Compose names.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { outsideFailure, type RootFolder } from './root-folder.ts';

/** Standard input is where the client speaks. */
export function noStandardInput(): CallFailure {
  return new CallFailure('-: a server has no standard input to read from. Name a file.');
}

/** `io` below `root`; `report` gets what a command would write to standard error. */
export function confinedIo(io: Io, root: RootFolder, report: (line: string) => void): Io {
  const reported = new Set<string>();
  const demand = (path: string): string => {
    const real = root.inside(path);
    if (real === null) throw outsideFailure(path, root);
    return real;
  };
  return {
    ...io,
    cwd: root.path,
    // What else is in the environment is none of the agent's business, and a file could ask for it: `image: ${TOKEN}`.
    env: new Map([...io.env].filter(([name]) => name.startsWith('COMPOSE_'))),
    color: false,
    terminal: false,
    print: async () => {},
    printPainted: async () => {},
    complain: (message) => {
      for (const line of [message].flat()) report(line);
    },
    readStdin: async () => {
      throw noStandardInput();
    },
    readFile(path) {
      const real = demand(path);
      try {
        return io.readFile(real);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EFTYPE')
          throw new CallFailure(
            `${path}:1:1: this is a device, a pipe or a socket, and only regular files are read. Name a regular file.`,
          );
        throw error;
      }
    },
    listFolder: (path) => io.listFolder(demand(path)),
    // Outside of the root it is not known whether a file exists: it is not reported as absent, and reading it gives the reason.
    kindOf(path) {
      const real = root.inside(path);
      if (real !== null) return io.kindOf(real);
      if (!reported.has(path)) report(`${path}: not below the root, so whether it is there is not known.`);
      reported.add(path);
      return 'file';
    },
    saveFile(path, text, before) {
      const real = root.inside(path);
      if (real !== null) return io.saveFile(real, text, before);
      return { kind: 'refused', why: `is not below ${root.path}. Name a file below it.` };
    },
    whyNotWritable(path) {
      const real = root.inside(path);
      return real === null ? `is not below ${root.path}. Name a file below it.` : io.whyNotWritable(real);
    },
  };
}

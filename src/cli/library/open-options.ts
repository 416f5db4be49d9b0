// What opening a project and opening a fleet share: the options as those of the command, and files without a terminal.

import { join, relative, resolve, sep } from 'node:path';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { compareBytes } from '../../core/text/compare-bytes.ts';
import { CallFailure } from '../call-failure.ts';
import { type ProjectOptions, readEngine } from '../input/project-options.ts';
import type { FileIo, Io } from '../io.ts';
import { nodeFiles } from '../node-io.ts';
import type { OptionKinds } from './check-arguments.ts';
import type { OpenFleetOptions, OpenOptions } from './library-types.ts';

/** The kinds of the options that projects and fleets have alike. */
export const fleetOptionKinds: OptionKinds<OpenFleetOptions> = {
  folder: 'a text',
  texts: 'an object of texts',
  environment: 'an object of texts',
  engine: 'a text',
  userlandProxy: 'true or false',
  directRouting: 'true or false',
  ipv6Default: 'true or false',
  firewallBackend: 'a text',
};

/** Returns an `Io` without streams that collects messages about the files as notes. */
export function quietIo({ folder = '.', texts, environment = {} }: OpenFleetOptions, notes: string[]): Io {
  const cwd = resolve(folder);
  const variables = Object.entries(environment).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return {
    cwd,
    env: new Map(variables),
    variables: new Map(variables),
    color: false,
    terminal: false,
    print: async () => {},
    printPainted: async () => {},
    complain: (message) => {
      notes.push([message].flat().join('\n'));
    },
    readStdin: async () => new Uint8Array(),
    ...(texts === undefined ? nodeFiles(cwd) : textFiles(cwd, texts)),
  };
}

/** Returns the options of the library as those of the command. */
export function projectOptions(options: OpenOptions): ProjectOptions {
  const { projectName, profiles = [], envFiles = [], engine, userlandProxy = true } = options;
  const { directRouting, ipv6Default, firewallBackend, merge = false, rootless, machine, observed } = options;
  if (firewallBackend !== undefined && firewallBackend !== 'iptables' && firewallBackend !== 'nftables') {
    throw new CallFailure(`firewallBackend ${firewallBackend}: give iptables or nftables.`);
  }
  return {
    ...(projectName === undefined ? {} : { projectName }),
    profile: profiles,
    envFile: envFiles,
    engine: engine === undefined ? defaultReachOptions.engine : readEngine(engine),
    userlandProxy,
    ...(directRouting === undefined ? {} : { directRouting }),
    ...(ipv6Default === undefined ? {} : { ipv6Default }),
    ...(firewallBackend === undefined ? {} : { firewallBackend }),
    merge,
    ...(rootless === undefined ? {} : { rootless }),
    ...(machine === undefined ? {} : { machine }),
    ...(observed === undefined ? {} : { observed }),
  };
}

/** Returns texts in memory as read-only files in place of a disk. Paths may be relative to `cwd`. */
function textFiles(cwd: string, texts: Readonly<Record<string, string>>): FileIo {
  const stored = new Map(Object.entries(texts).map(([path, text]) => [resolve(cwd, path), text]));
  const inside = (folder: string) =>
    [...stored.keys()]
      .filter((path) => path.startsWith(join(folder, sep)))
      .map((path) => relative(folder, path).split(sep));
  const why = 'is a text in memory, not a file.';
  return {
    readFile(path) {
      const text = stored.get(resolve(cwd, path));
      if (text !== undefined) return new TextEncoder().encode(text);
      throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    },
    kindOf(path) {
      const wanted = resolve(cwd, path);
      if (stored.has(wanted)) return 'file';
      return wanted === cwd || inside(wanted).length > 0 ? 'folder' : 'absent';
    },
    linkAt: () => null,
    listFolder(path) {
      const below = inside(resolve(cwd, path));
      const names = (some: typeof below) => [...new Set(some.map(([name = '']) => name))].sort(compareBytes);
      return {
        folders: names(below.filter(({ length }) => length > 1)),
        files: names(below.filter(({ length }) => length === 1)),
        others: [],
      };
    },
    makeFolder() {
      throw Object.assign(new Error('texts in memory have no folders'), { code: 'EROFS' });
    },
    saveFile: () => ({ kind: 'refused', why }),
    keepTogether: () => () => {},
    removeFile: () => false,
    whyNotWritable: () => why,
  };
}

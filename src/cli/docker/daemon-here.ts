// The settings of the daemon that runs on this machine: its file, wherever its command line says that it is, and what that line says itself.

import type { MachineFiles } from '../io.ts';

type Members = Readonly<Record<string, unknown>>;

/** The daemon's settings, or why they cannot be read. */
export type LocalDaemon = { readonly members: Members } | { readonly why: string };

export const installedFile = '/etc/docker/daemon.json';

export function readLocalDaemon(io: MachineFiles): LocalDaemon {
  const lines = daemonLines(io);
  if (lines.length === 0 && io.kindOf(installedFile) === 'absent')
    return { why: `there is no ${installedFile}, and no running dockerd with readable options` };
  const found = lines.length === 0 ? [membersOf(io, [])] : lines.map((words) => membersOf(io, words));
  const [first, ...others] = new Map(found.map((one) => [JSON.stringify(one), one])).values();
  if (first === undefined || others.length > 0)
    return { why: `${found.length} daemons with different settings run here` };
  return first;
}

/** Returns the options of each dockerd that runs on this machine. */
function daemonLines(io: MachineFiles): readonly (readonly string[])[] {
  return foldersOf(io, '/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || textOf(io, `/proc/${pid}/comm`)?.trim() !== 'dockerd') return [];
    const words = textOf(io, `/proc/${pid}/cmdline`)?.split('\0').slice(1);
    return words === undefined ? [] : [words];
  });
}

function foldersOf(io: MachineFiles, path: string): readonly string[] {
  try {
    return io.listFolder(path).folders;
  } catch {
    return [];
  }
}

function textOf(io: MachineFiles, path: string): string | null {
  try {
    return new TextDecoder().decode(io.readFile(path));
  } catch {
    // Gone meanwhile, or not for us.
    return null;
  }
}

function membersOf(io: MachineFiles, words: readonly string[]): LocalDaemon {
  const said = optionsOf(words);
  const file = said.find(([name]) => name === 'config-file')?.[1] ?? installedFile;
  const members = Object.fromEntries(said.flatMap(memberOf));
  if (!file.startsWith('/')) return { why: `${file} is relative to the folder of the daemon` };
  try {
    if (file === installedFile && io.kindOf(file) === 'absent') return { members };
    const value: unknown = JSON.parse(new TextDecoder().decode(io.readFile(file)));
    // The daemon takes no option from both.
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { members: { ...value, ...members } };
    return { why: `${file} is not a JSON object` };
  } catch (error) {
    return { why: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Parses `--name=value`, `--name value` and `--name`. */
function optionsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  return words.flatMap((word, index): readonly (readonly [string, string])[] => {
    const [, name, value] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) return [];
    if (value !== undefined) return [[name, value]];
    const next = words[index + 1];
    return [[name, next === undefined || next.startsWith('-') || flags.has(name) ? 'true' : next]];
  });
}

/** Options that mean `true` without a value. */
const flags: ReadonlySet<string> = new Set([
  'userland-proxy',
  'allow-direct-routing',
  'icc',
  'ipv6',
  'iptables',
  'ip6tables',
]);

const texts: ReadonlySet<string> = new Set(['firewall-backend', 'ip']);

/** Converts an option to the equivalent member of the daemon's file; empty when it does not affect reach. */
function memberOf([name, value]: readonly [string, string]): readonly (readonly [string, unknown])[] {
  if (flags.has(name)) return [[name, value === 'true' || value === '1' || value === 't']];
  if (texts.has(name)) return [[name, value]];
  if (name === 'default-network-opt' && value === 'bridge=com.docker.network.enable_ipv6=true')
    return [['default-network-opts', { bridge: { 'com.docker.network.enable_ipv6': 'true' } }]];
  return [];
}

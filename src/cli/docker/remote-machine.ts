// A machine at the other end of SSH, as one script reads it: the programs and files of a record, in one login that asks for no password.
// Reads only.

import { shellCommand, shellWord } from '../../core/quote/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import type { MachineFiles } from '../io.ts';
import type { SshEndpoint } from './context-endpoint.ts';
import { installedFile } from './daemon-here.ts';
import type { CommandResult } from './docker-command.ts';
import { firewallCalls, machineCalls, type Program, sysctlFiles } from './read-machine.ts';

/** A machine whose record can be read. */
export interface ReadableMachine {
  readonly io: MachineFiles;
  readonly program: Program;
}

/** Runs a program with text on its standard input. */
export type FedProgram = (
  program: string,
  args: readonly string[],
  seconds: number,
  input: string,
) => Promise<CommandResult>;

/** Seconds for the login and all that is read. */
const readTimeout = 60;

/** Returns the words of the call that logs in and runs a script. */
export function sshWords({ user, host, port }: SshEndpoint): readonly string[] {
  return [
    'ssh',
    '-T',
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=15',
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', port]),
    '--',
    host,
    'sh',
    '-s',
  ];
}

/** Returns what the script runs and reads, as lines for people; `sudo` asks for the firewall as root. */
export function readLines(sudo: boolean): readonly string[] {
  return [
    ...Object.values(machineCalls).map((words) => shellCommand(words)),
    ...Object.values(firewallCalls).map((words) => shellCommand(withSudo(words, sudo))),
    `cat ${installedFile} (or the file that dockerd was started with), the command line of dockerd, and ${sysctlFiles.length} settings below /proc/sys/net`,
  ];
}

export function withSudo(words: readonly string[], sudo: boolean): readonly string[] {
  return sudo ? ['sudo', '-n', ...words] : words;
}

/** Reads all of a machine's record over SSH; fails where the login does. */
export async function readOverSsh(
  endpoint: SshEndpoint,
  sudo: boolean,
  program: FedProgram,
): Promise<ReadableMachine> {
  const [name = '', ...args] = sshWords(endpoint);
  const { status, stdout, stderr } = await program(name, args, readTimeout, script(endpoint, sudo));
  if (status !== 0) {
    if (status === null && stderr.includes('ENOENT'))
      throw new CallFailure('this needs the ssh command, which is not installed or not on PATH.');
    const why = stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
    throw new CallFailure(
      `ssh ${endpoint.host}: ${why === '' ? `status ${status}` : why}. Log in once by hand, with a key or an agent: no password is asked for here.`,
    );
  }
  return machineOf(sectionsOf(stdout));
}

/**
 * The script. Each part of its output begins with `#NAME`; lines of the part begin with a space, the last of them is `=STATUS`; a line with
 * `!` says why it failed.
 */
function script({ socket }: SshEndpoint, sudo: boolean): string {
  const run = (name: string, words: readonly string[]): string =>
    `run ${shellWord(name)} ${words.map(shellWord).join(' ')}`;
  const { networks, bridges, ...calls } = machineCalls;
  return [
    'LC_ALL=C; export LC_ALL',
    'PATH="$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin"; export PATH',
    ...(socket === null ? [] : [`DOCKER_HOST=${shellWord(`unix://${socket}`)}; export DOCKER_HOST`]),
    'run() {',
    `  printf '#%s\\n' "$1"; shift`,
    `  why=$( { { "$@"; printf '\\n=%s\\n' "$?"; } | sed 's/^/ /' >&3; } 2>&1 </dev/null )`,
    `  printf '%s\\n' "$why" | tail -n 1 | sed 's/^/!/'`,
    '} 3>&1',
    'file() { if [ -e "$1" ]; then run "$1" cat "$1"; fi; }',
    ...[...Object.values(calls), bridges].map((words) => run(words.join(' '), words)),
    run(networks.join(' '), ['sh', '-c', `${shellCommand(networks)} $(${shellCommand(bridges)})`]),
    ...Object.values(firewallCalls).map((words) => run(words.join(' '), withSudo(words, sudo))),
    ...[installedFile, ...sysctlFiles].map((path) => `file ${path}`),
    'for dir in /proc/[0-9]*; do',
    '  name=; { read -r name < "$dir/comm"; } 2>/dev/null',
    '  if [ "$name" = dockerd ]; then',
    '    file "$dir/comm"',
    `    run "$dir/cmdline" sh -c 'tr "\\000" "\\n" < "$0"' "$dir/cmdline"`,
    `    config=$(tr '\\000' '\\n' < "$dir/cmdline" | sed -n 's/^--config-file=//p; /^--config-file$/{n;p;}' | tail -n 1)`,
    `    case "$config" in /*) file "$config";; esac`,
    '  fi',
    'done',
    'exit 0',
    '',
  ].join('\n');
}

interface Section {
  readonly status: number;
  readonly text: string;
  readonly why: string;
}

/** Parses the output of the script. */
function sectionsOf(output: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  let name: string | null = null;
  let lines: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('#')) {
      name = line.slice(1);
      lines = [];
    } else if (line.startsWith(' ')) lines.push(line.slice(1));
    else if (line.startsWith('!') && name !== null) {
      const status = /^=(\d+)$/.exec(lines.at(-1) ?? '')?.[1];
      // The line end before the status is the script's own.
      sections.set(name, {
        status: status === undefined ? 1 : Number(status),
        text: lines.slice(0, -1).join('\n'),
        why: line.slice(1),
      });
    }
  }
  return sections;
}

/** The shell's status of a program that is not installed. */
const notInstalled = 127;

function machineOf(sections: ReadonlyMap<string, Section>): ReadableMachine {
  const networks = machineCalls.networks.join(' ');
  const program: Program = async (name, args) => {
    const call = [name, ...args].join(' ');
    const found = sections.get(call.startsWith(networks) ? networks : call);
    if (found === undefined || found.status === notInstalled)
      return { status: null, stdout: '', stderr: 'ENOENT' };
    return { status: found.status, stdout: found.text, stderr: found.why };
  };
  const below = (path: string): readonly string[] =>
    [...sections.keys()].flatMap((known) =>
      known.startsWith(`${path}/`) ? [known.slice(path.length + 1)] : [],
    );
  const io: MachineFiles = {
    readFile(path) {
      const section = sections.get(path);
      if (section === undefined || section.status !== 0)
        throw new Error(section?.why ?? 'there is no such file');
      const text = path.endsWith('/cmdline') ? section.text.replaceAll('\n', '\0') : section.text;
      return new TextEncoder().encode(text);
    },
    kindOf: (path) => (sections.has(path) ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    listFolder: (path) => ({
      folders: [...new Set(below(path).map((inner) => inner.split('/')[0] ?? ''))],
      files: [],
      others: [],
    }),
  };
  return { io, program };
}

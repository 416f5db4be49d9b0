// The record of a machine, read from Docker, the kernel and the firewall. Reads only.

import type { MachineFiles } from '../io.ts';
import { readLocalDaemon } from './daemon-here.ts';
import { answerTimeout, type CommandResult } from './docker-command.ts';

/** Runs a program with a list of arguments to its end; never through a shell. */
export type Program = (program: string, args: readonly string[], seconds?: number) => Promise<CommandResult>;

/** A member that could not be read, with the reason in words. */
export interface MissingMember {
  readonly what: string;
  readonly why: string;
}

interface Reader {
  readonly io: MachineFiles;
  readonly program: Program;
  readonly missing: MissingMember[];
}

/** Kernel settings that decide which packets pass. */
const sysctls: readonly string[] = [
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv6.conf.all.forwarding',
  'net.bridge.bridge-nf-call-iptables',
  'net.bridge.bridge-nf-call-ip6tables',
];

/** The files of those settings. */
export const sysctlFiles = sysctls.map(sysctlFile);

function sysctlFile(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}

/** The programs that show a machine's firewall, which only root may run. */
export const firewallCalls = {
  iptables: ['iptables-save'],
  ip6tables: ['ip6tables-save'],
  ipset: ['ipset', 'save'],
  nft: ['nft', '-j', 'list', 'ruleset'],
} as const;

/** All other programs that are run on a machine for its record. */
export const machineCalls = {
  info: ['docker', 'info', '--format', '{{json .}}'],
  compose: ['docker', 'compose', 'version', '--short'],
  bridges: ['docker', 'network', 'ls', '--quiet', '--filter', 'driver=bridge'],
  networks: ['docker', 'network', 'inspect'],
  addresses: ['ip', '-j', 'addr'],
  routes: ['ip', '-j', 'route'],
  listeners: ['ss', '-H', '-l', '-n', '-t', '-u'],
} as const;

/** A record with a list of its missing members. */
export interface MachineReading {
  readonly record: Readonly<Record<string, unknown>>;
  readonly missing: readonly MissingMember[];
}

/** Reads everything that a machine's record may hold. */
export async function readMachineRecord(io: MachineFiles, program: Program): Promise<MachineReading> {
  const reader: Reader = { io, program, missing: [] };
  const [engine, networks, network, firewall] = await Promise.all([
    engineMembers(reader),
    bridgesOf(reader),
    networkMembers(reader),
    firewallMembers(reader),
  ]);
  const record = {
    version: 1,
    ...engine,
    ...daemonMember(reader),
    ...network,
    ...networks,
    ...sysctlMember(reader),
    ...firewall,
  };
  return { record, missing: reader.missing };
}

/** Returns a program's output; null when it fails, which is noted as missing. */
async function outputOf(
  { program, missing }: Reader,
  words: readonly string[],
  what: string,
): Promise<string | null> {
  const [name = '', ...args] = words;
  const { status, stdout, stderr } = await program(name, args, answerTimeout);
  if (status === 0) return stdout;
  const absent = status === null && stderr.includes('ENOENT');
  const why = absent ? `${name} is not installed` : stderr.trim().split('\n').at(-1) || `status ${status}`;
  missing.push({ what, why });
  return null;
}

async function jsonOf(reader: Reader, words: readonly string[], what: string): Promise<unknown> {
  const text = await outputOf(reader, words, what);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    reader.missing.push({ what, why: `${words[0]} printed no JSON` });
    return null;
  }
}

/** Returns a record as the text of its file. */
export function machineText(record: MachineReading['record']): string {
  return `${JSON.stringify(record, null, 1)}\n`;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

async function engineMembers(reader: Reader): Promise<object> {
  const [info, compose] = await Promise.all([
    jsonOf(reader, machineCalls.info, 'engine'),
    outputOf(reader, machineCalls.compose, 'compose'),
  ]);
  const version = /\d+\.\d+\.\d+/.exec(String(field(info, 'ServerVersion') ?? ''))?.[0];
  const driver = field(field(info, 'FirewallBackend'), 'Driver');
  const security = field(info, 'SecurityOptions');
  const rootless = Array.isArray(security) && security.some((option) => String(option).includes('rootless'));
  const [hostname, now] = [field(info, 'Name'), field(info, 'SystemTime')];
  return {
    ...(typeof hostname === 'string' && hostname !== '' && { hostname }),
    // Docker prints its machine's time to the nanosecond.
    ...(typeof now === 'string' && { recordedAt: now.replace(/\.\d+/, '') }),
    ...(version === undefined ? {} : { engine: version }),
    ...(compose === null ? {} : { compose: compose.trim() }),
    ...(info === null ? {} : { rootless }),
    ...(typeof driver === 'string'
      ? { firewallBackend: driver.startsWith('nft') ? 'nftables' : 'iptables' }
      : {}),
  };
}

/** Returns each network's interface: the one in its options, or Docker's default from its id. */
async function bridgesOf(reader: Reader): Promise<object> {
  const ids = await outputOf(reader, machineCalls.bridges, 'bridges');
  const list = (ids ?? '').split('\n').filter((id) => id !== '');
  if (list.length === 0) return {};
  const networks = await jsonOf(reader, [...machineCalls.networks, ...list], 'bridges');
  if (!Array.isArray(networks)) return {};
  const bridges = networks.map((network: unknown): readonly [string, string] => {
    const named = field(field(network, 'Options'), 'com.docker.network.bridge.name');
    const id = String(field(network, 'Id') ?? '');
    return [
      String(field(network, 'Name') ?? ''),
      typeof named === 'string' && named !== '' ? named : `br-${id.slice(0, 12)}`,
    ];
  });
  return { bridges: Object.fromEntries(bridges) };
}

/** Members of the daemon's settings that may hold passwords, and say nothing of who reaches whom. */
const secretMembers: ReadonlySet<string> = new Set(['proxies', 'log-opts']);

/** Returns the daemon's settings as far as they can be read. */
function daemonMember({ io, missing }: Reader): object {
  const found = readLocalDaemon(io);
  if ('members' in found) {
    const members = Object.entries(found.members).filter(([name]) => !secretMembers.has(name));
    return { daemon: Object.fromEntries(members) };
  }
  missing.push({ what: 'daemon', why: found.why });
  return {};
}

async function networkMembers(reader: Reader): Promise<object> {
  const [addresses, routes, sockets] = await Promise.all([
    jsonOf(reader, machineCalls.addresses, 'addresses'),
    jsonOf(reader, machineCalls.routes, 'routes'),
    outputOf(reader, machineCalls.listeners, 'listeners'),
  ]);
  const way = Array.isArray(routes)
    ? routes.find((route: unknown) => field(route, 'dst') === 'default')
    : undefined;
  const device = field(way, 'dev');
  return {
    ...(typeof device === 'string' ? { interface: device } : {}),
    ...(Array.isArray(addresses) ? { addresses } : {}),
    ...(Array.isArray(routes) ? { routes } : {}),
    ...(sockets === null ? {} : { listeners: listenersOf(sockets) }),
  };
}

/** Parses lines such as `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*`; an address may name its interface (`127.0.0.53%lo`). */
function listenersOf(text: string): readonly object[] {
  return text.split('\n').flatMap((line) => {
    const [protocol, , , , local = ''] = line.trim().split(/\s+/);
    const found = /^(.*):(\d+)$/.exec(local);
    if (!found || (protocol !== 'tcp' && protocol !== 'udp')) return [];
    const address = (found[1] ?? '').replace(/^\[|\]$/g, '').replace(/%.*$/, '');
    return [{ address, port: Number(found[2]), protocol }];
  });
}

function sysctlMember({ io }: Reader): object {
  const known = sysctls.flatMap((name): readonly (readonly [string, string])[] => {
    try {
      return [[name, new TextDecoder().decode(io.readFile(sysctlFile(name))).trim()]];
    } catch {
      // Without the module br_netfilter nothing of a bridge passes the chains.
      return name.startsWith('net.bridge.') && io.kindOf('/proc/sys/net') === 'folder' ? [[name, '0']] : [];
    }
  });
  return { sysctl: Object.fromEntries(known) };
}

async function firewallMembers(reader: Reader): Promise<object> {
  const entries = await Promise.all(
    Object.entries(firewallCalls).map(async ([name, call]) => {
      const text = await outputOf(reader, call, name);
      return text === null ? [] : [[name, name === 'nft' ? rulesetOf(text) : text] as const];
    }),
  );
  return Object.fromEntries(entries.flat());
}

function rulesetOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

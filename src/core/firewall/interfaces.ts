// The interfaces that rules name: the bridges of the networks, and what leads outside.

import type { Topology } from '../compose/topology.ts';
import type { AddressRange } from '../machine/firewall/addresses.ts';
import { isInterfaceName } from '../machine/interface-name.ts';
import { type Machine, networkOf } from '../machine/machine.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import type { Condition, Step } from './block.ts';

/** The longest interface name that the kernel accepts. */
const maxName = 15;

/** A network whose bridge gets another name when the network is recreated, with the name that the rules use. */
export interface UnstableBridge {
  readonly network: string;
  readonly interface: string;
  /** True when the name comes from the machine's record; it lasts until the network is recreated. */
  readonly known: boolean;
}

/**
 * Returns the machine with an interface for each network that states none: the recorded one, else a name derived from the network's key;
 * `unnamed` lists these networks. External networks and networks without a bridge stay unchanged.
 */
export function withInterfaces(
  topology: Topology,
  machine: Machine,
  dockerNameOf: (network: string) => string | null,
): { readonly machine: Machine; readonly unnamed: readonly UnstableBridge[] } {
  const { bridges = {} } = machine;
  const taken = new Set([
    ...Object.values(bridges),
    ...[...topology.networks.values()].map(({ driverOpts }) => driverOpts.get(nameOption) ?? ''),
  ]);
  const unnamed: UnstableBridge[] = [];
  const known = new Map(Object.entries(bridges));
  const made: (readonly [string, string])[] = [];
  for (const [key, network] of topology.networks) {
    const { driver, external, driverOpts } = network;
    if (external || (driver !== null && driver !== 'bridge' && driver !== '')) continue;
    if ((driverOpts.get(nameOption) ?? '') !== '') continue;
    const docker = dockerNameOf(key);
    const own = (docker === null ? undefined : known.get(docker)) ?? known.get(key);
    const name = own ?? freeName(key, taken);
    if (own === undefined) {
      taken.add(name);
      made.push([docker ?? key, name]);
    }
    unnamed.push({ network: key, interface: name, known: own !== undefined });
  }
  return { machine: { ...machine, bridges: Object.fromEntries([...known, ...made]) }, unnamed };
}

/** An invalid interface name, and its source: a file or the machine's record. */
export interface InvalidInterfaceName {
  readonly name: string;
  readonly in: 'files' | 'record';
  readonly path: Path;
}

/** Returns the invalid interface names in files and record. Rules contain such names and run as root, so no replacement is guessed. */
export function invalidInterfaceNames(
  { networks }: Topology,
  { interface: outside, bridges = {} }: Machine,
): readonly InvalidInterfaceName[] {
  const stated = [...networks].flatMap(([key, { external, driverOpts }]): readonly InvalidInterfaceName[] => {
    const name = driverOpts.get(nameOption) ?? '';
    return external === true || name === ''
      ? []
      : [{ name, in: 'files', path: ['networks', key, 'driver_opts', nameOption] }];
  });
  const recorded: readonly InvalidInterfaceName[] = [
    ...(outside === undefined ? [] : [{ name: outside, in: 'record' as const, path: ['interface'] }]),
    ...Object.entries(bridges).map(([key, name]) => ({
      name,
      in: 'record' as const,
      path: ['bridges', key],
    })),
  ];
  return [...stated, ...recorded].filter(({ name }) => !isInterfaceName(name));
}

/** The network option that names the bridge. */
export const nameOption = 'com.docker.network.bridge.name';

function freeName(key: string, taken: ReadonlySet<string>): string {
  const plain = `br-${key.replace(/[^A-Za-z0-9_-]+/g, '-')}`.slice(0, maxName);
  for (let count = 2; ; count++) {
    const end = count === 2 ? '' : `-${count - 1}`;
    const name = plain.slice(0, maxName - end.length) + end;
    if (!taken.has(name)) return name;
  }
}

/** The conditions that tell packets from or to the outside from all others. */
export interface OutsideConditions {
  readonly when: readonly Condition[];
  /** The steps that first let everything else pass, for a machine whose interfaces are unknown. */
  readonly before: readonly Step[];
}

/**
 * Returns the conditions for the outside: its interface, or, while its name is unknown, every interface that is neither a Docker bridge nor
 * loopback.
 */
export function outsideConditions(
  { interface: name }: Machine,
  direction: 'in' | 'out',
  bridges: readonly string[],
): OutsideConditions {
  if (name !== undefined) return { when: [{ kind: direction, interface: name }], before: [] };
  const inner = ['lo', 'docker0', 'br-*', ...bridges.filter((bridge) => !/^(br-|docker0$|<)/.test(bridge))];
  return {
    when: [],
    before: [...new Set(inner)].map((bridge) => ({
      when: [{ kind: direction, interface: bridge }],
      verdict: 'pass',
    })),
  };
}

/** The private networks that a router of the LAN may lead to. */
const privateRanges: { readonly [family in Family]: readonly string[] } = {
  ipv4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
  ipv6: ['fc00::/7', 'fe80::/10'],
};

/** Returns the ranges of the LAN: the subnets of the outside interface, and the private networks. */
export function lanRanges({ addresses = [], interface: name }: Machine, family: Family): readonly string[] {
  const own = addresses
    .filter(
      (interfaceAddress) =>
        interfaceAddress.family === family && interfaceAddress.interface === name && interfaceAddress.global,
    )
    .flatMap((interfaceAddress) => {
      const range = networkOf(interfaceAddress);
      return range && !/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(interfaceAddress.address)
        ? [networkText(range, family)]
        : [];
    });
  return [...new Set([...own, ...privateRanges[family]])];
}

/** Returns a network in the form that rules use, such as `10.1.0.0/24`. */
export function networkText(range: AddressRange, family: Family): string {
  const free = (range.last - range.first).toString(2).replace(/^0$/, '').length;
  return `${addressText(range, family)}/${(family === 'ipv4' ? 32 : 128) - free}`;
}

/** Returns the networks that make up a range, in the form that rules use. */
export function networkTexts({ first, last }: AddressRange, family: Family): readonly string[] {
  const texts: string[] = [];
  for (let next = first; next <= last; ) {
    let size = 1n;
    while (next % (2n * size) === 0n && next + 2n * size - 1n <= last) size *= 2n;
    texts.push(networkText({ first: next, last: next + size - 1n }, family));
    next += size;
  }
  return texts;
}

/** Returns the first address of a range as text. */
function addressText({ first }: AddressRange, family: Family): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => String((first >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((first >> BigInt(112 - 16 * at)) & 65_535n).toString(16),
  );
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/, '::');
}

// The interfaces that rules name: the bridges of the networks, and what leads outside.

import type { Topology } from '../compose/topology.ts';
import type { AddressRange } from '../machine/firewall/addresses.ts';
import { isInterfaceName } from '../machine/interface-name.ts';
import { type Machine, networkOf } from '../machine/machine.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import type { Condition, Step } from './block.ts';

/** The longest name that the kernel takes. */
const maxName = 15;

/** A network whose bridge has a name that changes when the network is made anew, with the name that the rules take for it. */
export interface Unnamed {
  readonly network: string;
  readonly interface: string;
  /** The machine's record says so: the name holds until the network is made anew. */
  readonly known: boolean;
}

/**
 * The machine with an interface for each network of the file that states none: that of its record, else one that is made up from its
 * key; `unnamed` are the networks concerned. External networks, and those that are no bridges, stay as they are.
 */
export function withInterfaces(
  topology: Topology,
  machine: Machine,
  dockerNameOf: (network: string) => string | null,
): { readonly machine: Machine; readonly unnamed: readonly Unnamed[] } {
  const { bridges = {} } = machine;
  const taken = new Set([
    ...Object.values(bridges),
    ...[...topology.networks.values()].map(({ driverOpts }) => driverOpts.get(nameOption) ?? ''),
  ]);
  const unnamed: Unnamed[] = [];
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

/** A name that is none of an interface, and where it stands: in the files, or in the record of the machine. */
export interface Misnamed {
  readonly name: string;
  readonly in: 'files' | 'record';
  readonly path: Path;
}

/** The names that a file or a record gives to interfaces and that are none. Rules hold such names and run as root, so none is guessed at. */
export function misnamedInterfaces(
  { networks }: Topology,
  { interface: outside, bridges = {} }: Machine,
): readonly Misnamed[] {
  const stated = [...networks].flatMap(([key, { external, driverOpts }]): readonly Misnamed[] => {
    const name = driverOpts.get(nameOption) ?? '';
    return external === true || name === ''
      ? []
      : [{ name, in: 'files', path: ['networks', key, 'driver_opts', nameOption] }];
  });
  const recorded: readonly Misnamed[] = [
    ...(outside === undefined ? [] : [{ name: outside, in: 'record' as const, path: ['interface'] }]),
    ...Object.entries(bridges).map(([key, name]) => ({
      name,
      in: 'record' as const,
      path: ['bridges', key],
    })),
  ];
  return [...stated, ...recorded].filter(({ name }) => !isInterfaceName(name));
}

/** The option of a network that names its bridge. */
export const nameOption = 'com.docker.network.bridge.name';

function freeName(key: string, taken: ReadonlySet<string>): string {
  const plain = `br-${key.replace(/[^A-Za-z0-9_-]+/g, '-')}`.slice(0, maxName);
  for (let count = 2; ; count++) {
    const end = count === 2 ? '' : `-${count - 1}`;
    const name = plain.slice(0, maxName - end.length) + end;
    if (!taken.has(name)) return name;
  }
}

/** What tells that a packet comes from outside, or goes there. */
export interface Outside {
  readonly when: readonly Condition[];
  /** Where no interface is known: what is not outside passes first. */
  readonly before: readonly Step[];
}

/** By the outside interface; where its name is not known, whatever is no bridge of Docker's and not the host itself. */
export function outsideOf(
  { interface: name }: Machine,
  direction: 'in' | 'out',
  bridges: readonly string[],
): Outside {
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

/** Private networks, which a router of the LAN may lead to. */
const privateRanges: { readonly [family in Family]: readonly string[] } = {
  ipv4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
  ipv6: ['fc00::/7', 'fe80::/10'],
};

/** The LAN: the subnets of the outside interface, and private networks. */
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

/** A network as rules name it: `10.1.0.0/24`. */
export function networkText(range: AddressRange, family: Family): string {
  const free = (range.last - range.first).toString(2).replace(/^0$/, '').length;
  return `${addressText(range, family)}/${(family === 'ipv4' ? 32 : 128) - free}`;
}

/** The first address of a range, as it is written. */
function addressText({ first }: AddressRange, family: Family): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => String((first >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((first >> BigInt(112 - 16 * at)) & 65_535n).toString(16),
  );
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/, '::');
}

// `bulkhead.fleet.yaml`: the machines of a fleet, the networks between them and the routers. Nothing in it is ignored silently: each word
// without a meaning, and each value that cannot be used, is reported with its line and with what to write instead.

import { type FilePosition, hostFilePlace } from '../host/host-file.ts';
import { type AddressRange, parseRange } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';
import { lineAndColumn } from '../text/line-and-column.ts';
import { parseTree } from '../yaml/parse-tree.ts';
import { type Path, plainValue, type Tree } from '../yaml/tree.ts';
import { type FleetAddress, familyOf, readAddress } from './fleet-address.ts';
import {
  type AllowEntry,
  type ForwardEntry,
  type RouteEntry,
  readAllow,
  readForward,
  readRoute,
} from './fleet-entries.ts';
import { type FleetShape, fleetShape } from './fleet-shape.ts';

/** The name of a fleet's file. */
export const fleetFileName = 'bulkhead.fleet.yaml';

/** Addresses by the name of the network. */
export type AddressesByNetwork = ReadonlyMap<string, readonly FleetAddress[]>;

/** A machine as the file states it. */
export interface StatedFleetMachine {
  readonly name: string;
  /** The folder of its stacks and the path of its record, from the folder of the file; null when the file states none. */
  readonly stacks: string | null;
  readonly record: string | null;
  readonly context: string | null;
  readonly engine: string | null;
  readonly daemon: Readonly<Record<string, unknown>> | null;
  readonly addresses: AddressesByNetwork;
  readonly routes: readonly RouteEntry[];
}

/** A network between machines. */
export interface FleetNetwork {
  readonly name: string;
  readonly kind: 'lan' | 'mesh' | 'internet';
  readonly subnets: readonly {
    readonly family: Family;
    readonly range: AddressRange;
    readonly text: string;
  }[];
  /** Who may ask whom; null when everybody may. */
  readonly allow: readonly AllowEntry[] | null;
}

/** A router between networks. */
export interface FleetRouter {
  readonly name: string;
  readonly addresses: AddressesByNetwork;
  /** The networks whose machines get out to the Internet. */
  readonly nat: readonly string[];
  readonly hairpin: 'none' | 'nat' | 'dnat';
  readonly forwards: readonly ForwardEntry[];
  readonly allow: readonly AllowEntry[];
}

/** A fault of the file: a warning about a word without a meaning, or an error about an unusable value. */
export interface FleetFault extends FilePosition {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly path: Path;
}

/** The file of a fleet after reading; what has a fault is left out. */
export interface FleetFile {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree | null;
  readonly machines: ReadonlyMap<string, StatedFleetMachine>;
  readonly networks: ReadonlyMap<string, FleetNetwork>;
  /** The routers; null when the file says nothing of any. */
  readonly routers: ReadonlyMap<string, FleetRouter> | null;
  /** The machine or router that a host name leads to. */
  readonly names: ReadonlyMap<string, string>;
  readonly faults: readonly FleetFault[];
}

type Fault = Omit<FleetFault, keyof FilePosition>;

/** The largest number of machines that a file may name. */
const maxMachines = 200;

/** Reads the file; `file` is its name in messages. */
export function readFleetFile(file: string, text: string): FleetFile {
  const { tree, problems } = parseTree(text);
  const nothing = { file, text, tree: null, machines: new Map(), networks: new Map(), routers: null };
  if (problems.length > 0 || tree === null) {
    const found = problems.length > 0 ? problems : [{ message: 'it is empty', offset: 0 }];
    const faults = found.map(({ message, offset }): FleetFault => {
      const said = `${file} cannot be read as YAML: ${message}. Nothing in it is in force.`;
      return { severity: 'error', message: said, path: [], file, ...lineAndColumn(text, offset) };
    });
    return { ...nothing, names: new Map(), faults };
  }
  const faults: Fault[] = [];
  const shape = shapeOf(plainValue(tree), faults);
  const read = fleetOf(shape, faults);
  const placed = faults.map((fault) => ({ ...fault, ...hostFilePlace({ file, text, tree }, fault.path) }));
  return { file, text, tree, ...read, faults: placed };
}

/** Returns the parts of the file that have the right form; each other part is a fault and is left out. */
function shapeOf(value: unknown, faults: Fault[]): FleetShape {
  const parsed = fleetShape.safeParse(withoutOwnersKeys(value));
  if (parsed.success) return parsed.data;
  const bad: Path[] = [];
  for (const issue of parsed.error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const what = path.length === 0 ? 'The file' : path.join(' ');
      for (const key of issue.keys) {
        faults.push({ severity: 'warning', message: `${what} has no key '${key}'.`, path: [...path, key] });
        bad.push([...path, key]);
      }
    } else {
      const what =
        path.length === 0 ? 'The file' : `${path.filter((step) => typeof step === 'string').join(' ')}`;
      faults.push({ severity: 'error', message: `${what} is not of its form. ${issue.message}`, path });
      bad.push(path);
    }
  }
  const rest = bad.reduce(without, withoutOwnersKeys(value));
  const again = fleetShape.safeParse({ version: 1, machines: {}, ...(isObject(rest) ? rest : {}) });
  return again.success ? again.data : { version: 1, machines: {} };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a value without the keys that begin with `x-`, at any depth of the mappings that the file has. */
function withoutOwnersKeys(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > 2) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, member]) => [key, withoutOwnersKeys(member, depth + 1)]),
  );
}

function without(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      if (index !== step) return [item];
      return rest.length === 0 ? [] : [without(item, rest)];
    });
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (key !== step) return [[key, member]];
      return rest.length === 0 ? [] : [[key, without(member, rest)]];
    }),
  );
}

function fleetOf(
  { machines, networks = {}, routers, names = {} }: FleetShape,
  faults: Fault[],
): Pick<FleetFile, 'machines' | 'networks' | 'routers' | 'names'> {
  const error = (message: string, path: Path): void => {
    faults.push({ severity: 'error', message, path });
  };
  const entries = <T>(
    texts: readonly string[] | undefined,
    path: Path,
    read: (text: string) => T | null,
    form: string,
  ): readonly T[] =>
    (texts ?? []).flatMap((text, index) => {
      const entry = read(text);
      if (entry === null) error(`'${text}' is not of the form ${form}.`, [...path, index]);
      return entry ?? [];
    });
  const known = new Map(
    Object.entries(networks).map(([name, { kind, subnet = [], allow }]): [string, FleetNetwork] => {
      const path = ['networks', name];
      const subnets = [subnet].flat().flatMap((text) => {
        const family = familyOf(text);
        const range = parseRange(text, family);
        if (range === null)
          error(`The subnet '${text}' of ${name} is no network. Write 192.168.1.0/24.`, [...path, 'subnet']);
        return range === null ? [] : [{ family, range, text }];
      });
      const rules = allow && entries(allow, [...path, 'allow'], readAllow, 'FROM -> TO:PORT/PROTOCOL');
      return [name, { name, kind, subnets, allow: rules ?? null }];
    }),
  );
  const taken = new Map<string, string>();
  const addressesOf = (
    name: string,
    stated: Readonly<Record<string, string | readonly string[]>> | undefined,
    path: Path,
  ): AddressesByNetwork => {
    const found = new Map<string, readonly FleetAddress[]>();
    for (const [network, texts] of Object.entries(stated ?? {})) {
      const on = known.get(network);
      const at = [...path, 'addresses', network];
      if (!on) {
        error(
          `${name} has an address on ${network}, which is no network of this file. Add it to networks.`,
          at,
        );
        continue;
      }
      found.set(
        network,
        [texts].flat().flatMap((text) => {
          const address = readAddress(text);
          if (address === null) {
            error(`'${text}' is no address. Write one without a prefix length: 192.168.1.10.`, at);
            return [];
          }
          const { family, value } = address;
          const subnets = on.subnets.filter((subnet) => subnet.family === family);
          if (subnets.length > 0 && !subnets.some(({ range }) => range.first <= value && value <= range.last))
            error(
              `${text} of ${name} is not in ${subnets.map((subnet) => subnet.text).join(' or ')}, the subnet of ${network}.`,
              at,
            );
          const holder = taken.get(`${network} ${value}`);
          if (holder !== undefined && holder !== name)
            error(`${text} is an address of ${holder} already. One of the two is wrong.`, at);
          taken.set(`${network} ${value}`, name);
          return [address];
        }),
      );
    }
    return found;
  };
  const made = new Map<string, StatedFleetMachine>();
  for (const [name, machine] of Object.entries(machines)) {
    const path = ['machines', name];
    if (made.size >= maxMachines) {
      error(`A fleet has at most ${maxMachines} machines; ${name} and those after it are left out.`, path);
      break;
    }
    if (/[/\s:@]/.test(name) || ['internet', 'lan', 'host', '*', ''].includes(name)) {
      error(
        `${name} is no name of a machine: it must have no '/', ':', '@' or space, and 'internet', 'lan' and 'host' are places.`,
        path,
      );
      continue;
    }
    const inside = (key: 'stacks' | 'record'): string | null => {
      const text = machine[key];
      if (text === undefined) return null;
      if (!isOutside(text)) return text;
      error(`${key} of ${name} leads outside the folder of this file. Write a path below it.`, [
        ...path,
        key,
      ]);
      return null;
    };
    made.set(name, {
      name,
      stacks: inside('stacks'),
      record: inside('record'),
      context: machine.context ?? null,
      engine: machine.engine ?? null,
      daemon: machine.daemon ?? null,
      addresses: addressesOf(name, machine.addresses, path),
      routes: entries(machine.routes, [...path, 'routes'], readRoute, 'NETWORK via ADDRESS'),
    });
  }
  const gates =
    routers &&
    new Map(
      Object.entries(routers).map(([name, router]): [string, FleetRouter] => {
        const path = ['routers', name];
        if (made.has(name)) error(`${name} is a machine and a router. Give one of them another name.`, path);
        return [
          name,
          {
            name,
            addresses: addressesOf(name, router.addresses, path),
            nat: router.nat ?? [],
            hairpin: router.hairpin ?? 'none',
            forwards: entries(
              router.forwards,
              [...path, 'forwards'],
              readForward,
              'PORT/PROTOCOL -> MACHINE:PORT, with @NETWORK behind the machine where it has two addresses',
            ),
            allow: entries(router.allow, [...path, 'allow'], readAllow, 'FROM -> TO:PORT/PROTOCOL'),
          },
        ];
      }),
    );
  const read = {
    machines: made,
    networks: known,
    routers: gates ?? null,
    names: new Map(Object.entries(names)),
  };
  checkNames(read, error);
  checkOverlaps(read, error);
  return read;
}

/** True for a path that is absolute or that climbs out of the folder of the file. */
function isOutside(path: string): boolean {
  if (/^([/\\~]|[A-Za-z]:)/.test(path)) return true;
  let depth = 0;
  for (const step of path.split(/[/\\]/)) {
    if (step === '..') depth -= 1;
    else if (step !== '' && step !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

type Read = Pick<FleetFile, 'machines' | 'networks' | 'routers' | 'names'>;
type Report = (message: string, path: Path) => void;

/** Reports names that no machine, network or router has, forwards that nothing receives, and forwards in circles. */
function checkNames({ machines, networks, routers, names }: Read, error: Report): void {
  const isKnown = (name: string): boolean => name === '*' || machines.has(name) || networks.has(name);
  const checkAllow = (rules: readonly AllowEntry[], path: Path): void => {
    rules.forEach(({ text, from, to }, index) => {
      for (const name of [from, to])
        if (!isKnown(name))
          error(`'${text}' names ${name}, which is no machine and no network of this file.`, [
            ...path,
            index,
          ]);
    });
  };
  for (const { name, allow } of networks.values()) checkAllow(allow ?? [], ['networks', name, 'allow']);
  for (const { name, nat, allow, forwards } of routers?.values() ?? []) {
    const path = ['routers', name];
    checkAllow(allow, [...path, 'allow']);
    nat.forEach((network, index) => {
      if (!networks.has(network))
        error(`nat of ${name} names ${network}, which is no network of this file.`, [...path, 'nat', index]);
    });
    forwards.forEach((forward, index) => {
      const at = [...path, 'forwards', index];
      const target = machines.get(forward.to) ?? routers?.get(forward.to);
      if (!target) error(`'${forward.text}' leads to ${forward.to}, which is no machine of this file.`, at);
      else if (forward.network !== null && !target.addresses.has(forward.network))
        error(`'${forward.text}' leads to ${forward.to} on ${forward.network}, where it has no address.`, at);
      if (forward.to === name) error(`'${forward.text}' leads back to ${name} itself.`, at);
    });
  }
  for (const [name, to] of names)
    if (!machines.has(to) && !routers?.has(to))
      error(`${name} leads to ${to}, which is no machine and no router of this file.`, ['names', name]);
}

/** Reports subnets of two networks that overlap, and folders of stacks that two machines claim. */
function checkOverlaps({ machines, networks }: Read, error: Report): void {
  const subnets = [...networks.values()].flatMap(({ name, subnets }) =>
    subnets.map((one) => ({ ...one, name })),
  );
  subnets.forEach((one, index) => {
    const other = subnets
      .slice(0, index)
      .find(
        ({ name, family, range }) =>
          name !== one.name &&
          family === one.family &&
          range.first <= one.range.last &&
          one.range.first <= range.last,
      );
    if (other)
      error(
        `The subnet ${one.text} of ${one.name} overlaps ${other.text} of ${other.name}. An address must belong to one network.`,
        ['networks', one.name, 'subnet'],
      );
  });
  const claimed = new Map<string, string>();
  for (const { name, stacks } of machines.values()) {
    if (stacks === null) continue;
    const folder = plainFolder(stacks);
    const other = claimed.get(folder);
    if (other !== undefined)
      error(`${other} and ${name} both claim the stacks in ${stacks}. Give each machine its own folder.`, [
        'machines',
        name,
        'stacks',
      ]);
    claimed.set(folder, name);
  }
}

function plainFolder(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

// `bulkhead.fleet.yaml`: the machines of a fleet, the networks between them and the routers. Nothing in it is ignored silently: each word
// without a meaning, and each value that cannot be used, is reported with its line and with what to write instead.

import { type FilePosition, hostFilePlace } from '../host/host-file.ts';
import { parseRange } from '../machine/firewall/addresses.ts';
import { lineAndColumn } from '../text/line-and-column.ts';
import { parseTree } from '../yaml/parse-tree.ts';
import { type Path, plainValue } from '../yaml/tree.ts';
import { checkNames, checkOverlaps, checkSwarm } from './check-fleet.ts';
import { type FleetAddress, familyOf, readAddress } from './fleet-address.ts';
import { readAllow, readForward, readRoute } from './fleet-entries.ts';
import { type FleetShape, fleetShape } from './fleet-shape.ts';
import type {
  AddressesByNetwork,
  FleetFault,
  FleetFile,
  FleetNetwork,
  FleetRouter,
  StatedFleetMachine,
} from './stated-fleet.ts';

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
  const value = plainValue(tree);
  if (value === undefined)
    faults.push({
      severity: 'error',
      message: `${file} has too many aliases to unfold. Write its entries without them; nothing in it is in force.`,
      path: [],
    });
  const shape = value === undefined ? emptyShape : shapeOf(value, faults);
  const read = fleetOf(shape, faults);
  const placed = faults.map((fault) => ({ ...fault, ...hostFilePlace({ file, text, tree }, fault.path) }));
  return { file, text, tree, ...read, faults: placed };
}

/** Returns the parts of the file that have the right form; each other part is a fault and is left out. */
function shapeOf(value: unknown, faults: Fault[]): FleetShape {
  // The schema leaves such a key out without a word.
  for (const [section, members] of isObject(value) ? Object.entries(value) : [])
    if (isObject(members) && Object.hasOwn(members, '__proto__'))
      faults.push({
        severity: 'error',
        message: `__proto__ is no name in ${section}. Write another one.`,
        path: [section, '__proto__'],
      });
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
  const rest = without(withoutOwnersKeys(value), branchesOf(bad));
  const again = fleetShape.safeParse({ ...emptyShape, ...(isObject(rest) ? rest : {}) });
  return again.success ? again.data : emptyShape;
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

const emptyShape: FleetShape = { version: 1, machines: {} };

/** Paths as a tree of their steps; a step without further ones ends a path. */
interface Branches extends Map<string | number, Branches> {}

function branchesOf(paths: readonly Path[]): Branches {
  const root: Branches = new Map();
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      const next: Branches = at.get(step) ?? new Map();
      at.set(step, next);
      at = next;
    }
  }
  return root;
}

/** Returns a value without the parts at the ends of these branches. */
function without(value: unknown, branches: Branches): unknown {
  const rest = <Step extends string | number>([step, member]: readonly [Step, unknown]) => {
    const below = branches.get(step);
    if (below === undefined) return [[step, member] as const];
    return below.size === 0 ? [] : [[step, without(member, below)] as const];
  };
  if (Array.isArray(value)) return [...value.entries()].flatMap(rest).map(([, item]) => item);
  return isObject(value) ? Object.fromEntries(Object.entries(value).flatMap(rest)) : value;
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
    const [stacks, record] = [inside('stacks'), inside('record')];
    made.set(name, {
      name,
      stacks,
      record,
      context: machine.context ?? null,
      swarm: machine.swarm ?? false,
      engine: machine.engine ?? null,
      daemon: machine.daemon ?? null,
      addresses: addressesOf(name, machine.addresses, path),
      routes: entries(machine.routes, [...path, 'routes'], readRoute, 'NETWORK via ADDRESS'),
      isFaulty: faults.some(
        ({ path: [section, of, key] }) => section === 'machines' && of === name && hidesStacks(key),
      ),
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
  checkSwarm(read, error);
  return read;
}

/** The keys of a machine that say nothing of what runs on it. */
const besideStacks = ['addresses', 'routes', 'engine', 'daemon'];

/** True for a key of a machine that, where it cannot be used, leaves open what runs there: of a word without a meaning nobody knows. */
function hidesStacks(key: Path[number] | undefined): boolean {
  return typeof key === 'string' && !besideStacks.includes(key);
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

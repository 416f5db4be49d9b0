// `bulkhead.yaml`, the file of a host: what is known of networks that no stack makes, and what must hold across stacks. Nothing in it is
// ignored silently: each word without a meaning, and each value that cannot be used, is reported with its line.

import { projectNetwork } from '../compose/project/read/project-network.ts';
import { type ReadIntents, readIntents } from '../compose/project/read/read-intents.ts';
import type { Network } from '../compose/topology.ts';
import { type Machine, MachineError, machineFrom, machineMembers } from '../machine/machine.ts';
import { lineAndColumn } from '../text/line-and-column.ts';
import { parseTree } from '../yaml/parse-tree.ts';
import {
  childOf,
  deref,
  entriesOf,
  entryOf,
  itemsOf,
  type Path,
  plainValue,
  scalarText,
  type Tree,
} from '../yaml/tree.ts';

/** A place in a file, 1-based. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A fault of the file: a warning about a word without a meaning, or an error about an unusable value. */
export interface HostFileFault extends FilePosition {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly path: Path;
}

/** The file of a host after reading. */
export interface HostFile {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree | null;
  /** The stated networks, by Docker name. */
  readonly networks: ReadonlyMap<string, Network>;
  /** The statements of its intents without `apart`; the meaning of their words depends on the stacks. */
  readonly intents: ReadIntents;
  /** The stated machine; null when the file states none. */
  readonly machine: StatedMachine | null;
  /** The faults, by place. */
  readonly faults: readonly HostFileFault[];
}

/** The machine as the file states it: the path of a record, as written, or the members of one. */
export type StatedMachine =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'members'; readonly machine: Machine };

/** Keys of an intent that only the file of a host may have. */
export const hostIntentKinds: readonly string[] = ['apart'];

const fileKeys: readonly string[] = ['version', 'networks', 'intents', 'machine'];
const networkKeys: readonly string[] = ['driver', 'internal', 'enable_ipv6', 'driver_opts'];

interface Fault {
  readonly severity: HostFileFault['severity'];
  readonly message: string;
  readonly path: Path;
}

/** Reads the file; `file` is its name in messages. */
export function readHostFile(file: string, text: string): HostFile {
  const { tree, problems } = parseTree(text);
  const nothing = {
    file,
    text,
    tree: null,
    networks: new Map<string, Network>(),
    intents: { entries: [], faults: [] },
    machine: null,
  };
  if (problems.length > 0) {
    const faults = problems.map(({ message, offset }): HostFileFault => {
      const said = `${file} is no YAML that can be read: ${message}. Nothing in it is in force.`;
      return { severity: 'error', message: said, path: [], file, ...lineAndColumn(text, offset) };
    });
    return { ...nothing, faults };
  }
  const machine = statedMachine(childOf(tree, 'machine'));
  const faults = [...rootFaults(file, tree), ...networksFaults(childOf(tree, 'networks')), ...machine.faults];
  const intents = readIntents(tree, { root: ['intents'], further: hostIntentKinds });
  const placed = faults.map(
    (fault): HostFileFault => ({ ...fault, ...hostFilePlace({ file, text, tree }, fault.path) }),
  );
  return { file, text, tree, networks: networksOf(tree), intents, machine: machine.value, faults: placed };
}

/** Reads `machine:`: a path, or members of a record. */
function statedMachine(tree: Tree | null): {
  readonly value: StatedMachine | null;
  readonly faults: readonly Fault[];
} {
  const at = ['machine'];
  if (isEmptyNode(tree)) return { value: null, faults: [] };
  const wrong = (message: string, path: Path = at): ReturnType<typeof statedMachine> => ({
    value: null,
    faults: [{ severity: 'error', message, path }],
  });
  const node = deref(tree);
  if (node?.kind === 'scalar') {
    if (typeof node.value === 'string' && isPlainText(node))
      return { value: { kind: 'file', path: node.text }, faults: [] };
    return wrong('machine is no path. Name the file of the record: machine: machine.json.');
  }
  if (node?.kind !== 'map')
    return wrong('machine is neither a path nor a mapping. Name the record, or write its members.');
  const unknown = unknownKeys(node, machineMembers, 'machine', at);
  // `29.7` is a number in YAML, and a version here.
  const texts = ['engine', 'compose', 'interface'].flatMap((key) => {
    const text = scalarText(childOf(node, key));
    return text === null ? [] : [[key, text] as const];
  });
  const members = plainValue(node);
  if (members === undefined)
    return wrong('machine has too many aliases to unfold. Write its members without them.');
  try {
    const value = { ...(members as Record<string, unknown>), ...Object.fromEntries(texts) };
    return { value: { kind: 'members', machine: machineFrom(value) }, faults: unknown };
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const message = `machine is no record of a machine. ${error.message} Nothing is known of the machine.`;
    const { value, faults } = wrong(message, error.member === null ? at : [...at, error.member]);
    return { value, faults: [...unknown, ...faults] };
  }
}

function rootFaults(file: string, tree: Tree | null): readonly Fault[] {
  const root = deref(tree);
  if (root === null || (root.kind === 'scalar' && root.value === null)) {
    return [
      {
        severity: 'warning',
        message: `${file} says nothing. Write version: 1, networks, intents and machine.`,
        path: [],
      },
    ];
  }
  if (root.kind !== 'map')
    return [
      {
        severity: 'error',
        message: `${file} is no mapping. Write version: 1, networks, intents and machine.`,
        path: [],
      },
    ];
  const faults = unknownKeys(root, fileKeys, file, []);
  const version = scalarText(childOf(root, 'version'));
  if (version !== '1') {
    const problem = version === null ? 'has no version' : `has version ${version}, which is unknown here`;
    faults.push({
      severity: 'error',
      message: `${file} ${problem}. Write version: 1.`,
      path: version === null ? [] : ['version'],
    });
  }
  return faults;
}

function unknownKeys(tree: Tree, known: readonly string[], what: string, path: Path): Fault[] {
  return entriesOf(tree)
    .filter(({ key }) => !known.includes(key))
    .map(({ key }) => ({
      severity: 'warning',
      message: `${what} has no key '${key}'. It takes ${known.join(', ')}.`,
      path: [...path, key],
    }));
}

function isEmptyNode(tree: Tree | null): boolean {
  const node = deref(tree);
  return node === null || (node.kind === 'scalar' && node.value === null);
}

function networksFaults(tree: Tree | null): readonly Fault[] {
  if (isEmptyNode(tree)) return [];
  if (deref(tree)?.kind !== 'map') {
    const message =
      'networks is no mapping. Write the name of a network in Docker, and what it is: `proxy: { internal: false }`.';
    return [{ severity: 'error', message, path: ['networks'] }];
  }
  return entriesOf(tree).flatMap(({ key, value }) => networkFaults(key, value));
}

function networkFaults(name: string, tree: Tree): readonly Fault[] {
  const path = ['networks', name];
  if (isEmptyNode(tree)) return [];
  if (deref(tree)?.kind !== 'map') {
    const message = `The network ${name} is no mapping. It takes ${networkKeys.join(', ')}; nothing at all is a plain bridge.`;
    return [{ severity: 'error', message, path }];
  }
  const faults = unknownKeys(tree, networkKeys, `The network ${name}`, path);
  const wrong = (key: string, form: string): void => {
    const message = `${key} of the network ${name} is not of its form, so nothing is known of the network. Write ${form}.`;
    faults.push({ severity: 'error', message, path: [...path, key] });
  };
  for (const key of ['internal', 'enable_ipv6']) {
    const entry = entryOf(tree, key);
    if (entry && !isSwitch(entry.value)) wrong(key, `${key}: true or ${key}: false`);
  }
  const driver = entryOf(tree, 'driver');
  if (driver && !isPlainText(driver.value))
    wrong('driver', 'driver: bridge, or the name of another driver, without variables');
  const options = entryOf(tree, 'driver_opts');
  if (options && !isOptions(options.value))
    wrong('driver_opts', 'driver_opts: { KEY: "VALUE" }, without variables');
  return faults;
}

function isSwitch(tree: Tree): boolean {
  const node = deref(tree);
  return node?.kind === 'scalar' && typeof node.value === 'boolean';
}

/** True for a text without variables, which this file does not expand. */
function isPlainText(tree: Tree): boolean {
  const text = scalarText(tree);
  return text !== null && text !== '' && !text.includes('$');
}

function isOptions(tree: Tree): boolean {
  return deref(tree)?.kind === 'map' && entriesOf(tree).every(({ value }) => isPlainText(value));
}

/** Returns the networks that the file describes; one with an error is unknown. */
function networksOf(tree: Tree | null): ReadonlyMap<string, Network> {
  const networks = new Map<string, Network>();
  for (const { key: name, value } of entriesOf(childOf(tree, 'networks'))) {
    if (networkFaults(name, value).some(({ severity }) => severity === 'error')) continue;
    // Only the keys that the file may have; others are reported elsewhere.
    const node = deref(value);
    const own =
      node?.kind === 'map'
        ? { ...node, entries: node.entries.filter(({ key }) => networkKeys.includes(key)) }
        : null;
    networks.set(name, { ...projectNetwork(name, own, new Map()), dockerName: name });
  }
  return networks;
}

/** Returns the place of the deepest node on a path, that of its key when it has one. */
export function hostFilePlace(
  { file, text, tree }: Pick<HostFile, 'file' | 'text' | 'tree'>,
  path: Path,
): FilePosition {
  let node: Tree | null = tree;
  let offset = 0;
  for (const step of path) {
    if (typeof step === 'number') {
      const item: Tree | undefined = itemsOf(node)[step];
      if (!item) break;
      node = item;
      offset = item.from;
    } else {
      const entry = entryOf(node, step);
      if (!entry) break;
      node = entry.value;
      offset = entry.keySpan.from;
    }
  }
  return { file, ...lineAndColumn(text, offset) };
}

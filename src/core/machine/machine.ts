// The machine that Docker runs on, as a record of it says: `bulkhead machine` writes one, `--machine` reads it.

import type { Family } from '../reach/reach-model.ts';
import {
  type AddressRange,
  exactly,
  isPrefixLength,
  type KnownAddress,
  parseAddress,
  prefixRange,
  someAddress,
} from './firewall/addresses.ts';

/** A socket that listens on the host. */
export interface Listener {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

/** An address of an interface, with the length of its network's prefix. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly family: Family;
  readonly address: string;
  readonly prefix: number;
  /** It holds beyond the link and the host. */
  readonly global: boolean;
}

/** Rules that are not there yet, each as the program that reads them has them: `iptables-save`, `ip6tables-save`, `nft -j`. */
export interface AddedRules {
  readonly iptables?: string;
  readonly ip6tables?: string;
  readonly nft?: string;
}

/** What is known of a machine. Members that are absent are not known. */
export interface Machine {
  readonly engine?: string;
  readonly compose?: string;
  readonly rootless?: boolean;
  readonly firewallBackend?: 'iptables' | 'nftables';
  /** Members of `daemon.json`. */
  readonly daemon?: Readonly<Record<string, unknown>>;
  /** The interface that leads outside. */
  readonly interface?: string;
  readonly addresses?: readonly InterfaceAddress[];
  /** Interfaces of networks, by their Docker names or keys. */
  readonly bridges?: Readonly<Record<string, string>>;
  readonly sysctl?: Readonly<Record<string, string>>;
  readonly listeners?: readonly Listener[];
  /** What `iptables-save`, `ip6tables-save`, `ipset save` and `nft -j list ruleset` printed. */
  readonly iptables?: string;
  readonly ip6tables?: string;
  readonly ipset?: string;
  readonly nft?: string;
  /** Rules that it would have, too; no member of a record. Those of a chain that is there come first in it. */
  readonly added?: AddedRules;
}

/** What is wrong with a record, in words; `member`: the one that is wrong, null for the record itself. */
export class MachineError extends Error {
  readonly member: string | null;

  constructor(message: string, member: string | null = null) {
    super(message);
    this.member = member;
  }
}

type Read<T> = (value: unknown, name: string) => T;

/** Reads a record; throws a `MachineError` that says which member is wrong. */
export function readMachine(text: string): Machine {
  const plain = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    throw new MachineError(`It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const machine = machineFrom(value);
  records.set(machine, plain);
  return machine;
}

/** The members that a record may have. */
export const machineMembers: readonly string[] = [
  'version',
  'engine',
  'compose',
  'rootless',
  'firewallBackend',
  'daemon',
  'interface',
  'addresses',
  'routes',
  'bridges',
  'sysctl',
  'listeners',
  'iptables',
  'ip6tables',
  'ipset',
  'nft',
];

/** The machine of a record's plain value; throws a `MachineError` that says which member is wrong. */
export function machineFrom(value: unknown): Machine {
  const record = objectOf(value, 'The record');
  const deep = Object.entries(record).find(([, member]) => nestsDeeper(member, maxNesting));
  if (deep)
    throw new MachineError(`Its member "${deep[0]}" nests deeper than ${maxNesting} levels.`, deep[0]);
  if (record.version !== undefined && record.version !== 1)
    throw new MachineError(`Its version is ${JSON.stringify(record.version)}; this program reads version 1.`);
  const take = <T>(name: string, read: Read<T>): { [key: string]: T } =>
    record[name] === undefined || record[name] === null ? {} : { [name]: read(record[name], name) };
  if (record.routes !== undefined && record.routes !== null) checkRoutes(record.routes, 'routes');
  const machine: Machine = {
    ...take('engine', textOf),
    ...take('compose', textOf),
    ...take('rootless', flagOf),
    ...take('firewallBackend', backendOf),
    ...take('daemon', objectOf),
    ...take('interface', textOf),
    ...take('addresses', addressesOf),
    ...take('bridges', textsOf),
    ...take('sysctl', textsOf),
    ...take('listeners', listenersOf),
    ...take('iptables', textOf),
    ...take('ip6tables', textOf),
    ...take('ipset', textOf),
    ...take('nft', rulesetText),
  };
  records.set(machine, JSON.stringify(value));
  return machine;
}

/** What programs print nests a dozen levels. */
const maxNesting = 64;

/** Whether lists and objects of a value stand in one another more than `levels` times; without recursion, since it is foreign. */
function nestsDeeper(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

const records = new WeakMap<Machine, string>();

/** A machine's record as text: the one that it was read from where there is one. */
export function recordOf(machine: Machine): string | null {
  return records.get(machine) ?? null;
}

/** The machine of two records: what `first` says goes before what `then` says. */
export function joinedMachine(first: Machine, then: Machine): Machine {
  const [own, other] = [first, then].map((one) => JSON.parse(recordOf(one) ?? JSON.stringify(one)));
  return machineFrom({ ...other, ...own });
}

/** Members that a record of a machine has, and neither a compose file nor a record of what flows. */
const members: ReadonlySet<string> = new Set(
  machineMembers.filter((name) => !['version', 'compose', 'rootless'].includes(name)),
);

/** Whether JSON is meant as the record of a machine, well written or not. */
export function isMachineRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.some((key) => members.has(key)) && !keys.some((key) => notMachine.has(key));
}

/** Those of a compose file in JSON, and of a record of what was seen to flow. */
const notMachine: ReadonlySet<string> = new Set(['services', 'include', 'connections', 'listening']);

function wrong(name: string, what: string): MachineError {
  return new MachineError(`Its member "${name}" is no ${what}.`, name.replace(/[.[].*$/, ''));
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw wrong(name, 'text');
  return value;
}

function flagOf(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw wrong(name, 'boolean');
  return value;
}

function backendOf(value: unknown, name: string): 'iptables' | 'nftables' {
  if (value !== 'iptables' && value !== 'nftables')
    throw wrong(name, 'firewall backend (iptables or nftables)');
  return value;
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'object');
  return value as Record<string, unknown>;
}

function textsOf(value: unknown, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(value, name)).map(([key, one]) => [
      key,
      textOf(typeof one === 'number' ? String(one) : one, `${name}.${key}`),
    ]),
  );
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name, 'list');
  return value;
}

function listenersOf(value: unknown, name: string): readonly Listener[] {
  return listOf(value, name).map((one, index) => {
    const { address, port, protocol } = objectOf(one, `${name}[${index}]`);
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw wrong(`${name}[${index}].port`, 'port');
    return {
      address: textOf(address ?? '0.0.0.0', `${name}[${index}].address`),
      port,
      protocol: textOf(protocol ?? 'tcp', `${name}[${index}].protocol`),
    };
  });
}

/** As `ip -j addr` prints them. */
function addressesOf(value: unknown, name: string): readonly InterfaceAddress[] {
  return listOf(value, name).flatMap((one, index) => {
    const item = objectOf(one, `${name}[${index}]`);
    // `ip -j` prints an empty object for each one that it leaves out.
    if (Object.keys(item).length === 0) return [];
    const on = textOf(item.ifname, `${name}[${index}].ifname`);
    return listOf(item.addr_info ?? [], `${name}[${index}].addr_info`).flatMap((info, at) => {
      const place = `${name}[${index}].addr_info[${at}]`;
      const address = objectOf(info, place);
      return Object.keys(address).length === 0 ? [] : [addressOn(on, address, place)];
    });
  });
}

function addressOn(
  on: string,
  { family: word, local, prefixlen, scope }: Readonly<Record<string, unknown>>,
  place: string,
): InterfaceAddress {
  const family = word === 'inet' ? 'ipv4' : word === 'inet6' ? 'ipv6' : null;
  if (family === null) throw wrong(`${place}.family`, 'family (inet or inet6)');
  const address = textOf(local, `${place}.local`);
  if (parseAddress(address, family) === null) throw wrong(`${place}.local`, `address of ${word}`);
  if (typeof prefixlen !== 'number' || !isPrefixLength(prefixlen, family))
    throw wrong(`${place}.prefixlen`, `length of a prefix of ${word}`);
  const isGlobal = scope === undefined || textOf(scope, `${place}.scope`) === 'global';
  return { interface: on, family, address, prefix: prefixlen, global: isGlobal };
}

/** As `ip -j route` prints them. Nothing is asked of them. */
function checkRoutes(value: unknown, name: string): void {
  listOf(value, name).forEach((one, index) => {
    objectOf(one, `${name}[${index}]`);
  });
}

/** `nft -j` as text, or as the object that it is. */
function rulesetText(value: unknown, name: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(objectOf(value, name));
  try {
    const parsed: unknown = JSON.parse(text);
    if (nestsDeeper(parsed, maxNesting))
      throw new MachineError(`Its member "${name}" nests deeper than ${maxNesting} levels.`, name);
    if (!Array.isArray(objectOf(parsed, name).nftables)) throw wrong(name, 'output of nft -j list ruleset');
  } catch (error) {
    throw error instanceof MachineError ? error : wrong(name, 'output of nft -j list ruleset');
  }
  return text;
}

/** The interface that leads outside; `<outside>` while its name is not known. */
export function outsideInterface({ interface: name }: Machine): string {
  return name ?? '<outside>';
}

/** The address at which the outside meets the host: null where it has none of `family`. */
export function hostAddress(machine: Machine, family: Family): KnownAddress | null {
  const { addresses } = machine;
  if (!addresses || machine.interface === undefined) return someAddress('host', family);
  const ownInterfaceAddress = outsideAddress(machine, family);
  return ownInterfaceAddress ? exactly(ownInterfaceAddress.address, family) : null;
}

function outsideAddress(
  { addresses = [], interface: name }: Machine,
  family: Family,
): InterfaceAddress | undefined {
  return addresses.find(
    (interfaceAddress) =>
      interfaceAddress.interface === name && interfaceAddress.family === family && interfaceAddress.global,
  );
}

/** The addresses that the machine has on bridges of Docker. */
export function bridgeAddressesOf({ addresses = [], bridges = {} }: Machine): ReadonlySet<string> {
  const names = new Set(['docker0', ...Object.values(bridges)]);
  return new Set(addresses.filter((one) => names.has(one.interface)).map(({ address }) => address));
}

/** The address of a machine of the LAN: on the subnet of the outside interface, and not the host's own. */
export function lanAddress(machine: Machine, family: Family): KnownAddress {
  const ownInterfaceAddress = outsideAddress(machine, family);
  const range = ownInterfaceAddress && networkOf(ownInterfaceAddress);
  const value = ownInterfaceAddress && parseAddress(ownInterfaceAddress.address, family);
  if (!range || value === undefined || value === null) return someAddress('lan', family);
  return { text: 'lan', within: [range], beside: [value] };
}

/** The network of an address of an interface. */
export function networkOf({ address, prefix, family }: InterfaceAddress): AddressRange | null {
  const value = parseAddress(address, family);
  return value === null ? null : prefixRange(value, prefix, family);
}

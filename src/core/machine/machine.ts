// The machine that Docker runs on, as a record of it says: `bulkhead machine` writes one, `--machine` reads it.

import type { Family } from '../reach/reach-model.ts';
import {
  type AddressRange,
  exactAddress,
  isPrefixLength,
  type KnownAddress,
  parseAddress,
  parseRange,
  prefixRange,
  unknownAddress,
} from './firewall/addresses.ts';

/** A listening socket on the host. */
export interface Listener {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

/** An address of an interface, with its prefix length. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly family: Family;
  readonly address: string;
  readonly prefix: number;
  /** True when the address is valid beyond the link and the host. */
  readonly global: boolean;
}

/** A route of the machine's main table, which says where packets to some addresses go. */
export interface Route {
  readonly family: Family;
  readonly destination: AddressRange;
  readonly interface: string;
  /** The address of the next machine; null when the destination is on the link. */
  readonly via: string | null;
}

/** Planned rules, each in the format of the program that reads them: `iptables-save`, `ip6tables-save`, `nft -j`. */
export interface AddedRules {
  readonly iptables?: string;
  readonly ip6tables?: string;
  readonly nft?: string;
}

/** The known facts about a machine. Absent members are unknown. */
export interface Machine {
  /** The host name of the machine. */
  readonly hostname?: string;
  /** The moment at which the record was written, by the machine's clock: `2026-05-01T09:30:00Z`. */
  readonly recordedAt?: string;
  readonly engine?: string;
  readonly compose?: string;
  readonly rootless?: boolean;
  readonly firewallBackend?: 'iptables' | 'nftables';
  /** The members of `daemon.json`. */
  readonly daemon?: Readonly<Record<string, unknown>>;
  /** The interface that leads outside. */
  readonly interface?: string;
  readonly addresses?: readonly InterfaceAddress[];
  /** The routes over IPv4, which `ip -j route` lists. */
  readonly routes?: readonly Route[];
  /** The interfaces of networks, by their Docker names or keys. */
  readonly bridges?: Readonly<Record<string, string>>;
  readonly sysctl?: Readonly<Record<string, string>>;
  readonly listeners?: readonly Listener[];
  /** The addresses of the servers for names in its `resolv.conf` (LV4). */
  readonly resolvers?: readonly string[];
  /** The output of `iptables-save`, `ip6tables-save`, `ipset save` and `nft -j list ruleset`. */
  readonly iptables?: string;
  readonly ip6tables?: string;
  readonly ipset?: string;
  readonly nft?: string;
  /** Planned rules, which are not part of a record. They come first in a chain that exists. */
  readonly added?: AddedRules;
}

/** The reason why a record is invalid; `member` names the faulty member, null for the record itself. */
export class MachineError extends Error {
  readonly member: string | null;

  constructor(message: string, member: string | null = null) {
    super(message);
    this.member = member;
  }
}

type Read<T> = (value: unknown, name: string) => T;

/** Parses a record; throws a `MachineError` that names the faulty member. */
export function readMachine(text: string): Machine {
  const plain = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    throw new MachineError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const machine = machineFrom(value);
  records.set(machine, plain);
  return machine;
}

/** The members that a record may have. */
export const machineMembers: readonly string[] = [
  'version',
  'hostname',
  'recordedAt',
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
  'resolvers',
  'iptables',
  'ip6tables',
  'ipset',
  'nft',
];

/** Returns the machine of a record's plain value; throws a `MachineError` that names the faulty member. */
export function machineFrom(value: unknown): Machine {
  const record = objectOf(value, 'The record');
  const deep = Object.entries(record).find(([, member]) => nestsDeeper(member, maxNesting));
  if (deep)
    throw new MachineError(`Its member "${deep[0]}" nests deeper than ${maxNesting} levels.`, deep[0]);
  if (record.version !== undefined && record.version !== 1)
    throw new MachineError(`Its version is ${JSON.stringify(record.version)}; this program reads version 1.`);
  const take = <T>(name: string, read: Read<T>): { [key: string]: T } =>
    record[name] === undefined || record[name] === null ? {} : { [name]: read(record[name], name) };
  const machine: Machine = {
    ...take('hostname', textOf),
    ...take('recordedAt', momentOf),
    ...take('engine', textOf),
    ...take('compose', textOf),
    ...take('rootless', flagOf),
    ...take('firewallBackend', backendOf),
    ...take('daemon', objectOf),
    ...take('interface', textOf),
    ...take('addresses', addressesOf),
    ...take('routes', routesOf),
    ...take('bridges', textsOf),
    ...take('sysctl', textsOf),
    ...take('listeners', listenersOf),
    ...take('resolvers', serversOf),
    ...take('iptables', textOf),
    ...take('ip6tables', textOf),
    ...take('ipset', textOf),
    ...take('nft', rulesetText),
  };
  records.set(machine, JSON.stringify(value));
  return machine;
}

/** The deepest nesting that is accepted; the output of real programs nests about a dozen levels. */
const maxNesting = 64;

/** True when lists and objects nest more than `levels` deep. Works without recursion, since the value is untrusted. */
function nestsDeeper(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

const records = new WeakMap<Machine, string>();

/** Returns the text of a machine's record; null when the machine was not read from one. */
export function recordOf(machine: Machine): string | null {
  return records.get(machine) ?? null;
}

/** Returns the machine of two records; members of `first` take precedence. */
export function mergedMachine(first: Machine, then: Machine): Machine {
  const [own, other] = [first, then].map((one) => JSON.parse(recordOf(one) ?? JSON.stringify(one)));
  return machineFrom({ ...other, ...own });
}

/** The members that only a machine's record has, not a compose file or a record of observed traffic. */
const members: ReadonlySet<string> = new Set(
  machineMembers.filter((name) => !['version', 'hostname', 'compose', 'rootless'].includes(name)),
);

/** True when JSON is meant to be a machine's record, whether or not it is valid. */
export function isMachineRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.some((key) => members.has(key)) && !keys.some((key) => membersOfOtherFiles.has(key));
}

/** The members of a compose file in JSON, and of a record of observed traffic. */
const membersOfOtherFiles: ReadonlySet<string> = new Set(['services', 'include', 'connections', 'listening']);

function invalidMember(name: string, what: string): MachineError {
  return new MachineError(`Its member "${name}" is no ${what}.`, name.replace(/[.[].*$/, ''));
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalidMember(name, 'text');
  return value;
}

function momentOf(value: unknown, name: string): string {
  const text = textOf(value, name);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    throw invalidMember(name, 'moment such as 2026-05-01T09:30:00Z');
  return text;
}

function flagOf(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw invalidMember(name, 'boolean');
  return value;
}

function backendOf(value: unknown, name: string): 'iptables' | 'nftables' {
  if (value !== 'iptables' && value !== 'nftables')
    throw invalidMember(name, 'firewall backend (iptables or nftables)');
  return value;
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidMember(name, 'object');
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
  if (!Array.isArray(value)) throw invalidMember(name, 'list');
  return value;
}

function listenersOf(value: unknown, name: string): readonly Listener[] {
  return listOf(value, name).map((one, index) => {
    const { address, port, protocol } = objectOf(one, `${name}[${index}]`);
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw invalidMember(`${name}[${index}].port`, 'port');
    return {
      address: textOf(address ?? '0.0.0.0', `${name}[${index}].address`),
      port,
      protocol: textOf(protocol ?? 'tcp', `${name}[${index}].protocol`),
    };
  });
}

function serversOf(value: unknown, name: string): readonly string[] {
  return listOf(value, name).map((one, index) => textOf(one, `${name}[${index}]`));
}

/** Returns the addresses in the output of `ip -j addr`. */
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
  if (family === null) throw invalidMember(`${place}.family`, 'family (inet or inet6)');
  const address = textOf(local, `${place}.local`);
  if (parseAddress(address, family) === null) throw invalidMember(`${place}.local`, `address of ${word}`);
  if (typeof prefixlen !== 'number' || !isPrefixLength(prefixlen, family))
    throw invalidMember(`${place}.prefixlen`, `length of a prefix of ${word}`);
  const isGlobal = scope === undefined || textOf(scope, `${place}.scope`) === 'global';
  return { interface: on, family, address, prefix: prefixlen, global: isGlobal };
}

/** Returns the routes in the output of `ip -j route`; those that lead nowhere, such as blackholes, are left out. */
function routesOf(value: unknown, name: string): readonly Route[] {
  return listOf(value, name).flatMap((one, index) => {
    const { dst, dev, gateway, type } = objectOf(one, `${name}[${index}]`);
    if (typeof dst !== 'string' || typeof dev !== 'string') return [];
    if (type !== undefined && type !== 'unicast') return [];
    const family = [dst, gateway].some((text) => typeof text === 'string' && text.includes(':'))
      ? 'ipv6'
      : 'ipv4';
    const destination = parseRange(dst === 'default' ? everything[family] : dst, family);
    if (destination === null) throw invalidMember(`${name}[${index}].dst`, 'address or network');
    const via =
      gateway === undefined || gateway === null ? null : textOf(gateway, `${name}[${index}].gateway`);
    return [{ family, destination, interface: dev, via }];
  });
}

const everything: { readonly [family in Family]: string } = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

/** Returns the text of `nft -j` output, given as text or as an object. */
function rulesetText(value: unknown, name: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(objectOf(value, name));
  try {
    const parsed: unknown = JSON.parse(text);
    if (nestsDeeper(parsed, maxNesting))
      throw new MachineError(`Its member "${name}" nests deeper than ${maxNesting} levels.`, name);
    if (!Array.isArray(objectOf(parsed, name).nftables))
      throw invalidMember(name, 'output of nft -j list ruleset');
  } catch (error) {
    throw error instanceof MachineError ? error : invalidMember(name, 'output of nft -j list ruleset');
  }
  return text;
}

/** Returns the interface that leads outside; `<outside>` while its name is unknown. */
export function outsideInterface({ interface: name }: Machine): string {
  return name ?? '<outside>';
}

/** Returns the host's address towards the outside; null when it has none of `family`. */
export function hostAddress(machine: Machine, family: Family): KnownAddress | null {
  const { addresses } = machine;
  if (!addresses || machine.interface === undefined) return unknownAddress('host', family);
  const ownInterfaceAddress = outsideAddress(machine, family);
  return ownInterfaceAddress ? exactAddress(ownInterfaceAddress.address, family) : null;
}

function outsideAddress(machine: Machine, family: Family): InterfaceAddress | undefined {
  return atOutsideInterface(machine, family)[0];
}

function atOutsideInterface(
  { addresses = [], interface: name }: Machine,
  family: Family,
): readonly InterfaceAddress[] {
  return addresses.filter((one) => one.interface === name && one.family === family && one.global);
}

/** Returns the machine's addresses at the interface that leads outside, each with its network: `192.168.1.0/24`. */
export function outsideAddresses(
  machine: Machine,
  family: Family,
): readonly { readonly subnet: string; readonly own: string }[] {
  return atOutsideInterface(machine, family).map(({ address, prefix }) => ({
    subnet: `${address}/${prefix}`,
    own: address,
  }));
}

/** Returns the machine's addresses on Docker's bridges. */
export function bridgeAddressesOf({ addresses = [], bridges = {} }: Machine): ReadonlySet<string> {
  const names = new Set(['docker0', ...Object.values(bridges)]);
  return new Set(addresses.filter((one) => names.has(one.interface)).map(({ address }) => address));
}

/** Returns the address of another machine of the LAN: on the subnet of the outside interface, but not the host's. */
export function lanAddress(machine: Machine, family: Family): KnownAddress {
  const ownInterfaceAddress = outsideAddress(machine, family);
  const range = ownInterfaceAddress && networkOf(ownInterfaceAddress);
  const value = ownInterfaceAddress && parseAddress(ownInterfaceAddress.address, family);
  if (!range || value === undefined || value === null) return unknownAddress('lan', family);
  return { text: 'lan', within: [range], excluded: [value] };
}

/** Returns the network of an interface's address. */
export function networkOf({ address, prefix, family }: InterfaceAddress): AddressRange | null {
  const value = parseAddress(address, family);
  return value === null ? null : prefixRange(value, prefix, family);
}

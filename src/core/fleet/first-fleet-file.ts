// A first file of a fleet from what is there: folders of stacks, records of machines and Docker's contexts. Whatever no record says is marked
// as guessed, or left out: without `routers`, what lies between networks stays unknown.

import { addressText, parseAddress, parseRange, prefixRange } from '../machine/firewall/addresses.ts';
import type { InterfaceAddress, Machine } from '../machine/machine.ts';
import { commentLine } from '../quote/comment-text.ts';
import type { Family } from '../reach/reach-model.ts';
import { fileStyle } from '../yaml/file-style.ts';
import { formatFlow, formatScalar, type Writable } from '../yaml/format-value.ts';
import { isPublic } from './network-map.ts';
import { linksOf } from './record-fit.ts';

/** What is known of a machine before there is a file. */
export interface FoundMachine {
  /** The name of its folder or context. */
  readonly name: string;
  /** Paths from the folder of the file; null without one. */
  readonly stacks: string | null;
  readonly record: string | null;
  readonly machine: Machine | null;
  readonly context: string | null;
  /** The address that its context leads to; null where that is a name, or the machine itself. */
  readonly address: string | null;
}

interface FoundNetwork {
  readonly kind: 'lan' | 'mesh' | 'internet';
  readonly name: string;
  readonly subnets: Set<string>;
  /** The reason to guess; null for what records state. */
  readonly guessed: string | null;
}

/** Returns the text of the file. */
export function firstFleetFile(found: readonly FoundMachine[]): string {
  const networks = new Map<string, FoundNetwork>();
  const gateways = new Map<string, string>();
  const machines = nameMachines(found).map(({ name, original, machine, ...source }) => {
    const addresses = new Map<string, string[]>();
    const byInterface = new Map<string, FoundNetwork>();
    const guesses = new Set<string>();
    if (name !== original) guesses.add(`the name, for ${original}`);
    const add = (address: InterfaceAddress, isStated: boolean): void => {
      const network = networkOf(networks, address, isStated, byInterface);
      byInterface.set(address.interface, network);
      addresses.set(network.name, [...(addresses.get(network.name) ?? []), address.address]);
    };
    const links = machine ? linksOf(machine) : [];
    for (const link of links) add(link, true);
    for (const { via, destination } of machine?.routes ?? []) {
      const network = via !== null && destination.first === 0n ? networkHolding(networks, via) : null;
      if (via !== null && network) gateways.set(network.name, via);
    }
    if (links.length === 0 && source.address !== null) {
      add(hostAddress(source.address), false);
      guesses.add('its network, from the address of its context alone');
    }
    if (machine === null) guesses.add('nothing of its firewall: give a record (bulkhead machine)');
    return { ...source, name, addresses, guesses };
  });
  return [
    '# Written by bulkhead fleet init. Lines marked `guessed` are no facts: correct them, or delete the mark.',
    'version: 1',
    'machines:',
    ...machines.map(({ name, stacks, record, context, addresses, guesses }) =>
      line(
        name,
        {
          ...(stacks !== null && { stacks }),
          ...(record !== null && { record }),
          ...(context !== null && { context }),
          ...(addresses.size > 0 && {
            addresses: Object.fromEntries(
              [...addresses].map(([network, [first = '', ...more]]): [string, Writable] => [
                network,
                more.length === 0 ? first : [first, ...more],
              ]),
            ),
          }),
        },
        [...guesses].join('; '),
      ),
    ),
    ...(networks.size === 0
      ? ['networks: {} # guessed: no record and no context has an address']
      : ['networks:']),
    ...[...networks.values()].map(({ name, kind, subnets, guessed }) => {
      const [first, ...more] = [...subnets];
      const subnet: Writable = more.length === 0 ? (first ?? null) : [...subnets];
      return line(name, { kind, ...(first !== undefined && { subnet }) }, guessed ?? '');
    }),
    '# What lies between the networks is unknown until routers are stated, such as',
    `#   routers: { gate: { addresses: { ${gatewayText(networks, gateways)} }, nat: [${[...gateways.keys()].join(', ') || 'lan'}], forwards: ["443/tcp -> ${commentLine(machines[0]?.name ?? 'MACHINE')}:8443"] } }`,
    '',
  ].join('\n');
}

function gatewayText(
  networks: ReadonlyMap<string, FoundNetwork>,
  gateways: ReadonlyMap<string, string>,
): string {
  const known = [...gateways].map(([network, via]) => `${network}: ${via}`);
  const [lan = 'lan'] = [...networks.values()].filter(({ kind }) => kind === 'lan').map(({ name }) => name);
  return [...(known.length > 0 ? known : [`${lan}: ADDRESS`]), 'internet: ADDRESS'].join(', ');
}

const style = fileStyle('');

function line(name: string, value: { readonly [key: string]: Writable }, guessed: string): string {
  const flow = formatFlow(value, style);
  return `  ${formatScalar(name, style)}: ${flow}${guessed === '' ? '' : ` # guessed: ${commentLine(guessed)}`}`;
}

/** Gives each machine a name that a fleet's file may have, and no other machine has. */
function nameMachines(
  found: readonly FoundMachine[],
): readonly (FoundMachine & { readonly original: string })[] {
  const taken = new Set(['internet', 'lan', 'host']);
  return found.map((machine) => {
    const base = machine.name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'machine';
    let name = base;
    for (let next = 2; taken.has(name); next++) name = `${base}-${next}`;
    taken.add(name);
    return { ...machine, name, original: machine.name };
  });
}

const meshInterfaces = /^(?:wg|tailscale|ts|zt|nebula|wt|netbird|nb-)/;

/** Returns an address that a context leads to as one of the usual size of a network. */
function hostAddress(address: string): InterfaceAddress {
  const family: Family = address.includes(':') ? 'ipv6' : 'ipv4';
  return { interface: '', family, address, prefix: family === 'ipv4' ? 24 : 64, global: true };
}

/** Returns the network of an address, which is made when it is the first one there. */
function networkOf(
  networks: Map<string, FoundNetwork>,
  { interface: link, family, address, prefix }: InterfaceAddress,
  isStated: boolean,
  byInterface: ReadonlyMap<string, FoundNetwork>,
): FoundNetwork {
  const value = parseAddress(address, family) ?? 0n;
  const isMesh = meshInterfaces.test(link) || isIn(value, family, ['100.64.0.0/10']);
  const kind = isMesh ? 'mesh' : isPublic({ family, text: address, value }) ? 'internet' : 'lan';
  const known = [...networks.values()];
  if (kind === 'internet') {
    const name = 'internet';
    const network = known.find((one) => one.kind === kind) ?? {
      kind,
      name,
      subnets: new Set(),
      guessed: null,
    };
    networks.set(name, network);
    return network;
  }
  const subnet = subnetOf(value, family, isMesh, prefix);
  // The second family of a link is on the network of the first.
  const beside = family === 'ipv6' ? byInterface.get(link) : undefined;
  const network = known.find(({ subnets }) => subnets.has(subnet)) ?? beside;
  if (network) {
    network.subnets.add(subnet);
    return network;
  }
  const count = known.filter((one) => one.kind === kind).length;
  const name = count === 0 ? kind : `${kind}${count + 1}`;
  const guessed = !isStated
    ? 'its subnet, from the address of a context'
    : isMesh
      ? `a mesh, from ${link || 'the address'}; its allow-list is not known`
      : 'machines with equal subnets are on one network';
  const made: FoundNetwork = { kind, name, subnets: new Set([subnet]), guessed };
  networks.set(name, made);
  return made;
}

/** Returns the subnet of an address. A mesh gives its machines single addresses of a larger one. */
function subnetOf(value: bigint, family: Family, isMesh: boolean, prefix: number): string {
  const bits = family === 'ipv4' ? 32 : 128;
  if (isMesh && prefix === bits && isIn(value, family, ['100.64.0.0/10'])) return '100.64.0.0/10';
  const length = isMesh && prefix === bits ? bits - (family === 'ipv4' ? 8 : 64) : prefix;
  const range = prefixRange(value, length, family);
  return `${addressText(range?.first ?? value, family)}/${length}`;
}

function isIn(value: bigint, family: Family, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const range = text.includes(':') === (family === 'ipv6') ? parseRange(text, family) : null;
    return range !== null && range.first <= value && value <= range.last;
  });
}

function networkHolding(networks: ReadonlyMap<string, FoundNetwork>, address: string): FoundNetwork | null {
  const family: Family = address.includes(':') ? 'ipv6' : 'ipv4';
  const value = parseAddress(address, family);
  if (value === null) return null;
  return [...networks.values()].find(({ subnets }) => isIn(value, family, [...subnets])) ?? null;
}

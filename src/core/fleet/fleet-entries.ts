// The entries of a fleet's file that are written as one text: who may ask whom, forwards, routes.

import { type AddressRange, parseAddress, parseRange } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';

export type Protocol = 'tcp' | 'udp';

/** A side of a rule: everybody, or a machine or network by its name. */
export interface AllowEntry {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** The port that alone is let through; null for all. */
  readonly port: number | null;
  readonly protocol: Protocol | null;
}

/** A port of a router's outside address that leads to a machine. */
export interface ForwardEntry {
  readonly text: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly to: string;
  /** The network on which the machine is addressed; null where it has one address only. */
  readonly network: string | null;
  readonly toPort: number;
  /** The sources that the forward is limited to; null for everybody. */
  readonly from: AddressRange | null;
}

/** A route that a machine without a record has. */
export interface RouteEntry {
  readonly text: string;
  readonly family: Family;
  readonly destination: AddressRange;
  readonly via: string;
}

const allowForm = /^\s*(\*|[^\s:]+)\s*->\s*(\*|[^\s:/]+)\s*(?::(\d+)(?:\/(tcp|udp))?)?\s*$/;

/** Reads `FROM -> TO[:PORT[/PROTOCOL]]`; null for another form. */
export function readAllow(text: string): AllowEntry | null {
  const [, from, to, port, protocol] = allowForm.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const number = port === undefined ? null : portOf(port);
  if (number === undefined) return null;
  return { text, from, to, port: number, protocol: (protocol ?? null) as Protocol | null };
}

const forwardForm = /^\s*(\d+)\/(tcp|udp)\s*->\s*([^\s:@]+)(?:@([^\s:]+))?:(\d+)(?:\s+from\s+(\S+))?\s*$/;

/** Reads `PORT/PROTOCOL -> MACHINE[@NETWORK]:PORT [from NETWORK]`; null for another form. */
export function readForward(text: string): ForwardEntry | null {
  const [, port = '', protocol, to, network = null, toPort = '', source] = forwardForm.exec(text) ?? [];
  const [outside, inside] = [portOf(port), portOf(toPort)];
  if (to === undefined || outside === undefined || inside === undefined) return null;
  const from = source === undefined ? null : rangeOf(source);
  if (from === undefined) return null;
  return { text, port: outside, protocol: protocol as Protocol, to, network, toPort: inside, from };
}

/** Reads `NETWORK via ADDRESS`; null for another form. */
export function readRoute(text: string): RouteEntry | null {
  const [, network = '', via = ''] = /^\s*(\S+)\s+via\s+(\S+)\s*$/.exec(text) ?? [];
  const family: Family = via.includes(':') ? 'ipv6' : 'ipv4';
  const everything = family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  const destination = parseRange(network === 'default' ? everything : network, family);
  return destination === null || parseAddress(via, family) === null
    ? null
    : { text, family, destination, via };
}

function rangeOf(text: string): AddressRange | undefined {
  return parseRange(text, text.includes(':') ? 'ipv6' : 'ipv4') ?? undefined;
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return text !== '' && port >= 1 && port <= 65_535 ? port : undefined;
}

// The words of a question about one connection: who asks, and what.

import { parseAddress } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';
import type { FleetAddress } from './fleet-address.ts';
import type { Protocol } from './fleet-entries.ts';

/** What is asked, before names are looked up. */
export interface AskedWords {
  readonly target:
    | { readonly kind: 'address'; readonly address: FleetAddress }
    | { readonly kind: 'gateway'; readonly network: string }
    | { readonly kind: 'host-gateway' }
    | { readonly kind: 'name'; readonly name: string; readonly network: string | null };
  readonly port: number;
  readonly protocol: Protocol;
  /** The family that is asked for; null where the address says it, or where any does. */
  readonly family: Family | null;
}

const form = /^(?:\[([^\]]+)\]|([^[\]]+?))(\[6\])?:(\d+)(?:\/(tcp|udp))?$/;

/** Reads what is asked; null for another form than `ADDRESS:PORT[/udp]`, `[IPV6]:PORT`, `NAME:PORT`, `SERVICE[@NETWORK]:PORT`, `gateway@NETWORK:PORT`. */
export function readAsked(text: string): AskedWords | null {
  const [, bracketed, plain = '', six, portText = '', protocol = 'tcp'] = form.exec(text.trim()) ?? [];
  const port = Number(portText);
  if (portText === '' || port < 1 || port > 65_535) return null;
  const rest = { port, protocol: protocol as Protocol };
  if (bracketed !== undefined) {
    const value = parseAddress(bracketed, 'ipv6');
    if (value === null || six !== undefined) return null;
    return {
      ...rest,
      family: 'ipv6',
      target: { kind: 'address', address: { family: 'ipv6', text: bracketed, value } },
    };
  }
  const family: Family | null = six === undefined ? null : 'ipv6';
  const value = parseAddress(plain, 'ipv4');
  if (value !== null) {
    if (six !== undefined) return null;
    return {
      ...rest,
      family: 'ipv4',
      target: { kind: 'address', address: { family: 'ipv4', text: plain, value } },
    };
  }
  if (plain === 'host-gateway') return { ...rest, family, target: { kind: 'host-gateway' } };
  const at = plain.indexOf('@');
  const [name, network] = at < 0 ? [plain, null] : [plain.slice(0, at), plain.slice(at + 1)];
  if (name === '' || network === '') return null;
  if (name === 'gateway')
    return network === null ? null : { ...rest, family, target: { kind: 'gateway', network } };
  return { ...rest, family, target: { kind: 'name', name, network } };
}

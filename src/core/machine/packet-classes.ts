// Addresses, ports and interfaces that no rule of a firewall tells apart: a connection meets the same rules with any of one class.

import type { Bridge } from './docker/bridges.ts';
import { isWithin, type KnownAddress } from './firewall/addresses.ts';
import { type KnownPort, matchesInterface, matchesPort } from './firewall/evaluate.ts';
import type { Chain, Match, Rule, Ruleset } from './firewall/ruleset.ts';

type Of<Kind extends Match['kind']> = Extract<Match, { readonly kind: Kind }>;
type AddressMatch = Of<'source' | 'destination' | 'original-source' | 'original-destination'>;
type PortMatch = Of<'source-port' | 'destination-port' | 'any-port' | 'original-port'>;
type InterfaceMatch = Of<'in' | 'out'>;

/** The classes of what a ruleset, and Docker's rules for its bridges, test. */
export class PacketClasses {
  readonly #addresses: readonly AddressMatch['ranges'][] | null;
  readonly #ports: readonly PortMatch['ranges'][] | null;
  readonly #interfaces: readonly InterfaceMatch['names'][] | null;
  readonly #bridges: ReadonlyMap<string, Bridge>;
  readonly #ids = new Map<string, number>();
  readonly #known = {
    addresses: new Map<string, number>(),
    ports: new Map<KnownPort, number>(),
    interfaces: new Map<string, number>(),
  };

  constructor(ruleset: Ruleset, bridges: ReadonlyMap<string, Bridge>) {
    const matches = matchesIn(ruleset);
    this.#addresses = toldBy(matches.filter(namesAddresses).map(({ ranges }) => ranges));
    this.#ports = toldBy(matches.filter(namesPorts).map(({ ranges }) => ranges));
    this.#interfaces = toldBy(matches.filter(namesInterfaces).map(({ names }) => names));
    this.#bridges = bridges;
  }

  /** Returns the class of an address. */
  address(address: KnownAddress): number {
    const known = this.#known.addresses.get(address.text);
    if (known !== undefined) return known;
    const made = this.#id(this.#addresses?.map((ranges) => isWithin(address, ranges)) ?? [address.text]);
    this.#known.addresses.set(address.text, made);
    return made;
  }

  /** Returns the class of a port. */
  port(port: KnownPort): number {
    const known = this.#known.ports.get(port);
    if (known !== undefined) return known;
    const made = this.#id(this.#ports?.map((ranges) => matchesPort(port, ranges)) ?? [port]);
    this.#known.ports.set(port, made);
    return made;
  }

  /**
   * Returns a key of the interfaces of a connection: the class of each, and which of them are one, since rules of Docker compare them. An
   * absent one is null.
   */
  interfaces(names: readonly (string | null)[]): string {
    return names
      .map((name) => (name === null ? '-' : `${names.indexOf(name)}:${this.#interface(name)}`))
      .join(' ');
  }

  #interface(name: string): number {
    const known = this.#known.interfaces.get(name);
    if (known !== undefined) return known;
    const bridge = this.#bridges.get(name);
    const { isKnown, internal, icc, mode, guarded } = bridge ?? {};
    const made = this.#id([
      name === 'lo',
      ...(this.#interfaces?.map((names) => matchesInterface(name, names)) ?? [name]),
      ...(bridge ? [isKnown, internal, icc, mode, guarded] : []),
    ]);
    this.#known.interfaces.set(name, made);
    return made;
  }

  #id(told: readonly unknown[]): number {
    const key = told.join(' ');
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}

function matchesIn({ chains }: Ruleset): readonly Match[] {
  // All chains of a table are beside each of its base chains.
  const tables = new Set(chains.map((base) => base.chains));
  const all = new Set<Chain>([...chains, ...[...tables].flatMap((table) => [...table.values()])]);
  return [...all].flatMap(({ rules }) => rules.flatMap(matchesOf));
}

function matchesOf({ matches, action }: Rule): readonly Match[] {
  return action.kind === 'map' ? [...matches, ...action.entries.map(({ match }) => match)] : matches;
}

function namesAddresses(match: Match): match is AddressMatch {
  return ['source', 'destination', 'original-source', 'original-destination'].includes(match.kind);
}

function namesPorts(match: Match): match is PortMatch {
  return ['source-port', 'destination-port', 'any-port', 'original-port'].includes(match.kind);
}

function namesInterfaces(match: Match): match is InterfaceMatch {
  return match.kind === 'in' || match.kind === 'out';
}

/** The largest number of ranges and names that are compared with each address, port or interface; beyond it each is a class of its own. */
const maxTold = 5_000;

/** Returns the lists without repetitions; null for more than are compared. */
function toldBy<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] | null {
  const told = [...new Set(lists)];
  return told.reduce((sum, { length }) => sum + length, 0) > maxTold ? null : told;
}

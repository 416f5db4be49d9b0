// What is outside, as a file states it: where names lead, the names of addresses, and who listens where.

import { z } from 'zod';
import { readAddress } from '../../fleet/fleet-address.ts';

const ports = z.array(z.number().int().min(1).max(65_535));

const listening = z.strictObject({
  plain: ports.optional(),
  tls: ports.optional(),
  udp: ports.optional(),
  dns: ports.optional(),
});

const worldFile = z.strictObject({
  names: z.record(z.string(), z.array(z.string())).default({}),
  reverse: z.record(z.string(), z.string()).default({}),
  listens: z.record(z.string(), listening).default({}),
  services: z.record(z.string(), ports).default({}),
  'services@127.0.0.1': z.record(z.string(), ports).default({}),
});

/** Who listens at one address, by what is spoken there. */
export type Listening = z.infer<typeof listening>;

/** The reason why a file does not describe a world. */
export class WorldError extends Error {}

/** What is outside. */
export interface World {
  /** Returns the addresses of a name; null for a name that does not exist. */
  addressesOf(name: string): readonly string[] | null;
  /** Returns the name that the owner of an address gives it; null for an address without one. */
  nameOf(address: string): string | null;
  /** Returns who listens at an address; null where nobody does. */
  listening(address: string): Listening | null;
  /** Who listens on the machine itself, at its addresses and at loopback alone; null where the file does not say it. */
  readonly host: Listening | null;
  readonly hostLoopback: Listening | null;
  /** The ports of services by name, at their addresses and at loopback alone; a service that is missing has those of its own lines. */
  readonly services: ReadonlyMap<string, readonly number[]>;
  readonly servicesLoopback: ReadonlyMap<string, readonly number[]>;
}

/** Reads the text of a world; throws a `WorldError` that names the faulty member. */
export function readWorld(text: string): World {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WorldError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = worldFile.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new WorldError(
      `Its member ${issue?.path.join('.') || 'at the top'} is not valid: ${issue?.message ?? ''}`,
    );
  }
  const { names, reverse, listens, services } = read.data;
  const byName = new Map(Object.entries(names).map(([name, list]) => [name.toLowerCase(), list]));
  const byAddress = new Map(Object.entries(listens).map(([address, list]) => [addressKey(address), list]));
  const reversed = new Map(Object.entries(reverse).map(([address, name]) => [addressKey(address), name]));
  return {
    addressesOf(asked) {
      const name = asked.toLowerCase().replace(/\.$/, '');
      const exact = byName.get(name);
      if (exact) return exact;
      for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        const found = byName.get(`*${name.slice(dot)}`);
        if (found) return found;
      }
      return null;
    },
    nameOf: (address) => reversed.get(addressKey(address)) ?? null,
    listening: (address) => byAddress.get(addressKey(address)) ?? null,
    host: listens.host ?? null,
    hostLoopback: listens['host@127.0.0.1'] ?? null,
    services: new Map(Object.entries(services)),
    servicesLoopback: new Map(Object.entries(read.data['services@127.0.0.1'])),
  };
}

function addressKey(text: string): string {
  const address = readAddress(text);
  return address === null ? text : `${address.family} ${address.value}`;
}

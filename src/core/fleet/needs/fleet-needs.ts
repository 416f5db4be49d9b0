// Connections between machines that the texts of services state or suggest: an address or a name of another machine in a setting or a command.

import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { mentionsOf } from '../../needs/find-references.ts';
import type { Path } from '../../yaml/tree.ts';
import { type FleetAddress, readAddress } from '../fleet-address.ts';
import type { FleetFacts } from '../fleet-facts.ts';

/** A connection that a service needs, to an address of another machine or of a router. */
export interface FleetNeed {
  /** The asker, as `MACHINE/STACK/SERVICE`. */
  readonly from: string;
  readonly machine: string;
  /** The name of the machine or router that is asked. */
  readonly to: string;
  readonly address: FleetAddress;
  /** The port; null where the text names none. */
  readonly port: number | null;
  /** The path in the joined topology of the asker's machine. */
  readonly at: Path;
}

/** Returns the needs between machines, by machine and service in the order of the files. */
export const fleetNeeds = memoize((facts: FleetFacts): readonly FleetNeed[] => {
  const { map } = facts.connector;
  const nodes = [...map.machines.values(), ...map.routers];
  const holders = new Map<string, string>();
  const addresses = new Map<string, readonly FleetAddress[]>();
  for (const { name, links } of nodes) {
    const own = links.flatMap((link) => link.addresses);
    addresses.set(name, own);
    for (const { family, value } of own) holders.set(`${family} ${value}`, name);
  }
  const needs: FleetNeed[] = [];
  for (const { name: machine, source } of map.machines.values())
    for (const service of servicesOf(source.facts))
      for (const { host, port, at } of mentionsOf(service)) {
        const stated = extraHost(service, host) ?? host;
        const address = readAddress(stated);
        const to = facts.fleet.file.names.get(stated) ?? stated;
        const asked = address ? [address] : isOwnName(source.facts, service, stated) ? [] : addresses.get(to);
        for (const one of asked ?? []) {
          const holder = holders.get(`${one.family} ${one.value}`);
          if (holder !== undefined && holder !== machine)
            needs.push({
              from: `${machine}/${service.name}`,
              ...{ machine, to: holder, address: one, port: port ?? portBeside(service, at), at },
            });
        }
      }
  return needs;
});

function servicesOf(facts: HostFacts | null): readonly Service[] {
  return (facts?.reach.services ?? []).flatMap((name) => facts?.topology.services.get(name) ?? []);
}

/** Returns the port that stands beside a host in the settings of a service: `DB_PORT` beside `DB_HOST`; null where none does. */
function portBeside({ name, environment }: Service, at: Path): number | null {
  const place = JSON.stringify(at);
  const host = environment.find(({ path }) => JSON.stringify(['services', name, ...path]) === place);
  const key = host?.key.replace(/host(?:name)?$/i, '');
  if (host === undefined || key === host.key) return null;
  const port = environment.find((entry) => entry.key.toLowerCase() === `${key?.toLowerCase()}port`)?.value;
  return /^\d{1,5}$/.test(port ?? '') ? Number(port) : null;
}

/** Returns the address that `extra_hosts` of a service gives a name. */
function extraHost({ extraHosts }: Service, name: string): string | null {
  return extraHosts.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value ?? null;
}

/** True for a name that a container of the same machine answers to. */
function isOwnName(facts: HostFacts | null, { name }: Service, asked: string): boolean {
  const answers = facts?.names.answers(name, asked.toLowerCase());
  return answers !== undefined && answers !== 'unknown' && answers.length > 0;
}

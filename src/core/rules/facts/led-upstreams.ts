// Edits that lead a proxy's upstream elsewhere on a fleet: the address in the proxy's file, and the entry of a mesh's list that it needs then.

import type { FleetEdit } from '../../fleet/edit/fleet-edit.ts';
import type { FleetAddress } from '../../fleet/fleet-address.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { type FleetUse, fleetUses } from '../../fleet/needs/fleet-uses.ts';
import { type FleetPlace, placeText } from '../../fleet/reach/fleet-port.ts';

/** Edits with the place that an upstream has then. */
export interface LedUpstream {
  readonly place: FleetPlace;
  readonly edits: readonly FleetEdit[];
}

/** Returns the upstreams of a proxy on a machine, as their files state them. */
export function upstreamsOf(facts: FleetFacts, proxy: string, machine: string): readonly FleetUse[] {
  return fleetUses(facts).filter(
    (use) => use.kind === 'upstream' && use.from === proxy && use.machine === machine,
  );
}

/** Returns the edits that lead an upstream to the address of its machine on a mesh that both machines are on; null where there is none. */
export function ledOverMesh(facts: FleetFacts, use: FleetUse): LedUpstream | null {
  const { map } = facts.connector;
  const { from, machine, port, protocol } = use;
  const own = map.machines.get(machineOf(from))?.links ?? [];
  const mesh = map.machines
    .get(machine)
    ?.links.find(
      ({ network }) =>
        map.networks.get(network)?.kind === 'mesh' && own.some((link) => link.network === network),
    );
  const address = mesh?.addresses.find(({ family }) => family === 'ipv4');
  if (!mesh || !address || port === null || use.addresses.some((one) => isSame(one, address))) return null;
  const place: FleetPlace = { address, network: mesh.network, port, protocol, forward: null };
  const edits = ledTo(use, place);
  const list = map.networks.get(mesh.network)?.allow;
  const isKeptOut = facts.connector.askAddress(from, { address, port, protocol }).answer === false;
  if (edits.length === 0 || !list || !isKeptOut) return edits.length === 0 ? null : { place, edits };
  const value = `${machineOf(from)} -> ${machine}:${port}/${protocol}`;
  const allow: FleetEdit = {
    machine: null,
    edits: [{ do: 'append', path: ['networks', mesh.network, 'allow'], value }],
  };
  return { place, edits: [...edits, allow] };
}

/** True for two spellings of one address. */
export function isSame(one: FleetAddress, other: FleetAddress): boolean {
  return one.family === other.family && one.value === other.value;
}

/** Returns the edit of the proxy's file that leads an upstream to a place; none where no line is known. */
export function ledTo({ from, at, declaredAt }: FleetUse, place: FleetPlace): readonly FleetEdit[] {
  return declaredAt === null
    ? []
    : [{ machine: machineOf(from), file: declaredAt.file, before: at, after: placeText(place) }];
}

function machineOf(service: string): string {
  return service.slice(0, service.indexOf('/'));
}

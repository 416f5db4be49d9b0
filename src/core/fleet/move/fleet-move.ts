// A stack that goes from one machine of a fleet to another: what states its old place, in the fleet's file and in the files of stacks.

import { claimedPorts } from '../../compose/project/ports/port-range.ts';
import { hostFilePlace } from '../../host/host-file.ts';
import { applyEdits } from '../../text/edit.ts';
import { parseSlice } from '../../yaml/slice.ts';
import type { Path } from '../../yaml/tree.ts';
import { writeTreeEdit } from '../../yaml/tree-edit.ts';
import type { Protocol } from '../fleet-entries.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { type FleetPort, isAskedAt, placeText } from '../reach/fleet-port.ts';
import type { FollowingLine, FollowingText, MovedPlaces } from './follow-in-text.ts';

/** A stack with the machine that it leaves and the one that it goes to. */
export interface FleetMove {
  readonly stack: string;
  readonly from: string;
  readonly to: string;
}

/** Returns the ports that the stack publishes on the machine that it leaves. */
export function movedPorts({ reach }: FleetFacts, { stack, from }: FleetMove): readonly FleetPort[] {
  return reach.ports.filter(({ service }) => service.startsWith(`${from}/${stack}/`));
}

/** Returns the fleet's file after the move: forwards and lists that name the port of a service of the stack lead to the other machine. */
export function followInFleetFile(facts: FleetFacts, move: FleetMove): FollowingText {
  const { file } = facts.fleet;
  const ports = movedPorts(facts, move);
  const target = file.machines.get(move.to);
  const lines: FollowingLine[] = [];
  let text = file.text;
  const follow = (path: Path, before: string, after: string | null, why = ''): void => {
    lines.push({ file: file.file, line: hostFilePlace(file, path).line, before, after, why });
    const slice = after === null ? null : parseSlice(text);
    const edits = slice && writeTreeEdit(slice, { do: 'replace-text', path, text: after ?? '' });
    if (edits?.ok) text = applyEdits(text, edits.value);
  };
  for (const { name, forwards, allow } of file.routers?.values() ?? []) {
    forwards.forEach((forward, index) => {
      if (forward.to !== move.from || !isPublished(ports, forward.toPort, forward.protocol)) return;
      const path = ['routers', name, 'forwards', index];
      const isThere = forward.network === null || target?.addresses.has(forward.network);
      const after = forward.text.replace(/(->\s*)[^\s:@]+/, `$1${move.to}`);
      follow(path, forward.text, isThere ? after : null, `${move.to} has no address on ${forward.network}`);
    });
    followList(['routers', name, 'allow'], allow);
  }
  for (const { name, allow } of file.networks.values()) followList(['networks', name, 'allow'], allow ?? []);
  for (const [name, to] of file.names)
    if (to === move.from && ports.length > 0)
      follow(['names', name], `${name}: ${to}`, null, `change it if it is the stack's name`);
  return { text, lines };

  function followList(
    path: Path,
    allow: readonly {
      text: string;
      from: string;
      to: string;
      port: number | null;
      protocol: Protocol | null;
    }[],
  ): void {
    allow.forEach((entry, index) => {
      const at = [...path, index];
      const isTarget = entry.to === move.from;
      if (isTarget && entry.port !== null) {
        if (!isPublished(ports, entry.port, entry.protocol)) return;
        follow(at, entry.text, entry.text.replace(/(->\s*)[^\s:]+/, `$1${move.to}`));
      } else if (isTarget || entry.from === move.from) {
        follow(at, entry.text, null, `it is about all of ${move.from}: ${move.to} may need one like it`);
      }
    });
  }
}

function isPublished(ports: readonly FleetPort[], port: number, protocol: Protocol | null): boolean {
  return ports.some(
    (published) => isAskedAt(published, port) && (protocol === null || published.protocol === protocol),
  );
}

/** Returns the places at which other machines ask for the stack. */
export function movedPlaces(facts: FleetFacts, move: FleetMove): MovedPlaces {
  const target = facts.fleet.file.machines.get(move.to);
  const places = new Map<string, string | null>();
  for (const port of movedPorts(facts, move)) {
    const claimed = claimedPorts(port);
    for (const place of port.places) {
      if (place.forward !== null || claimed === null) continue;
      const { address, network } = place;
      const other = target?.addresses.get(network)?.find(({ family }) => family === address.family);
      // A wide range is named by its first ports alone.
      for (let next = claimed.first; next <= Math.min(claimed.last, claimed.first + maxPorts - 1); next++) {
        const at = { port: next, protocol: 'tcp' as const };
        places.set(placeText({ ...at, address }), other ? placeText({ ...at, address: other }) : null);
      }
    }
    for (const [name, to] of claimed === null ? [] : facts.fleet.file.names)
      if (to === move.from && claimed) places.set(`${name}:${claimed.first}`, null);
  }
  return places;
}

const maxPorts = 100;

/** Paths that every machine has of its own. */
const systemPaths = /^\/(?:run|var\/run|proc|sys|dev|etc\/(?:localtime|timezone))(?:\/|$)/;

/** Returns what does not go along with the folder of a stack, each as a sentence. */
export function staysBehind(facts: FleetFacts, { stack, from }: FleetMove): readonly string[] {
  const project = facts.fleet.machines.get(from)?.facts?.analyses.get(stack);
  const said: string[] = [];
  for (const { name, mounts } of project?.topology.services.values() ?? [])
    for (const { type, source, target } of mounts) {
      if (type === 'volume' && source !== '')
        said.push(`The volume ${source} of ${name} stays on ${from}: copy what is in it.`);
      if (type === 'bind' && /^[/~]|(?:^|\/)\.\.(?:\/|$)/.test(source) && !systemPaths.test(source))
        said.push(
          `${source} of ${name}, mounted at ${target}, stays on ${from}: copy it, or mount another one.`,
        );
    }
  for (const network of project?.topology.networks.values() ?? [])
    if (network.external === true)
      said.push(
        `The network ${network.name} is external: make it on the other machine before the stack starts.`,
      );
  return said;
}

// The dangers of a container to its host, in the few words that fit on its card. They group the access to the host (P1 to P8), which alone
// decides whether a fact leads there.

import { memoize } from '../compose/memoize.ts';
import type { Service, Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Path } from '../yaml/tree.ts';
import { type Escape, type HostAccess, hostAccess, mayUseSockets } from './host-access.ts';
import { hostSockets, noHostSockets } from './runtime-sockets.ts';

/**
 * The kinds of danger in display order. `socket` commands the container runtime or the host; `root` is a capability or device that reaches
 * the host.
 */
export const dangerKinds = ['socket', 'privileged', 'root', 'host-path', 'host-net'] as const;
export type DangerKind = (typeof dangerKinds)[number];

export interface Danger {
  readonly kind: DangerKind;
  /** The badge text of one or two words. */
  readonly words: string;
  /** The facts behind the danger, as sentence endings after the service's name. */
  readonly facts: readonly string[];
  /** False when the danger depends on an unknown value. */
  readonly certain: boolean;
  /** True when control of the container gives root on the host. */
  readonly rootOnHost: boolean;
  /** The first place in the file that states the danger. */
  readonly at: Path;
}

export type Dangers = ReadonlyMap<string, readonly Danger[]>;

const dangerLabels: { readonly [kind in DangerKind]: string } = {
  socket: 'socket',
  privileged: 'privileged',
  root: 'host root',
  'host-path': 'host path',
  'host-net': 'host net',
};

/** Returns the dangers of every service that has any, inactive ones included; each kind once, in the order of `dangerKinds`. */
export function findDangers(workspace: Workspace, topology: Topology): Dangers {
  const sockets = hostSockets(workspace);
  const found = new Map<string, readonly Danger[]>();
  for (const service of topology.services.values()) {
    const dangers = mayUseSockets(service, sockets)
      ? groupByKind(hostAccess(service, sockets))
      : dangersOf(service);
    if (dangers.length > 0) found.set(service.name, dangers);
  }
  return found;
}

const noDangers: readonly Danger[] = [];

/** Returns the dangers of a service without sockets from other entries of the file. */
export const dangersOf = memoize((service: Service): readonly Danger[] =>
  groupByKind(hostAccess(service, noHostSockets)),
);

function groupByKind(access: readonly HostAccess[]): readonly Danger[] {
  const facts = access.filter((fact) => !fact.implied && kindOf(fact) !== null);
  return facts.length === 0 ? noDangers : dangerKinds.flatMap((kind) => combineFacts(kind, facts) ?? []);
}

function kindOf({ by, effect: { grade } }: HostAccess): DangerKind | null {
  switch (by.kind) {
    case 'host-network':
      return 'host-net';
    case 'runtime-socket':
    case 'control-socket':
      return 'socket';
    case 'privileged':
    case 'privileged-hook':
      return 'privileged';
    case 'host-path':
      return 'host-path';
    case 'unset':
      return by.key === 'volumes' ? 'host-path' : 'root';
    case 'capability':
    case 'device':
    case 'device-rule':
      return grade === 'host' ? 'root' : null;
    default:
      return null;
  }
}

/** Combines all facts of one kind into one danger, which is certain when any fact is. */
function combineFacts(kind: DangerKind, facts: readonly HostAccess[]): Danger | null {
  const found: readonly Escape[] = facts.filter((fact) => kindOf(fact) === kind).map(({ effect }) => effect);
  const certain = found.filter(({ certain }) => certain);
  const shown = certain.length > 0 ? certain : found;
  const gravest = shown.find(({ grade }) => grade === 'host') ?? shown[0];
  if (!gravest) return null;
  return {
    kind,
    words: dangerLabels[kind],
    facts: shown.map(({ text }) => text),
    certain: gravest.certain,
    rootOnHost: gravest.grade === 'host',
    at: gravest.at,
  };
}

/** Returns whether control of a service gives root on the host; `unknown` when that depends on an unknown value. */
export function rootOnHost(dangers: readonly Danger[] | undefined): boolean | 'unknown' {
  const ways = dangers?.filter((danger) => danger.rootOnHost) ?? [];
  if (ways.some(({ certain }) => certain)) return true;
  return ways.length > 0 ? 'unknown' : false;
}

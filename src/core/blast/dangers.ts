// What makes a container dangerous to its host, as the few words that its card carries. Whether a fact leads to the host is
// decided by the access (P1 to P8); here they are grouped, and nothing new is decided.

import { memoize } from '../compose/memoize.ts';
import type { Service, Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Path } from '../yaml/tree.ts';
import { type Escape, type HostAccess, hostAccess, isGiven } from './host-access.ts';
import { hostSockets, noHostSockets } from './runtime-sockets.ts';

/**
 * `socket`: of a container runtime or another that commands the host. `root`: a capability or a device that reaches the host.
 * The order is the one in which they are shown.
 */
export const dangerKinds = ['socket', 'privileged', 'root', 'host-path', 'host-net'] as const;
export type DangerKind = (typeof dangerKinds)[number];

export interface Danger {
  readonly kind: DangerKind;
  /** One or two words for a badge. */
  readonly words: string;
  /** Sentences' ends, to follow the service's name: one for each fact behind it. */
  readonly facts: readonly string[];
  /** False where it rests on a value that is not known. */
  readonly certain: boolean;
  /** Whether who takes the container over is root on the host. */
  readonly rootOnHost: boolean;
  /** The first place in the file that says so. */
  readonly at: Path;
}

export type Dangers = ReadonlyMap<string, readonly Danger[]>;

const words: { readonly [kind in DangerKind]: string } = {
  socket: 'socket',
  privileged: 'privileged',
  root: 'host root',
  'host-path': 'host path',
  'host-net': 'host net',
};

/** The dangers of every service that has some, inactive ones included; each kind once, in the order of `dangerKinds`. */
export function findDangers(workspace: Workspace, topology: Topology): Dangers {
  const sockets = hostSockets(workspace);
  const found = new Map<string, readonly Danger[]>();
  for (const service of topology.services.values()) {
    const dangers = isGiven(service, sockets) ? group(hostAccess(service, sockets)) : dangersOf(service);
    if (dangers.length > 0) found.set(service.name, dangers);
  }
  return found;
}

const none: readonly Danger[] = [];

/** The dangers of a service that is given nothing whose source stands elsewhere in the file. */
export const dangersOf = memoize((service: Service): readonly Danger[] =>
  group(hostAccess(service, noHostSockets)),
);

function group(access: readonly HostAccess[]): readonly Danger[] {
  const facts = access.filter((fact) => !fact.implied && kindOf(fact) !== null);
  return facts.length === 0 ? none : dangerKinds.flatMap((kind) => join(kind, facts) ?? []);
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

/** All facts of one kind as one danger: certain as soon as one of them is. */
function join(kind: DangerKind, facts: readonly HostAccess[]): Danger | null {
  const found: readonly Escape[] = facts.filter((each) => kindOf(each) === kind).map(({ effect }) => effect);
  const sure = found.filter(({ certain }) => certain);
  const shown = sure.length > 0 ? sure : found;
  const gravest = shown.find(({ grade }) => grade === 'host') ?? shown[0];
  if (!gravest) return null;
  return {
    kind,
    words: words[kind],
    facts: shown.map(({ text }) => text),
    certain: gravest.certain,
    rootOnHost: gravest.grade === 'host',
    at: gravest.at,
  };
}

/** Whether who takes a service over is root on the host: `unknown` where that rests on a value that is not known. */
export function rootOnHost(dangers: readonly Danger[] | undefined): boolean | 'unknown' {
  const ways = dangers?.filter((danger) => danger.rootOnHost) ?? [];
  if (ways.some(({ certain }) => certain)) return true;
  return ways.length > 0 ? 'unknown' : false;
}

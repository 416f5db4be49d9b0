// The context of all parts of an export to Kubernetes: the services that run, their pods, names there, and the report that the parts
// add to.

import type { Service } from '../../compose/topology.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { childOf, type Path, type Tree } from '../../yaml/tree.ts';
import { type FindPlace, placesIn } from '../check/placed-findings.ts';
import {
  connectionText,
  keyText,
  type PlatformConnection,
  type PlatformNote,
  type PlatformSource,
} from '../platform/platform-export.ts';
import { clusterRanges } from './cluster-ranges.ts';
import { dnsLabel, freeName, freeNames, labelValue, workloadNames } from './kubernetes-names.ts';
import type { ServiceType } from './service-types.ts';

export interface KubernetesOptions {
  /**
   * Ranges that are not outside: those of pods, Services and nodes, and others closed to every way out. A family without any has the usual
   * ones.
   */
  readonly clusterCidrs: readonly string[];
  /** The Service type of published ports. */
  readonly serviceType: ServiceType;
}

/** A pod: one network namespace of Compose. */
export interface Pod {
  readonly owner: Service;
  /** The owner, then the services that join it, in file order. */
  readonly members: readonly Service[];
  /**
   * The pod's network: `host` and `closed` come from `network_mode`; `unknown` means that the files do not show the owner of the namespace.
   */
  readonly kind: 'networks' | 'host' | 'closed' | 'unknown';
  /** The name of the pod's workload and policy. */
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly replicas: number;
  /** Container names, by service. */
  readonly containers: ReadonlyMap<string, string>;
}

export interface Frame {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly reach: Reach;
  readonly options: KubernetesOptions;
  /** The project's name, spelled as in Compose. */
  readonly project: string;
  readonly projectLabel: string;
  readonly pods: readonly Pod[];
  readonly podOf: ReadonlyMap<string, Pod>;
  /** Running services in file order. */
  readonly services: readonly Service[];
  readonly report: Report;
  /** Returns an unused name for an object of `kind`. */
  readonly nameFor: (kind: string, wanted: string) => string;
}

const nameLabel = 'app.kubernetes.io/name';
const projectKey = 'app.kubernetes.io/part-of';

/** Returns the label that all pods of the project have. */
export function projectLabels({ projectLabel }: Pick<Frame, 'projectLabel'>): { [key: string]: string } {
  return { [projectKey]: projectLabel };
}

type Side = 'opens' | 'closes';
type NoteList = 'kept' | 'changed' | 'lost';

/** The report that all parts add to. */
export interface Report {
  readonly lists: { readonly [list in NoteList]: PlatformNote[] };
  readonly sides: { readonly [side in Side]: PlatformConnection[] };
  /** Adds a note about `path`, relative to the service; without one, from the top of the file. */
  readonly say: (
    list: NoteList,
    cause: string,
    service: Pick<Service, 'name'> | null,
    path: Path,
    message: string,
  ) => void;
  /** Adds a connection that differs. */
  readonly connect: (
    side: Side,
    cause: string,
    connection: Omit<PlatformConnection, 'cause' | 'message' | 'port'> & { readonly port?: string },
    why: string,
  ) => void;
}

function newReport(place: FindPlace): Report {
  const lists = { kept: [], changed: [], lost: [] } as { [list in NoteList]: PlatformNote[] };
  const sides = { opens: [], closes: [] } as { [side in Side]: PlatformConnection[] };
  return {
    lists,
    sides,
    say: (list, cause, service, path, message) => {
      const whole = service ? ['services', service.name, ...path] : path;
      const { file, line, column } = place(whole);
      lists[list].push({
        cause,
        service: service?.name ?? null,
        key: keyText(path),
        place: whole.length === 0 ? null : { file, line, column },
        message,
      });
    },
    connect: (side, cause, { port = '', ...rest }, why) => {
      const connection = { ...rest, port };
      sides[side].push({ cause, ...connection, message: `${connectionText(connection)}: ${why}` });
    },
  };
}

/** Returns the frame of an export of `source`. */
export function makeFrame(
  { workspace, analysis, project: named }: PlatformSource,
  options: KubernetesOptions,
): Frame {
  const { reach, topology } = analysis;
  const project = named ?? 'project';
  const projectLabel = labelValue(project) || 'project';
  const services = reach.services.flatMap((name) => topology.services.get(name) ?? []);
  const { pods, podOf } = makePods(services, reach, projectLabel);
  const taken = new Map<string, Set<string>>();
  const report = newReport(placesIn(workspace));
  if (named === null) {
    const message = `the project has no name, so its label is ${projectLabel}: name it with -p`;
    report.say('changed', 'project-name', null, [], message);
  }
  return {
    workspace,
    analysis,
    reach,
    options: { ...options, clusterCidrs: clusterRanges(options.clusterCidrs) },
    project,
    projectLabel,
    pods,
    podOf,
    services,
    report,
    nameFor: (kind, wanted) => {
      const names = taken.get(kind) ?? new Set();
      taken.set(kind, names);
      return freeName(names, wanted);
    },
  };
}

function makePods(
  services: readonly Service[],
  reach: Reach,
  projectLabel: string,
): Pick<Frame, 'pods' | 'podOf'> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const groups = new Map<Service, Service[]>();
  for (const service of services) {
    const owner = byName.get(reach.facts.get(service.name)?.owner ?? '') ?? service;
    const group = groups.get(owner) ?? [owner];
    groups.set(owner, group);
    if (service !== owner) group.push(service);
  }
  const owners = [...groups.keys()].map(({ name }) => name);
  const labels = freeNames(owners, labelValue, 'service');
  const names = workloadNames(owners);
  const pods: Pod[] = [];
  const podOf = new Map<string, Pod>();
  for (const [owner, members] of groups) {
    const pod: Pod = {
      owner,
      members,
      kind: kindOf(owner, reach),
      name: names.get(owner.name) ?? 'service',
      labels: { [nameLabel]: labels.get(owner.name) ?? 'service', [projectKey]: projectLabel },
      replicas: owner.replicas,
      containers: containerNames(members),
    };
    pods.push(pod);
    for (const { name } of members) podOf.set(name, pod);
  }
  return { pods, podOf };
}

/** Returns container names in file order by the contract: lower case, other characters as dashes, and `-2` for a taken name. */
function containerNames(members: readonly Service[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(members.map(({ name }) => [name, freeName(taken, dnsLabel(name) || 'container')]));
}

function kindOf(owner: Service, reach: Reach): Pod['kind'] {
  switch (reach.facts.get(owner.name)?.isolation) {
    case 'open':
      return 'host';
    case 'closed':
      return 'closed';
    case 'internal':
    case 'bridged':
      return 'networks';
    default:
      return owner.mode.kind === 'networks' || owner.mode.kind === 'network' ? 'networks' : 'unknown';
  }
}

/** Returns the top-level entry of a volume, config or secret; null when the files have none. */
export function topEntry(
  workspace: Workspace,
  key: 'volumes' | 'configs' | 'secrets',
  name: string,
): Tree | null {
  return childOf(topLevel(workspace, key), name);
}

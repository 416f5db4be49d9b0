// Where a fact of the joined topology stands, in the files of the stack that it is about; and the order in which findings of a host are listed.

import { type Place, placeOf } from '../compose/workspace/place-of.ts';
import { type Finding, severities } from '../findings/finding.ts';
import { sortFindings } from '../findings/sort-findings.ts';
import type { Path } from '../yaml/tree.ts';
import { type Host, splitHostName } from './host.ts';
import type { HostFinding, HostPlace } from './host-rule.ts';
import type { JoinedStacks } from './join-stacks.ts';

/** The place where a path of a finding leads. */
type FindOnHost = (path: Path) => HostPlace;

/** A path in the merged model of one stack. */
interface StackPath {
  readonly stack: string;
  readonly path: Path;
}

/** A path of the joined topology as the stack itself has it: of a network, the one that makes it. Null where no file here says it. */
export function stackPathOf(joined: JoinedStacks, path: Path): StackPath | null {
  const [top, name, ...rest] = path;
  if (typeof name !== 'string') return null;
  if (top === 'services' && joined.topology.services.has(name)) {
    const { stack, service } = splitHostName(name);
    return { stack, path: ['services', service, ...rest] };
  }
  const network = top === 'networks' ? joined.networks.get(name) : undefined;
  const stack = network?.madeBy ?? network?.namedBy[0];
  if (stack === undefined) return null;
  const keys = joined.dockerNames.get(stack) ?? new Map<string, string>();
  const key = [...keys].find(([, dockerName]) => dockerName === name)?.[0];
  return key === undefined ? null : { stack, path: ['networks', key, ...rest] };
}

/** The place in the files of a stack where a path of its merged model leads; null where there is no such stack. */
function placeInStack({ stacks }: Host, { stack, path }: StackPath): Place | null {
  const found = stacks.find(({ id }) => id === stack);
  return found ? placeOf(found.workspace, path) : null;
}

/** The place of a path of the joined topology; null where no file here says it. */
export function placeOnHost(host: Host, joined: JoinedStacks, path: Path): Place | null {
  const own = stackPathOf(joined, path);
  return own && placeInStack(host, own);
}

/** Where the paths of a finding lead: into the files of its stack, or to its place in the file of the host. */
export function findingPlaces(host: Host, joined: JoinedStacks, { stack, place }: HostFinding): FindOnHost {
  const own = host.stacks.find(({ id }) => id === stack)?.workspace;
  return (path) => {
    // A hop from one stack to another is a path of the joined topology.
    const across = String(path[1] ?? '').includes('/') ? placeOnHost(host, joined, path) : null;
    if (across) return across;
    if (place) return place;
    return own ? placeOf(own, path) : firstPlace(host);
  };
}

/** The place that is shown for a fact that no file states, such as CN901. */
function firstPlace({ stacks: [first] }: Host): HostPlace {
  return first ? placeOf(first.workspace, []) : { file: '', line: 1, column: 1 };
}

/** Those of the host's own file first, then by stack in the order of the host, each sorted by severity, rule and place. */
export function sortByStack({ stacks }: Host, findings: readonly HostFinding[]): readonly HostFinding[] {
  const byStack = new Map<string | null, HostFinding[]>([[null, []]]);
  for (const { id } of stacks) byStack.set(id, []);
  for (const one of findings) byStack.get(one.stack)?.push(one);
  const own = (byStack.get(null) ?? []).sort((a, b) => bySeverity(a.finding, b.finding));
  const sorted = stacks.flatMap(({ id, workspace }) => {
    const list = byStack.get(id) ?? [];
    const wholes = new Map(list.map((one) => [one.finding, one]));
    return sortFindings(
      workspace,
      list.map(({ finding }) => finding),
    ).flatMap((finding) => wholes.get(finding) ?? []);
  });
  return [...own, ...sorted];
}

/** The same in one list for all stacks: by severity, then rule, then stack and place. */
export function sortHostFindings(host: Host, findings: readonly HostFinding[]): readonly HostFinding[] {
  return [...sortByStack(host, findings)].sort((a, b) => bySeverity(a.finding, b.finding));
}

function bySeverity(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}

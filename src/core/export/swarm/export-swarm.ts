// A project as a stack file for `docker stack deploy`: a lossless edit of its own text, with a report of what differs there. Swarms
// of several machines were not measured, and are not covered.

import { variablesOf } from '../../compose/environment/variables.ts';
import { nameList } from '../../compose/name-list.ts';
import { offsetPath } from '../../compose/offset-path.ts';
import { openDocument } from '../../compose/open-document.ts';
import { rewriteDocument } from '../../compose/rewrite/rewrite-document.ts';
import type { WantedDocument } from '../../compose/rewrite/with-shared.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { mainDocument, openAlone } from '../../compose/workspace/open-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { explain } from '../../explain/explain.ts';
import { projectFacts } from '../../needs/project-facts.ts';
import { shellCommand } from '../../quote/shell-word.ts';
import { parseEngine } from '../../reach/engine-kinds.ts';
import { isActive } from '../../reach/namespaces/active-services.ts';
import { ingressMatches } from '../../reach/namespaces/ingress-ports.ts';
import { hostPlace, outsidePlace } from '../../reach/places.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Tree } from '../../yaml/tree.ts';
import { diffReach } from '../diff/diff-report.ts';
import {
  connectionsOf,
  type PlatformConnection,
  type PlatformExport,
  type PlatformNote,
  type PlatformSource,
} from '../platform/platform-export.ts';
import { type DraftNote, placedNote, type StackContext, type SwarmOptions } from './stack-context.ts';
import { membershipTree } from './stack-memberships.ts';
import { stackNetworks } from './stack-networks.ts';
import { hasInternalPorts, portsTree, type TakenPorts } from './stack-ports.ts';
import { stackResources } from './stack-resources.ts';
import { stackService } from './stack-service.ts';

/** Returns the stack file of a project and its differences from Compose. */
export function exportSwarm(source: PlatformSource, options: SwarmOptions): PlatformExport {
  const first = draftStack(source, options, new Set());
  const publishers = hostModePublishers(source, first);
  const draft = publishers.size === 0 ? first : draftStack(source, options, publishers);
  const { workspace } = source;
  const differences = differencesOf(source, draft);
  const notes = (list: DraftNote['list']) =>
    inOrder(
      workspace,
      draft.notes.filter((note) => note.list === list).map((note) => placedNote(workspace, note)),
    );
  return {
    texts: new Map([['stack.yaml', draft.text]]),
    report: {
      to: 'swarm',
      kept: notes('kept'),
      changed: notes('changed'),
      opens: connectionsOf(differences, 'opened', (connection) => causeOf(connection, draft, source)),
      closes: connectionsOf(differences, 'closed', (connection) => causeOf(connection, draft, source)),
      lost: notes('lost'),
    },
  };
}

/** Sorts notes: the whole project first, then in file order. */
function inOrder(workspace: Workspace, notes: readonly PlatformNote[]): readonly PlatformNote[] {
  const files = workspace.files.map(({ document }) => document.file);
  const placeOf = ({ place }: PlatformNote): readonly number[] =>
    place === null ? [-1] : [files.indexOf(place.file), place.line, place.column];
  return [...notes].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    const at = one.findIndex((number, index) => number !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  });
}

/** A stack file with its analysis. */
interface StackDraft {
  readonly text: string;
  readonly topology: Topology;
  readonly reach: Reach;
  readonly notes: readonly DraftNote[];
  /** Services that publish through an overlay of their own. */
  readonly edges: ReadonlySet<string>;
}

function draftStack(
  source: PlatformSource,
  options: SwarmOptions,
  inHostMode: ReadonlySet<string>,
): StackDraft {
  const notes: DraftNote[] = [];
  const known = new Set<string>();
  const context: StackContext = {
    source,
    options,
    inHostMode,
    note(list, cause, at, message) {
      const key = JSON.stringify([list, cause, at, message]);
      if (known.has(key)) return;
      known.add(key);
      notes.push({ list, cause, at, message });
    },
  };
  noteProject(context);
  const services = servicesOf(context);
  const edges = new Set(
    options.internalPorts === 'edge'
      ? services.flatMap((service) => (hasInternalPorts(context, service) ? [service.name] : []))
      : [],
  );
  const { entries, memberships } = stackNetworks(context, services, edges);
  const taken: TakenPorts = new Map();
  const all = {
    names: new Set(services.map(({ name }) => name)),
    networksOf: (service: Service, tree: Tree | null) =>
      membershipTree(context, service, tree, memberships.get(service.name) ?? []),
    portsOf: (service: Service, tree: Tree | null) => portsTree(context, service, tree, taken),
  };
  const wanted: WantedDocument = {
    services: new Map(services.map((service) => [service.name, stackService(context, service, all)])),
    networks: entries,
    others: stackResources(context, services),
  };
  const text = textOf(context, wanted);
  const { file } = mainDocument(source.workspace);
  const workspace = openAlone(text, { file });
  const { topology } = workspace;
  const engine = parseEngine('swarm');
  if (engine === null) throw new Error('there is no Engine called swarm');
  const onSwarm = { ...source.analysis.reach.options, engine, profiles: [] };
  const { reach } = projectFacts(workspace, onSwarm, { beside: source.workspace.input.beside ?? null });
  return { text, topology, reach, notes, edges };
}

/** Returns the main file's text with as few edits as possible; rewritten when it cannot be edited. */
function textOf({ source, note }: StackContext, wanted: WantedDocument): string {
  const main = mainDocument(source.workspace);
  const edited = rewriteDocument(main, wanted);
  if (edited.ok) return edited.value;
  note(
    'changed',
    'written-anew',
    [],
    `${main.file} could not be edited (${edited.error.message}): the stack file is rewritten without comments.`,
  );
  const anew = rewriteDocument(openDocument('services: {}\n', { file: main.file }), wanted);
  if (!anew.ok) throw new Error(`no stack file: ${anew.error.message}`);
  return anew.value;
}

/** Reports notes on the whole project. */
function noteProject({ source, note }: StackContext): void {
  const { workspace, project } = source;
  const name = project ?? 'NAME';
  note(
    'kept',
    'deploy',
    [],
    `${shellCommand(['docker', 'stack', 'deploy', '-c', 'FILE', name])}, from the folder of the project.`,
  );
  for (const { kind, message, path, offset } of workspace.problems) {
    const at = offset === null ? path : offsetPath(offset);
    if (kind === 'rejected') note('lost', 'rejected', at, `Docker Compose refuses the file: ${message}.`);
  }
  for (const { file, by, at, optional } of workspace.missing) {
    if (!optional)
      note(
        'lost',
        'missing-file',
        at,
        `${by} refers to ${file}, which is missing: its content is not in the stack.`,
      );
  }
  const [main, ...others] = workspace.files.map(({ document }) => document.file);
  if (others.length > 0)
    note(
      'changed',
      'merged-files',
      [],
      `A stack is one file: the content of ${nameList(others)} is written into ${main}, without comments.`,
    );
  const variables = variablesOf(workspace);
  const set = variables.filter(({ state }) => state === 'set').map((variableUse) => variableUse.name);
  if (set.length > 0)
    note(
      'changed',
      'variables',
      [],
      `A stack reads no .env: the values of ${nameList(set)} are written into the file. Keep it as safe as they are.`,
    );
  const unset = variables.filter(({ state }) => state === 'unset').map((variableUse) => variableUse.name);
  if (unset.length > 0)
    note(
      'changed',
      'unset-variables',
      [],
      `${nameList(unset)} has no value and counts as empty, as in Compose.`,
    );
}

/** Returns the stack's services in file order. */
function servicesOf({ source, note }: StackContext): readonly Service[] {
  const { workspace, analysis } = source;
  const { profiles } = analysis.reach.options;
  const taken: Service[] = [];
  const silent: string[] = [];
  for (const service of workspace.topology.services.values()) {
    const { name, mode, isProvider } = service;
    if (!isActive(service, profiles)) {
      note(
        'changed',
        'inactive-profile',
        ['services', name, 'profiles'],
        `Its profile is off (${service.profiles.join(', ')}): it is not in the stack. Enable it with --profile.`,
      );
    } else if (isProvider) {
      note(
        'lost',
        'provider',
        ['services', name, 'provider'],
        'A stack has no providers: it is left out. Create its resource by hand.',
      );
    } else if (mode.kind === 'service' || mode.kind === 'container') {
      note(
        'lost',
        'joined',
        ['services', name, 'network_mode'],
        `In a swarm, no task can share the network of ${mode.of}: it is left out. Put both on an overlay and use names instead of localhost, or run both processes in one image.`,
      );
    } else {
      taken.push(service);
      if (!saysRestart(service)) silent.push(name);
    }
  }
  if (silent.length > 0)
    note(
      'changed',
      'restart-by-default',
      [],
      `A swarm restarts tasks that end, unless deploy.restart_policy says otherwise; Compose does not. These services do not say: ${nameList(silent)}.`,
    );
  return taken;
}

function saysRestart({ tree }: Service): boolean {
  const keys = tree.kind === 'map' ? tree.entries.map(({ key }) => key) : [];
  return keys.includes('restart') || keys.includes('deploy');
}

/**
 * Returns the differences in reach, without connections to a service's own address at a published port (SW6), since those clients already
 * reach the published port.
 */
function differencesOf({ analysis }: PlatformSource, { topology, reach }: StackDraft) {
  const differences = diffReach(analysis.reach, reach);
  const { opened, closed } = differences.connections;
  const services = activeIn(topology, reach);
  const isOwnPort = ({ from, to }: { readonly from: string; readonly to: string }): boolean => {
    const service = topology.services.get(to);
    if (!service || !reach.facts.has(from) || analysis.reach.viaHost(from, to) !== true) return false;
    const [reason] = explain(topology, reach, from, to).direct.reasons;
    return (
      reason?.rule === 'SW6' &&
      ingressMatches(services, service).every(({ publisher }) => publisher === service)
    );
  };
  const { waysIn } = differences;
  // Of a pool a swarm takes the first port, which is one of those that may have been open.
  const taken = waysIn.opened.filter((wayChange) => waysIn.closed.some((pool) => covers(pool, wayChange)));
  const pools = waysIn.closed.filter((pool) => taken.some((wayChange) => covers(pool, wayChange)));
  return {
    ...differences,
    waysIn: {
      opened: waysIn.opened.filter((wayChange) => !taken.includes(wayChange)),
      closed: waysIn.closed.filter((wayChange) => !pools.includes(wayChange)),
    },
    connections: {
      closed,
      opened: opened.filter((pairChange) => pairChange.kind !== 'direct' || !isOwnPort(pairChange)),
    },
  };
}

type WayIn = { readonly service: string; readonly port: string };

function covers(pool: WayIn, wayIn: WayIn): boolean {
  const [, before, first, last, behind] = /^(.*:)(\d+)-(\d+)(\/.*)$/.exec(pool.port) ?? [];
  const [, at, number, protocol] = /^(.*:)(\d+)(\/.*)$/.exec(wayIn.port) ?? [];
  const inside = Number(first) <= Number(number) && Number(number) <= Number(last);
  return pool.service === wayIn.service && before === at && behind === protocol && inside;
}

function activeIn(topology: Topology, reach: Reach): readonly Service[] {
  return reach.services.flatMap((name) => topology.services.get(name) ?? []);
}

/** Returns services whose ports in ingress mode open something that host mode would not (SW6). */
function hostModePublishers(source: PlatformSource, draft: StackDraft): ReadonlySet<string> {
  const { connections } = differencesOf(source, draft);
  const opened = new Set(connections.opened.map(({ to }) => to));
  const services = activeIn(draft.topology, draft.reach);
  const found = new Set<string>();
  for (const service of services) {
    if (!opened.has(service.name)) continue;
    for (const { publisher } of ingressMatches(services, service)) {
      // Several tasks on one machine cannot publish one port of it.
      if (publisher.replicas === 1) found.add(publisher.name);
    }
  }
  return found;
}

/** Returns why only one side has a connection: an action of the export, or a rule of swarms. */
function causeOf(
  { kind, from, to }: Omit<PlatformConnection, 'cause' | 'message'>,
  { edges, topology, reach }: StackDraft,
  { workspace }: PlatformSource,
): string {
  const sides = [from, to].filter((side) => workspace.topology.services.has(side));
  if (sides.some((side) => !reach.facts.has(side))) return 'left-out';
  if (sides.some((side) => edges.has(side)) && kind !== 'name') return 'edge-overlay';
  const place = (side: string): string =>
    sides.includes(side) ? side : side === 'host' ? hostPlace : outsidePlace;
  const { direct, viaHost, resolves } = explain(topology, reach, place(from), place(to));
  const answer =
    kind === 'name' ? resolves : kind === 'way-in' && viaHost.reasons.length > 0 ? viaHost : direct;
  return answer.reasons[0]?.rule ?? 'swarm';
}

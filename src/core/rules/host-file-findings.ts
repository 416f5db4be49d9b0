// Findings about `bulkhead.yaml`: unknown words and values (CN902), and intents that do not hold (CN701), each with its line
// there. Its intents are those of one project with names of the host, and `apart`, which only a host has.

import { nameList } from '../compose/name-list.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import type { Finding, Fix, Report } from '../findings/finding.ts';
import { makeFinding } from '../findings/make-finding.ts';
import { viewServices } from '../findings/service-view.ts';
import { editsAcross } from '../host/edits-across.ts';
import { type Host, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { type HostFile, hostFilePlace } from '../host/host-file.ts';
import { checkList } from '../intents/check-intents.ts';
import { checkPairs } from '../intents/check-pairs.ts';
import type { Breach, Intent, IntentCheck, PairIntent } from '../intents/intent.ts';
import { type IntentNames, intentsOf } from '../intents/read-intents.ts';
import { computeTiers, type Tiers } from '../needs/tiers.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { childOf, deref, entriesOf, itemsOf, type Path, scalarText, type Tree } from '../yaml/tree.ts';
import { rule as intentBroken } from './cn701-intent-broken.ts';
import { intentReports } from './facts/intent-reports.ts';
import { unknownSuppression } from './suppressions/suppressions.ts';

/** Returns the findings in the host's own file, by rule and place; none without one. */
export function hostFileFindings(context: HostFacts, ways: WaysFacts | null = null): readonly Finding[] {
  const { file } = context.host;
  if (!file) return [];
  const intents = readHostIntents(file, context);
  const inFile = (rule: Parameters<typeof makeFinding>[0], report: Report): Finding =>
    makeFinding(rule, { place: hostFilePlace(file, report.at), ...report, stack: null }, context.topology);
  const broken = [...reportsOf(context, ways, intents)].map((report) => {
    const fixes = (report.fixes ?? []).flatMap((fix) => acrossStacks(context, fix));
    return inFile(intentBroken, { ...report, fixes });
  });
  const faults = file.faults.map(({ severity, message, path, line, column }) => {
    const place = { file: file.file, line, column };
    const evidence = ['host-file', message];
    return inFile(unknownSuppression, { severity, subjects: [], message, at: path, evidence, place });
  });
  const words = intents.faults.map(({ message, path }) =>
    inFile(unknownSuppression, { subjects: [], message, at: path, evidence: ['intent', message] }),
  );
  return [...broken, ...faults, ...words];
}

/** Returns the state of each intent in the host's file, in file order; those of kind `apart` come last. */
function checkHostIntents(
  facts: Parameters<typeof checkList>[0],
  { list, apart }: HostIntents,
): readonly IntentCheck[] {
  const { topology, reach, tiers } = facts;
  const checks = checkList(facts, list);
  const others = apart.map((intent): IntentCheck => {
    const breaches = checkApart(topology, reach, tiers, intent);
    const [breach] = breaches;
    const { text, path } = intent;
    const meant = { kind: 'never' as const, text, path, from: [], to: [] };
    return { intent: meant, state: breach?.state ?? 'holds', breaches, idle: [] };
  });
  return [...checks, ...others];
}

function* reportsOf(context: HostFacts, ways: WaysFacts | null, intents: HostIntents): Iterable<Report> {
  if (intents.list.length === 0 && intents.apart.length === 0) return;
  const { topology, reach } = context;
  const tiers = computeTiers(topology, reach);
  const views = viewServices(topology, reach, tiers, null);
  yield* intentReports(
    { topology, reach, tiers, views },
    checkHostIntents({ topology, reach, tiers, ways }, intents),
  );
}

/** Returns a fix of the joined topology as edits of the stacks; none for a fix of `bulkhead.yaml`, which only people write. */
function acrossStacks(context: HostFacts, { title, safe, operations }: Fix): readonly Fix[] {
  const across = editsAcross(context, operations);
  if (!across || across.edits.length === 0) return [];
  const order = across.first.length === 0 ? '' : `; ${nameList(across.first)} must be up first`;
  return [{ title: `${title}${order}`, safe, operations: [], edits: across.edits }];
}

/** Two stacks, neither of which reaches the other except through a published or proxied port. */
interface ApartIntent {
  /** The intent as text: `apart: [A, B]`. */
  readonly text: string;
  readonly path: Path;
  readonly stacks: readonly [string, string];
}

/** A word without a meaning in the file. */
interface IntentFault {
  readonly message: string;
  readonly path: Path;
}

export interface HostIntents {
  readonly list: readonly Intent[];
  readonly apart: readonly ApartIntent[];
  readonly faults: readonly IntentFault[];
}

/** Returns the intents of a host's file, resolved for its stacks. */
export function readHostIntents({ intents, tree }: HostFile, facts: HostFacts): HostIntents {
  const { list, invalid } = intentsOf(intents, namesOn(facts));
  const apart: ApartIntent[] = [];
  const faults: IntentFault[] = invalid.map(({ message, path }) => ({ message, path }));
  itemsOf(childOf(tree, 'intents')).forEach((item, index) => {
    for (const { key, value } of entriesOf(item)) {
      if (key !== 'apart') continue;
      const read = readApart(facts.host, value, ['intents', index, key]);
      if ('message' in read) faults.push(read);
      else apart.push(read);
    }
  });
  return { list, apart, faults };
}

function namesOn({ host, joined: { networks }, topology }: HostFacts): IntentNames {
  const byId = new Map(host.stacks.map((stack) => [stack.id, stack.workspace.topology]));
  return {
    // Services of inactive profiles count too: naming one is no mistake.
    isService(name) {
      const { stack, service } = splitHostName(name);
      return byId.get(stack)?.services.has(service) ?? false;
    },
    isNetwork: (name) =>
      networks.has(name) ||
      (name === 'bridge' && [...topology.services.values()].some(({ mode }) => mode.kind === 'bridge')),
    isStack: (name) => byId.has(name),
    kinds: 'STACK/SERVICE, STACK/*, network by its name in Docker, or tier (edge, app, data)',
  };
}

const apartUsage = 'Write `apart: [immich, paperless]`: two stacks.';

function readApart({ stacks }: Host, value: Tree, path: Path): ApartIntent | IntentFault {
  const node = deref(value);
  const texts = node?.kind === 'seq' ? node.items.map(scalarText) : (scalarText(node)?.split(',') ?? []);
  const names = texts.map((text) => text?.trim() ?? '');
  const [one = '', other = '', ...more] = names;
  const text = `apart: [${names.join(', ')}]`;
  if (one === '' || other === '' || more.length > 0)
    return { message: `'${text}' is not of the form of an intent. ${apartUsage}`, path };
  const strange = names.find((name) => !stacks.some(({ id }) => id === name));
  if (strange !== undefined) {
    const known = stacks.map(({ id }) => id).slice(0, 10);
    const message = `'${text}' names '${strange}', which is no stack here. There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}${stacks.length > known.length ? ' and others' : ''}.`;
    return { message, path };
  }
  if (one === other) return { message: `'${text}' names one stack twice. ${apartUsage}`, path };
  return { text, path, stacks: [one, other] };
}

/** Returns the breach of an `apart` intent, for the worse of the two directions; none when it holds. */
function checkApart(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  { text, path, stacks: [one, other] }: ApartIntent,
): readonly Breach[] {
  const toward = (from: string, to: string): PairIntent => ({
    kind: 'never',
    text,
    path,
    from: [{ kind: 'stack', name: from }],
    to: [{ kind: 'stack', name: to }],
  });
  const breaches = [toward(one, other), toward(other, one)].flatMap((intent) =>
    checkPairs(topology, reach, tiers, intent, connectsDirectly),
  );
  const worst = breaches.find(({ state }) => state === 'broken') ?? breaches[0];
  return worst ? [worst] : [];
}

/**
 * Returns whether one service reaches another directly. Published ports are permitted, and so is a proxy's connection to a service that
 * asks it for a route.
 */
function connectsDirectly(_: Topology, reach: Reach, from: string, to: string): Tri {
  const isRoute = reach.proxied(to).some(({ proxy, ghost }) => !ghost && proxy === from);
  return isRoute ? false : reach.direct(from, to);
}

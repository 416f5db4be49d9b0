// What differs between two contexts of one project, told in the words of the model. A rule says which of them it reads, and is
// not asked again while none of those has changed.

import { changedKeys } from '../compose/changed-keys.ts';
import type { ComposeDocument } from '../compose/document.ts';
import type { Service } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { catalogueEntry } from './catalogue.ts';
import type { RuleContext } from './finding.ts';
import { otherBits } from './reach/bit-row.ts';
import type { ServiceFacts } from './reach-model.ts';
import { isFlat } from './rules/facts/networks.ts';
import { sameData, sameList } from './same-data.ts';
import type { ServiceViews } from './service-view.ts';
import { servicesAround } from './services-around.ts';
import { sameTiers } from './tiers.ts';

/**
 * A part of what rules read: a key of services or of their facts, or one of these. `networks`: the networks of the project and
 * who is on which; `direct`, `viaHost`, `resolves`: whom a service reaches, and how; `proxied`: ways in by a proxy;
 * `problems`: what Compose refuses; `rest`: top-level keys other than services and networks; `image` is the entry of the
 * catalogue that an image belongs to; `tree`: keys of services that the model does not have.
 */
export type Aspect =
  | keyof Service
  | keyof ServiceFacts
  | 'tier'
  | 'needs'
  | 'names'
  | 'networks'
  | 'direct'
  | 'viaHost'
  | 'resolves'
  | 'proxied'
  | 'problems'
  | 'rest';

type Aspects = Set<Aspect>;

/** What nobody's reach rests on; a test holds the keys of services against what reach reads. */
export const besideReach: ReadonlySet<Aspect> = new Set<Aspect>([
  'tier',
  'needs',
  'names',
  'problems',
  'image',
  'hasBuild',
  'dependsOn',
  'user',
  'environment',
  'labels',
  'command',
  'entrypoint',
  'healthcheck',
  'mounts',
  'givenFiles',
  'devices',
  'deviceCgroupRules',
  'buildPrivileged',
  'hooks',
  'securityOpt',
  'capAdd',
  'capDrop',
  'privileged',
  'pid',
  'ipc',
  'uts',
  'cgroup',
  'usernsMode',
  'readOnly',
  'models',
  'volumesFrom',
  'extendsFrom',
  'tags',
  'tree',
]);

/** What differs, and how far it may be felt. */
export interface Changed {
  readonly aspects: ReadonlySet<Aspect>;
  /** Active services that changed, and those around them, worked out when asked for; null where that may be any. */
  around(): ReadonlySet<string> | null;
}

/** What an edit changed; null where services came, went, moved, or the options are others: then it may be anything. */
export function whatChanged(before: RuleContext, after: RuleContext): Changed | null {
  const [old, now] = [before.reach.options, after.reach.options];
  if (old !== now && !sameData(old, now)) return null;
  if (before.workspace.files.length !== after.workspace.files.length) return null;
  const aspects: Aspects = new Set();
  const changed = addServices(aspects, before, after);
  if (!changed || !addFacts(aspects, before, after)) return null;
  const networks = sameNetworks(before, after);
  if (!networks) aspects.add('networks');
  if (before.needs.all !== after.needs.all) aspects.add('needs');
  if (before.needs.names !== after.needs.names) aspects.add('names');
  addWorkspace(aspects, before.workspace, after.workspace);
  const [reaching, between] = addRows(aspects, before, after);
  if (reaching || ['labels', 'environment', 'image'].some((aspect) => aspects.has(aspect as Aspect)))
    aspects.add('proxied');
  const local = networks && !aspects.has('names') && isFlat(before) === isFlat(after);
  let around: ReadonlySet<string> | null = null;
  return {
    aspects,
    around: () => {
      if (local) around ??= servicesAround(before, after, changed, between);
      return around;
    },
  };
}

/** Whether anything changed that reach may rest on, and the services between which direct reach is another one. */
function addRows(
  aspects: Aspects,
  before: RuleContext,
  after: RuleContext,
): readonly [boolean, ReadonlySet<string>] {
  const between = new Set<string>();
  if ([...aspects].every((aspect) => besideReach.has(aspect))) return [false, between];
  aspects.add('viaHost').add('resolves');
  const { services } = after.reach;
  for (const name of services) {
    const [old, now] = [before.reach.row('direct', name), after.reach.row('direct', name)];
    if (old === now) continue;
    for (const kind of ['yes', 'maybe'] as const) {
      for (const index of otherBits(old[kind], now[kind])) between.add(name).add(services[index] ?? name);
    }
  }
  if (between.size > 0) aspects.add('direct');
  return [true, between];
}

/** The services that are other objects; null where not the same ones stand in the same order. */
function addServices(aspects: Aspects, before: RuleContext, after: RuleContext): readonly string[] | null {
  const { services } = after.topology;
  if (before.topology.services.size !== services.size) return null;
  if (!sameTiers(before.tiers, after.tiers)) aspects.add('tier');
  const changed: string[] = [];
  const old = before.topology.services.values();
  for (const service of services.values()) {
    const known = old.next().value;
    if (known === service) continue;
    if (known?.name !== service.name) return null;
    addKeys(aspects, known, service);
    changed.push(service.name);
  }
  return changed;
}

function addKeys(aspects: Aspects, before: Service, after: Service): void {
  for (const key of changedKeys(before, after)) if (key !== 'image') aspects.add(key);
  const named = (before.image === null) === (after.image === null);
  if (!named || !sameData(catalogueEntry(before.image), catalogueEntry(after.image))) aspects.add('image');
}

/** Whether the same services are active and judged. */
function addFacts(aspects: Aspects, before: RuleContext, after: RuleContext): boolean {
  if (before.reach.facts.size !== after.reach.facts.size || !sameKeys(before.judged, after.judged))
    return false;
  const old = before.reach.facts.values();
  for (const facts of after.reach.facts.values()) {
    const known = old.next().value;
    if (known === facts) continue;
    if (known?.name !== facts.name) return false;
    for (const key of Object.keys(facts) as (keyof ServiceFacts)[]) {
      if (!aspects.has(key) && !sameData(known[key], facts[key])) aspects.add(key);
    }
  }
  return true;
}

function sameKeys(before: ServiceViews, after: ServiceViews): boolean {
  if (before.size !== after.size) return false;
  const old = before.keys();
  for (const name of after.keys()) if (old.next().value !== name) return false;
  return true;
}

function sameNetworks({ topology: before }: RuleContext, { topology: after }: RuleContext): boolean {
  return (
    before.networks === after.networks ||
    sameList([...before.networks.values()], [...after.networks.values()])
  );
}

function addWorkspace(aspects: Aspects, before: Workspace, after: Workspace): void {
  if (before.problems !== after.problems && !sameData(before.problems, after.problems))
    aspects.add('problems');
  const same = after.files.every(({ document, role }, index) => {
    const old = before.files[index];
    return old?.role === role && sameRest(old.document, document);
  });
  const topologies = ['name', 'profiles', 'unsetVariables', 'otherKeys'] as const;
  const told =
    sameData(before.missing, after.missing) &&
    topologies.every((key) => sameData(before.topology[key], after.topology[key]));
  if (!same || !told) aspects.add('rest');
}

function sameRest(before: ComposeDocument, after: ComposeDocument): boolean {
  if (before === after) return true;
  return sameList(restOf(before), restOf(after)) && before.file === after.file;
}

function restOf({ fragments }: ComposeDocument): readonly unknown[] {
  return fragments.filter(({ kind }) => kind === 'rest').map(({ tree }) => tree);
}

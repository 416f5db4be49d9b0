// Checks of the rules about a swarm (CN518, CN607): keys at which `docker stack deploy` stops, and keys that it ignores although they
// isolate or limit a container.

import type { Fragment } from '../../compose/document.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Report, RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import { childOf, entryOf, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import { repeatedLists } from './stack-lists.ts';
import { hitNames, hitsIn, hitsInService, type SwarmHit } from './swarm-hits.ts';
import { swarmKeys } from './swarm-keys.ts';

/** Reports what Swarm refuses (CN607); nothing for other Engines. */
export function* refusedBySwarm(context: RuleContext): Iterable<Report> {
  if (!predictsSwarm(context)) return;
  const { checked, views, topology } = context;
  for (const { service } of checked.values()) {
    const { name, tree } = service;
    const hits = [...refusedIn(hitsInService(service)), ...extendsHits(context, name)];
    yield* report(name, ['services', name], hits, name);
    if (childOf(tree, 'build') && !childOf(tree, 'image')) {
      yield valueReport(
        name,
        'build',
        `A swarm builds nothing: ${name} has no image. Build and push one, and name it under image.`,
      );
    }
    yield* repeatedItems(name, ['services', name], tree, name);
    const mode = scalarText(childOf(childOf(tree, 'deploy'), 'endpoint_mode'));
    // A port without a mode is in ingress mode.
    if (mode === 'dnsrr' && service.ports.some((port) => port.mode !== 'host')) {
      yield valueReport(
        name,
        'ports',
        `${name} has endpoint_mode dnsrr, with which a swarm refuses ports in ingress mode. Publish them in host mode.`,
      );
    }
  }
  // The other checks give the same result with every profile on.
  if (checked !== views) return;
  for (const { name, tree } of topology.networks.values()) {
    yield* report(
      `network:${name}`,
      ['networks', name],
      refusedIn(hitsIn(tree, 'network')),
      `the network ${name}`,
    );
    yield* repeatedItems(`network:${name}`, ['networks', name], tree, `the network ${name}`);
  }
  for (const {
    at: [key = ''],
    instead,
  } of swarmKeys.top) {
    if (!inFiles(context, 'rest', (fragment) => fragment.name === key)) continue;
    yield {
      subjects: [],
      message: `docker stack deploy refuses ${key}: nothing is deployed.${instead ? ` Instead: ${instead}.` : ''}`,
      at: [key],
      evidence: ['top', key],
    };
  }
}

/** Reports items that a list repeats: Compose merges them, the schema of the command refuses them. */
function* repeatedItems(subject: string, place: Path, tree: Tree | null, of: string): Iterable<Report> {
  for (const path of repeatedLists(tree)) {
    const label = path.filter((step) => typeof step === 'string').join('.');
    yield {
      subjects: [subject],
      message: `docker stack deploy refuses ${label} of ${of}, which names one item twice: nothing is deployed. Remove one of the two.`,
      at: [...place, ...path],
      evidence: ['twice', label],
    };
  }
}

function refusedIn(hits: readonly SwarmHit[]): readonly SwarmHit[] {
  return hits.filter(({ key }) => key.treatment === 'refused');
}

/** True when the deployed files contain such a part. */
function inFiles(
  { workspace }: RuleContext,
  kind: Fragment['kind'],
  isMeant: (part: Fragment) => boolean,
): boolean {
  return workspace.files.some(
    ({ document, role }) =>
      role !== 'extended' &&
      document.fragments.some((fragment) => fragment.kind === kind && isMeant(fragment)),
  );
}

/** Returns the uses of `extends` in the files, since the model has resolved them. */
function extendsHits(context: RuleContext, name: string): readonly SwarmHit[] {
  const key = swarmKeys.service.find(({ at }) => at[0] === 'extends');
  const has = inFiles(
    context,
    'service',
    (fragment) => fragment.name === name && entryOf(fragment.tree, 'extends') !== null,
  );
  return key && has ? [{ key, path: ['extends'], label: 'extends', value: null }] : [];
}

function* report(subject: string, place: Path, hits: readonly SwarmHit[], of: string): Iterable<Report> {
  const [first] = hits;
  if (!first) return;
  const labels = [...new Set(hits.map(({ label }) => label))];
  const instead = [
    ...new Set(hits.flatMap(({ key, label }) => (key.instead ? `${label}: ${key.instead}` : []))),
  ];
  yield {
    subjects: [subject],
    message: `docker stack deploy refuses ${hitNames(hits)} of ${of}: nothing is deployed.${instead.length > 0 ? ` Instead of ${instead.slice(0, 3).join('; of ')}.` : ''}`,
    at: [...place, ...first.path],
    evidence: ['keys', ...labels],
    parts: labels.map((label) => ['CN607', subject, label]),
  };
}

function valueReport(name: string, key: string, message: string): Report {
  return { subjects: [name], message, at: ['services', name, key], evidence: ['value', key] };
}

/** Reports what Swarm ignores (CN518); nothing for other Engines. */
export function* ignoredBySwarm(context: RuleContext): Iterable<Report> {
  if (!predictsSwarm(context)) return;
  const { checked, views, topology } = context;
  for (const view of checked.values()) {
    const { name } = view.service;
    const hits = ignoredIn(hitsInService(view.service)).filter(hasEffect);
    const [first] = hits;
    if (!first) continue;
    yield {
      subjects: [name],
      message: `A swarm ignores ${hitNames(hits)} of ${name}, with a line on standard error only.${networksNote(view, hits)}`,
      at: ['services', name, ...first.path],
      evidence: hits.map(({ label }) => label),
      parts: hits.map(({ label }) => ['CN518', name, label]),
    };
  }
  if (checked !== views) return;
  for (const { name, tree } of topology.networks.values()) {
    const hits = ignoredIn(hitsIn(tree, 'network'));
    const [first] = hits;
    if (!first) continue;
    const options = hits.map(({ path }) => String(path.at(-1)));
    yield {
      subjects: [`network:${name}`],
      message: `${name} is an overlay in a swarm, where ${nameList(options)} ${options.length === 1 ? 'has' : 'have'} no effect, without a message.`,
      at: ['networks', name, ...first.path],
      evidence: options,
      parts: options.map((option) => ['CN518', `network:${name}`, option]),
    };
  }
}

function ignoredIn(hits: readonly SwarmHit[]): readonly SwarmHit[] {
  return hits.filter(({ key }) => key.changes !== undefined && key.treatment !== 'refused');
}

/** True unless the value equals the default of a task, and so changes nothing. */
function hasEffect({ label, value }: SwarmHit): boolean {
  const text = scalarText(value);
  switch (label) {
    case 'privileged':
      return text !== 'false';
    case 'pid':
    case 'userns_mode':
      return (text ?? '') !== '';
    case 'ipc':
      return !['', 'none', 'private', 'shareable'].includes(text ?? '');
    case 'links':
      // A link without another name adds nothing to the network.
      return itemsOf(value).some((item) => /^([^:]+):(?!\1$)/.test(scalarText(item) ?? ''));
    default:
      return text !== null || itemsOf(value).length > 0;
  }
}

/** Returns the sentence that names the container's networks on Swarm; '' when the service states no `network_mode`. */
function networksNote({ service, facts }: ServiceView, hits: readonly SwarmHit[]): string {
  if (!hits.some(({ label }) => label === 'network_mode')) return '';
  const out = facts.egress === true ? ', with a way out' : '';
  return ` Instead of network_mode: ${scalarText(hits.find(({ label }) => label === 'network_mode')?.value ?? null)}, ${service.name} is on ${nameList(facts.networks)} there${out}.`;
}

function predictsSwarm({ reach }: RuleContext): boolean {
  return reach.options.engine.kind === 'swarm';
}

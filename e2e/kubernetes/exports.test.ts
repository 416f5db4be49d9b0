// `export --to kubernetes` beside the compose files: our stacks, the measured topologies, random ones, and all below CORPUS_DIR. An
// API server would take every export, kubectl reads it, and it opens and closes what its report says, no more and no less.
// BULKHEAD_KUBERNETES_TOPOLOGIES=N: so many random topologies of each mix of families; BULKHEAD_KUBERNETES_SEED: other ones.

import { afterAll, expect, it } from 'vitest';
import { exportKubernetes } from '../../src/core/export/kubernetes/export-kubernetes.ts';
import type { PlatformReport } from '../../src/core/export/platform/platform-export.ts';
import { type Manifest, readManifests } from './cluster.ts';
import { compareWithCompose } from './compare-with-compose.ts';
import { kubectlVersion, readByKubectl, refusedByServer } from './kubectl.ts';
import { corpusProjects, ownProjects, type Source, settings } from './projects.ts';
import { validateManifests } from './validate-manifests.ts';

type Options = Parameters<typeof exportKubernetes>[1];

/** No range is named: the usual ones are taken, of both families. */
const usual: Options = { clusterCidrs: [], serviceType: 'LoadBalancer' };
const corpus = process.env.CORPUS_DIR;
const kubeconfig = process.env.BULKHEAD_KUBECONFIG;
const version = kubectlVersion();
const sources = [...ownProjects(), ...(corpus ? await corpusProjects(corpus) : [])];

/** What the report asks a person to make, as the content of a file is not at hand. */
function madeByHand({ lost }: PlatformReport): readonly string[] {
  return lost.flatMap(
    ({ message }) => /kubectl create (?:secret generic|configmap) (\S+)/.exec(message)?.[1] ?? [],
  );
}

const texts: string[] = [];
const totals = { exports: 0, manifests: 0, pairs: 0, facts: 0, equal: 0, undefined: 0 };
const named = new Map<string, number>();

function check(source: Source, options: Options): void {
  const { texts: parts, report } = exportKubernetes(source, options);
  const yaml = [...parts.values()].join('');
  texts.push(yaml);
  const { topology } = source.workspace;
  const manifests = readManifests(yaml);
  const comparison = compareWithCompose({ topology, reach: source.analysis.reach }, manifests, report);
  totals.exports += 1;
  totals.manifests += manifests.length;
  for (const key of ['pairs', 'facts', 'equal', 'undefined'] as const) totals[key] += comparison[key];
  for (const [cause, count] of comparison.named) named.set(cause, (named.get(cause) ?? 0) + count);
  expect({
    refused: validateManifests(yaml, madeByHand(report)),
    unnamed: comparison.unnamed,
    untrue: comparison.untrue,
  }).toEqual({ refused: [], unnamed: [], untrue: [] });
}

it.each(sources.map((source) => [source.name, source] as const))('%s', (_, source) => {
  check(source, usual);
});

const withPorts = sources.filter(({ name }) => ['home-20', 'published', 'families'].includes(name));

it.each(
  (['NodePort', 'ClusterIP'] as const).flatMap((type) =>
    withPorts.map((source) => [type, source.name, source] as const),
  ),
)('%s: %s', (serviceType, _, source) => {
  check(source, { ...usual, serviceType });
});

it('finds every peer that a policy has too few', () => {
  const source = sources.find(({ name }) => name === 'front-mid-back');
  if (!source) throw new Error('no such topology');
  const { texts: parts, report } = exportKubernetes(source, usual);
  const yaml = [...parts.values()].join('');
  const side = { topology: source.workspace.topology, reach: source.analysis.reach };
  const rulesIn = (manifests: readonly Manifest[]): readonly { from?: unknown[]; to?: unknown[] }[] =>
    manifests.flatMap(({ kind, spec }) => {
      const { ingress = [], egress = [] } = spec as { ingress?: object[]; egress?: object[] };
      return kind === 'NetworkPolicy' ? [...ingress, ...egress] : [];
    });
  const counts = rulesIn(readManifests(yaml)).map(({ from, to }) => (from ?? to ?? []).length);
  const survivors = counts.flatMap((count, rule) =>
    Array.from({ length: count }, (_, peer) => `peer ${peer} of rule ${rule}`).filter((_, peer) => {
      const manifests = readManifests(yaml);
      const { from, to } = rulesIn(manifests)[rule] ?? {};
      const removed = (from ?? to)?.splice(peer, 1);
      // A rule without peers lets everyone through.
      const { unnamed } = compareWithCompose(side, manifests, report);
      return removed?.length !== 1 || unnamed.length === 0;
    }),
  );
  expect(counts.length).toBeGreaterThan(10);
  expect(survivors).toEqual([]);
});

it.skipIf(version === null)('kubectl reads all of it (skipped where it is not installed)', () => {
  expect(readByKubectl(texts.join('---\n')).length).toBe(totals.manifests);
});

it.skipIf(version === null || kubeconfig === undefined)(
  'an API server takes all of it (skipped where BULKHEAD_KUBECONFIG names none)',
  { timeout: 900_000 },
  () => {
    expect(refusedByServer(texts.join('---\n'), kubeconfig ?? '')).toEqual([]);
  },
);

afterAll(() => {
  const { exports, manifests, pairs, facts, equal, undefined: open } = totals;
  const causes = [...named].sort((a, b) => b[1] - a[1]).map(([cause, count]) => `${cause} ${count}`);
  process.stdout.write(
    `Kubernetes, seed ${settings.seed}: ${exports} exports, ${manifests} manifests, ${pairs} ordered pairs on every port; ` +
      `${facts} facts compared, ${equal} equal; ${open} about the network of a node; named by reports: ${causes.join(', ')}\n`,
  );
});

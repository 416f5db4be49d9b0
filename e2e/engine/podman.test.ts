// The analyzer against a real Podman: over Docker's API with Docker Compose, and with podman-compose. What Docker's Engine is asked
// (`predictions.test.ts`), in IPv4, of the files that these take. Skipped, with the reason, where Podman cannot be started.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocument } from '../../src/core/compose/open-document.ts';
import { computeReach } from '../../src/core/reach/compute-reach.ts';
import { optionsFor } from '../../src/core/reach/testing/reach-of.ts';
import { compareOnEngine } from './compare.ts';
import { type Lab, startLab } from './lab.ts';
import { planYaml } from './plan-yaml.ts';
import { podmanComposePath, podmanMissing, withPodmanCompose } from './podman.ts';
import { recordProof } from './proof.ts';
import { settings } from './settings.ts';
import { fileSpecimen, type Specimen } from './specimen.ts';
import { randomPlans, type TopologyPlan } from './topology-plan.ts';

type Kind = 'podman' | 'podman-compose';

const { seed, topologies, dockerHost } = settings;

/** Those that it takes: links over the API (PD9), options and networks by their names with podman-compose (PD3, PD9) are refused. */
const files: { readonly [kind in Kind]: readonly string[] } = {
  podman: ['closed-and-open', 'driver-options', 'front-mid-back', 'joined', 'published'],
  'podman-compose': ['default-bridge', 'joined'],
};
/** These as well where more than a few random ones are asked for. */
const more: { readonly [kind in Kind]: readonly string[] } = {
  podman: ['network-by-mode', 'sandbox'],
  'podman-compose': ['closed-and-open', 'front-mid-back'],
};
const few = 2;

/** A random topology as `kind` takes it. Macvlan and IPv6 were not measured. */
function takenBy(kind: Kind, plan: TopologyPlan): TopologyPlan {
  const plain = { icc: true, masquerade: true, loopbackBinding: false, inhibit: false };
  return {
    ...plan,
    networks: plan.networks.map((network) => ({
      ...network,
      kind: 'bridge',
      ...(kind === 'podman' ? {} : plain),
    })),
    services: plan.services.map((service) => (kind === 'podman' ? { ...service, link: null } : service)),
  };
}

function specimensOf(kind: Kind): readonly Specimen[] {
  const fixed = [...files[kind], ...(topologies > few ? more[kind] : [])].map((name) => {
    const text = readFileSync(join(import.meta.dirname, 'topologies', `${name}.yaml`), 'utf8');
    return fileSpecimen(name, text, [], ['ipv4']);
  });
  const random = randomPlans(seed, topologies, 'ipv4').map((plan, index) => {
    const { yaml } = planYaml(takenBy(kind, plan), index);
    return fileSpecimen(
      `random-${index}`,
      `# seed ${seed}, ${kind}, topology ${index}\n${yaml}`,
      [],
      ['ipv4'],
    );
  });
  return [...fixed, ...random];
}

/** PD5: only with several networks, of whichever side, chance decides. */
function byChance(kind: Kind, { text }: Specimen, fact: string): boolean {
  const { topology } = openDocument(text, { file: 'compose.yaml' });
  const { facts } = computeReach(topology, optionsFor(kind, { project: 'p' }));
  return fact.split(/ -> | /).some((word) => (facts.get(word)?.networks.length ?? 0) > 1);
}

const missing = dockerHost === undefined ? podmanMissing() : '--docker-host names another Engine';

/** Starts the lab; its networks want nftables of the kernel, which only a container shows. */
async function startPodmanLab(): Promise<Lab> {
  const lab = await startLab(undefined, 'podman');
  try {
    await lab.docker(['network', 'create', 'bh-trial']);
    const trial = ['--rm', '--network', 'bh-trial', 'bulkhead-probe:1', 'cat', '/etc/hosts'];
    await lab.docker(['run', ...trial]);
    return lab;
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

describe.skipIf(missing !== null).each(['podman', 'podman-compose'] as const)('%s', (kind) => {
  const totals = { topologies: 0, equal: 0, unknown: 0, different: 0 };
  const specimens = specimensOf(kind);
  /** Why it is not measured; null where it is. */
  let reason = kind === 'podman-compose' && !existsSync(podmanComposePath) ? `no ${podmanComposePath}` : null;
  let lab: Lab | null = null;
  let version = '';
  let measuring: ReturnType<typeof compareOnEngine> | null = null;

  beforeAll(async () => {
    if (reason !== null) return;
    try {
      lab = await startPodmanLab();
      version = await lab.engineVersion();
    } catch (error) {
      reason = `it cannot be started here: ${error instanceof Error ? error.message : error}`;
    }
  });

  afterAll(async () => {
    await lab?.stop();
    const { topologies, equal, unknown, different } = totals;
    recordProof({
      on: reason === null ? `${kind} ${version}` : kind,
      what: 'who reaches whom',
      cases: { count: topologies, of: 'topologies' },
      equal,
      different,
      unknown,
      ...(reason === null ? {} : { skipped: reason }),
    });
    process.stdout.write(
      reason === null
        ? `${kind}, Podman ${version}, seed ${seed}: ${topologies} topologies, ${equal} facts equal, ${unknown} unknown, ${different} different\n`
        : `${kind}: skipped: ${reason}\n`,
    );
  });

  it.for(specimens.map((one) => [one.name, one] as const))(`${kind}: %s`, async ([, specimen], { skip }) => {
    if (reason !== null) skip(reason);
    if (lab !== null) await expectSame(lab, specimen);
  });

  async function expectSame(lab: Lab, specimen: Specimen): Promise<void> {
    measuring ??= compareOnEngine(kind === 'podman' ? lab : withPodmanCompose(lab), kind, specimens);
    const comparison = (await measuring).get(specimen);
    if (comparison === undefined || comparison instanceof Error) {
      throw new Error(`${specimen.name} was not measured: ${comparison?.message}\n\n${specimen.text}`);
    }
    const { compared, unknown, differences } = comparison;
    const different = differences.filter((line) => {
      const [fact = '', rest = ''] = line.split(': ');
      return !(rest.startsWith('predicted unknown,') && byChance(kind, specimen, fact));
    });
    totals.topologies += 1;
    totals.equal += compared - differences.length;
    totals.unknown += unknown;
    totals.different += different.length;
    if (different.length === 0) return;
    expect.fail(
      [`${specimen.name} differs in ${different.length} facts`, ...different, '', specimen.text].join('\n'),
    );
  }
});

if (missing !== null) {
  process.stdout.write(`Podman: skipped: ${missing}\n`);
  const nothing = { cases: { count: 0, of: 'topologies' }, equal: 0, different: 0, unknown: 0 };
  recordProof({ on: 'Podman', what: 'who reaches whom', ...nothing, skipped: missing });
}

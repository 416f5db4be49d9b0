// CN220. Owns: networks that the file separates and the Engine does not.

import { nameList } from '../compose/name-list.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';

export const rule: Rule = {
  id: 'CN220',
  slug: 'engine-keeps-nothing-apart',
  title: 'The Engine does not keep the networks apart',
  why: 'Docker isolates the networks of a file from each other. podman-compose does not ask Podman to do so: containers on all networks that are not internal reach each other on every port. With any Podman, the same holds for the network of network_mode: bridge.',
  severity: 'warning',
  source: 'PD1, PD2, PD3 (measured)',
  *check(context) {
    const { isolation, fileDialect } = engineBehaviour(context.reach.options);
    if (isolation.defaultBridge === 'strict') return;
    const pairs = crossingPairs(context);
    const [first] = pairs;
    if (!first) return;
    const networks = [
      ...new Set(pairs.flatMap(({ a, b }) => [...a.facts.networks, ...b.facts.networks])),
    ].sort();
    const named = networks.flatMap((key) => context.topology.networks.get(key) ?? []);
    const words = pairs.slice(0, maxShown).map(({ a, b }) => `${a.service.name} and ${b.service.name}`);
    const more = pairs.length > maxShown ? ` and ${pairs.length - maxShown} more pairs` : '';
    const [at] = named;
    yield {
      subjects: [first.a.service.name, ...networks.map((network) => `network:${network}`)],
      message: `This Engine does not isolate ${nameList(networks)} from each other: ${nameList(words)}${more} share no network and reach each other on every port.`,
      at: at?.tree ? ['networks', at.name] : ['services', first.a.service.name],
      fixes: fileDialect === 'podman-compose' ? isolated(named) : [],
      evidence: [...networks, ...pairs.map(({ a, b }) => `${a.service.name} ${b.service.name}`)],
      parts: pairs.map(({ a, b }) => ['CN220', a.service.name, b.service.name]),
    };
  },
};

const maxShown = 3;

interface Crossing {
  readonly a: ServiceView;
  readonly b: ServiceView;
}

/** Returns the pairs that reach each other without a shared network, each once. */
function crossingPairs({ checked, views, reach }: RuleContext): readonly Crossing[] {
  const out = [...views.values()].filter(({ facts }) => facts.isolation === 'bridged');
  return out.flatMap((a, index) =>
    out
      .slice(index + 1)
      .filter(
        (b) =>
          (checked.has(a.service.name) || checked.has(b.service.name)) &&
          a.facts.owner !== b.facts.owner &&
          !a.facts.networks.some((key) => b.facts.networks.includes(key)) &&
          reach.direct(a.service.name, b.service.name) === true,
      )
      .map((b) => ({ a, b })),
  );
}

/** Returns the fixes that set the option that podman-compose passes on (PD3). The network of `network_mode: bridge` cannot be changed. */
function isolated(networks: readonly Network[]): readonly Fix[] {
  const open = networks.filter(
    ({ internal, external, driver, driverOpts }) =>
      internal === false && external === false && driver === 'bridge' && !driverOpts.has('isolate'),
  );
  if (open.length < 2) return [];
  return [
    {
      title: `Isolate ${nameList(open.map(({ name }) => name))}`,
      safe: false,
      operations: open.map(({ name }) => ({
        type: 'driver-opt' as const,
        network: name,
        key: 'isolate',
        value: 'true',
      })),
    },
  ];
}

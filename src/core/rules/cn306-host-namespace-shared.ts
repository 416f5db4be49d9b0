// CN306. Owns: namespaces of the host other than the network, and processes shared across tiers.

import { nameList } from '../compose/name-list.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext, Severity } from '../findings/finding.ts';

const keys: readonly (readonly [
  key: string,
  read: (service: Service) => string | null,
  severity: Severity,
])[] = [
  ['pid', ({ pid }) => pid, 'error'],
  ['ipc', ({ ipc }) => ipc, 'error'],
  ['userns_mode', ({ usernsMode }) => usernsMode, 'error'],
  ['uts', ({ uts }) => uts, 'warning'],
  ['cgroup', ({ cgroup }) => cgroup, 'warning'],
];

export const rule: Rule = {
  id: 'CN306',
  slug: 'host-namespace-shared',
  title: 'Host PID, IPC, UTS, user or cgroup namespace is shared',
  why: "Namespaces isolate a container from the host. A container in the host's PID namespace sees all processes and, as root, can control them and read their secrets; one in its IPC namespace reads the shared memory of other programs.",
  severity: 'error',
  raisedIn: ['cis'],
  loweredTo: { homelab: 'warning' },
  source: 'P3; CIS Docker 5.16, 5.17, 5.21, 5.31',
  *check(context) {
    for (const { service } of context.checked.values()) {
      const shared = keys.filter(([, read]) => read(service) === 'host');
      const [first] = shared;
      if (first)
        yield hostReport(
          service.name,
          shared.map(([key]) => key),
          shared.some(([, , severity]) => severity === 'error'),
        );
      if (service.pid !== null || service.ipc !== null) yield* acrossTiers(context, service);
    }
  },
};

function hostReport(name: string, shared: readonly string[], grave: boolean): Report {
  return {
    severity: grave ? 'error' : 'warning',
    subjects: [name],
    message: `${name} shares ${nameList(shared)} with the host.`,
    at: ['services', name, shared[0] ?? 'pid'],
    fixes: [removeKeys(name, shared)],
    evidence: shared,
    parts: shared.map((key) => ['CN306', name, key]),
  };
}

function removeKeys(service: string, shared: readonly string[]): Fix {
  const operations = shared.map((key) => ({ type: 'unset' as const, service, key, item: null }));
  return { title: `Remove ${nameList(shared)}`, safe: false, operations };
}

function* acrossTiers({ tiers, topology }: RuleContext, { name, pid, ipc }: Service): Iterable<Report> {
  for (const [key, value] of [
    ['pid', pid],
    ['ipc', ipc],
  ] as const) {
    const other = value?.startsWith('service:') ? value.slice('service:'.length) : null;
    if (other === null || !topology.services.has(other)) continue;
    const pair = new Set([tiers.of(name), tiers.of(other)]);
    if (!pair.has('data') || pair.size < 2) continue;
    yield {
      severity: 'warning',
      certainty: 'inferred',
      subjects: [name, other],
      message: `${name} and ${other} share ${key} across tiers: an attacker who takes over one reads the memory of the other.`,
      at: ['services', name, key],
      fixes: [removeKeys(name, [key])],
      evidence: [key, other],
    };
  }
}

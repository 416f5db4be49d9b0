// Which pod a service of the compose file became, by what the contract says of labels and names of containers.

import type { Reach } from '../../src/core/reach/reach-model.ts';
import type { Cluster, Pod } from './cluster.ts';

export interface Match {
  readonly podOf: ReadonlyMap<string, Pod>;
  /** Pods that hold no container of any service. */
  readonly strays: readonly Pod[];
}

/** What is longer is cut, with room for a number against clashes. */
const longest = 63;
const ownerLabel = 'app.kubernetes.io/name';

/** A container has the name of its service, and its pod a label with that of the service whose network it lives in. */
export function matchServices(cluster: Cluster, reach: Reach): Match {
  const containers = cluster.pods.flatMap((pod) =>
    (pod.template.spec?.containers ?? []).map(({ name }) => ({ pod, name })),
  );
  const podOf = new Map<string, Pod>();
  const taken = new Set<(typeof containers)[number]>();
  for (const service of reach.services) {
    const owner = reach.facts.get(service)?.owner ?? service;
    const base = containerName(service);
    const candidates = containers.filter(
      (one) =>
        !taken.has(one) &&
        sameLabel(one.pod.labels[ownerLabel], owner) &&
        stemOf(base).startsWith(stemOf(one.name)) &&
        (stemOf(one.name) === stemOf(base) || one.name.length > longest - 5),
    );
    const exact = candidates.filter(({ pod }) => pod.labels[ownerLabel] === owner);
    const found = [...exact, ...candidates].find(({ name }) => name === base) ?? exact[0] ?? candidates[0];
    if (!found) continue;
    taken.add(found);
    podOf.set(service, found.pod);
  }
  const used = new Set(podOf.values());
  return { podOf, strays: cluster.pods.filter((pod) => !used.has(pod)) };
}

function containerName(service: string): string {
  return service
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function stemOf(name: string): string {
  return name.replace(/-\d+$/, '');
}

/** Whether a label can be what was made of `service`: the same but for what no label may hold, and a number against clashes. */
function sameLabel(label: string | undefined, service: string): boolean {
  if (label === undefined) return false;
  if (label === service) return true;
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  const [stem, whole] = [stemOf(plain(label)), stemOf(plain(service))];
  return stem === whole || (label.length > longest - 5 && whole.startsWith(stem));
}

// Which pods a Service stands for, what its names resolve to, and what of it answers from outside of the cluster.

import type { IService } from 'kubernetes-models/v1/Service';
import { type Cluster, defaultNamespace, type Pod, places } from './cluster.ts';
import { namedPorts, permitted, selects } from './evaluate-policies.ts';
import { hasPort, type Protocol } from './port-set.ts';

export interface ServicePort {
  readonly port: number;
  /** Of each pod behind it; null where a name is none of its ports. */
  readonly target: number | null;
  readonly protocol: Protocol;
}

/** A port that answers at a node, a load balancer or an external address, so far as the Service goes. */
export interface WayIn extends ServicePort {
  readonly service: string;
  readonly through: 'LoadBalancer' | 'NodePort' | 'externalIPs' | 'hostPort';
  readonly pod: Pod;
  /** Addresses that policies let in: one of the world in each family, and a node's, as which others may come where their own is not kept. */
  readonly from: ReadonlySet<string>;
  readonly keepsSource: boolean;
}

/** What a name gives: the addresses of pods, on whatever port, or one address with the ports of a Service. */
export interface Resolved {
  readonly service: string;
  readonly headless: boolean;
  readonly pods: readonly Pod[];
}

function namespaceOf({ metadata }: IService): string {
  return metadata?.namespace ?? defaultNamespace;
}

/** The pods behind a Service; none without a selector. */
export function podsBehind(cluster: Cluster, service: IService): readonly Pod[] {
  const { selector } = service.spec ?? {};
  if (!selector || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName') return [];
  return cluster.pods.filter(
    (pod) => pod.namespace === namespaceOf(service) && selects({ matchLabels: selector }, pod.labels),
  );
}

/** Its ports as they lead to `pod`. */
export function portsTo(service: IService, pod: Pod): readonly ServicePort[] {
  return (service.spec?.ports ?? []).map(({ port, targetPort, protocol = 'TCP' }) => {
    const wanted = targetPort ?? port;
    if (typeof wanted === 'number') return { port, target: wanted, protocol };
    const named = namedPorts(pod).find((one) => one.name === wanted && one.protocol === protocol);
    return { port, target: named?.containerPort ?? null, protocol };
  });
}

/** Whether a pod's processes get answers from the cluster's name server. */
export function looksUpNames(cluster: Cluster, pod: Pod): boolean | 'undefined' {
  const { dnsPolicy = 'ClusterFirst', hostNetwork } = pod.template.spec ?? {};
  // On the node's network, ClusterFirst means the node's own resolver.
  if (hostNetwork) return dnsPolicy === 'ClusterFirstWithHostNet' ? 'undefined' : false;
  if (dnsPolicy !== 'ClusterFirst' && dnsPolicy !== 'ClusterFirstWithHostNet') return false;
  return hasPort(permitted(cluster, pod, cluster.dns).ports, 'UDP', 53);
}

/** What `name` stands for within `namespace`: a Service's name, alone or with its namespace and the cluster's domain. Case does not matter. */
export function resolveName(cluster: Cluster, namespace: string, name: string): Resolved | null {
  const parts = name.toLowerCase().replace(/\.$/, '').split('.');
  const [first, second = namespace, ...rest] = parts;
  if (rest.length > 0 && !'svc.cluster.local'.startsWith(rest.join('.'))) return null;
  const service = cluster.services.find((one) => one.metadata?.name === first && namespaceOf(one) === second);
  if (!service) return null;
  return {
    service: service.metadata?.name ?? '',
    headless: service.spec?.clusterIP === 'None',
    pods: podsBehind(cluster, service),
  };
}

/** Everything that answers from outside, so far as Services and host ports go; policies may still forbid it. */
export function waysIn(cluster: Cluster): readonly WayIn[] {
  const ways: WayIn[] = [];
  const add = (way: Omit<WayIn, 'from'>): void => {
    const { target, protocol, pod } = way;
    const from = Object.values(places).filter(
      (address) => target !== null && hasPort(permitted(cluster, address, pod).ports, protocol, target),
    );
    ways.push({ ...way, from: new Set(from) });
  };
  for (const service of cluster.services) {
    const { type = 'ClusterIP', externalIPs = [], externalTrafficPolicy } = service.spec ?? {};
    const keepsSource = externalTrafficPolicy === 'Local';
    const through =
      type === 'LoadBalancer' || type === 'NodePort' ? type : externalIPs.length > 0 && 'externalIPs';
    if (!through) continue;
    for (const pod of podsBehind(cluster, service)) {
      for (const port of portsTo(service, pod)) {
        add({ ...port, service: service.metadata?.name ?? '', through, pod, keepsSource });
      }
    }
  }
  for (const pod of cluster.pods) {
    for (const { ports = [] } of pod.hostNetwork ? [] : (pod.template.spec?.containers ?? [])) {
      for (const { hostPort, containerPort, protocol = 'TCP' } of ports) {
        if (hostPort)
          add({
            service: '',
            through: 'hostPort',
            pod,
            port: hostPort,
            target: containerPort,
            protocol,
            keepsSource: true,
          });
      }
    }
  }
  return ways;
}

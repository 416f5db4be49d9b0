// Services by themselves: the pods behind them, what their names give, and what answers outside.

import type { IService } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { type Pod, places, readCluster, readManifests } from './cluster.ts';
import { looksUpNames, podsBehind, portsTo, resolveName, waysIn } from './resolve-services.ts';

const pod = (name: string, rest: string = ''): string => `kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }
spec: { ${rest}containers: [{ name: a, ports: [{ name: http, containerPort: 8080 }, { containerPort: 53, hostPort: 5353, protocol: UDP }] }] }`;
const service = (name: string, spec: string): string => `kind: Service
metadata: { name: ${name} }
spec: { ${spec} }`;

const cluster = readCluster(
  readManifests(
    [
      pod('web'),
      pod('db'),
      pod('node', 'hostNetwork: true, '),
      pod('own', 'dnsPolicy: Default, '),
      service(
        'web',
        'selector: { app: web }, ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 9, targetPort: none }]',
      ),
      service('all', 'clusterIP: None, selector: { app: db }'),
      service('nobody', 'ports: [{ port: 80 }]'),
      service('far', 'type: ExternalName, externalName: example.org, selector: { app: web }'),
      service(
        'open',
        'type: LoadBalancer, selector: { app: web }, ports: [{ port: 8000, targetPort: 8080 }]',
      ),
      service(
        'kept',
        'type: NodePort, externalTrafficPolicy: Local, selector: { app: db }, ports: [{ port: 53, protocol: UDP }]',
      ),
      service('bound', 'externalIPs: [203.0.113.7], selector: { app: db }, ports: [{ port: 22 }]'),
      `kind: NetworkPolicy
metadata: { name: web }
spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }`,
      `kind: NetworkPolicy
metadata: { name: db }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Egress] }`,
    ].join('\n---\n'),
  ),
);
function named(name: string): IService {
  const found = cluster.services.find(({ metadata }) => metadata?.name === name);
  if (!found) throw new Error(`no Service ${name}`);
  return found;
}
const podNamed = (name: string): Pod => cluster.pods.find(({ id }) => id.endsWith(`/${name}`)) ?? cluster.dns;

describe('Services', () => {
  it.each([
    ['web', ['default/web']],
    ['nobody', []],
    ['far', []],
  ])('%s stands for %j', (name, pods) => {
    expect(podsBehind(cluster, named(name)).map(({ id }) => id)).toEqual(pods);
  });

  it('leads to numbers, and to names of ports where the pod has them', () => {
    expect(portsTo(named('web'), podNamed('web'))).toEqual([
      { port: 80, target: 8080, protocol: 'TCP' },
      { port: 9, target: null, protocol: 'TCP' },
    ]);
  });

  it.each([
    ['web', 'web'],
    ['WEB', 'web'],
    ['web.default', 'web'],
    ['web.default.svc', 'web'],
    ['web.default.svc.cluster.local.', 'web'],
    ['web.elsewhere', undefined],
    ['web.default.example.org', undefined],
    ['gone', undefined],
  ])('%s is the name of %s', (name, found) => {
    expect(resolveName(cluster, 'default', name)?.service).toBe(found);
  });

  it('gives the addresses of pods where it is headless', () => {
    expect(resolveName(cluster, 'default', 'all')).toMatchObject({
      headless: true,
      pods: [{ id: 'default/db' }],
    });
  });
});

it.each([
  ['web', true],
  ['db', false],
  ['node', false],
  ['own', false],
])('%s looks names up: %s', (name, looks) => {
  expect(looksUpNames(cluster, podNamed(name))).toBe(looks);
});

it('answers outside by type, external addresses and host ports, as policies let it', () => {
  const ways = waysIn(cluster).map(
    ({ through, service: of, pod: { id }, port, target, from, keepsSource }) =>
      `${through} ${of} ${id} ${port}→${target} ${keepsSource ? 'as it comes' : 'rewritten'}: ${[...from].join(' ')}`,
  );
  const { node, world, world6 } = places;
  expect(ways).toEqual([
    `LoadBalancer open default/web 8000→8080 rewritten: ${world}`,
    `NodePort kept default/db 53→53 as it comes: ${node} ${world} ${world6}`,
    `externalIPs bound default/db 22→22 rewritten: ${node} ${world} ${world6}`,
    `hostPort  default/web 5353→53 as it comes: ${world}`,
    `hostPort  default/db 5353→53 as it comes: ${node} ${world} ${world6}`,
    `hostPort  default/own 5353→53 as it comes: ${node} ${world} ${world6}`,
  ]);
});

// The comparison by itself: manifests written by hand that keep what a compose file says, and each way of not keeping it.

import { expect, it } from 'vitest';
import { openDocument } from '../../src/core/compose/open-document.ts';
import type { PlatformConnection, PlatformReport } from '../../src/core/export/platform/platform-export.ts';
import { computeReach } from '../../src/core/reach/compute-reach.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { readManifests } from './cluster.ts';
import { compareWithCompose } from './compare-with-compose.ts';
import { validateManifests } from './validate-manifests.ts';

const compose = `
services:
  proxy: { image: nginx, ports: ["8080:80", "127.0.0.1:9000:9000"], networks: [front] }
  API: { image: api, networks: { front: { aliases: [backend] }, back: {} } }
  db: { image: postgres, networks: [back], scale: 2 }
  exporter: { image: exporter, network_mode: "service:db" }
  batch: { image: batch, network_mode: none }
networks:
  front: {}
  back: { internal: true }
`;

const workload = (name: string, ...containers: readonly string[]): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: ${name} } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ${name} } }
    spec:
      containers: [${containers.map((one) => `{ name: ${one}, image: ${one} }`).join(', ')}]`;

const headless = (name: string, of: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { clusterIP: None, selector: { app.kubernetes.io/name: ${of} } }`;

const policy = (name: string, spec: string): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name} }
spec: ${spec}`;

const pod = (name: string): string => `podSelector: { matchLabels: { app.kubernetes.io/name: ${name} } }`;
const pair = (from: string, to: string): readonly string[] => [
  policy(`${from}-to-${to}`, `{ ${pod(from)}, policyTypes: [Egress], egress: [{ to: [{ ${pod(to)} }] }] }`),
  policy(
    `${to}-from-${from}`,
    `{ ${pod(to)}, policyTypes: [Ingress], ingress: [{ from: [{ ${pod(from)} }] }] }`,
  ),
];
const world =
  '[{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16] } }]';
const dns = '{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }';

const manifests = [
  workload('proxy', 'proxy'),
  workload('api', 'api'),
  workload('db', 'db', 'exporter'),
  workload('batch', 'batch'),
  ...['proxy', 'api', 'db'].map((name) => headless(name, name)),
  headless('backend', 'api'),
  `
apiVersion: v1
kind: Service
metadata: { name: proxy-outside }
spec: { type: LoadBalancer, selector: { app.kubernetes.io/name: proxy }, ports: [{ port: 8080, targetPort: 80 }] }`,
  policy('deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
  policy(
    'proxy-published',
    `{ ${pod('proxy')}, policyTypes: [Ingress], ingress: [{ ports: [{ port: 80 }] }] }`,
  ),
  ...['proxy', 'api'].map((name) =>
    policy(`${name}-out`, `{ ${pod(name)}, policyTypes: [Egress], egress: [{ to: ${world} }] }`),
  ),
  ...['proxy', 'api', 'db'].map((name) =>
    policy(
      `${name}-names`,
      `{ ${pod(name)}, policyTypes: [Egress], egress: [{ to: [${dns}], ports: [{ port: 53, protocol: UDP }] }] }`,
    ),
  ),
  ...[
    ['proxy', 'api'],
    ['api', 'proxy'],
    ['api', 'db'],
    ['db', 'api'],
    ['db', 'db'],
  ].flatMap(([from = '', to = '']) => pair(from, to)),
].join('\n---');

const closed = (kind: PlatformConnection['kind'], from: string, to: string): PlatformConnection => ({
  ...{ cause: 'by-hand', kind, from, to, port: '', message: '' },
});
/** Names are those of a namespace here, not of a network. */
const names = [
  ['proxy', 'db'],
  ['db', 'proxy'],
  ['exporter', 'proxy'],
].map(([from = '', to = '']) => closed('name', from, to));
const honest: PlatformReport = {
  to: 'kubernetes',
  kept: [],
  changed: [],
  opens: names,
  closes: [],
  lost: [],
};

const { topology } = openDocument(compose);
const reach = computeReach(topology, { ...defaultReachOptions, project: 'shop' });
const compared = (yaml: string, report: PlatformReport = honest): readonly string[] => {
  const { unnamed, untrue } = compareWithCompose({ topology, reach }, readManifests(yaml), report);
  return [...unnamed, ...untrue];
};

it('finds nothing where everything is kept or named', () => {
  expect(validateManifests(manifests)).toEqual([]);
  const { facts, equal, pairs, named, unnamed, untrue } = compareWithCompose(
    { topology, reach },
    readManifests(manifests),
    honest,
  );
  expect([unnamed, untrue]).toEqual([[], []]);
  expect([pairs, facts - equal, [...named]]).toEqual([20, 3, [['by-hand', 3]]]);
});

it('finds what a report does not name, and what it names that is none', () => {
  const report = { ...honest, opens: names.slice(1), closes: [closed('connection', 'API', 'db')] };
  expect(compared(manifests, report)).toEqual([
    'opens name proxy → db (by name: false there, all here)',
    'closes connection API → db (by-hand): is the same on both sides',
  ]);
});

const without = (text: string, name: string): string =>
  text
    .split('\n---')
    .filter((one) => !one.includes(`metadata: { name: ${name} }`))
    .join('\n---');
const replaced = (from: string, to: string) => (): string => {
  expect(manifests).toContain(from);
  return manifests.replace(from, to);
};
const added =
  (...more: readonly string[]) =>
  (): string =>
    [manifests, ...more].join('\n---');

it.each<readonly [breaks: string, change: () => string, complaint: RegExp]>([
  ['no deny', () => without(manifests, 'deny'), /no policy holds what default\/batch sends$/],
  [
    'a pair too much',
    added(...pair('proxy', 'db')),
    /^opens connection proxy → db \(ports: false there, all here\)$/,
  ],
  ['and its joined container', added(...pair('proxy', 'db')), /^opens connection proxy → exporter/],
  [
    'replicas kept apart',
    () => without(manifests, 'db-to-db'),
    /^closes connection db → db \(ports of another replica: true there, none here\)$/,
  ],
  ['one half of a pair', () => without(manifests, 'db-from-api'), /^closes connection API → db/],
  [
    'a pair on one port',
    replaced(
      `ingress: [{ from: [{ ${pod('proxy')} }] }]`,
      `ingress: [{ from: [{ ${pod('proxy')} }], ports: [{ port: 80 }] }]`,
    ),
    /^closes connection proxy → API \(ports: true there, TCP 80 here\)$/,
  ],
  ['no way out', () => without(manifests, 'api-out'), /^closes way-out API → outside/],
  [
    'a way out of an internal network',
    added(policy('db-out', `{ ${pod('db')}, policyTypes: [Egress], egress: [{ to: ${world} }] }`)),
    /^opens way-out exporter → outside/,
  ],
  [
    'the cluster within the way out',
    replaced(', except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16]', ''),
    /^default\/proxy reaches elsewhere\/stranger at all$/,
  ],
  [
    'half of a range of the cluster',
    replaced('172.16.0.0/12', '172.16.0.0/13'),
    /^default\/proxy reaches 172\.31\.255\.255 at all$/,
  ],
  [
    'a published port behind no Service',
    () => without(manifests, 'proxy-outside'),
    /^closes way-in outside → proxy \(port 8080 to TCP 80 over ipv4/,
  ],
  [
    'a published port behind a policy',
    () => without(manifests, 'proxy-published'),
    /^closes way-in outside → proxy \(port 8080 to TCP 80 over ipv4/,
  ],
  [
    'a source that a load balancer rewrites',
    replaced('ingress: [{ ports: [{ port: 80 }] }]', `ingress: [{ from: ${world}, ports: [{ port: 80 }] }]`),
    /^closes way-in outside → proxy/,
  ],
  [
    'a loopback port in the open',
    added(
      policy(
        'loopback',
        `{ ${pod('proxy')}, policyTypes: [Ingress], ingress: [{ ports: [{ port: 9000 }] }] }`,
      ),
      manifests
        .split('\n---')
        .filter((one) => one.includes('name: proxy-outside'))
        .join()
        .replace('proxy-outside', 'loopback')
        .replace('port: 8080, targetPort: 80', 'port: 9000'),
    ),
    /^opens way-in outside → proxy \(port 9000 to TCP 9000 over ipv4: false there, all here\)$/,
  ],
  [
    'a policy open on one more port',
    replaced('ingress: [{ ports: [{ port: 80 }] }]', 'ingress: [{ ports: [{ port: 80 }, { port: 9000 }] }]'),
    /^opens way-in outside → proxy \(beside what is published, over ipv4: false there, TCP 9000 here\)$/,
  ],
  [
    'no names',
    () => without(manifests, 'api-names'),
    /^API has a way out and may look up no name$[\s\S]*^closes name API → db/,
  ],
  [
    'a name of no Service',
    () => without(manifests, 'backend'),
    /^backend \(aliases of API\) gives no address of API/,
  ],
  [
    'a name that leads to one port',
    replaced(
      'spec: { clusterIP: None, selector: { app.kubernetes.io/name: api } }',
      'spec: { selector: { app.kubernetes.io/name: api }, ports: [{ port: 80 }] }',
    ),
    /^closes name proxy → API \(by name: true there, TCP 80 here\)$/,
  ],
  [
    'more than names of the name server',
    replaced('ports: [{ port: 53, protocol: UDP }]', 'ports: [{ port: 53, protocol: UDP }, { port: 22 }]'),
    /^default\/proxy reaches the name server at TCP 22$/,
  ],
  [
    'a service left out',
    () => without(manifests, 'batch'),
    /^batch has no pod, and the report does not say so$/,
  ],
  [
    'the network of the node',
    replaced('containers: [{ name: batch', 'hostNetwork: true\n      containers: [{ name: batch'),
    /^batch is on the network of its node, and the report/,
  ],
  ['a pod of nobody', added(workload('extra', 'extra')), /^default\/extra stands for no service$/],
  [
    'other labels',
    replaced(
      'template:\n    metadata: { labels: { app.kubernetes.io/name: api } }',
      'template:\n    metadata: { labels: { app.kubernetes.io/name: api, x: y } }',
    ),
    /^$/,
  ],
])('%s', (_, change, complaint) => {
  expect(compared(change()).join('\n')).toMatch(new RegExp(complaint, 'm'));
});

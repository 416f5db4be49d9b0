// The evaluator by itself: each case is a few policies over the same pods, and what the specification says of connections.

import { describe, expect, it } from 'vitest';
import { type Cluster, places, readCluster, readManifests } from './cluster.ts';
import { type End, permitted } from './evaluate-policies.ts';
import { formatPorts } from './port-set.ts';

const pods = `
kind: Namespace
metadata: { name: other, labels: { team: b } }
---
${pod('web', 'default', '{ app: web, tier: front }')}
---
${pod('api', 'default', '{ app: api }')}
---
${pod('db', 'default', '{ app: db }')}
---
${pod('web', 'other', '{ app: web }')}
---
${pod('agent', 'default', '{ app: agent }')}
  hostNetwork: true
`;

function pod(name: string, namespace: string, labels: string): string {
  return `kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
spec:
  containers:
    - name: it
      ports:
        - { name: http, containerPort: 8080 }
        - { name: query, containerPort: 5353, protocol: UDP }`;
}

/** `web { … }`: a policy for pods with that `app`, `all` for every pod; `@other` before it: in that namespace. */
function policy(line: string, index: number): string {
  const [, namespace = 'default', app, spec] = /^(?:@(\S+) )?(\w+) (\{.*\})$/.exec(line) ?? [];
  if (spec === undefined) throw new Error(`no policy: ${line}`);
  const selector = app === 'all' ? '{}' : `{ matchLabels: { app: ${app} } }`;
  return `kind: NetworkPolicy
metadata: { name: policy-${index}, namespace: ${namespace} }
spec: { podSelector: ${selector}, ${spec.slice(1)}`;
}

function clusterOf(policies: readonly string[]): Cluster {
  return readCluster(readManifests([pods, ...policies.map(policy)].join('\n---\n')));
}

function endOf(cluster: Cluster, name: string): End {
  if (name in places) return places[name as keyof typeof places];
  const known = [...cluster.pods, ...cluster.strangers, cluster.dns];
  return (
    known.find(({ id }) => id === name || id === `default/${name}` || id === `kube-system/${name}`) ?? name
  );
}

/** Pods are named alone in the default namespace; `world`, `node` and addresses are outside of all pods. */
function answer(cluster: Cluster, pair: string): string {
  const [from = '', to = ''] = pair.split(' -> ');
  const { defined, ports } = permitted(cluster, endOf(cluster, from), endOf(cluster, to));
  return `${pair}: ${defined ? formatPorts(ports) : 'undefined'}`;
}

interface Case {
  readonly says: string;
  readonly policies: readonly string[];
  readonly answers: readonly string[];
}

/** Cases are a sentence, policies, and after a dash the ports on which pairs may connect. */
function casesOf(text: string): readonly Case[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => {
      const [says = '', ...lines] = block.split('\n');
      const answers = lines.pop()?.slice(2).split(' | ') ?? [];
      return { says, policies: lines.map((line) => line.trim()), answers };
    });
}

const isolation = `
no policy: all is open
- web -> db: all | world -> db: all | db -> world: all | other/web -> db: all

policyTypes not said, no egress rule: ingress alone
  db { ingress: [] }
- web -> db: none | db -> web: all | web -> api: all

policyTypes not said, an egress rule: both directions
  db { egress: [{}] }
- web -> db: none | db -> web: all

an empty list of policyTypes is as none said
  db { policyTypes: [] }
- web -> db: none | db -> web: all

egress alone leaves ingress open
  db { policyTypes: [Egress] }
- web -> db: all | db -> web: none | db -> world: none

rules of a direction that policyTypes leaves out mean nothing
  db { policyTypes: [Egress], ingress: [] }
- web -> db: all

an empty selector takes every pod of its namespace, and of no other
  all { policyTypes: [Ingress, Egress] }
- web -> db: none | other/web -> db: none | other/web -> world: all | world -> web: none

a policy holds in its own namespace
  @other all { policyTypes: [Ingress, Egress] }
- web -> db: all | other/web -> web: none | web -> other/web: none

a pod reaches itself whatever is denied
  all { policyTypes: [Ingress, Egress] }
- web -> web: all

both ends must agree: egress without ingress
  all { policyTypes: [Ingress, Egress] }
  web { policyTypes: [Egress], egress: [{}] }
- web -> db: none | web -> world: all

both ends must agree: ingress without egress
  all { policyTypes: [Ingress, Egress] }
  db { ingress: [{}] }
- web -> db: none | world -> db: all

rules of several policies add up
  all { policyTypes: [Ingress, Egress] }
  db { ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 80 }] }] }
  db { ingress: [{ ports: [{ port: 81, protocol: UDP }] }] }
- world -> db: TCP 80; UDP 81

rules of one policy add up
  db { ingress: [{ ports: [{ port: 80 }] }, { ports: [{ port: 81 }, { port: 90 }] }] }
- web -> db: TCP 80-81, 90

a denied pod is not opened by an order of policies
  db { ingress: [{}] }
  all { policyTypes: [Ingress, Egress] }
- world -> db: all

on the network of the node nothing is defined
  all { policyTypes: [Ingress, Egress] }
- agent -> db: undefined | web -> agent: undefined | agent -> world: undefined | agent -> agent: all
`;

const selectors = `
matchLabels: all of them
  db { ingress: [{ from: [{ podSelector: { matchLabels: { app: web, tier: front } } }] }] }
- web -> db: all | api -> db: none | world -> db: none

matchLabels: a value that differs
  db { ingress: [{ from: [{ podSelector: { matchLabels: { app: web, tier: back } } }] }] }
- web -> db: none

In
  db { ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }] }] }
- web -> db: all | api -> db: all | stranger -> db: none

NotIn takes pods without the label
  db { ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [front] }] } }] }] }
- web -> db: none | api -> db: all | stranger -> db: all

Exists
  db { ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: Exists }] } }] }] }
- web -> db: all | api -> db: none

DoesNotExist
  db { ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: DoesNotExist }] } }] }] }
- web -> db: none | api -> db: all

labels and expressions are both needed
  db { ingress: [{ from: [{ podSelector: { matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: DoesNotExist }] } }] }] }
- web -> db: none

an empty podSelector of a peer: its own namespace
  db { ingress: [{ from: [{ podSelector: {} }] }] }
- web -> db: all | other/web -> db: none | world -> db: none

namespaceSelector alone: all pods there
  db { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } } }] }] }
- other/web -> db: all | web -> db: none

an empty namespaceSelector: every namespace, no address
  db { ingress: [{ from: [{ namespaceSelector: {} }] }] }
- other/web -> db: all | web -> db: all | world -> db: none

both in one peer: both must hold
  db { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: api } } }] }] }
- other/web -> db: none | api -> db: none

two peers: either
  db { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } } }, { podSelector: { matchLabels: { app: api } } }] }] }
- other/web -> db: all | api -> db: all | web -> db: none

a namespace by its name
  db { ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } }] }] }
- other/web -> db: all | web -> db: none
`;

const blocksAndPorts = `
ipBlock
  db { ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }
- world -> db: all | 198.51.100.1 -> db: none | web -> db: none

ipBlock but for a part
  db { ingress: [{ from: [{ ipBlock: { cidr: 203.0.0.0/8, except: [203.0.113.0/24] } }] }] }
- world -> db: none | 203.0.114.1 -> db: all

what one peer leaves out another may let in
  db { ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [203.0.113.0/24] } }, { ipBlock: { cidr: 203.0.113.9/32 } }] }] }
- world -> db: all | 203.0.113.8 -> db: none

an ipBlock covers the addresses of pods
  db { ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }
- web -> db: all | other/web -> db: all | node -> db: all

an ipBlock is of one family
  db { policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }
- db -> world: all | db -> world6: none

no peers: everyone, everywhere
  db { ingress: [{ ports: [{ port: 5432 }] }] }
- web -> db: TCP 5432 | other/web -> db: TCP 5432 | world -> db: TCP 5432

empty lists of peers and ports are as none
  db { ingress: [{ from: [], ports: [] }] }
- world -> db: all

no rule at all: nothing
  db { policyTypes: [Ingress] }
- world -> db: none

a port without a protocol is TCP
  db { ingress: [{ ports: [{ port: 53 }] }] }
- web -> db: TCP 53

a protocol without a port is all its ports
  db { ingress: [{ ports: [{ protocol: UDP }] }] }
- web -> db: UDP all

endPort ends a range, both ends in it
  db { ingress: [{ ports: [{ port: 32000, endPort: 32768 }] }] }
- web -> db: TCP 32000-32768

a named port is the receiving pod's
  db { ingress: [{ ports: [{ port: http }, { port: query, protocol: UDP }, { port: absent }] }] }
- web -> db: TCP 8080; UDP 5353

a named port has its protocol
  db { ingress: [{ ports: [{ port: query }] }] }
- web -> db: none

a named port on the way out is the receiver's, and no address has one
  db { policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }
- db -> web: TCP 8080 | db -> world: none

the ports of both ends meet
  db { ingress: [{ ports: [{ port: 100, endPort: 200 }] }] }
  web { policyTypes: [Egress], egress: [{ ports: [{ port: 150, endPort: 300 }, { port: 53, protocol: UDP }] }] }
- web -> db: TCP 150-200 | api -> db: TCP 100-200
`;

const recipes = `
deny all, then names for everyone
  all { policyTypes: [Ingress, Egress] }
  all { policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }
- web -> kube-dns: TCP 53; UDP 53 | web -> db: none | web -> world: none

the world, not the cluster
  all { policyTypes: [Ingress, Egress] }
  web { policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16] } }] }] }
- web -> world: all | web -> db: none | web -> node: none | web -> 169.254.169.254: none | web -> kube-dns: none | db -> world: none

the world without the exceptions lets pods meet that let everyone in
  web { policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }
- web -> db: all | web -> node: all

what is published is open to all on that port
  all { policyTypes: [Ingress, Egress] }
  web { policyTypes: [Ingress], ingress: [{ ports: [{ port: 8080 }] }] }
- world -> web: TCP 8080 | other/web -> web: TCP 8080 | db -> web: none | stranger -> web: none

one policy per network, as converters write it: the way out stays open
  db { ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }] }
- api -> db: all | web -> db: none | db -> world: all | world -> db: none
`;

describe.each([
  ['isolation', isolation],
  ['selectors', selectors],
  ['addresses and ports', blocksAndPorts],
  ['customary policies', recipes],
])('%s', (_, cases) => {
  it.each(casesOf(cases))('$says', ({ policies, answers }) => {
    const cluster = clusterOf(policies);
    expect(answers.map((one) => answer(cluster, one.split(': ')[0] ?? ''))).toEqual(answers);
  });
});

it('names the policies that isolate each end', () => {
  const cluster = clusterOf(['all { policyTypes: [Ingress, Egress] }', 'db { ingress: [] }']);
  const { egress, ingress } = permitted(cluster, endOf(cluster, 'web'), endOf(cluster, 'db'));
  expect([egress, ingress]).toEqual([['policy-0'], ['policy-0', 'policy-1']]);
});

it('does not take a kind whose connections it does not know, nor a broken stream', () => {
  expect(() => readCluster([{ kind: 'HTTPRoute' }])).toThrow('HTTPRoute');
  expect(() => readManifests('a: [')).toThrow('not a stream of YAML');
});

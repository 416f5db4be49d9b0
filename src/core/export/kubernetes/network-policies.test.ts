import { describe, expect, it } from 'vitest';
import { type Exported, exported, type Manifest } from './testing/exported.ts';

/** Returns the rules of a service's policy in short: peer labels, blocks with exceptions, port numbers. */
function rules(
  { get }: Exported,
  name: string,
): { readonly in: readonly string[]; readonly out: readonly string[] } {
  const { ingress = [], egress = [] } = get('NetworkPolicy', name).spec;
  const short = (peer: Manifest): string =>
    peer.ipBlock
      ? `${peer.ipBlock.cidr} but ${(peer.ipBlock.except ?? []).join(' ')}`
      : (Object.values(peer.podSelector.matchLabels)[0] as string);
  const line = (peers: readonly Manifest[], ports: readonly Manifest[] | undefined): string =>
    `${peers.map(short).join(', ')}${ports ? ` at ${ports.map(({ protocol, port }) => `${port}/${protocol}`).join(' ')}` : ''}`;
  return {
    in: ingress.map(({ from, ports }: Manifest) => line(from, ports)),
    out: egress.map(({ to, ports }: Manifest) => line(to, ports)),
  };
}

const dns = 'kube-dns at 53/UDP 53/TCP';
const clusterCidrs = ['10.0.0.0/8', 'fd00::/8'];
const anywhere = '0.0.0.0/0 but 10.0.0.0/8';
const anywhere6 = '::/0 but fd00::/8';

describe('the policy of a pod', () => {
  it('denies all to begin with, by the label of the project alone', () => {
    const { objects } = exported('services: { a: { image: x } }');
    expect(objects[0]).toMatchObject({
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny' },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'shop' } },
        policyTypes: ['Ingress', 'Egress'],
      },
    });
    expect(objects[0].spec.ingress ?? objects[0].spec.egress).toBeUndefined();
  });

  const one = (keys: string, more = ''): string => `services:\n  a: { image: x, ${keys} }\n${more}`;
  it.each<[string, readonly string[], readonly string[]]>([
    [one('ports: ["8080:80", "53:53/udp"]'), [`${anywhere}, ${anywhere6} at 80/TCP 53/UDP`], [dns, anywhere]],
    [one('ports: ["127.0.0.1:80:80"]'), [], [dns, anywhere]],
    [one('ports: ["192.0.2.7:80:80"]'), [`${anywhere} at 80/TCP`], [dns, anywhere]],
    [one('network_mode: none'), [], []],
    [one('network_mode: container:b'), [], []],
    // O10: who is on internal networks alone publishes nothing; E2: and has no way out. Nobody to look up, no name server.
    [one('networks: [i], ports: ["80:80"]', 'networks: { i: { internal: true } }'), [], []],
    [one('networks: [v]', 'networks: { v: { enable_ipv6: true } }'), [], [dns, `${anywhere}, ${anywhere6}`]],
    // E5: connections leave, and their answers do not come back.
    [
      one(
        'networks: [n]',
        'networks: { n: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } } }',
      ),
      [],
      [],
    ],
  ])('%s', (yaml, wantedIn, wantedOut) => {
    const { in: into, out } = rules(exported(yaml, { clusterCidrs }), 'a');
    expect(into).toEqual(wantedIn);
    expect(out).toEqual(wantedOut);
  });

  it('lets replicas of one service reach each other where its network does', () => {
    const of = (network: string): readonly string[] =>
      rules(
        exported(`services: { a: { image: x, scale: 2, networks: [n] } }\nnetworks: { n: ${network} }\n`, {
          clusterCidrs,
        }),
        'a',
      ).in;
    expect(of('{}')).toEqual(['a']);
    expect(of('{ driver_opts: { com.docker.network.bridge.enable_icc: "false" } }')).toEqual([]);
  });

  it('says what a port that is published for the outside did for neighbours', () => {
    const { report } = exported(
      'services:\n  a: { image: x, networks: [m] }\n  b: { image: x, networks: [n], ports: ["80:80"] }\nnetworks: { m: {}, n: {} }\n',
    );
    expect(report.closes).toMatchObject([
      { cause: 'published-port', kind: 'connection', from: 'a', to: 'b' },
    ]);
    expect(report.opens).toEqual([]);
  });

  it('puts what the outside has on a Service that keeps addresses, or says that nobody gets there', () => {
    const yaml = 'services: { a: { image: x, ports: ["8080:80", "9000-9001:9000", "81"] } }';
    const balanced = exported(yaml).get('Service', 'a-published').spec;
    expect(balanced).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    expect(balanced.ports.map(({ port, targetPort }: Manifest) => [port, targetPort])).toEqual([
      [8080, 80],
      [9000, 9000],
      [81, 81],
    ]);
    const node = exported('services: { a: { image: x, ports: ["30080:80", "80:81"] } }', {
      serviceType: 'NodePort',
    });
    expect(node.get('Service', 'a-published').spec.ports.map(({ nodePort }: Manifest) => nodePort)).toEqual([
      30080,
      undefined,
    ]);
    expect(node.notes('changed')).toContain('node-port a ports[1]');
    const twice = exported('services: { a: { image: x, ports: ["10.0.0.1:80:80", "10.0.0.2:80:81"] } }');
    const [first, second] = ['a-published', 'a-published-2'].map(
      (name) => twice.get('Service', name).spec.ports,
    );
    expect([first, second]).toMatchObject([[{ port: 80, targetPort: 80 }], [{ port: 80, targetPort: 81 }]]);
    const inside = exported(yaml, { serviceType: 'ClusterIP' });
    expect(rules(inside, 'a').in).toEqual([]);
    expect(inside.report.closes.map(({ cause, port }) => [cause, port])).toEqual([
      ['service-type', '0.0.0.0:8080/tcp'],
      ['service-type', '0.0.0.0:9000-9001/tcp'],
      ['service-type', '0.0.0.0:/tcp'],
    ]);
  });
});

describe('names', () => {
  it('are Services: headless where no port is known, of the ports that others look for', () => {
    const { get, objects } = exported(
      `services:
  web: { image: x, environment: { API: "http://api:8080" }, networks: { n: { aliases: [WWW] } } }
  api: { image: x, networks: [n], links: ["db:database"] }
  db: { image: postgres, networks: [n] }
networks: { n: {} }
`,
    );
    const names = objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
    expect(names).toEqual(['web', 'www', 'api', 'db', 'database']);
    expect(get('Service', 'web').spec.clusterIP).toBe('None');
    expect(get('Service', 'api').spec.ports).toMatchObject([
      { name: 'tcp-8080', port: 8080, targetPort: 8080 },
    ]);
    expect(get('Service', 'database').spec.selector['app.kubernetes.io/name']).toBe('db');
  });

  it('that cannot be, or are of two, are said with who needs them', () => {
    const { notes, report, get } = exported(
      `services:
  web: { image: x, environment: { API: "http://my_api:80" } }
  my_api: { image: x, hostname: other }
  other: { image: x }
  1st: { image: x }
`,
    );
    expect(notes('lost')).toEqual(['name-shared my_api hostname', 'mentioned-name web environment.API']);
    expect(report.closes.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['name', 'web', 'my_api'],
      ['name', 'other', 'my_api'],
      ['name', '1st', 'my_api'],
      ['name', 'web', '1st'],
      ['name', 'my_api', '1st'],
      ['name', 'other', '1st'],
    ]);
    expect(get('Service', 'my-api').spec.selector['app.kubernetes.io/name']).toBe('my_api');
    expect(get('Service', 'service-1st').spec.selector['app.kubernetes.io/name']).toBe('1st');
  });

  it('that are mended give way to those that are not', () => {
    const { get, notes } = exported(
      'services: { my_db: { image: x }, my-db: { image: y }, a: { image: z } }',
    );
    expect(get('Service', 'my-db').spec.selector['app.kubernetes.io/name']).toBe('my-db');
    expect(get('Service', 'my-db-2').spec.selector['app.kubernetes.io/name']).toBe('my_db');
    expect(notes('lost')).toEqual([]);
  });

  it('in other letters give way to the very same', () => {
    const { get, notes } = exported('services: { Web: { image: x }, web: { image: y }, a: { image: z } }');
    expect(get('Service', 'web').metadata.labels['app.kubernetes.io/name']).toBe('web');
    expect(notes('lost')).toEqual(['name-shared Web']);
  });

  it('are closed to whoever may look them up for all that is known', () => {
    const { report } = exported(
      'services: { App: { image: x, network_mode: "container:other" }, web: { image: y } }',
    );
    expect(report.closes.filter(({ kind }) => kind === 'name')).toMatchObject([
      { cause: 'unknown', from: 'App', to: 'web' },
    ]);
  });

  it('give way to those that people look up', () => {
    const { get } = exported(
      'services:\n  a: { image: x, ports: ["80:80"] }\n  a-published: { image: x, expose: ["1"] }\n',
    );
    expect(get('Service', 'a-published').spec.selector['app.kubernetes.io/name']).toBe('a-published');
    expect(get('Service', 'a-published-2').spec.type).toBe('LoadBalancer');
  });
});

describe('on the network of a node', () => {
  it('nothing is denied: what that opens and what it may close is said', () => {
    const { report } = exported(
      'services:\n  open: { image: x, network_mode: host }\n  shut: { image: x, network_mode: none }\n  web: { image: x }\n',
    );
    const short = ({ cause, kind, from, to }: Exported['report']['opens'][number]): string =>
      `${cause} ${kind} ${from} ${to}`;
    expect(report.opens.map(short)).toEqual([
      'node-traffic connection open shut',
      'node-traffic connection shut open',
      'node-traffic to-host shut host',
      'node-traffic from-host host shut',
    ]);
    expect(report.closes.map(short)).toEqual([
      'host-network connection open web',
      'host-network connection web open',
    ]);
  });
});

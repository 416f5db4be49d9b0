import { describe, expect, it } from 'vitest';
import { computeReach } from '../reach/compute-reach.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { optionsFor, topologyOf } from '../reach/testing/reach-of.ts';
import { readFacts } from '../ways-in/testing/read-facts.ts';
import { explain } from './explain.ts';
import type { Answer, Explanation } from './explanation.ts';

function ask(yaml: string, from: string, to: string, engine = '28'): Explanation {
  const { topology, reach } = readFacts(yaml, { engine: optionsFor(engine).engine });
  return explain(topology, reach, from, to);
}

/** Returns the verdict, then the rule and text of each reason. */
function linesOf(answer: Answer | null): readonly string[] | null {
  return answer && [String(answer.verdict), ...answer.reasons.map(({ rule, text }) => `${rule} ${text}`)];
}

const chain = (mid: string) => `services:
  web: { image: p, networks: [front], cap_drop: [ALL] }
  api: { image: p, networks: [front, back]${mid} }
  db: { image: p, networks: [back] }
  shut: { image: p, network_mode: none }
networks: { front: { internal: true }, back: { internal: true } }
`;

describe('taking over others', () => {
  it('T1, T2: every hop with its network, and that being on two networks forwards nothing', () => {
    const { reaches, pivot } = ask(chain(''), 'web', 'db');
    expect(reaches).toBe(false);
    expect(linesOf(pivot)).toEqual([
      'true',
      'T1 whoever controls web reaches api over front',
      'T1 whoever controls api reaches db over back',
      'T2 api does not forward packets: it has to be taken over',
    ]);
    expect(pivot?.reasons.map(({ at }) => at)).toEqual([
      [['services', 'api', 'networks', 0]],
      [['services', 'db', 'networks', 0]],
      [],
    ]);
  });

  it('T4: transit needs no takeover', () => {
    expect(linesOf(ask(chain(', sysctls: ["net.ipv4.ip_forward=1"]'), 'web', 'db').pivot)?.at(-1)).toBe(
      'T4 api switches net.ipv4.ip_forward on: it may forward packets between back and front without being taken over',
    );
  });

  it('nothing leads to a closed container, but the host does', () => {
    expect(linesOf(ask(chain(''), 'web', 'shut').pivot)).toEqual([
      'false',
      'T1 no chain of containers leads there either',
    ]);
    const yaml = chain('').replace('web: {', 'web: { privileged: true,');
    expect(linesOf(ask(yaml, 'web', 'shut').pivot)).toEqual([
      'true',
      'P3 web is privileged: whoever controls it controls the host and everything on it',
      'T1 whoever controls the host controls shut, like every container on it',
    ]);
  });

  it('is not asked where it is reached at once, nor of the host', () => {
    expect(ask(chain(''), 'web', 'api').pivot).toBeNull();
    expect(ask(chain(''), hostPlace, 'shut').pivot).toBeNull();
    expect(
      ask('services: { a: { image: p, labels: [traefik.enable=true] } }', outsidePlace, 'a').pivot,
    ).toBeNull();
  });

  it('leads from outside in, and out over another container', () => {
    const yaml = `services:
  web: { image: p, networks: [front, back], ports: ["80:80"] }
  db: { image: p, networks: [back] }
networks: { front: {}, back: { internal: true } }
`;
    expect(linesOf(ask(yaml, outsidePlace, 'db').pivot)).toEqual([
      'true',
      'O1 the outside reaches web',
      'T1 whoever controls web reaches db over back',
      'T2 web does not forward packets: it has to be taken over',
    ]);
    expect(linesOf(ask(yaml, 'db', outsidePlace).pivot)).toEqual([
      'true',
      'T1 whoever controls db reaches web over back',
      'E1 web has a way out over front',
    ]);
  });

  it('says perhaps where a hop is unknown', () => {
    const yaml = `services:
  a: { image: p, networks: [n] }
  lost: { image: p, network_mode: "container:elsewhere" }
  b: { image: p, networks: [m] }
networks: { n: { internal: true }, m: { internal: true } }
`;
    expect(linesOf(ask(yaml, 'a', 'b').pivot)).toEqual([
      'unknown',
      'T1 whoever controls a may reach lost directly',
      'T1 whoever controls lost may reach b directly',
    ]);
  });
});

describe('through a proxy', () => {
  const yaml = (network: string) => `services:
  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], networks: [edge], ports: ["443:443"] }
  app:
    image: p
    networks: [${network}]
    labels: { traefik.http.routers.a.rule: "Host(\`a.example\`)", traefik.http.services.a.loadbalancer.server.port: 80 }
  peer: { image: p, networks: [edge], labels: { traefik.enable: false } }
networks: { edge: {}, back: { internal: true } }
`;

  it('T5: names host, port and proxy, with the label and the network in common', () => {
    const { reaches, proxied, summary } = ask(yaml('edge'), outsidePlace, 'app');
    expect(reaches).toBe(false);
    expect(linesOf(proxied)).toEqual([
      'true',
      'T5 labels ask traefik to send a.example to port 80 of app (inferred)',
    ]);
    expect(proxied?.reasons[0]?.at).toEqual([
      ['services', 'app', 'labels', 'traefik.http.routers.a.rule'],
      ['services', 'app', 'networks', 0],
    ]);
    expect(summary).toBe(
      'the outside reaches app through a proxy: labels ask traefik to send a.example to port 80 of app (inferred)',
    );
  });

  it('works from other services, too', () => {
    expect(linesOf(ask(yaml('edge'), 'peer', 'app').proxied)?.[0]).toBe('true');
    expect(ask(yaml('edge'), 'traefik', 'app').proxied).toBeNull();
    expect(ask(yaml('edge'), 'app', 'peer').proxied).toBeNull();
  });

  it('says why it does not work', () => {
    expect(linesOf(ask(yaml('back'), outsidePlace, 'app').proxied)).toEqual([
      'false',
      'T5 labels ask traefik to send a.example to port 80 of app (inferred), but traefik cannot reach app',
    ]);
  });

  it('a ghost is named as one, and not known to work', () => {
    const lone = 'services: { app: { image: p, environment: ["VIRTUAL_HOST=a.example"] } }';
    expect(linesOf(ask(lone, outsidePlace, 'app').proxied)).toEqual([
      'unknown',
      'T5 labels ask a nginx-proxy that is not in this file to send a.example to app (inferred)',
    ]);
  });
});

describe('address families', () => {
  const yaml = `
services:
  web: { image: p, networks: [six] }
  db: { image: p, networks: [four], ports: ['[::]:5432:5432'] }
  old: { image: p, networks: [four] }
  ro: { image: p, networks: [routed], ports: ['80:80'] }
  only: { image: p, networks: [only] }
  vault: { image: p, networks: [sealed] }
networks:
  six: { enable_ipv6: true }
  four: {}
  routed: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
  only: { enable_ipv4: false, enable_ipv6: true }
  sealed: { enable_ipv6: true, internal: true }
`;

  it.each([
    [
      'web',
      'db',
      "web reaches db through a published port over IPv6 only: over IPv6, db publishes [::]:5432 to 5432 on the host; over IPv6, web goes out through six to the host's address, and the userland proxy forwards to db; db publishes [::]:5432 to 5432, which is not an IPv4 address",
    ],
    [
      'old',
      'db',
      'old reaches db over IPv4 only: over IPv4, old and db are both on four; no network of old has IPv6; no network of db has IPv6',
    ],
    [
      outsidePlace,
      'ro',
      'the outside reaches ro through a published port: over IPv6, ro publishes [::]:80 to 80 on the host; over IPv4, ro publishes 0.0.0.0:80 to 80, but routed is routed: the host port is not used',
    ],
    [
      'only',
      outsidePlace,
      'only reaches the outside over IPv6 only: over IPv6, only goes out through only; no network of only has IPv4',
    ],
    [
      'vault',
      hostPlace,
      'vault reaches the host: vault reaches the host at the address of its own internal bridge, and at all its addresses through a socket bound to the device (E3)',
    ],
    [
      'only',
      'old',
      'only cannot reach old: no network of only has IPv4; no network of old has IPv6; old publishes nothing',
    ],
  ])('%s to %s', (from, to, summary) => {
    expect(ask(yaml, from, to).summary).toBe(summary);
  });

  it('a stack without IPv6 says nothing of families', () => {
    const plain = "services: { a: { image: p, ports: ['80:80'] }, b: { image: p } }";
    for (const [from, to] of [
      ['b', 'a'],
      ['a', 'b'],
      [outsidePlace, 'a'],
      ['a', hostPlace],
    ] as const) {
      expect(JSON.stringify(ask(plain, from, to))).not.toContain('IPv');
    }
  });
});

describe('evidence', () => {
  const yaml = 'services: { a: { image: p }, b: { image: p } }';

  it('an Engine that was not measured is reported', () => {
    expect(ask(yaml, 'a', 'b', '29').evidence).toBe('measured');
    expect(ask(yaml, 'a', 'b', '27')).toMatchObject({
      evidence: 'documentation',
      summary: 'a reaches b: a and b are both on default (from documentation, not measured)',
    });
  });

  it('so is a network that was not', () => {
    const ipvlan =
      'services: { a: { image: p, networks: [n] }, b: { image: p } }\nnetworks: { n: { driver: ipvlan } }';
    expect(ask(ipvlan, 'b', 'a').evidence).toBe('documentation');
  });
});

describe('at the own gateway (X5)', () => {
  const yaml = `services:
  vault: { image: p, networks: [sealed] }
  web: { image: p, networks: [front], ports: ["80:80"] }
networks: { sealed: { internal: true, enable_ipv6: true }, front: {} }
`;
  const of = (more: Partial<ReachOptions>) => {
    const topology = topologyOf(yaml);
    return explain(topology, computeReach(topology, optionsFor('29', more)), 'vault', 'web');
  };

  it('the userland proxy answers over IPv6', () => {
    const { reaches, viaHost, viaGateway, summary } = of({});
    expect([reaches, viaHost.verdict]).toEqual([true, false]);
    expect(linesOf(viaGateway)).toEqual([
      'true',
      'O1 over IPv6, web publishes [::]:80 to 80 on the host',
      'X5 over IPv6, vault connects to the address of its own bridge on sealed, where the userland proxy listens and forwards',
    ]);
    expect(summary).toBe(
      'vault reaches web through a published port, at the address of its own gateway over IPv6 only: over IPv6, web publishes [::]:80 to 80 on the host; over IPv6, vault connects to the address of its own bridge on sealed, where the userland proxy listens and forwards',
    );
  });

  it('nftables lets it through in either family', () => {
    const { reaches, viaGateway } = of({ firewallBackend: 'nftables', userlandProxy: false });
    expect(reaches).toBe(true);
    expect(linesOf(viaGateway)?.slice(1)).toEqual([
      'O1 over IPv4, web publishes 0.0.0.0:80 to 80 on the host',
      'X5 over IPv4, vault connects to the address of its own bridge on sealed: with nftables the Engine allows connections from there to web, although sealed is internal',
    ]);
  });

  it('is not spoken of where nothing answers, or the host does', () => {
    expect(of({ userlandProxy: false })).toMatchObject({ reaches: false, viaGateway: null });
    const open = topologyOf(yaml.replace('networks: [sealed] }', 'networks: [sealed, front] }'));
    expect(explain(open, computeReach(open, optionsFor('29')), 'vault', 'web').viaGateway).toBeNull();
  });
});

describe('why IPv6, or a port, is not there', () => {
  const ask29 = (yaml: string, from: string, to: string, more: Partial<ReachOptions> = {}) => {
    const topology = topologyOf(yaml);
    return explain(topology, computeReach(topology, optionsFor('29', more)), from, to);
  };
  const rulesOf = (reasons: readonly { readonly rule: string }[]) => reasons.map(({ rule }) => rule);

  it('F7 names the sysctl', () => {
    const yaml = `services:
  a: { image: p, networks: [n], sysctls: ["net.ipv6.conf.all.disable_ipv6=1"] }
  b: { image: p, networks: [n] }
networks: { n: { enable_ipv4: false, enable_ipv6: true } }
`;
    const { reaches, direct } = ask29(yaml, 'b', 'a');
    expect(reaches).toBe(false);
    const found = direct.reasons.find(({ rule }) => rule === 'F7');
    expect(found).toMatchObject({
      text: 'IPv6 is switched off inside a (disable_ipv6)',
      at: [['services', 'a', 'sysctls']],
    });
  });

  it('F8 and O16 say why it is unknown whether a port answers', () => {
    const split = `services:
  a: { image: p, networks: [four, six], ports: ["80:80"] }
networks: { four: {}, six: { enable_ipv4: false, enable_ipv6: true } }
`;
    const lost = ask29(split, outsidePlace, 'a', { firewallBackend: 'nftables' });
    expect(rulesOf(lost.viaHost.reasons)).toContain('F8');
    const wire = `services:
  a: { image: p, networks: [lan, front], ports: ["80:80"] }
  b: { image: p, networks: [front] }
networks: { front: {}, lan: { driver: macvlan, driver_opts: { parent: eth0 } } }
`;
    expect(rulesOf(ask29(wire, 'b', 'a').viaHost.reasons)).toContain('O16');
    expect(ask29(wire, 'b', 'a').viaHost.verdict).toBe('unknown');
    expect(ask29(wire, 'a', 'b').viaHost.verdict).toBe(false);
  });

  it('O11: what stands on the physical network is a way in', () => {
    const wire = `services:
  a: { image: p, networks: [lan], ports: ["80:80"] }
networks: { lan: { driver: macvlan, driver_opts: { parent: eth0 } } }
`;
    const { reaches, direct } = ask29(wire, outsidePlace, 'a');
    expect([reaches, rulesOf(direct.reasons)]).toEqual([true, ['O11']]);
    const topology = topologyOf(wire);
    expect(computeReach(topology, optionsFor('29')).facts.get('a')).toMatchObject({
      fromOutside: true,
      published: [{ reachableFrom: 'nowhere' }],
    });
  });

  it('E13 points at the address', () => {
    const yaml = `services:
  a: { image: p, networks: [n] }
networks: { n: { driver_opts: { com.docker.network.host_ipv4: 198.51.100.9 } } }
`;
    const { reaches, direct } = ask29(yaml, 'a', outsidePlace);
    expect([reaches, rulesOf(direct.reasons)]).toEqual(['unknown', ['E13']]);
  });
});

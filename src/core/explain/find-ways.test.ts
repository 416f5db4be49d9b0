import { describe, expect, it } from 'vitest';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import { readFacts } from '../ways-in/testing/read-facts.ts';
import { findWays, type Way } from './find-ways.ts';

function ways(yaml: string, from: string, to: string) {
  const { topology, reach } = readFacts(yaml);
  const { certain, possible } = findWays(topology, reach, from, to);
  return { certain: shown(certain), possible: shown(possible) };
}

/** Returns the hops of a path as `from > to: rule words @path`, with `?` after an uncertain hop. */
function shown(way: Way | null): readonly string[] | null {
  if (way === null) return null;
  return way.map(({ from, to, certain, reasons }) => {
    const texts = reasons.map(({ rule, text, at }) => `${rule} ${text} @${at[0]?.join('.') ?? ''}`);
    return `${from} > ${to}${certain ? '' : '?'}: ${texts.join('; ')}`;
  });
}

const stack = `services:
  proxy: { image: p, networks: [front], ports: ["443:8443"] }
  api: { image: p, networks: [front, back], cap_drop: [ALL] }
  db: { image: p, networks: [back] }
  agent: { image: p, networks: [back], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"] }
  vault: { image: p, networks: [cold] }
  shut: { image: p, network_mode: none }
networks: { front: {}, back: { internal: true }, cold: { internal: true } }
`;

describe('findWays', () => {
  it('takes over each hop, with the line that makes it possible', () => {
    expect(ways(stack, outsidePlace, 'db')).toEqual({
      certain: [
        '@outside > proxy: O1 the outside reaches proxy @services.proxy.ports.0',
        'proxy > api: T1 whoever controls proxy reaches api over front @services.api.networks.0',
        'api > db: T1 whoever controls api reaches db over back @services.db.networks.0',
      ],
      possible: null,
    });
  });

  it('goes past the host where a container on the way gives it away, and from there everywhere', () => {
    const agent =
      'agent > @host: P2 agent holds the socket of the container runtime, read-only or not: whoever controls it controls the host and everything on it @services.agent.volumes.0';
    expect(ways(stack, 'db', 'shut').certain).toEqual([
      'db > agent: T1 whoever controls db reaches agent over back @services.agent.networks.0',
      agent,
      '@host > shut: T1 whoever controls the host controls shut, like every container on it @services.shut',
    ]);
    expect(ways(stack, 'agent', hostPlace).certain).toEqual([agent]);
    expect(ways(stack, outsidePlace, hostPlace).certain?.map((hop) => hop.split(':')[0])).toEqual([
      '@outside > proxy',
      'proxy > api',
      'api > agent',
      'agent > @host',
    ]);
    expect(ways(stack, hostPlace, 'vault').certain).toHaveLength(1);
  });

  it('leads out over another container', () => {
    const { certain } = ways(stack.replace('agent: {', 'agent: { profiles: [x],'), 'db', outsidePlace);
    expect(certain).toEqual([
      'db > api: T1 whoever controls db reaches api over back @services.api.networks.1',
      'api > @outside: E1 api has a way out over front @services.api',
    ]);
  });

  it('is none where nothing leads there', () => {
    const alone = stack.replace('agent: {', 'agent: { profiles: [x],');
    expect(ways(alone, outsidePlace, 'shut')).toEqual({ certain: null, possible: null });
    expect(ways(alone, 'shut', 'db')).toEqual({ certain: null, possible: null });
  });

  it('what is unknown is no certain way, and not hidden where it is shorter', () => {
    const yaml = `services:
  a: { image: p, networks: [n] }
  b: { image: p, networks: [n, m] }
  c: { image: p, networks: [m, o] }
  d: { image: p, networks: [o] }
  lost: { image: p, network_mode: "container:elsewhere" }
networks: { n: { internal: true }, m: { internal: true }, o: { internal: true } }
`;
    const { certain, possible } = ways(yaml, 'a', 'd');
    expect(certain).toHaveLength(3);
    expect(possible?.map((hop) => hop.split(':')[0])).toEqual(['a > lost?', 'lost > d?']);
  });

  it('an unset privileged is not known to give the host away', () => {
    const yaml = 'services: { a: { image: p, privileged: "${P}" }, b: { image: p, network_mode: none } }';
    const { certain, possible } = ways(yaml, 'a', 'b');
    expect(certain).toBeNull();
    expect(possible?.map((hop) => hop.split(':')[0])).toEqual(['a > @host?', '@host > b']);
  });

  it('a proxy that labels ask is a way in, inferred', () => {
    const yaml = `services:
  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], networks: [edge], ports: ["443:443"] }
  app: { image: p, networks: [edge], expose: ["80"], labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"] }
networks: { edge: {} }
`;
    expect(ways(yaml, outsidePlace, 'app').possible?.[0]).toMatch(/^@outside > app\?: T5 .*through traefik/);
    expect(ways(yaml, outsidePlace, 'app').certain).toHaveLength(2);
  });

  it('refuses ends that take no part, and the same twice', () => {
    expect(() => ways(stack, 'nobody', 'db')).toThrow(new RangeError('not an active service: nobody'));
    expect(() => ways(stack, 'db', 'db')).toThrow(new RangeError('the same place twice: db'));
  });
});

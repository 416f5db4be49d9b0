import { describe, expect, it } from 'vitest';
import type { Host } from '../host/host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from './all-rules.ts';
import type { HostAnalysis } from './analyze-host.ts';

const options = optionsFor('29');

function analysisOf(files: Record<string, string>, engine = '29'): HostAnalysis {
  return analyzeHost(hostOf(files), { options: optionsFor(engine) });
}

const proxy = `services:
  traefik: { image: "traefik:3", networks: [proxy], ports: ["80:80"] }
networks: { proxy: { name: proxy } }
`;
const app = (name: string) => `services:
  ${name}: { image: app, networks: [proxy, default] }
  db: { image: "postgres:16" }
networks: { proxy: { external: true } }
`;

describe('a host', () => {
  const host = analysisOf({
    'traefik/compose.yaml': proxy,
    'blog/compose.yaml': app('ghost'),
    'wiki/compose.yaml': app('wikijs'),
  });

  it('joins stacks by the Docker names of their networks', () => {
    const network = host.joined.networks.get('proxy');
    expect(network).toMatchObject({
      madeBy: 'traefik',
      stacks: ['traefik', 'blog', 'wiki'],
      members: ['traefik/traefik', 'blog/ghost', 'wiki/wikijs'],
      internal: false,
      external: false,
    });
    expect(host.reach.direct('blog/ghost', 'wiki/wikijs')).toBe(true);
    expect(host.reach.direct('blog/ghost', 'wiki/db')).toBe(false);
    expect(host.reach.resolves('blog/ghost', 'wiki/wikijs')).toBe(true);
    expect(host.reach.resolves('blog/db', 'wiki/wikijs')).toBe(false);
    expect(host.reach.viaHost('blog/db', 'traefik/traefik')).toBe(true);
  });

  it('keeps the names of two projects apart unless they share a network', () => {
    expect(host.names.answers('blog/ghost', 'db')).toEqual(['blog/db']);
    expect(host.names.answers('wiki/wikijs', 'db')).toEqual(['wiki/db']);
    expect(host.names.answers('blog/ghost', 'wiki-wikijs-1')).toEqual(['wiki/wikijs']);
    expect(host.names.answers('traefik/traefik', 'db')).toEqual([]);
  });

  it('knows for a stack what its own file alone does not say', () => {
    const alone = analysisOf({ 'blog/compose.yaml': app('ghost') });
    expect(alone.reach.facts.get('blog/ghost')?.fromHost).toBe(true);
    expect(alone.joined.networks.get('proxy')).toMatchObject({
      madeBy: null,
      external: true,
      internal: 'unknown',
    });
    const inHost = host.analyses.get('blog')?.reach.facts.get('ghost');
    expect(inHost?.egress).toBe(true);
  });

  it('lends the analysis of every stack for which nothing changed', () => {
    const files = { 'traefik/compose.yaml': proxy, 'blog/compose.yaml': app('ghost') };
    const before = hostOf(files);
    const first = analyzeHost(before, { options });
    const changed: Host = {
      ...before,
      stacks: before.stacks.map((stack) =>
        stack.id === 'blog'
          ? {
              ...stack,
              workspace:
                hostOf({ 'blog/compose.yaml': app('ghost2') }).stacks[0]?.workspace ?? stack.workspace,
            }
          : stack,
      ),
    };
    const second = analyzeHost(changed, { options }, first);
    expect(second.analyses.get('traefik')).toBe(first.analyses.get('traefik'));
    expect(second.analyses.get('blog')).not.toBe(first.analyses.get('blog'));
    expect(second.reach.direct('traefik/traefik', 'blog/ghost2')).toBe(true);
  });

  it('takes a network that several make unlike each other for unknown', () => {
    const shared = (more: string) =>
      `services: { a: { image: p, networks: [n] } }\nnetworks: { n: { name: mesh${more} } }\n`;
    const unlike = analysisOf({ 'x/compose.yaml': shared(''), 'y/compose.yaml': shared(', internal: true') });
    expect(unlike.joined.networks.get('mesh')).toMatchObject({ makers: ['x', 'y'], internal: 'unknown' });
    expect(unlike.reach.direct('x/a', 'y/a')).toBe(true);
    expect(unlike.reach.facts.get('x/a')?.egress).toBe('unknown');
    const alike = analysisOf({ 'x/compose.yaml': shared(''), 'y/compose.yaml': shared('') });
    expect(alike.reach.facts.get('x/a')?.egress).toBe(true);
  });

  it('D12: up to 27, asks for each family by itself', () => {
    const six = 'enable_ipv6: true, ipam: { config: [{ subnet: "fd00:9::/64" }] }';
    const maker = (options: string) => `services:
  web: { image: p, networks: [default, late] }
  App: { image: p, networks: { default: { aliases: [edge] } } }
networks: { late: { name: late, internal: true${options} } }
`;
    const guest = `services:
  cache: { image: p, networks: { late: { aliases: [edge] } } }
networks: { late: { external: true } }
`;
    const plain = analysisOf({ 'a/compose.yaml': maker(''), 'b/compose.yaml': guest });
    expect(plain.names.answers('a/web', 'edge')).toEqual(['a/App']);
    const files = { 'a/compose.yaml': maker(`, ${six}`), 'b/compose.yaml': guest };
    expect(analysisOf(files).names.answers('a/web', 'edge')).toEqual(['a/App']);
    const both = analysisOf(files, '26');
    expect(both.names.answers('a/web', 'edge')).toEqual(['a/App', 'b/cache']);
    expect(both.names.answers('b/cache', 'edge')).toEqual(['b/cache']);
  });

  it('D12: takes upper and lower case for one', () => {
    const { names, reach } = analysisOf({
      'a/compose.yaml': 'services: { App: { image: p, networks: [n] } }\nnetworks: { n: { name: n } }\n',
      'b/compose.yaml':
        'services: { web: { image: p, networks: { n: { aliases: [app] } } } }\nnetworks: { n: { external: true } }\n',
    });
    expect(names.answers('b/web', 'APP')).toEqual(['a/App', 'b/web']);
    expect([...names.names('b/web').keys()]).toEqual(['App', 'a-App-1', 'app', 'b-web-1', 'web']);
    expect(reach.resolves('b/web', 'a/App')).toBe(true);
  });

  it('follows a container of another stack', () => {
    const guest = 'services: { spy: { image: p, network_mode: "container:blog-db-1" } }\n';
    const joined = analysisOf({ 'blog/compose.yaml': app('ghost'), 'spy/compose.yaml': guest });
    expect(joined.reach.facts.get('spy/spy')?.owner).toBe('blog/db');
    expect(joined.reach.direct('spy/spy', 'blog/ghost')).toBe(true);
  });

  it('follows a container name that two stacks use within the own stack', () => {
    const stack =
      'services: { db: { image: p, container_name: db }, spy: { image: p, network_mode: "container:db" } }\n';
    const { reach } = analysisOf({ 'a/compose.yaml': stack, 'b/compose.yaml': stack });
    expect(['a/spy', 'b/spy'].map((name) => reach.facts.get(name)?.owner)).toEqual(['a/db', 'b/db']);
  });

  it('calls stacks by project, by folder where that gives no name, and counts up', () => {
    const plain = 'services: { a: { image: p } }\n';
    const { stacks } = hostOf({
      'a/blog/compose.yaml': plain,
      'b/blog/compose.yaml': plain,
      'b/___/compose.yaml': plain,
    });
    expect(stacks.map(({ id }) => id)).toEqual(['blog', 'blog#2', 'dir:b:___']);
  });
});

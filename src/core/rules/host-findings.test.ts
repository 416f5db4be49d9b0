// What examples of single rules do not show: severities, suppression, messages and time of large hosts, fixes of several at once.

import { describe, expect, it } from 'vitest';
import { finish } from '../compose/steps.ts';
import type { Finding } from '../findings/finding.ts';
import { hostFixObjection } from '../fixes/offer-host-fixes.ts';
import { openHost } from '../host/open-host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { acrossFindings } from './across-findings.ts';
import { analyzeHost } from './all-rules.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { acrossRules } from './registry.ts';

const options = optionsFor('29');

function analysisOf(files: Record<string, string>): HostAnalysis {
  return analyzeHost(hostOf(files), { options });
}

function only({ findings }: HostAnalysis, rule: string): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule);
}

const proxy = `services:
  traefik:
    image: traefik:3
    networks: [proxy]
    ports: ["80:80"]
networks:
  proxy:
    name: proxy
`;
const app = (name: string, more = ''): string => `services:
  ${name}:
    image: example/${name}:1
    networks: [default, proxy]
    labels: ["traefik.http.routers.${name}.rule=Host(\`${name}.example\`)"]
  db:
    image: postgres:16${more}
networks:
  proxy:
    external: true
`;

describe('CN806', () => {
  const blog = { 'blog/compose.yaml': app('ghost') };

  it('is an error where what runs is known, and the network is not there', () => {
    const host = hostOf(blog);
    const severities = (live: boolean): readonly string[] =>
      only(analyzeHost(host, { options, live }), 'CN806').map((finding) => finding.severity);
    expect(severities(false)).toEqual(['warning']);
    expect(severities(true)).toEqual(['error']);
  });

  it('is silent where the network exists', () => {
    const made = hostOf({ 'traefik/compose.yaml': proxy }).stacks[0]?.workspace.topology.networks.get(
      'proxy',
    );
    if (!made) throw new Error('no network');
    const host = openHost(hostOf(blog).stacks, new Map([['proxy', made]]));
    expect(only(analyzeHost(host, { options, live: true }), 'CN806')).toEqual([]);
  });
});

describe('suppressions of a stack', () => {
  const two = (wiki: string) => ({ 'blog/compose.yaml': port('8080:80'), 'wiki/compose.yaml': wiki });
  const port = (text: string) => `services:\n  web:\n    image: example/web:1\n    ports: ["${text}"]\n`;
  const suppressed = (wiki: string) =>
    only(analysisOf(two(wiki)), 'CN802').map(({ subjects, suppressed: by }) => [subjects[0], by]);

  it('hold for what stands in its file: on a line, above a service, in its list', () => {
    expect(suppressed(port('8080:80'))).toEqual([['wiki/web', null]]);
    expect(suppressed(port('8080:80').replace('"]', '"] # bulkhead-disable CN802 -- moved soon'))).toEqual([
      ['wiki/web', { by: 'inline', reason: 'moved soon' }],
    ]);
    expect(
      suppressed(port('8080:80').replace('  web:', '  # bulkhead-disable CN802 -- known\n  web:')),
    ).toEqual([['wiki/web', { by: 'inline', reason: 'known' }]]);
    const list = (service: string) =>
      `${port('8080:80')}x-bulkhead: { disable: [{ rule: CN802${service}, reason: lab }] }\n`;
    expect(suppressed(list(''))).toEqual([['wiki/web', { by: 'file', reason: 'lab' }]]);
    expect(suppressed(list(', service: web'))).toEqual([['wiki/web', { by: 'file', reason: 'lab' }]]);
  });

  it('are no unknown rules, and say nothing of what stands in another file', () => {
    const blog = `${port('8080:80')}x-bulkhead: { disable: [{ rule: CN802 }] }\n`;
    const analysis = analysisOf({ 'blog/compose.yaml': blog, 'wiki/compose.yaml': port('8080:80') });
    expect(only(analysis, 'CN902')).toEqual([]);
    expect(only(analysis, 'CN802').map((finding) => finding.suppressed)).toEqual([null]);
  });
});

it('a rule that fails inside is a finding, and the others still run', () => {
  const context = analysisOf({ 'blog/compose.yaml': app('ghost') });
  const [rule] = acrossRules;
  if (!rule) throw new Error('no rules');
  const failing = {
    ...rule,
    id: 'CN899',
    checkStacks: () => {
      throw new Error('no such luck');
    },
  };
  const found = finish(acrossFindings(context, [failing, ...acrossRules]));
  expect(found.map((finding) => finding.rule)).toEqual(['CN901', 'CN806']);
  expect(found[0]?.message).toBe('Rule CN899 failed inside (no such luck); the other rules did run.');
});

it('a stack that only runs has no file for a fix', () => {
  const port = 'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n';
  const { stacks } = hostOf({ 'a/compose.yaml': port, 'b/compose.yaml': port });
  const fixes = (from: 'files' | 'running') =>
    only(analyzeHost(openHost(stacks.map((stack) => ({ ...stack, from }))), { options }), 'CN802').flatMap(
      (finding) => finding.fixes,
    ).length;
  expect([fixes('files'), fixes('running')]).toEqual([1, 0]);
});

describe('ports', () => {
  it('that three stacks claim are one row, and one fix that moves them to different ones', () => {
    const port = 'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n';
    const analysis = analysisOf({ 'a/compose.yaml': port, 'b/compose.yaml': port, 'c/compose.yaml': port });
    const [found, ...more] = only(analysis, 'CN802');
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      stack: 'b',
      subjects: ['b/web', 'a/web', 'c/web'],
      message: 'a/web, b/web, c/web publish host port 8080/tcp: only one of them can run.',
      fixes: [
        {
          title: 'Publish b/web on 8081, c/web on 8082',
          edits: [
            { stack: 'b', operations: [{ type: 'host-port', to: '8081' }] },
            { stack: 'c', operations: [{ type: 'host-port', to: '8082' }] },
          ],
        },
      ],
    });
  });

  it('are a row each, however many rivals, and several that the same services meet on are one', () => {
    const many: Record<string, string> = {};
    for (let stack = 0; stack < 40; stack++)
      many[`s${stack}/compose.yaml`] =
        `services:\n  web:\n    image: example/web:1\n    ports: ["80:80"${stack % 2 === 0 ? ', "9000-9002:9000-9002"' : ''}]\n`;
    const found = only(analysisOf(many), 'CN802');
    expect(found.map(({ evidence }) => evidence.at(-1))).toEqual(['80/tcp', '9000-9002/tcp']);
    expect(found.map(({ parts }) => parts.length)).toEqual([39, 19]);
    // Ranges are changed by hand.
    expect(found.map(({ fixes }) => fixes.length)).toEqual([1, 0]);
  });
});

describe('CN804', () => {
  const split = (files: Record<string, string>) => {
    const analysis = analysisOf(files);
    const [found] = only(analysis, 'CN804');
    const [fix] = found?.fixes ?? [];
    const changed = fix?.edits?.map(({ stack }) => stack) ?? [];
    return { changed, objection: found && fix ? hostFixObjection(analysis, found, fix) : null, fix };
  };

  it('keeps stacks together that need each other', () => {
    const wiki = app('wikijs').replace(
      'labels:',
      'environment: { API_URL: "http://ghost:2368" }\n    labels:',
    );
    const { fix, objection } = split({
      'traefik/compose.yaml': proxy,
      'blog/compose.yaml': app('ghost'),
      'wiki/compose.yaml': wiki,
      'shop/compose.yaml': app('shop'),
    });
    expect(objection).toBeNull();
    expect(fix?.edits?.slice(1).map(({ stack, operations: [first] }) => [stack, first])).toEqual([
      ['blog', { type: 'network-name', network: 'proxy', name: 'proxy-blog' }],
      ['wiki', { type: 'network-name', network: 'proxy', name: 'proxy-blog' }],
      ['shop', { type: 'network-name', network: 'proxy', name: 'proxy-shop' }],
    ]);
  });

  it('leaves the stack that makes the network on it', () => {
    const maker = app('ghost').replace('proxy:\n    external: true', 'proxy:\n    name: proxy');
    const { changed, objection } = split({
      'traefik/compose.yaml': proxy.replace('name: proxy', 'external: true'),
      'blog/compose.yaml': maker,
      'wiki/compose.yaml': app('wikijs'),
    });
    expect(changed).toEqual(['traefik', 'wiki']);
    expect(objection).toBeNull();
  });

  it.each([
    [
      'a fixed address',
      app('wikijs').replace('[default, proxy]', '{ default: , proxy: { ipv4_address: 172.20.0.9 } }'),
    ],
    [
      'its network only by network_mode',
      'services:\n  wikijs:\n    image: example/w:1\n    network_mode: proxy\n',
    ],
  ])('offers nothing where a stack has %s there', (_, wiki) => {
    expect(
      split({ 'traefik/compose.yaml': proxy, 'blog/compose.yaml': app('ghost'), 'wiki/compose.yaml': wiki })
        .fix,
    ).toBeUndefined();
  });

  it("tells the labels' proxy of Caddy its new networks", () => {
    const caddy = `services:
  caddy:
    image: lucaslorentz/caddy-docker-proxy:2
    environment: { CADDY_INGRESS_NETWORKS: proxy }
    networks: [proxy]
    ports: ["80:80"]
networks: { proxy: { name: proxy } }
`;
    const labelled = (name: string) => app(name).replace(/labels:.*/, `labels: { caddy: ${name}.example }`);
    const { fix, objection } = split({
      'caddy/compose.yaml': caddy,
      'blog/compose.yaml': labelled('ghost'),
      'wiki/compose.yaml': labelled('wikijs'),
    });
    expect(objection).toBeNull();
    expect(fix?.edits?.[0]?.operations.at(-1)).toEqual({
      type: 'env',
      service: 'caddy',
      key: 'CADDY_INGRESS_NETWORKS',
      value: 'proxy,proxy-blog,proxy-wiki',
    });
  });
});

describe('a host of 61 stacks with long names', () => {
  const long = (index: number): string => `a-stack-with-a-name-that-somebody-liked-${index}`;
  const files: Record<string, string> = { 'traefik/compose.yaml': proxy };
  for (let index = 0; index < 60; index++) {
    // Every rule has something to say: ports, names, data, container names, subnets.
    files[`${long(index)}/compose.yaml`] = `services:
  a-server-with-a-name-that-somebody-liked:
    image: example/app:1
    container_name: server
    environment: { DB_HOST: db }
    networks: [proxy, ghost, back]
    ports: ["8080:80"]
  db:
    image: postgres:16
    networks: [proxy]
networks:
  proxy: { external: true }
  ghost: { external: true }
  back: { ipam: { config: [{ subnet: 10.${Math.floor(index / 2)}.0.0/16 }] } }
  a: {}
`;
  }

  it('is reported in messages of at most 600 characters', () => {
    const host = hostOf(files);
    const { findings } = analyzeHost(host, { options });
    const own = findings.filter((finding) => finding.rule.startsWith('CN8'));
    expect(new Set(own.map((finding) => finding.rule))).toEqual(
      new Set(['CN802', 'CN803', 'CN804', 'CN806', 'CN807', 'CN808', 'CN809']),
    );
    const longest = Math.max(...own.map((finding) => finding.message.length));
    expect(longest).toBeLessThanOrEqual(600);
  });

  it('looks at no pairs of very many members', () => {
    const wide: Record<string, string> = { 'traefik/compose.yaml': proxy };
    for (let stack = 0; stack < 50; stack++) {
      const services = Array.from(
        { length: 20 },
        (_, at) => `  s${at}: { image: example/s:1, networks: [proxy] }\n`,
      );
      wide[`w${stack}/compose.yaml`] =
        `services:\n${services.join('')}networks: { proxy: { external: true } }\n`;
    }
    const analysis = analysisOf(wide);
    let asked = 0;
    const counted = <A extends readonly unknown[], R>(ask: (...of: A) => R) => {
      return (...of: A): R => {
        asked++;
        return ask(...of);
      };
    };
    const { reach, names, needs } = analysis;
    const context = {
      ...analysis,
      reach: {
        ...reach,
        pair: counted(reach.pair),
        direct: counted(reach.direct),
        viaHost: counted(reach.viaHost),
        resolves: counted(reach.resolves),
      },
      names: { ...names, answers: counted(names.answers) },
      needs: { ...needs, has: counted(needs.has), from: counted(needs.from), to: counted(needs.to) },
    };
    const reports = acrossRules.flatMap((rule) => [...(rule.checkStacks?.(context) ?? [])]);
    expect(asked).toBeLessThan(4 * reach.services.length);
    expect(reports.find(({ subjects }) => subjects[0] === 'network:proxy')?.message).toContain(
      '490000 pairs',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { explain } from '../../explain/explain.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { outsidePlace } from '../../reach/places.ts';
import { analyze } from '../../rules/all-rules.ts';
import { openExample } from '../../rules/example-workspace.ts';

interface Proxy {
  readonly ports?: string;
  readonly more?: string;
  /** The command; null for none. */
  readonly command?: string | null;
}

// Without it Traefik reads no labels.
const docker = '--providers.docker';
const web = '--entrypoints.web.address=:80';
const admin = '--entryPoints.admin.address=:8082';

function project(
  { ports = '"80:80", "127.0.0.1:8082:8082"', more = '', command = `${web} ${admin}` }: Proxy,
  labels: string,
) {
  return analyze(
    openExample(`services:
  proxy:
    image: traefik:3
    ${command === null ? '' : `command: ${docker} ${command}`}
    ports: [${ports}]
    ${more}
  app:
    image: example/app:1
    expose: ["3000"]
    labels: {traefik.http.routers.a.rule: "Host(\`a.example\`)", ${labels}}
`),
    { ...defaultReachOptions, project: 'shop' },
  );
}

const on = (names: string) => `traefik.http.routers.a.entrypoints: "${names}"`;

describe('a router is reached from outside where an entry point of it is', () => {
  const outside = (proxy: Proxy, labels: string) =>
    project(proxy, labels)
      .reach.proxied('app')
      .map(({ fromOutside }) => fromOutside);

  it.each<readonly [name: string, proxy: Proxy, labels: string, expected: boolean | 'unknown' | null]>([
    ['published for all', {}, on('web'), true],
    ['published on loopback', {}, on('admin'), false],
    ['one of two', {}, on('admin, web'), true],
    ['names in any case', {}, on('Admin'), false],
    ['published not at all', { ports: '"80:80"' }, on('admin'), false],
    ['no name: on all of them', {}, 'a: b', true],
    ['no name, and all on loopback', { ports: '"127.0.0.1:80:80"' }, 'a: b', false],
    ['bound to loopback inside', { command: '--entrypoints.web.address=127.0.0.1:80' }, on('web'), false],
    // A router of a missing entry point or another protocol does not count.
    ['the other protocol', { command: '--entrypoints.web.address=:80/udp' }, on('web'), null],
    [
      'in the environment',
      {
        command: null,
        more: 'environment: {TRAEFIK_PROVIDERS_DOCKER: "true", TRAEFIK_ENTRYPOINTS_ADMIN_ADDRESS: ":8082"}',
      },
      on('admin'),
      false,
    ],
    ['flags say all: it is nowhere else', { command: '--api=false' }, on('admin'), null],
    ['a name that is not there', {}, on('other'), null],
    [
      'an address in a variable',
      { command: `${web} --entrypoints.admin.address=:$` },
      on('admin'),
      'unknown',
    ],
  ])('%s', (_name, proxy, labels, expected) => {
    expect(outside(proxy, labels)).toEqual(expected === null ? [] : [expected]);
  });

  it('whatever it is published for, on the network of the host', () => {
    const text = (address: string) => `services:
  proxy: {image: "traefik:3", network_mode: host, command: "${docker} --entrypoints.admin.address=${address}"}
  app: {image: "example/app:1", expose: ["3000"], labels: {traefik.http.routers.a.rule: "Host(\`a\`)", ${on('admin')}}}
`;
    const fromOutside = (address: string) =>
      analyze(openExample(text(address)), { ...defaultReachOptions, project: 'shop' }).reach.proxied('app')[0]
        ?.fromOutside;
    expect([fromOutside(':8082'), fromOutside('127.0.0.1:8082')]).toEqual([true, false]);
  });

  it('and says at which it is not', () => {
    const { topology, reach, tiers } = project({}, on('admin'));
    const { proxied, summary } = explain(topology, reach, outsidePlace, 'app');
    expect(proxied?.verdict).toBe(false);
    expect(proxied?.reasons[0]?.text).toContain('but the outside cannot reach proxy at admin');
    expect(summary).toContain('the outside cannot reach app');
    expect(tiers.of('app')).toBe('app');
  });
});

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { explain } from '../../explain/explain.ts';
import { analyze } from '../../rules/analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { outsidePlace } from '../places.ts';

interface Proxy {
  readonly ports?: string;
  readonly more?: string;
  readonly command?: string;
}

const web = '--entrypoints.web.address=:80';
const admin = '--entryPoints.admin.address=:8082';

function project(
  { ports = '"80:80", "127.0.0.1:8082:8082"', more = '', command = `${web} ${admin}` }: Proxy,
  labels: string,
) {
  return analyze(
    openAlone(`services:
  proxy:
    image: traefik:3
    command: ${command}
    ports: [${ports}]
    ${more}
  app:
    image: example/app:1
    labels: {traefik.http.routers.a.rule: "Host(\`a.example\`)", ${labels}}
`),
    defaultReachOptions,
  );
}

const on = (names: string) => `traefik.http.routers.a.entrypoints: "${names}"`;

describe('a router is reached from outside where an entry point of it is', () => {
  const outside = (proxy: Proxy, labels: string) =>
    project(proxy, labels)
      .reach.proxied('app')
      .map(({ fromOutside }) => fromOutside);

  it.each<readonly [name: string, proxy: Proxy, labels: string, expected: boolean | 'unknown']>([
    ['published for all', {}, on('web'), true],
    ['published on loopback', {}, on('admin'), false],
    ['one of two', {}, on('admin, web'), true],
    ['names in any case', {}, on('Admin'), false],
    ['published not at all', { ports: '"80:80"' }, on('admin'), false],
    ['no name: on all of them', {}, 'a: b', true],
    ['no name, and all on loopback', { ports: '"127.0.0.1:80:80"' }, 'a: b', false],
    ['bound to loopback inside', { command: '--entrypoints.web.address=127.0.0.1:80' }, on('web'), false],
    ['the other protocol', { command: '--entrypoints.web.address=:80/udp' }, on('web'), false],
    [
      'in the environment',
      { command: 'x', more: 'environment: {TRAEFIK_ENTRYPOINTS_ADMIN_ADDRESS: ":8082"}' },
      on('admin'),
      false,
    ],
    // What is not in the file leaves what holds for the proxy.
    ['defined elsewhere', { command: '--providers.docker' }, on('admin'), true],
    ['a name that is not there', {}, on('other'), true],
    ['an address in a variable', { command: `${web} --entrypoints.admin.address=:$` }, on('admin'), true],
  ])('%s', (_name, proxy, labels, expected) => {
    expect(outside(proxy, labels)).toEqual([expected]);
  });

  it('whatever it is published for, on the network of the host', () => {
    const text = (address: string) => `services:
  proxy: {image: "traefik:3", network_mode: host, command: "--entrypoints.admin.address=${address}"}
  app: {image: "example/app:1", labels: {traefik.http.routers.a.rule: "Host(\`a\`)", ${on('admin')}}}
`;
    const fromOutside = (address: string) =>
      analyze(openAlone(text(address)), defaultReachOptions).reach.proxied('app')[0]?.fromOutside;
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

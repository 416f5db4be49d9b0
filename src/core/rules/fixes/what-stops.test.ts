import { describe, expect, it } from 'vitest';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { fixText } from '../../findings/fix-text.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../all-rules.ts';

/** Returns the fixes of a rule's findings about the one service `s`: title, then operations. */
function fixes(rule: string, service: string): readonly string[] {
  const { findings } = analyze(openAlone(`services:\n  s: ${service}\n`), defaultReachOptions);
  return findings
    .filter((finding) => finding.rule === rule)
    .flatMap((finding) => finding.fixes)
    .map((fix) => [fixText(fix), ...fix.operations.map(formatOperation)].join(' | '));
}

const socket = 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]';

describe('a socket proxy', () => {
  const toldBy = (service: string) =>
    fixes('CN502', service).flatMap((text) => /proxy.*\| (\S+ ?\S*)$/.exec(text)?.[1] ?? []);

  it('is named by DOCKER_HOST where the program reads that', () => {
    expect(toldBy(`{image: "amir20/dozzle:v8", ${socket}}`)).toEqual([
      'env=s:DOCKER_HOST:tcp://socket-proxy:2375',
    ]);
  });

  it('is named as the program wants it', () => {
    expect(toldBy(`{image: "crazymax/diun:4", ${socket}}`)).toEqual([
      'env=s:DIUN_PROVIDERS_DOCKER_ENDPOINT:tcp://socket-proxy:2375',
    ]);
    expect(
      toldBy(`{image: "traefik:3", environment: {TRAEFIK_PROVIDERS_DOCKER: "true"}, ${socket}}`),
    ).toEqual(['env=s:TRAEFIK_PROVIDERS_DOCKER_ENDPOINT:tcp://socket-proxy:2375']);
  });

  it.each([
    [
      'Traefik with flags ignores variables',
      'image: "traefik:3", command: [--providers.docker=true]',
      'no longer sees other containers',
    ],
    [
      'a file of its own says it',
      'image: "ghcr.io/gethomepage/homepage:v1"',
      'no longer sees other containers',
    ],
    [
      'it starts containers',
      'image: "portainer/portainer-ce:2"',
      'can no longer start or stop other containers',
    ],
    [
      'it restarts containers',
      'image: "containrrr/watchtower:1"',
      'can no longer start or stop other containers',
    ],
  ])('is not offered where %s, and what stops is told', (_, service, stops) => {
    expect(fixes('CN502', `{${service}, ${socket}}`)).toEqual([
      `Remove the socket (s ${stops}) | unset=s:volumes:/var/run/docker.sock:/var/run/docker.sock`,
    ]);
  });

  it('says what it stops where nobody knows what the program does', () => {
    expect(fixes('CN502', `{image: "example/tool:1", ${socket}}`)[0]).toMatch(
      /^Insert a socket proxy \(s can no longer start or stop other containers\) \| /,
    );
  });

  it('is advice for Traefik', () => {
    const { findings } = analyze(
      openAlone(`services:\n  s: {image: "traefik:3", command: [--providers.docker=true], ${socket}}\n`),
      defaultReachOptions,
    );
    expect(findings.find(({ rule }) => rule === 'CN502')?.message).toContain('--providers.docker.endpoint');
  });
});

describe('privileged', () => {
  it.each([
    [
      'mailcow/netfilter:1',
      'Replace privileged by NET_ADMIN and NET_RAW (s can no longer load kernel modules or set sysctls) |',
      'unset=s:privileged | cap-add=s:NET_ADMIN | cap-add=s:NET_RAW',
    ],
    [
      'example/app:1',
      'Remove privileged (s can no longer use devices of the host, mount file systems or load kernel modules) |',
      'unset=s:privileged',
    ],
  ])('%s: %s', (image, title, operations) => {
    const [fix = ''] = fixes('CN501', `{image: "${image}", privileged: true}`);
    expect(fix.startsWith(title)).toBe(true);
    expect(fix.endsWith(operations)).toBe(true);
  });

  it('is not removed from what cannot live without it', () => {
    expect(fixes('CN501', '{image: "docker:27-dind", privileged: true}')).toEqual([]);
  });
});

describe('a bridge instead of the network of the host', () => {
  it('publishes what the image listens on, also beside a dead port', () => {
    expect(
      fixes('CN301', '{image: "ghcr.io/home-assistant/home-assistant:stable", network_mode: host}'),
    ).toEqual([
      'Use a bridge, publish 8123 on 127.0.0.1 (s no longer has the interfaces and the loopback of the host) | mode=s:networks:default | publish=s:127.0.0.1:8123:8123',
    ]);
  });

  it('says that ports are lost where none is known', () => {
    expect(fixes('CN301', '{image: "example/app:1", network_mode: host}')).toEqual([
      'Use a bridge: its ports, which are unknown here, are then unreachable from outside (s no longer has the interfaces and the loopback of the host) | mode=s:networks:default',
    ]);
  });

  it('is not offered to what works on the interfaces of the host', () => {
    expect(fixes('CN301', '{image: "prom/node-exporter", network_mode: host}')).toEqual([]);
  });
});

describe('loopback', () => {
  it.each([
    ['$BIND:80', false],
    ['${BIND:-8080}:80/tcp', false],
    ['${BIND:-0.0.0.0}:8080:80', true],
    ['${WEB_PORT:-8080}:80', true],
  ])('%s: %s', (port, offered) => {
    const { findings } = analyze(
      openAlone(`services:\n  s: {image: "example/app:1", ports: ["${port}"]}\n`, {
        environment: new Map([['BIND', port.includes('0.0.0.0') ? '0.0.0.0' : '8080']]),
      }),
      defaultReachOptions,
    );
    const found = findings.filter(({ rule }) => rule === 'CN101');
    expect(found).toHaveLength(1);
    expect(found[0]?.fixes.some(({ title }) => title.startsWith('Bind'))).toBe(offered);
  });
});

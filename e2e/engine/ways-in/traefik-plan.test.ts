import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { verdict, waysIn } from '../../../src/core/ways-in/testing/ask-in.ts';
import { apiAnswer } from './docker-api.mjs';
import { composeOf, shownOf, type WaysPlan } from './plan.ts';
import { traefikPlans } from './traefik-plan.ts';

const seed = 2026;

function composeServices(plan: WaysPlan): Readonly<Record<string, { readonly labels?: readonly string[] }>> {
  return parse(composeOf(plan)).services;
}

describe('random configurations of Traefik', () => {
  it('are the same for one seed, one by one or together', () => {
    const together = traefikPlans(seed, 3);
    expect(traefikPlans(seed, 3)).toEqual(together);
    expect(traefikPlans(seed, 1)[0]).toEqual(together[0]);
  });

  it('say in the compose file what the Docker of the lab shows', () => {
    for (const plan of traefikPlans(seed, 20)) {
      const services = composeServices(plan);
      for (const { name, labels } of shownOf(plan)) {
        const written = (services[name]?.labels ?? []).map((label) => label.replaceAll('$$', '$'));
        expect(Object.entries(labels).map(([key, value]) => `${key}=${value}`)).toEqual(written);
      }
    }
  });

  it('have a file that Traefik can read, with what it waits for', () => {
    for (const plan of traefikPlans(seed, 20)) {
      const { http } = parse(plan.texts['dynamic.yml'] ?? '');
      expect(http.routers.ready).toMatchObject({ rule: 'Host(`file.ready`)', service: 'auth' });
      for (const { service } of Object.values<{ service: string }>(http.routers))
        expect(service).toMatch(/^(?:auth|one|one@file|pair@file|gone)$/);
    }
  });

  it('are read, hold what decides who gets in, and are answered but for what chance or addresses decide', () => {
    const seen = new Map<string, number>();
    for (const plan of traefikPlans(seed, 15)) {
      const ways = waysIn(composeOf(plan), plan.texts);
      for (const { port, host } of plan.ready ?? []) {
        // Not published: a neighbour asks at the proxy's own address.
        const { answer, by } = verdict(ways, `http://${host}:${port}/`, 'a');
        // A TCP router without entry points takes this one, too, and its server says a name as well.
        if (!JSON.stringify(plan.labels).includes('HostSNI'))
          expect([answer, by]).toEqual(['serves', 'auth']);
        else expect(['serves', 'varies']).toContain(answer);
      }
      for (const { host, path } of plan.asks) {
        const { answer } = verdict(ways, `http://${host}${path}`);
        seen.set(answer, (seen.get(answer) ?? 0) + 1);
      }
    }
    for (const answer of ['serves', 'login', 'redirect', 'not-found', 'varies'])
      expect(seen.get(answer) ?? 0, answer).toBeGreaterThan(0);
    const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
    expect((seen.get('unknown') ?? 0) / all).toBeLessThan(0.05);
  });

  it('follow the version in the syntax of rules', () => {
    const rules = (version: string) =>
      JSON.stringify(traefikPlans(seed, 60, version).map(({ labels }) => labels));
    expect(rules('2.11.3')).not.toContain('ClientIP');
    expect(rules('3.7.9')).toContain('ClientIP');
  });
});

describe('the Docker of the lab', () => {
  const containers = shownOf({
    program: 'traefik',
    image: 'traefik:v3.7',
    mounts: {},
    texts: {},
    labels: { a: ['traefik.http.routers.r.rule=Host(`x`) && Query(`k`, `v=1`)'] },
    asks: [],
    times: 1,
  });

  it('lists containers, and shows one by its id or name, in any version of the API', () => {
    const [listed] = apiAnswer('/v1.24/containers/json?all=1', containers);
    expect(listed).toMatchObject({ Names: ['/shop-a-1'], State: 'running' });
    for (const id of [listed.Id, 'shop-a-1'])
      expect(apiAnswer(`/v1.52/containers/${id}/json`, containers)).toMatchObject({
        Id: listed.Id,
        State: { Running: true },
        Config: {
          Labels: {
            'traefik.http.routers.r.rule': 'Host(`x`) && Query(`k`, `v=1`)',
            'com.docker.compose.project': 'shop',
            'com.docker.compose.service': 'a',
          },
        },
        NetworkSettings: {
          Ports: { '8000/tcp': null },
          Networks: { shop_default: { IPAddress: '10.77.0.11' } },
        },
      });
  });

  it('has nothing else', () => {
    expect(apiAnswer('/v1.24/containers/shop-z-1/json', containers)).toBe(null);
    expect(apiAnswer('/v1.24/images/json', containers)).toBe(null);
    expect(apiAnswer('/_ping', containers)).toBe('OK');
  });
});

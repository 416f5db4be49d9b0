// What the command prints as JSON, and what the library answers, is what the contracts allow: no member more, none less.

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { checkReport, fleetCheckReport, hostCheckReport } from '../core/contracts/check.ts';
import { connectAnswer } from '../core/contracts/connect.ts';
import { firewallReport, planReport, platformReport } from '../core/contracts/deployment.ts';
import { diffReport, hostDiffReport } from '../core/contracts/diff.ts';
import { explanation } from '../core/contracts/explain.ts';
import { fleetReachReport } from '../core/contracts/fleet-reach.ts';
import { hostReachReport } from '../core/contracts/host-reach.ts';
import { leaveReport } from '../core/contracts/leave.ts';
import { reachReport } from '../core/contracts/reach.ts';
import { isolation, surveyReport } from '../core/contracts/survey.ts';
import { askAnswer } from '../core/contracts/ways.ts';
import { diffJson } from '../core/export/diff/diff-json.ts';
import { diffReport as compare, hostSide } from '../core/export/diff/diff-report.ts';
import { hostOf } from '../core/host/testing/host-of.ts';
import { defaultReachOptions } from '../core/reach/default-reach-options.ts';
import { analyzeHost } from '../core/rules/all-rules.ts';
import { explain, isolation as isolationOf, openProject, survey } from './library/index.ts';
import { call } from './testing/call.ts';

const compose = `name: shop
services:
  proxy:
    image: traefik:3
    ports: ["80:80"]
    networks: [front]
    command: ["--providers.docker=true", "--entrypoints.web.address=:80"]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
  web:
    image: example/web:1
    networks: [front, back]
    ports: ["127.0.0.1:9586:80", "7000-7002:7000-7002", "\${PORT}:1"]
    environment: { DB: "postgres://db:5432/x" }
    labels:
      traefik.http.routers.web.rule: Host(\`web.example.org\`)
      traefik.http.routers.web.middlewares: auth
      traefik.http.middlewares.auth.basicauth.users: a:b
      traefik.http.services.web.loadbalancer.server.port: 80
  db:
    image: postgres:16
    networks: [back]
    profiles: [data]
  job:
    image: example/job:1
    network_mode: service:web
networks:
  front: { enable_ipv6: true }
  back: { internal: true }
`;
const other = `name: blog
services:
  app:
    image: example/app:1
    networks: [shared]
    ports: ["8081:80"]
    container_name: db
networks:
  shared: { external: true, name: shop_front }
`;
const files = { '/shop/compose.yaml': compose };
const hosts = { '/shop/shop/compose.yaml': compose, '/shop/blog/compose.yaml': other };
const fleet = `version: 1
machines:
  edge: { stacks: shop, addresses: { home: 192.168.1.2 } }
  nas: { stacks: blog, addresses: { home: 192.168.1.3 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
`;
const fleetFiles = { ...hosts, '/shop/bulkhead.fleet.yaml': fleet };
const flags = ['--profile', '*', '--format', 'json'];

async function printed(words: readonly string[], texts: Readonly<Record<string, string>> = files) {
  const { out, err } = await call(words, { files: texts });
  return JSON.parse(out === '' ? err : out);
}

function expectBy(contract: z.ZodType, value: unknown): void {
  expect(contract.safeParse(value).error?.issues ?? []).toEqual([]);
}

describe('an answer in JSON is as its contract says', () => {
  it.each<readonly [string, z.ZodType, readonly string[]]>([
    ['check', checkReport, ['check', ...flags]],
    ['reach', reachReport, ['reach', ...flags, '--by']],
    ['reach with names, of each family', reachReport, ['reach', ...flags, '--names', '--families']],
    ['reach on Swarm', reachReport, ['reach', ...flags, '--engine', 'swarm', '--by']],
    ['ask', askAnswer, ['ask', 'http://web.example.org/', ...flags]],
    ['connect', connectAnswer, ['connect', 'host', '127.0.0.1:81', ...flags]],
    ['leave', leaveReport, ['leave', 'web', 'https://api.example.org', ...flags]],
    ['connect where no route leads', connectAnswer, ['connect', 'internet', '127.0.0.1:81', ...flags]],
    ['ask for what nobody serves', askAnswer, ['ask', 'http://localhost:9586/', '--from', 'lan', ...flags]],
  ])('%s', async (_, contract, words) => {
    expectBy(contract, await printed(words));
  });

  it.each<readonly [string, z.ZodType, readonly string[]]>([
    ['check --host', hostCheckReport, ['check', '--host', '.', ...flags]],
    ['check --fleet', fleetCheckReport, ['check', '--fleet', '.', ...flags]],
    ['reach --host', hostReachReport, ['reach', '--host', '.', ...flags]],
    ['reach --host with all names', hostReachReport, ['reach', '--host', '.', ...flags, '--names']],
  ])('%s', async (_, contract, words) => {
    expectBy(contract, await printed(words, fleetFiles));
  });

  it('reach --fleet', async () => {
    const fleet = `version: 1
machines:
  one: { stacks: shop, addresses: { home: 192.168.1.11 } }
  two: { stacks: blog, addresses: { home: [192.168.1.12, "fd00::12"] } }
networks: { home: { kind: lan, subnet: [192.168.1.0/24, "fd00::/64"] } }
`;
    const words = ['reach', '--fleet', 'bulkhead.fleet.yaml', '--families', '--by', ...flags];
    expectBy(fleetReachReport, await printed(words, { ...hosts, '/shop/bulkhead.fleet.yaml': fleet }));
  });

  it('diff, plan and firewall', async () => {
    const after = compose.replace('[back]', '[front, back]').replace('7000-7002:7000-7002', '0.0.0.0:81:81');
    const both = { '/shop/old/compose.yaml': compose, '/shop/new/compose.yaml': after };
    const diff = ['diff', 'old/compose.yaml', 'new/compose.yaml', '-p', 'shop', ...flags];
    expectBy(diffReport, await printed(diff, both));
    expectBy(diffReport, await printed([...diff, '--engine-to', 'podman'], both));
    const plan = ['plan', 'new/compose.yaml', '--from', 'old/compose.yaml', '-p', 'shop', ...flags];
    expectBy(planReport, await printed(plan, both));
    const meant = `x-bulkhead: { version: 1, intents: [{ never: web -> db }] }\n${compose}`;
    const { err } = await call(['firewall', '--report', 'json', '--profile', '*'], {
      files: { '/shop/compose.yaml': meant },
    });
    expectBy(firewallReport, JSON.parse(err));
  });

  it.each(['swarm', 'kubernetes'])('the report of an export to %s', async (platform) => {
    const { err } = await call(['export', '--to', platform, '--report', 'json'], { files });
    expectBy(platformReport, JSON.parse(err));
  });

  it('diff --host', () => {
    const analysisOf = (texts: Readonly<Record<string, string>>) =>
      analyzeHost(hostOf(texts), { options: defaultReachOptions });
    const before = analysisOf(hosts);
    const after = analysisOf({ '/shop/shop/compose.yaml': compose });
    expectBy(hostDiffReport, JSON.parse([...diffJson(compare(hostSide(before), hostSide(after)))].join('')));
    expectBy(hostDiffReport, JSON.parse([...diffJson(compare(hostSide(after), hostSide(before)))].join('')));
  });

  it('explain and survey of the library', async () => {
    const project = await openProject({
      folder: '/shop',
      texts: { 'compose.yaml': compose },
      profiles: ['data'],
    });
    for (const [from, to] of [
      ['web', 'db'],
      ['outside', 'web'],
      ['proxy', 'web'],
      ['job', 'host'],
    ] as const)
      expectBy(explanation, explain(project, from, to));
    const counted = isolationOf(project);
    expectBy(isolation, counted);
    expectBy(surveyReport, survey([{ isolation: counted, stars: 3 }]));
  });
});

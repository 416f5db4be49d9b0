import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type Analysis, analyze } from '../analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { rules } from '../rules/registry.ts';
import { fixObjection, outcomeOf } from './fix-objection.ts';

// `CORPUS_DIR` names a folder with more files.
const folders = [
  join(import.meta.dirname, '../../../../e2e/engine/topologies'),
  join(import.meta.dirname, '../../../../e2e/stacks/files'),
  process.env.CORPUS_DIR ?? '',
];
const files = folders.filter(Boolean).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name)),
);

/** Files whose fixes once were refused or made things worse. */
const stubborn: readonly (readonly [what: string, text: string])[] = [
  [
    'a datastore in the namespace of another service',
    'services:\n  web:\n    image: example/web:1\n    ports: ["192.168.1.5:443:443"]\n    networks: [n, other]\n  vpn:\n    image: example/vpn:1\n    networks: [n]\n  db:\n    image: postgres:16\n    network_mode: service:vpn\n  api:\n    image: example/api:1\n    networks: [n]\n    environment:\n      DB: postgres://vpn:5432/app\n    depends_on: [db]\nnetworks:\n  n:\n  other:\n',
  ],
  [
    'the socket where the environment comes from an anchor',
    'x-base: &base\n  environment:\n    - A=1\nservices:\n  a:\n    <<: *base\n    image: example/a:1\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  b:\n    image: example/b:1\n    environment: &more\n      - B=${B:-1}\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  c:\n    image: example/c:1\n    environment: *more\n',
  ],
  [
    'many open ports beside data on the default network',
    `services:\n${[1, 2, 3, 4].map((n) => `  web${n}:\n    image: example/web${n}:1\n    ports: ["808${n}:80"]\n    depends_on: [api${n}]\n  api${n}:\n    image: example/api${n}:1\n    depends_on: [db]\n  job${n}:\n    image: example/job${n}:1\n    depends_on: [api${n}]\n`).join('')}  db:\n    image: postgres:16\n`,
  ],
  [
    'a datastore with an open port between two open services',
    'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n    depends_on: [api]\n    networks: [n]\n  api:\n    image: example/api:1\n    ports: ["4000:4000"]\n    depends_on: [db]\n    networks: [n]\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n    networks: [n]\nnetworks:\n  n:\n',
  ],
  [
    'an application between the edge and the data of a flat project',
    'services:\n  proxy:\n    image: example/proxy:1\n    ports: ["80:80"]\n    depends_on: [app, db]\n  app:\n    image: example/app:1\n    depends_on: [db, cache]\n  db:\n    image: postgres:16\n  cache:\n    image: memcached:1\n',
  ],
  [
    'a routed gateway, a port without an address behind it',
    'services:\n  a:\n    image: example/a:1\n    networks: [r]\n    ports: ["8080:80"]\n  b:\n    image: example/b:1\nnetworks:\n  r:\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: routed\n      com.docker.network.bridge.gateway_mode_ipv6: routed\n',
  ],
  [
    'open containers beside data and the socket',
    'services:\n  o:\n    image: example/o:1\n    network_mode: host\n  a:\n    image: example/a:1\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  api:\n    image: example/api:1\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
  ],
  [
    'a port that is said twice',
    'services:\n  a:\n    image: example/a:1\n    ports: ["8080:80", "8080:80"]\n',
  ],
  [
    'brokers with a coordinator between two open services',
    `services:\n  registry:\n    image: example/registry:1\n    ports: ["8081:8081"]\n    networks: [n]\n    depends_on: [broker1]\n  ui:\n    image: example/ui:1\n    ports: ["8080:8080"]\n    networks: [n]\n    depends_on: [broker1, broker2, broker3]\n  zoo:\n    image: zookeeper:3\n    networks: [n]\n${[1, 2, 3].map((n) => `  broker${n}:\n    image: apache/kafka:3\n    ports: ["909${n}:9092"]\n    networks: [n]\n    depends_on: [zoo]\n`).join('')}networks:\n  n:\n`,
  ],
  [
    'brokers with a coordinator on the default network',
    `services:\n  ui:\n    image: example/ui:1\n    ports: ["8080:8080"]\n    depends_on: [broker1, broker2]\n  zoo:\n    image: zookeeper:3\n${[1, 2].map((n) => `  broker${n}:\n    image: apache/kafka:3\n    depends_on: [zoo]\n`).join('')}`,
  ],
  [
    'two stores, each with an open service of its own and a worker for both',
    'services:\n  vote:\n    image: example/vote:1\n    ports: ["8080:80"]\n    networks: [front, inner]\n    depends_on: [redis]\n  result:\n    image: example/result:1\n    ports: ["8081:80"]\n    networks: [front, inner]\n    depends_on: [db]\n  worker:\n    image: example/worker:1\n    networks: [inner]\n    depends_on: [redis, db]\n  redis:\n    image: redis:7\n    networks: [inner]\n  db:\n    image: postgres:16\n    networks: [inner]\nnetworks:\n  front:\n  inner:\n',
  ],
  [
    'data on a network of the wire',
    'services:\n  db:\n    image: postgres:16\n    networks: [lan]\nnetworks:\n  lan:\n    driver: macvlan\n    driver_opts:\n      parent: eth0\n',
  ],
];

/** What is wrong with the fixes that the findings of a file offer, and with what is offered then: one line each. */
function wrongFixes(text: string): readonly string[] {
  const workspace = openAlone(text);
  if (workspace.empty || workspace.stale) return [];
  const before = analyze(workspace, defaultReachOptions);
  const wrong: string[] = [];
  for (const { what, fix, finding } of offersOf(before)) {
    const made = make(workspace, before, finding, fix);
    if (typeof made === 'string') {
      wrong.push(`${what}: ${made}`);
      continue;
    }
    const known = new Set(before.findings.map(fingerprint));
    const next = offersOf(made.analysis).filter((offer) => !known.has(fingerprint(offer.finding)));
    for (const second of next) {
      const again = make(made.workspace, made.analysis, second.finding, second.fix);
      if (typeof again === 'string') wrong.push(`${what}, then ${second.what}: ${again}`);
    }
  }
  return wrong;
}

interface Offer {
  readonly what: string;
  readonly finding: Finding;
  readonly fix: Fix;
}

function offersOf({ findings }: Analysis): readonly Offer[] {
  return findings.flatMap((finding) =>
    finding.fixes.map((fix) => ({
      what: `${finding.rule} ${finding.subjects.join(' ')}: ${fix.title}`,
      finding,
      fix,
    })),
  );
}

/** The project after a fix; in words what is wrong with the fix. */
function make(workspace: Workspace, before: Analysis, finding: Finding, { operations }: Fix) {
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) return planned.error.message;
  const after = planned.value.workspace;
  if (after.stale) return 'cannot be read afterwards';
  const analysis = analyze(after, defaultReachOptions);
  return fixObjection(before, outcomeOf(before, analysis), finding) ?? { workspace: after, analysis };
}

describe('every fix of every finding', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(4);
  });

  it.each(files)('%s: can be made, mends, cuts no need and brings no warning', (file) => {
    expect(wrongFixes(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it.each(
    rules.flatMap(({ id, examples }) =>
      Object.entries(examples).map(([kind, texts]) => ({ id, kind, texts })),
    ),
  )('$id, $kind examples: also the fixes of all other rules', ({ texts }) => {
    expect(texts.flatMap(wrongFixes)).toEqual([]);
  });

  it.each(stubborn)('%s', (_what, text) => {
    expect(analyze(openAlone(text), defaultReachOptions).findings).not.toEqual([]);
    expect(wrongFixes(text)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { updateWorkspace } from '../compose/workspace/update-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';
import type { Analysis } from './analyze.ts';

/** Lines of a file, each with its alternatives: an edit replaces whole lines. */
const LINES: readonly (readonly [string, ...string[]])[] = [
  ['x-a: &a { restart: always }', 'x-a: &a { privileged: true }'],
  ['services:'],
  ['  web: # the way in'],
  [
    '    image: nginx:1.27',
    '    image: "traefik:v3"',
    '    image: nginx:1.27 # bulkhead-disable CN508 -- known',
  ],
  ['    ports: ["8080:80"]', '    ports: ["127.0.0.1:8080:80"]', '    ports: []', '    expose: ["5432"]'],
  ['    networks: [front]', '    networks: [front, back]', '    network_mode: host', '    networks: []', ''],
  [
    '    command: serve --upstream http://store:80',
    '    environment: { A: "tcp://app:9", B: "api:78" }',
    '    command: run',
  ],
  ['  api:', '  app:', '  api: # x'],
  ['    image: example/api:1', '    image: redis:7', '    image: "${IMAGE}"'],
  [
    '    environment: { DB: "postgres://db:5432/x" }',
    '    environment: [DB=tcp://store:1]',
    '    labels: { traefik.enable: "true" }',
  ],
  [
    '    networks: { back: { aliases: [store] } }',
    '    networks: { back: { aliases: [db] } }',
    '    networks: [front]',
    '',
  ],
  ['    depends_on: [db]', '    depends_on: [web]', '    links: [db:store]', '    cap_add: [SYS_ADMIN]', ''],
  ['  side:'],
  [
    '    network_mode: "service:api"',
    '    network_mode: none',
    '    network_mode: bridge',
    '    network_mode: "service:web"',
  ],
  ['    image: example/side:1', '    <<: *a'],
  ['    user: root', '    user: "1000"', '    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]', ''],
  ['  db:'],
  ['    image: postgres:16', '    image: example/own:1', '    image: postgres:16'],
  ['    profiles: [data]', '', '    profiles: [data, dev]', '    scale: 0'],
  [
    '    networks: [store]',
    '    networks: [back]',
    '    networks: [store, front]',
    '    networks: [outside]',
  ],
  ['    ports: ["5432:5432"]', '', '    ports: ["${PORT}:5432"]'],
  [
    '    cap_drop: [ALL]',
    '    security_opt: ["no-new-privileges:true"]',
    '    x-bulkhead: { tier: app }',
    '',
  ],
  ['networks:'],
  ['  front:', '  front: { internal: true }'],
  [
    '  back: { internal: true }',
    '  back: {}',
    '  back: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } }',
  ],
  ['  store:', '  store: { driver: macvlan }', '  store: { external: true }'],
];

type Choice = readonly number[];

function textOf(choice: Choice): string {
  return LINES.map((forms, index) => `${forms[choice[index] ?? 0] ?? forms[0]}\n`).join('');
}

/** Returns everything observable of an analysis, as data. */
function observable({ reach, needs, tiers, dangers, findings, topology }: Analysis): unknown {
  const services = [...topology.services.keys()];
  return {
    facts: [...reach.facts],
    needs: needs.all,
    dangers: [...dangers],
    about: services.map((name) => [needs.from(name), needs.to(name), tiers.of(name), tiers.declared(name)]),
    pairs: reach.services.map((a) => reach.services.map((b) => (a === b ? null : reach.pair(a, b)))),
    findings,
  };
}

const step = fc.tuple(fc.nat(LINES.length - 1), fc.nat(3));
const start = fc.array(fc.nat(3), { minLength: LINES.length, maxLength: LINES.length });

describe('an analysis that follows edits', () => {
  it('equals the analysis of the text opened anew, after every one of them', () => {
    let compared = 0;
    fc.assert(
      fc.property(start, fc.array(step, { minLength: 1, maxLength: 6 }), (first, steps) => {
        let choice: Choice = first.map((form, index) => form % (LINES[index]?.length ?? 1));
        let text = textOf(choice);
        let workspace = openAlone(text);
        let analysis = analyze(workspace, defaultReachOptions);
        for (const [line, form] of steps) {
          const from = LINES.slice(0, line).reduce((sum, forms, i) => sum + lengthOf(forms, choice[i]), 0);
          const to = from + lengthOf(LINES[line] ?? [''], choice[line]);
          choice = choice.with(line, form % (LINES[line]?.length ?? 1));
          text = textOf(choice);
          const insert = `${LINES[line]?.[choice[line] ?? 0] ?? ''}\n`;
          workspace = updateWorkspace(workspace, new Map([['compose.yaml', [{ from, to, insert }]]]));
          if (workspace.stale) return;
          analysis = analyze(workspace, defaultReachOptions, analysis);
          const fresh = analyze(openAlone(text), defaultReachOptions);
          expect(observable(analysis)).toEqual(observable(fresh));
          compared++;
        }
      }),
      { numRuns: propertyRuns(40), seed: 20261125 },
    );
    expect(compared).toBeGreaterThan(propertyRuns(75));
  });
});

function lengthOf(
  forms: readonly [string, ...string[]] | readonly string[],
  form: number | undefined,
): number {
  return (forms[form ?? 0] ?? forms[0] ?? '').length + 1;
}

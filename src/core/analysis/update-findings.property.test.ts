import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { updateWorkspace } from '../compose/workspace/update-workspace.ts';
import { analyze } from './analyze.ts';
import { defaultReachOptions } from './default-reach-options.ts';

const size = 36;
const plain = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9'];
const networks = [...plain, 'inner', 'store', 'side', 'wide'];
const head = `networks:
${plain.map((network) => `  ${network}:\n`).join('')}  inner: { internal: true }
  store: { internal: true }
  side: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } }
  wide: { external: true }
services:
`;

const images = [
  'nginx:1.27',
  'traefik:v3',
  'postgres:16',
  'redis:7',
  'example/app:1',
  'tecnativa/docker-socket-proxy:0.3',
];
const name = fc.nat(size - 1).map((index) => `s${index}`);
const maybe = (lines: fc.Arbitrary<string>, weight = 3) =>
  fc.oneof(
    { weight, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: lines.map((line) => `    ${line}\n`) },
  );

/** The lines below the name of a service: any mix of what rules look at. */
const body = fc
  .tuple(
    fc.constantFrom(...images).map((image) => `    image: ${image}\n`),
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .subarray(networks, { minLength: 1, maxLength: 3 })
          .map((list) => `    networks: [${list.join(', ')}]\n`),
      },
      { weight: 1, arbitrary: name.map((other) => `    networks: { n1: { aliases: [alias-${other}] } }\n`) },
      { weight: 1, arbitrary: fc.constantFrom('    network_mode: host\n', '    network_mode: none\n', '') },
      { weight: 1, arbitrary: name.map((other) => `    network_mode: "service:${other}"\n`) },
    ),
    maybe(
      fc.tuple(fc.nat(9), fc.constantFrom('', '127.0.0.1:')).map(([n, ip]) => `ports: ["${ip}808${n}:80"]`),
    ),
    maybe(
      name.map((other) => `depends_on: [${other}]`),
      1,
    ),
    maybe(
      name.map((other) => `environment: { A_URL: "http://${other}:8081", B_URL: "tcp://alias-${other}" }`),
      1,
    ),
    maybe(fc.constantFrom('cap_add: [NET_ADMIN]', 'cap_drop: [ALL]', 'privileged: true', 'user: root')),
    maybe(
      name.map((other) => `links: ["${other}:linked"]`),
      6,
    ),
    maybe(
      fc.constantFrom('volumes: ["/var/run/docker.sock:/var/run/docker.sock"]', 'volumes: ["data:/data"]'),
      6,
    ),
    maybe(fc.constantFrom('profiles: [dev]', 'expose: ["2375"]', 'pid: "service:s1"'), 6),
  )
  .map((lines) => lines.join(''));

const step = fc.tuple(fc.nat(size - 1), body);

describe('findings that follow edits of a stack with many services', () => {
  it('equal those of the text opened anew', () => {
    let compared = 0;
    let most = 0;
    fc.assert(
      fc.property(
        fc.array(body, { minLength: size, maxLength: size }),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        (bodies, steps) => {
          const texts = bodies.map((lines, index) => `  s${index}:\n${lines}`);
          let workspace = openAlone(head + texts.join(''));
          let analysis = analyze(workspace, defaultReachOptions);
          for (const [index, lines] of steps) {
            const from = head.length + texts.slice(0, index).join('').length;
            const to = from + (texts[index]?.length ?? 0);
            texts[index] = `  s${index}:\n${lines}`;
            const edit = { from, to, insert: texts[index] };
            workspace = updateWorkspace(workspace, new Map([['compose.yaml', [edit]]]));
            if (workspace.stale) return;
            analysis = analyze(workspace, defaultReachOptions, analysis);
            const fresh = analyze(openAlone(head + texts.join('')), defaultReachOptions);
            expect(analysis.findings).toEqual(fresh.findings);
            most = Math.max(most, fresh.findings.length);
            compared++;
          }
        },
      ),
      { numRuns: 30, seed: 20261126 },
    );
    expect(compared).toBeGreaterThan(50);
    expect(most).toBeGreaterThan(40);
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import { fleetPlanReport } from '../../../core/contracts/deployment.ts';
import { recordedInspection } from '../../../core/host/running/testing/recorded.ts';
import { recordedDocker } from '../../docker/testing/recorded-docker.ts';
import { call } from '../../testing/call.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { loadOptions } from './fleet-options.ts';
import { runPlanFleet } from './plan-fleet.ts';

const fleet = `version: 1
machines:
  edge: { stacks: edge, context: edge-host, engine: "26.1.5", addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, engine: "26.1.5", addresses: { home: 192.168.1.12 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: { gate: { addresses: { home: 192.168.1.1 }, forwards: ["8096/tcp -> nas:8096"] } }
`;
const proxy = (image: string) => `services: { caddy: { image: "${image}", ports: ["80:80"] } }\n`;
const media =
  'services: { films: { image: "jellyfin:10", ports: ["8096:8096"], volumes: ["library:/data"] } }\nvolumes: { library: {} }\n';
const files = {
  '/fleet/old/bulkhead.fleet.yaml': fleet,
  '/fleet/old/edge/proxy/compose.yaml': proxy('caddy:2'),
  '/fleet/old/edge/proxy/Caddyfile': 'films.example {\n  reverse_proxy 192.168.1.12:8096\n}\n',
  '/fleet/old/nas/media/compose.yaml': media,
  '/fleet/old/nas/wiki/compose.yaml': 'services: { wiki: { image: "wiki:1" } }\n',
  '/fleet/new/bulkhead.fleet.yaml': fleet,
  '/fleet/new/edge/proxy/compose.yaml': proxy('caddy:3'),
  '/fleet/new/edge/proxy/Caddyfile': 'films.example {\n  reverse_proxy 192.168.1.12:8096\n}\n',
  '/fleet/new/edge/media/compose.yaml': media,
  '/fleet/new/nas/wiki/compose.yaml': 'services: { wiki: { image: "wiki:1" } }\n',
};
const plan = (...words: readonly string[]) => call(['plan', '--fleet', ...words], { files, cwd: '/fleet' });

describe('plan --fleet', () => {
  it('says what is run where after a folder was moved, and which lines still name the old place', async () => {
    const { out, code, err } = await plan('old', 'new');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n').map((line) => line.trim());
    for (const line of [
      '$ docker --context edge-host compose -f new/edge/proxy/compose.yaml up -d',
      '$ docker --context edge-host compose -f new/edge/media/compose.yaml up -d',
      '$ docker compose -p media down',
      'as it is: wiki',
      'media goes from nas to edge.',
      'new/bulkhead.fleet.yaml:6: 8096/tcp -> nas:8096 becomes 8096/tcp -> edge:8096',
      'new/edge/proxy/Caddyfile:2: 192.168.1.12:8096 becomes 192.168.1.11:8096',
      'The volume library of films stays on nas: copy what is in it.',
      '+ home may reach edge/media/films at 0.0.0.0:8096/tcp',
    ])
      expect(lines).toContain(line);
  });

  it('says the same in JSON, as its contract has it', async () => {
    const [{ out }, words] = [await plan('old', 'new', '--format', 'json'), (await plan('old', 'new')).out];
    const report = fleetPlanReport.parse(JSON.parse(out));
    expect(report.moves).toEqual([{ stack: 'media', from: 'nas', to: 'edge' }]);
    expect(report.machines.edge?.stacks.map(({ stack, change }) => `${stack} ${change}`)).toEqual([
      'media comes',
      'proxy stays',
    ]);
    const commands = Object.values(report.machines).flatMap(({ stacks }) => stacks.flatMap((one) => one.do));
    expect(words.split('\n').flatMap((line) => /^ *\$ (.*)/.exec(line)?.[1] ?? [])).toEqual(commands);
    for (const { file, line, before, after } of report.follow)
      expect(words).toContain(`${file}:${line}: ${before} becomes ${after}
`);
    expect(report.waysIn.closed).toContainEqual({
      ...{ service: 'nas/media/films', port: '0.0.0.0:8096/tcp', from: 'home' },
    });
  });

  it('with --docker compares with what runs through each context; one that does not answer is unknown', async () => {
    const io = fakeIo({
      files: {
        '/fleet/bulkhead.fleet.yaml': `version: 1
machines:
  nas: { stacks: nas, context: nas, addresses: { home: 192.168.1.12 } }
  edge: { stacks: edge, context: edge, addresses: { home: 192.168.1.11 } }
  box: { stacks: box, addresses: { home: 192.168.1.13 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: {}
`,
        '/fleet/nas/extra/compose.yaml': 'services: { web: { image: nginx } }\n',
        '/fleet/edge/web/compose.yaml': 'services: { web: { image: nginx } }\n',
        '/fleet/box/web/compose.yaml': 'services: { web: { image: nginx } }\n',
      },
      cwd: '/fleet',
    });
    const silent = async () => ({ status: 255, stdout: '', stderr: 'No route to host' });
    const { docker } = recordedDocker(recordedInspection);
    const code = await runPlanFleet(
      io,
      [],
      '.',
      { ...loadOptions, from: [], beside: [], docker: true, format: 'json' },
      {
        docker: silent,
        contexts: { now: () => 0, dockerOf: (context) => (context === 'nas' ? docker : silent) },
        git: () => {
          throw new Error('git is not asked.');
        },
      },
    );
    const { machines } = fleetPlanReport.parse(JSON.parse(io.written.out));
    expect(code).toBe(2);
    expect(machines.nas?.stacks).toMatchObject([
      {
        stack: 'extra',
        change: 'comes',
        do: ['docker --context nas compose -f nas/extra/compose.yaml up -d'],
      },
    ]);
    expect(machines.edge?.unknown).toMatch(/^edge did not answer at 1970-01-01T00:00:00.000Z, .*No route/);
    expect(machines.box?.unknown).toBe('box has no context, so it is unknown what runs there.');
  });

  it('asks for what it lacks, and refuses what its file says', async () => {
    expect((await plan('old')).err).toContain('plan needs to know what runs: plan --fleet OLD NEW');
    expect((await plan('old', 'new', '--from', 'x')).err).toContain('leave out --from');
    expect((await plan('old', 'new', '--docker')).err).toContain('leave out the second version');
  });
});

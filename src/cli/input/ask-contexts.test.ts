import { describe, expect, it } from 'vitest';
import { Connector } from '../../core/fleet/connect.ts';
import { recordedInspection } from '../../core/host/running/testing/recorded.ts';
import { loadOptions } from '../commands/fleet/fleet-options.ts';
import { throughContext } from '../docker/docker-command.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { fakeIo } from '../testing/fake-io.ts';
import type { FleetTools } from './ask-contexts.ts';
import { loadFleet } from './load-fleet.ts';

const files = {
  '/fleet/bulkhead.fleet.yaml': `version: 1
machines:
  nas: { context: nas, record: machine.json, addresses: { home: 192.168.1.12 } }
  edge: { stacks: edge, context: edge, record: machine.json, addresses: { home: 192.168.1.11 } }
  vps: { context: vps, addresses: { home: 192.168.1.13 } }
  laptop: { addresses: { home: 192.168.1.50 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: {}
`,
  '/fleet/edge/web/compose.yaml': 'services: { web: { image: nginx, ports: ["443:443"] } }\n',
  '/fleet/machine.json': '{ "version": 1, "engine": "26.1.5", "listeners": [] }',
  // The same path as in the label of a container on nas, whose files are not here.
  '/srv/blog/compose.yaml': 'services: { other: { image: nginx } }\n',
};
const asked = Date.parse('2026-12-02T10:00:00Z');
const tools: FleetTools = {
  now: () => asked,
  dockerOf: (context) =>
    context === 'nas'
      ? recordedDocker(recordedInspection).docker
      : async () => ({
          status: 255,
          stdout: '',
          stderr: 'ssh: connect to host edge port 22: No route to host',
        }),
};

async function load(docker: boolean) {
  const io = fakeIo({ files, cwd: '/fleet' });
  const { fleet, failed } = await loadFleet(io, '.', { ...loadOptions, docker }, tools);
  const connector = new Connector(fleet);
  const answerOf = (to: string) => connector.ask('laptop', to);
  return { fleet, failed, answerOf, err: io.written.err };
}

describe('the contexts of a fleet', () => {
  it('show what runs, and leave unknown what runs on a machine that does not answer, since when', async () => {
    const { fleet, failed, answerOf, err } = await load(true);
    const nas = fleet.machines.get('nas');
    expect(nas?.facts?.reach.services).toContain('proxy/traefik');
    expect(nas).toMatchObject({ complete: true, live: { readAt: asked, silent: null } });
    expect(answerOf('192.168.1.12:80')).toMatchObject({ answer: true, by: 'nas/proxy/traefik' });
    // What its files publish is known; another port may be published by what else runs there.
    expect(answerOf('192.168.1.11:443')).toMatchObject({ answer: true, by: 'edge/web/web' });
    expect(answerOf('192.168.1.11:5432').answer).toBe('unknown');
    expect(err).toContain(
      'bulkhead.fleet.yaml:4:25: edge did not answer at 2026-12-02T10:00:00.000Z, so what runs there is unknown; its stacks are shown as their files have them. docker version --format: ssh: connect to host edge port 22: No route to host (status 255).',
    );
    expect(err).toContain('Try: docker --context edge ps\n');
    expect(err).not.toContain('started from');
    expect(nas?.facts?.reach.services).not.toContain('blog/other');
    expect(failed).toBe(true);
  });

  it('are not asked without --docker: a machine that only its context knows is unknown', async () => {
    const { failed, answerOf, err } = await load(false);
    expect(answerOf('192.168.1.13:80').answer).toBe('unknown');
    expect(answerOf('192.168.1.11:5432').answer).toBe(false);
    expect(err).toContain(
      'bulkhead.fleet.yaml:5:10: what runs on vps is unknown. Add --docker to read it through its context.\n',
    );
    expect(failed).toBe(false);
  });

  it('never become an option of docker', async () => {
    const calls: (readonly string[])[] = [];
    const docker = throughContext(async (args) => {
      calls.push(args);
      return { status: 0, stdout: '', stderr: '' };
    }, '-H=tcp://x');
    await docker(['ps']);
    expect(calls).toEqual([['--context=-H=tcp://x', 'ps']]);
  });
});

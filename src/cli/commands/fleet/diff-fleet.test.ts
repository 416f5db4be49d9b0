import { describe, expect, it } from 'vitest';
import { fleetDiffReport } from '../../../core/contracts/diff.ts';
import { call } from '../../testing/call.ts';

const fleet = `version: 1
machines:
  edge: { stacks: edge, engine: "26.1.5", addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, engine: "26.1.5", addresses: { home: 192.168.1.12 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: {}
`;
const files = {
  '/fleet/old/bulkhead.fleet.yaml': fleet,
  '/fleet/old/edge/web/compose.yaml': 'services: { proxy: { image: "caddy:2", ports: ["80:80"] } }\n',
  '/fleet/old/edge/data/compose.yaml': 'services: { db: { image: "postgres:16", ports: ["5432:5432"] } }\n',
  '/fleet/old/nas/media/compose.yaml': 'services: { films: { image: "jellyfin:10" } }\n',
  '/fleet/new/bulkhead.fleet.yaml': `${fleet.replace('networks:', '  vps: { stacks: vps, addresses: {} }\nnetworks:')}`,
  '/fleet/new/edge/web/compose.yaml': 'services: { proxy: { image: "caddy:2", ports: ["80:80"] } }\n',
  '/fleet/new/nas/data/compose.yaml': 'services: { db: { image: "postgres:16", ports: ["5432:5432"] } }\n',
  '/fleet/new/nas/media/compose.yaml': 'services: { films: { image: "jellyfin:10" } }\n',
  '/fleet/new/vps/site/compose.yaml': 'services: { site: { image: "nginx:1" } }\n',
};
const diff = (...words: readonly string[]) => call(['diff', ...words], { files, cwd: '/fleet' });

describe('diff --fleet', () => {
  it('says what a stack on another machine opens and closes, there and between machines', async () => {
    const { out, code, err } = await diff('--fleet', 'old', 'new');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('Machines\n  + vps\n');
    expect(out).toContain('Stacks\n  + nas/data\n  + vps/site\n  - edge/data\n');
    expect(out).toContain('  + edge/web/proxy reaches nas/data/db at 192.168.1.12:5432\n');
    expect(out).toContain('  - nas/media/films reaches edge/data/db at 192.168.1.11:5432\n');
    expect(out).toContain('  - edge/web/proxy reaches edge/data/db through a published port\n');
    expect(out).toContain('  + home may reach nas/data/db at 0.0.0.0:5432/tcp\n');
  });

  it('says the same in JSON, as its contract has it, with the machine of each finding', async () => {
    const { out } = await diff('--fleet', 'old', 'new', '--format', 'json');
    const json = JSON.parse(out);
    expect(fleetDiffReport.safeParse(json).error?.issues ?? []).toEqual([]);
    expect(json.machines).toEqual({ added: ['vps'], removed: [] });
    expect(json.connections.opened).toContainEqual({
      from: 'edge/web/proxy',
      to: 'nas/data/db',
      kind: 'machine',
      at: ['192.168.1.12:5432'],
    });
    expect(json.findings.gained.length).toBeGreaterThan(0);
    for (const { machine, stack, file } of json.findings.gained)
      expect(file).toBe(`new/${machine}/${stack}/compose.yaml`);
  });

  it('finds nothing between equal fleets, and asks for what it lacks', async () => {
    expect(await diff('--fleet', 'old', 'old')).toMatchObject({ code: 0, out: '0 opened, 0 closed\n' });
    expect((await diff('--fleet', 'old')).err).toContain('diff --fleet needs two versions');
    expect((await diff('--fleet', 'old', 'new', '--host')).err).toContain('leave out --host');
  });
});

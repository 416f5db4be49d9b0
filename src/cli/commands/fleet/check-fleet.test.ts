import { describe, expect, it } from 'vitest';
import { fleetCheckReport } from '../../../core/contracts/check.ts';
import { call } from '../../testing/call.ts';

const fleet = `version: 1
machines:
  edge: { stacks: edge, addresses: { home: 192.168.1.11 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: 192.168.1.12 } }
networks:
  home: { kind: lan, subnet: 192.168.1.0/24 }
  internet: { kind: internet }
routers:
  gate:
    addresses: { home: 192.168.1.1, internet: 203.0.113.77 }
    nat: [home]
    forwards:
      - 443/tcp -> nas:443
`;
const files = {
  '/shop/bulkhead.fleet.yaml': fleet,
  '/shop/edge/blog/compose.yaml':
    'services:\n  web: { image: "ghost:5", environment: { DB_HOST: "192.168.1.12:5432" } }\n',
  '/shop/nas/data/compose.yaml':
    'services:\n  db: { image: "postgres:16", ports: ["5432:5432"] }\n  web: { image: "caddy:2", ports: ["8443:443"] }\n',
  '/shop/nas.json': '{ "version": 1, "engine": "29.7.2", "listeners": [] }',
};
const check = async (words: readonly string[] = [], texts: Readonly<Record<string, string>> = files) =>
  call(['check', '--fleet', 'bulkhead.fleet.yaml', ...words], { files: texts });

describe('check --fleet', () => {
  it('reports what lies between machines, then each machine under its names on the fleet', async () => {
    const { out, code } = await check(['--format', 'json']);
    const report = fleetCheckReport.parse(JSON.parse(out));
    expect(Object.keys(report.machines)).toEqual(['edge', 'nas']);
    const forward = report.findings.find(({ rule }) => rule === 'CN842');
    expect(forward).toMatchObject({ machine: null, stack: null, file: 'bulkhead.fleet.yaml', line: 13 });
    expect(forward?.fixes.map(({ fleet: edits }) => edits)).toEqual([
      [{ file: 'bulkhead.fleet.yaml', changes: ['set routers.gate.forwards[0] to "443/tcp -> nas:8443"'] }],
      [{ file: 'bulkhead.fleet.yaml', changes: ['remove routers.gate.forwards[0]'] }],
    ]);
    expect(forward?.fixes[0]?.opens).toEqual(['internet reaches nas/data/web at 0.0.0.0:8443/tcp']);
    expect(forward?.fixes[1]).not.toHaveProperty('opens');
    const port = report.findings.find(({ rule }) => rule === 'CN102');
    expect(port).toMatchObject({ machine: 'nas', stack: 'data', file: 'nas/data/compose.yaml', line: 2 });
    expect(port?.subjects).toEqual(['nas/data/db']);
    expect(code).toBe(1);
  });

  it('shows the other machines when a folder of stacks is missing, and what runs there is unknown', async () => {
    const withoutNas = Object.fromEntries(
      Object.entries(files).filter(([path]) => !path.startsWith('/shop/nas/')),
    );
    const { out, err, code } = await check(['--format', 'json'], withoutNas);
    const report = fleetCheckReport.parse(JSON.parse(out));
    expect(Object.keys(report.machines)).toEqual(['edge', 'nas']);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('CN842');
    expect(err).toContain('bulkhead.fleet.yaml:4');
    expect(err).toContain('nas: there is no such folder.');
    expect(code).toBe(2);
    const { out: answer } = await call(
      ['connect', 'edge/blog/web', 'nas:8443', '--fleet', 'bulkhead.fleet.yaml', '--format', 'json'],
      { files: withoutNas },
    );
    expect(JSON.parse(answer).answer).toBe('unknown');
  });

  it('is the same report in every format', async () => {
    for (const format of ['pretty', 'github', 'gitlab', 'junit', 'markdown', 'sarif']) {
      const { out, code } = await check(['--format', format]);
      expect([format, out.includes('CN842'), out.includes('CN102'), code]).toEqual([format, true, true, 1]);
    }
    const { out } = await check(['--format', 'sarif']);
    const [first] = JSON.parse(out).runs[0].results;
    expect(first.fixes[0].description.text).toContain('opens: internet reaches nas/data/web');
    expect(first.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe('8');
  });

  it("counts neither what a baseline knows nor what the fleet's file disables", async () => {
    const { io } = await check(['--write-baseline', 'known.json']);
    const baseline = io.text('/shop/known.json');
    const again = await check(['--baseline', 'known.json', '--fail-on', 'info'], {
      ...files,
      '/shop/known.json': baseline,
    });
    expect(again.code).toBe(0);
    const disabled = fleet.replace('nas:443', 'nas:443 # bulkhead-disable CN842 -- until the move');
    const { out } = await check(['--format', 'json'], { ...files, '/shop/bulkhead.fleet.yaml': disabled });
    const forward = JSON.parse(out).findings.find(({ rule }: { rule: string }) => rule === 'CN842');
    expect(forward.suppressed).toEqual({ by: 'inline', reason: 'until the move' });
  });

  it('refuses what its file says', async () => {
    for (const words of [['--host'], ['edge'], ['--machine', 'nas.json']]) {
      const { err, code } = await check(words);
      expect([err.includes('--fleet has'), code]).toEqual([true, 2]);
    }
  });
});

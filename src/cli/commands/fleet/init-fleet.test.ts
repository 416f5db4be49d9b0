import { describe, expect, it } from 'vitest';
import { fakeIo } from '../../testing/fake-io.ts';
import { runFleet } from '../fleet.ts';

const record = JSON.stringify({
  version: 1,
  engine: '26.1.5',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }] },
    {
      ifname: 'docker0',
      addr_info: [{ family: 'inet', local: '172.17.0.1', prefixlen: 16, scope: 'global' }],
    },
  ],
});
const files = {
  '/fleet/edge/web/compose.yaml': 'services: { web: { image: nginx } }\n',
  '/fleet/edge/machine.json': record,
  '/fleet/edge/package.json': '{ "name": "x" }',
  '/fleet/nas/compose.yaml': 'services: { db: { image: postgres } }\n',
  '/fleet/docs/readme.md': '',
};
const docker = async (args: readonly string[]) =>
  args.at(-1) === 'nas'
    ? { status: 0, stdout: 'ssh://me@192.168.1.3:22\n', stderr: '' }
    : { status: 1, stdout: '', stderr: 'no such context' };

async function init(options: object, more: Readonly<Record<string, string>> = {}) {
  const io = fakeIo({ files: { ...files, ...more }, cwd: '/fleet' });
  const code = await runFleet(io, ['init', '.'], options, docker).catch((error) => String(error.message));
  return { code, ...io.written, io };
}

describe('fleet init', () => {
  it('prints a file of folders, records and contexts, and writes nothing', async () => {
    const { code, out, err, io } = await init({ contexts: ['nas', 'gone'] });
    expect(code).toBe(0);
    expect(out).toContain(
      '  edge: {stacks: edge, record: edge/machine.json, addresses: {lan: "192.168.1.2"}}\n',
    );
    expect(out).toContain(
      '  nas: {stacks: nas, context: nas, addresses: {lan: "192.168.1.3"}} # guessed: its network',
    );
    expect(out).not.toContain('172.17.0');
    expect(out).not.toContain('docs');
    expect(err).toContain('gone: docker knows no such context (no such context).');
    expect(io.kindOf('/fleet/bulkhead.fleet.yaml')).toBe('absent');
  });

  it('writes it with --write, and never over another one', async () => {
    const { io } = await init({ write: true });
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toContain('version: 1\n');
    const kept = await init({ write: true }, { '/fleet/bulkhead.fleet.yaml': 'mine' });
    expect(kept.code).toContain('fleet init overwrites nothing');
    expect(kept.io.text('/fleet/bulkhead.fleet.yaml')).toBe('mine');
  });
});

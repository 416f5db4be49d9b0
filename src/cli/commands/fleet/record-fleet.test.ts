import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMachine } from '../../../core/machine/machine.ts';
import { runProgram } from '../../docker/docker-command.ts';
import { fakeIo } from '../../testing/fake-io.ts';
import { runRecordFleet } from './record-fleet.ts';

const fleet = `version: 1
machines:
  # The one with the films.
  nas: { context: nas, addresses: { home: 192.168.1.12 } } # old
  pi: { context: pi, record: pi.json, addresses: { home: 192.168.1.13 } }
  vps: { context: vps, addresses: { home: 192.168.1.14 } }
  away: { context: away, addresses: { home: 192.168.1.15 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
routers: {}
`;

/** Programs of the machines that ssh leads to: all of them are the one at 192.168.1.12. */
const programs: Readonly<Record<string, string>> = {
  ssh: `for word; do shift; [ "$word" = -- ] && break; done
[ "$1" = 192.168.1.15 ] && { echo "$SSH_AUTH_SOCK" >&2; echo "me@192.168.1.15: Permission denied (publickey)." >&2; exit 255; }
shift; exec "$@"`,
  docker: `case "$*" in
*" nas") echo ssh://me@192.168.1.12:2222 ;;
*" pi") echo ssh://192.168.1.13 ;;
*" away") echo ssh://me@192.168.1.15 ;;
*" vps") echo tcp://192.168.1.14:2376 ;;
info*) echo '{"ServerVersion":"29.7.2","SecurityOptions":[]}' ;;
compose*) echo 5.0.0 ;;
"network ls"*) echo abc ;;
"network inspect"*) echo '[{"Name":"bridge","Id":"ffff","Options":{"com.docker.network.bridge.name":"docker0"}}]' ;;
esac`,
  ip: `case "$2" in
addr) echo '[{"ifname":"eth0","addr_info":[{"family":"inet","local":"192.168.1.12","prefixlen":24,"scope":"global"}]}]' ;;
route) echo '[{"dst":"default","dev":"eth0","gateway":"192.168.1.1"}]' ;;
esac`,
  ss: `printf 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*'`,
  'iptables-save': `printf '*filter\\n#IN\\n!x\\n-A INPUT -j DROP\\nCOMMIT\\n'`,
  'ip6tables-save': 'echo "only root may" >&2; exit 4',
};

const path = process.env.PATH;
const agent = process.env.SSH_AUTH_SOCK ?? '';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-record-'));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = `${folder}${delimiter}${path}`;
});
afterAll(() => {
  process.env.PATH = path;
  process.env.SSH_AUTH_SOCK = agent;
  rmSync(folder, { recursive: true, force: true });
});

async function record(
  names: readonly string[],
  options: object,
  { files = {}, answer = true }: { files?: Readonly<Record<string, string>>; answer?: boolean | null } = {},
) {
  const io = fakeIo({ files: { '/fleet/bulkhead.fleet.yaml': fleet, ...files }, cwd: '/fleet' });
  let asked = 0;
  const tools = {
    program: runProgram,
    confirm: async () => {
      asked += 1;
      return answer;
    },
  };
  const code = await runRecordFleet(io, names, options, tools).catch((error) => String(error.message));
  return { code, asked, ...io.written, io };
}

describe.skipIf(process.platform === 'win32')('fleet record', () => {
  it('says what it would run where, and runs nothing, without --write or without consent', async () => {
    const shown = await record([], {});
    expect(shown.out).toContain('  ip -j addr\n');
    expect(shown.out).toContain(
      'nas (context nas) by ssh -T -o BatchMode=yes -o ConnectTimeout=15 -l me -p 2222 -- 192.168.1.12 sh -s: writes nas.json, and record: nas.json into bulkhead.fleet.yaml\n',
    );
    expect(shown.err).toContain(
      'vps: its context leads to the API at 192.168.1.14, which says nothing of the firewall.',
    );
    expect([shown.asked, shown.code]).toEqual([0, 2]);
    const refused = await record(['nas'], { write: true }, { answer: false });
    expect([refused.asked, refused.code, refused.io.kindOf('/fleet/nas.json')]).toEqual([1, 0, 'absent']);
    expect((await record(['nas'], { write: true }, { answer: null })).code).toContain('Give --yes.');
  });

  it('writes the record that the machine itself would write, and names it without touching another byte', async () => {
    const { io, err, code, asked } = await record(['nas'], { write: true, yes: true });
    expect([code, asked]).toEqual([0, 0]);
    const text = io.text('/fleet/nas.json');
    expect(JSON.parse(text)).toMatchObject({
      engine: '29.7.2',
      compose: '5.0.0',
      bridges: { bridge: 'docker0' },
      interface: 'eth0',
      listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
      iptables: '*filter\n#IN\n!x\n-A INPUT -j DROP\nCOMMIT\n',
    });
    expect(readMachine(text).sysctl).toHaveProperty(['net.ipv4.ip_forward']);
    expect(err).toContain('nas: ip6tables: left out (only root may).');
    expect(io.text('/fleet/bulkhead.fleet.yaml')).toBe(
      fleet.replace('home: 192.168.1.12 } }', 'home: 192.168.1.12 }, record: nas.json }'),
    );
  });

  it('writes no record of another machine, and over none; keeps nothing of the login', async () => {
    process.env.SSH_AUTH_SOCK = '/run/agent.7';
    const { io, err, code } = await record([], { write: true, yes: true });
    expect(err).toContain(
      'pi: the machine of the context pi has none of the addresses of pi, 192.168.1.13: it is another one.',
    );
    expect(err).toContain(
      'away: ssh 192.168.1.15: me@192.168.1.15: Permission denied (publickey). Log in once by hand',
    );
    expect(err).not.toContain('/run/agent.7');
    expect([code, io.kindOf('/fleet/pi.json'), io.kindOf('/fleet/nas.json')]).toEqual([2, 'absent', 'file']);
    const other = io.text('/fleet/nas.json').replace('192.168.1.12', '192.168.1.99');
    const over = await record(['nas'], { write: true, yes: true }, { files: { '/fleet/nas.json': other } });
    expect(over.err).toContain('nas.json: is the record of a machine with another name or other addresses');
    expect(over.io.text('/fleet/nas.json')).toBe(other);
  });
});

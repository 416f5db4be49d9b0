import { describe, expect, it } from 'vitest';
import { parseFlows, parseSockets } from './sockets.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (local: string, remote: string, state: string, inode = 4711): string =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;

describe('sockets of a namespace', () => {
  it('are read with addresses and ports, whatever the family', () => {
    const text =
      head +
      line('00000000:1F90', '00000000:0000', '0A', 1) +
      line('0200400A:1F90', '0300400A:D431', '01', 2) +
      line('0000000000000000FFFF00000200400A:1F90', '0000000000000000FFFF00000300400A:D431', '06', 0) +
      line('B80D0120000000000000000002000000:0050', 'B80D0120000000000000000001000000:D431', '08', 3);
    expect(parseSockets(text, 'tcp')).toEqual([
      {
        protocol: 'tcp',
        local: { address: '0.0.0.0', port: 8080 },
        remote: { address: '0.0.0.0', port: 0 },
        state: 'listens',
        inode: '1',
      },
      {
        protocol: 'tcp',
        local: { address: '10.64.0.2', port: 8080 },
        remote: { address: '10.64.0.3', port: 54321 },
        state: 'connected',
        inode: '2',
      },
      {
        protocol: 'tcp',
        local: { address: '10.64.0.2', port: 8080 },
        remote: { address: '10.64.0.3', port: 54321 },
        state: 'connected',
        inode: '0',
      },
      {
        protocol: 'tcp',
        local: { address: '2001:db8::2', port: 80 },
        remote: { address: '2001:db8::1', port: 54321 },
        state: 'connected',
        inode: '3',
      },
    ]);
  });

  it('that only ask, or are closed, are none', () => {
    const text =
      head + line('0200400A:C350', '0300400A:1F90', '02') + line('0200400A:C350', '0300400A:1F90', '07');
    expect(parseSockets(text, 'tcp')).toEqual([]);
  });

  it('of UDP wait for others unless they are connected', () => {
    const text =
      head + line('00000000:0035', '00000000:0000', '07') + line('0200400A:C350', '0300400A:0035', '01');
    expect(parseSockets(text, 'udp').map(({ state }) => state)).toEqual(['listens', 'connected']);
  });
});

describe('flows of the kernel', () => {
  it('name who answered in truth, after the translation of a published port', () => {
    const text =
      'ipv4     2 tcp      6 431999 ESTABLISHED src=203.0.113.1 dst=203.0.113.2 sport=40000 dport=8080 src=10.64.0.2 dst=203.0.113.1 sport=80 dport=40000 [ASSURED] mark=0 use=1\n';
    expect(parseFlows(text)).toEqual([
      {
        protocol: 'tcp',
        client: { address: '203.0.113.1', port: 40000 },
        addressed: { address: '203.0.113.2', port: 8080 },
        server: { address: '10.64.0.2', port: 80 },
        clientAsSeen: { address: '203.0.113.1', port: 40000 },
        answered: true,
      },
    ]);
  });

  it.each([
    'tcp 6 1 SYN_SENT src=10.0.0.1 dst=10.0.0.2 sport=1 dport=2 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=2 dport=1\n',
    'icmp 1 29 src=10.0.0.1 dst=10.0.0.2 type=8 code=0 id=1 src=10.0.0.2 dst=10.0.0.1 type=0 code=0 id=1\n',
    'nonsense\n',
  ])('are none of TCP without an answer, or of another protocol', (text) => {
    expect(parseFlows(text)).toEqual([]);
  });

  it('of UDP say that nobody has answered', () => {
    const text =
      'udp 17 1 src=10.0.0.1 dst=10.0.0.2 sport=1 dport=2 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=2 dport=1\n';
    expect(parseFlows(text)).toMatchObject([{ protocol: 'udp', answered: false }]);
  });
});

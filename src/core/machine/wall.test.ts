import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { optionsOnRecord } from './machine-model.ts';
import { gatesOf } from './wall.ts';

const { topology } = openAlone(`
services:
  web: { image: nginx, ports: ["8080:80", "8443:443", "127.0.0.1:9000:9000"] }
  db: { image: postgres, ports: ["5432:5432"] }
  job: { image: job }
`);

const table = (rules: string, input = 'ACCEPT', more = '') => `*filter
:INPUT ${input} [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:DOCKER-FORWARD - [0:0]
${more}-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
${rules}COMMIT
`;

function gates(iptables: string) {
  const record = {
    version: 1,
    interface: 'eth0',
    addresses: [
      {
        ifname: 'eth0',
        addr_info: [{ family: 'inet', local: '192.168.1.10', prefixlen: 24, scope: 'global' }],
      },
    ],
    iptables,
    ip6tables: table(''),
  };
  const options = optionsOnRecord(defaultReachOptions, JSON.stringify(record), 'machine.json');
  const reach = computeReach(topology, options);
  return (name: string) => gatesOf(reach, name).map(({ port, state, text }) => [port.hostPort, state, text]);
}

describe('the wall of a machine', () => {
  it('has no gate where the firewall changes nothing, and none where no machine is known', () => {
    expect(gates(table(''))('web')).toEqual([]);
    expect(gatesOf(computeReach(topology, defaultReachOptions), 'web')).toEqual([]);
  });

  it('says which port is stopped, from where, and by which rule', () => {
    const of = gates(
      table(
        '-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 5432 -j DROP\n-A DOCKER-USER -s 192.168.1.0/24 -i eth0 -p tcp -m conntrack --ctorigdstport 8443 -j DROP\n',
      ),
    );
    expect(of('db')).toEqual([
      [
        '5432',
        'stopped',
        'the firewall of the machine stops port 5432 from the LAN and the Internet: DOCKER-USER 1: -i eth0 -p tcp -m conntrack --ctorigdstport 5432 -j DROP',
      ],
    ]);
    expect(of('web').map(([port, state]) => [port, state])).toEqual([['8443', 'in-part']]);
    expect(of('job')).toEqual([]);
  });

  it('says which port answers though ufw denies it', () => {
    const ufw = ':ufw-user-input - [0:0]\n';
    const of = gates(
      table(
        '-A INPUT -j ufw-user-input\n-A ufw-user-input -p tcp -m tcp --dport 8443 -j ACCEPT\n',
        'DROP',
        ufw,
      ),
    );
    expect(of('web')).toEqual([
      [
        '8080',
        'against',
        'ufw denies port 8080, but it still answers the LAN and the Internet: Docker forwards published ports, so the rules for the host itself do not apply',
      ],
    ]);
  });

  it('says what is unknown, with the rule that is not understood', () => {
    const of = gates(table('-A DOCKER-USER -p tcp -m string --string x --algo bm -j DROP\n'));
    expect(of('db')).toEqual([
      [
        '5432',
        'unknown',
        expect.stringContaining(
          'whether the firewall of the machine stops port 5432 is unknown: DOCKER-USER 1',
        ),
      ],
    ]);
  });
});

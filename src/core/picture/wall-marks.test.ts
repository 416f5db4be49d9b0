import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { svgScene } from '../export/svg/svg-scene.ts';
import { optionsOnRecord } from '../machine/machine-model.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { knownWall, stoppedMarks, wallLabel } from './wall-marks.ts';

const ufw = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:DOCKER-FORWARD - [0:0]
:ufw-user-input - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -j ufw-user-input
-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 5432 -j DROP
COMMIT
`;
const record = JSON.stringify({
  version: 1,
  interface: 'eth0',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }] },
  ],
  sysctl: { 'net.bridge.bridge-nf-call-iptables': '1' },
  iptables: ufw,
  ip6tables: ufw,
});
const workspace = openAlone(
  'services:\n  web: { image: nginx, ports: ["8080:80"] }\n  db: { image: postgres, ports: ["5432:5432"] }\n  api: { image: api, ports: ["127.0.0.1:3000:3000"] }\n',
);

describe('the marks at the wall', () => {
  it('stand where a trunk passes it: what is stopped, and what answers though ufw denies it', () => {
    const analysis = analyze(workspace, optionsOnRecord(defaultReachOptions, record, 'm.json'));
    const { trunks } = svgScene(analysis);
    const wall = knownWall(analysis.reach, { trunks });
    const marks = wall?.marks ?? [];
    expect(wall && wallLabel(wall.machine)).toBe('ufw');
    expect(wall && stoppedMarks(wall).map(({ service }) => service)).toEqual(['db']);
    expect(marks.map(({ service, state }) => [service, state]).sort()).toEqual([
      ['db', 'stopped'],
      ['web', 'against'],
    ]);
    // db still answers the host, so its line begins at the wall.
    expect(marks.map(({ ports }) => ports).sort()).toEqual(['5432', null]);
    for (const { id, at, text } of marks) {
      expect(at).toEqual(trunks.find((trunk) => trunk.id === id)?.crossing);
      expect(text).toMatch(
        /^(?:Ufw denies port 8080|Ufw stops port 5432 from the LAN and the Internet: DOCKER-USER 1: )/i,
      );
    }
  });

  it('are none where no machine is known', () => {
    const analysis = analyze(workspace, defaultReachOptions);
    expect(knownWall(analysis.reach, svgScene(analysis))).toBeNull();
  });
});

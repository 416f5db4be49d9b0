import { describe, expect, test } from 'vitest';
import { homeLab, homeRecords, labWith } from './testing/home-lab.ts';

const lab = labWith();
const { edge, nas, vps } = homeRecords;
if (!edge || !nas || !vps) throw new Error('the home lab has three records');

/** The answer in brief: who answers, and as whom the asker is seen. */
function brief(from: string, to: string, connector = lab): string {
  const { answer, by, seen, seenAddress } = connector.ask(from, to);
  return answer === false ? 'no' : `${answer === 'unknown' ? 'unknown' : by} as ${seen} ${seenAddress}`;
}

describe('what leaves a machine', () => {
  test('FL1: with the address of the machine on the link that the route takes', () => {
    expect(brief('edge/web/worker', '192.168.1.12:5432')).toBe('nas/data/db as asker-machine 192.168.1.11');
    expect(brief('edge/web/worker', '100.64.1.2:5432')).toBe('nas/data/db as asker-machine 100.64.1.1');
    expect(brief('edge/web/worker', '203.0.113.80:80')).toBe('vps/site/web as router 203.0.113.77');
    expect(brief('edge', '192.168.1.12:5432')).toBe('nas/data/db as visitor 192.168.1.11');
  });

  test('FL3: not from a network without a way out', () => {
    expect(brief('edge/web/shut', '192.168.1.12:5432')).toBe('no');
    expect(lab.ask('edge/web/shut', '192.168.1.12:5432').because).toBe('edge/web/shut has no way out');
  });

  test('FL4: without masquerade nobody has a route back, unless the target has one', () => {
    expect(brief('edge/web/bare', '192.168.1.12:5432')).toBe('no');
    const route = { dst: '10.10.3.0/24', gateway: '192.168.1.11', dev: 'eth0' };
    const back = labWith({ nas: { ...nas, routes: [...(nas.routes ?? []), route] } });
    expect(brief('edge/web/bare', '192.168.1.12:5432', back)).toBe('nas/data/db as visitor null');
  });

  test('FL5: a service on the host network leaves as the host', () => {
    expect(brief('edge/web/agent', '192.168.1.12:5432')).toBe('nas/data/db as visitor 192.168.1.11');
  });

  test('FL6: the own DOCKER-USER counts on the way out, for containers alone', () => {
    const own = labWith({ edge: { ...edge, user: ['-o eth0 -d 192.168.0.0/16 -j DROP'] } });
    expect(brief('edge/web/worker', '192.168.1.12:5432', own)).toBe('no');
    expect(brief('edge/web/worker', '100.64.1.2:5432', own)).toBe('nas/data/db as asker-machine 100.64.1.1');
    expect(brief('edge', '192.168.1.12:5432', own)).toBe('nas/data/db as visitor 192.168.1.11');
  });
});

describe('what arrives at a machine', () => {
  test('FL7: INPUT closes the ports of the host itself and leaves published ones open', () => {
    expect(brief('laptop', '192.168.1.12:22')).toBe('nas as visitor 192.168.1.50');
    expect(brief('vps', '100.64.1.2:22')).toBe('no');
    expect(brief('vps', '100.64.1.2:5432')).toBe('nas/data/db as visitor 100.64.1.3');
    expect(brief('laptop', '192.168.1.12:23')).toBe('no');
  });

  test('FL9, FL10: DOCKER-USER sees the address of the other machine, and only what stands before its end', () => {
    const closed = labWith({ nas: { ...nas, user: ['-s 192.168.1.11 -j DROP'] } });
    expect(brief('edge/web/worker', '192.168.1.12:5432', closed)).toBe('no');
    expect(closed.ask('edge/web/worker', '192.168.1.12:5432').because).toContain('-s 192.168.1.11');
    expect(brief('laptop', '192.168.1.12:5432', closed)).toBe('nas/data/db as visitor 192.168.1.50');
    const dead = labWith({ nas: { ...nas, user: ['-j RETURN', '-s 192.168.1.11 -j DROP'] } });
    expect(brief('edge/web/worker', '192.168.1.12:5432', dead)).toContain('nas/data/db');
  });

  test('FL11: a DROP by the interface also drops the answers to the own containers', () => {
    const deaf = labWith({ edge: { ...edge, user: ['-i eth0 -j DROP'] } });
    expect(brief('edge/web/worker', '192.168.1.12:5432', deaf)).toBe('no');
    expect(brief('edge', '192.168.1.12:5432', deaf)).toContain('nas/data/db');
  });

  test('FL12: a port published on one address answers there alone, and one on loopback no other machine', () => {
    expect(brief('laptop', '192.168.1.12:8096')).toBe('nas/data/media as visitor 192.168.1.50');
    expect(brief('vps', '100.64.1.2:8096')).toBe('no');
    expect(brief('laptop', '192.168.1.12:6379')).toBe('no');
  });

  test('FL13: a container at its own address needs a route there, and a policy that lets it in', () => {
    expect(brief('edge', 'nas/data/db:5432')).toBe('no');
    const route = { dst: '10.11.1.0/24', gateway: '192.168.1.12', dev: 'eth0' };
    const led = { edge: { ...edge, routes: [...(edge.routes ?? []), route] } };
    expect(brief('edge', 'nas/data/db:5432', labWith(led))).toBe('nas/data/db as visitor 192.168.1.11');
    expect(brief('edge', 'nas/data/db:99', labWith(led))).toBe('no');
    expect(brief('edge', 'nas/data/db:5432/udp', labWith(led))).toBe('no');
    expect(brief('edge', 'nas/data/db:99', labWith({ ...led, nas: { ...nas, policy: 'ACCEPT' } }))).toContain(
      'nas/data/db',
    );
  });

  test('FL22: over IPv6 the proxy answers for a network without it: all are its gateway, and DOCKER-USER is not asked', () => {
    const closed = labWith({ nas: { ...nas, user: ['-j DROP'] } });
    expect(brief('laptop', '192.168.1.12:5432', closed)).toBe('no');
    expect(brief('laptop', '[fd00:1::12]:5432', closed)).toBe('nas/data/db as gateway 10.11.1.1');
  });
});

describe('the router', () => {
  test('FL14, FL15: its outside address from inside', () => {
    expect(brief('laptop', '203.0.113.77:443')).toBe('edge/web/proxy as router 192.168.1.1');
    expect(brief('edge/web/worker', '203.0.113.77:443')).toBe('edge/web/proxy as router 192.168.1.1');
    const none = labWith({}, homeLab.replace('hairpin: nat', 'hairpin: none'));
    expect(brief('laptop', '203.0.113.77:443', none)).toBe('no');
    const dnat = labWith({}, homeLab.replace('hairpin: nat', 'hairpin: dnat'));
    expect(brief('laptop', '203.0.113.77:443', dnat)).toBe('no');
    expect(brief('lan:dmz', '203.0.113.77:443', dnat)).toBe('edge/web/proxy as visitor null');
  });

  test('FL16: a forward keeps the address of who asks, and may be limited to some', () => {
    expect(brief('internet', '203.0.113.77:443')).toBe('edge/web/proxy as visitor null');
    expect(brief('vps', '203.0.113.77:443')).toBe('edge/web/proxy as visitor 203.0.113.80');
    expect(brief('vps', '203.0.113.77:8096')).toBe('no');
    expect(brief('internet', '203.0.113.77:8096')).toBe('no');
    const open = labWith({}, homeLab.replace(' from 198.51.100.0/24', ''));
    expect(brief('internet', '203.0.113.77:8096', open)).toBe('nas/data/media as visitor null');
  });

  test('FL17: it answers nothing else, and nobody outside reaches a private address', () => {
    expect(brief('laptop', '192.168.1.1:443')).toBe('no');
    expect(brief('internet', '203.0.113.77:80')).toBe('no');
    expect(brief('internet', '192.168.1.12:5432')).toBe('no');
  });

  test('FL18: between its networks only what its list allows', () => {
    expect(brief('lan:dmz', '192.168.1.12:5432')).toBe('nas/data/db as visitor null');
    expect(brief('lan:dmz', '192.168.1.11:8443')).toBe('no');
    const { way } = lab.ask('lan:dmz', '192.168.1.12:5432');
    expect(way.find(({ at }) => at === 'gate')?.place).toEqual({ file: 'bulkhead.fleet.yaml', line: 18 });
  });

  test('an address of the Internet answers from networks with NAT alone', () => {
    expect(brief('laptop', '198.51.100.9:443')).toBe('internet as router 203.0.113.77');
    expect(brief('lan:dmz', '198.51.100.9:443')).toBe('no');
  });

  test('what a file without routers does not say is unknown, and what it says of a network is known', () => {
    const text = homeLab.replace(/routers:[\s\S]*names:.*\n/, '');
    const without = labWith({ edge: { ...edge, routes: undefined as never } }, text);
    expect(without.ask('laptop', '198.51.100.9:443').answer).toBe('unknown');
    expect(brief('laptop', '192.168.1.12:5432', without)).toBe('nas/data/db as visitor 192.168.1.50');
  });
});

describe('the mesh', () => {
  test('FL19: its list is asked of the first packet', () => {
    expect(brief('edge/web/worker', '100.64.1.2:5432')).toContain('nas/data/db');
    expect(brief('edge/web/worker', '100.64.1.2:5353/udp')).toBe('no');
    expect(brief('edge', '100.64.1.3:80')).toBe('no');
    expect(lab.ask('edge', '100.64.1.3:80').because).toBe('no entry fits');
  });

  test('FL20: a machine that leads others into it needs its own rule, and rp_filter drops what comes another way', () => {
    const routes = ', routes: ["100.64.1.0/24 via 192.168.1.11"] }';
    const text = homeLab
      .replace('"fd00:1::50"] } }', `"fd00:1::50"] }${routes}`)
      .replace('allow: ["edge -> nas:5432/tcp", "vps -> *"]', 'allow: ["* -> *"]');
    expect(brief('laptop', '100.64.1.2:5432', labWith({}, text))).toBe('no');
    const leading = { edge: { ...edge, policy: 'ACCEPT' as const } };
    expect(brief('laptop', '100.64.1.2:5432', labWith(leading, text))).toBe(
      'nas/data/db as visitor 192.168.1.50',
    );
    const strict = { ...leading, nas: { ...nas, sysctl: { 'net.ipv4.conf.all.rp_filter': '1' } } };
    expect(brief('laptop', '100.64.1.2:5432', labWith(strict, text))).toBe('no');
  });
});

describe('on one machine', () => {
  test('FL21: the proxy answers a datagram from the gateway', () => {
    expect(brief('nas/data/local', '192.168.1.12:5353/udp')).toBe('no');
    expect(brief('nas/data/local', 'gateway@data_back:5353/udp')).toBe('no');
    expect(brief('laptop', '192.168.1.12:5353/udp')).toBe('nas/data/dns as visitor 192.168.1.50');
  });

  test('FL24: a container address of another machine is local', () => {
    const stacks = labWith({}, homeLab);
    expect(brief('edge/web/worker', 'nas/data/db:5432', stacks)).toBe('no');
    expect(brief('edge/web/worker', 'edge/web/proxy:443')).toBe('edge/web/proxy as visitor null');
  });
});

describe('what is not known', () => {
  test('what a file does not say of which a part cannot be used', () => {
    const unsure = labWith({}, homeLab.replace('"443/tcp -> edge:8443"', '"443 -> edge:8443"'));
    expect(unsure.ask('internet', '203.0.113.77:443').answer).toBe('unknown');
    expect(unsure.ask('edge', '100.64.1.3:80').answer).toBe('unknown');
    expect(brief('laptop', '192.168.1.12:5432', unsure)).toBe('nas/data/db as visitor 192.168.1.50');
  });

  test('a machine with stacks and without a record: what Docker alone closes is closed, the rest is unknown', () => {
    const blind = labWith({ nas: undefined });
    expect(blind.ask('laptop', '192.168.1.12:5432').answer).toBe('unknown');
    expect(blind.ask('laptop', '192.168.1.12:5432').because).toBe(
      'no record says what the firewall of nas does',
    );
    expect(brief('laptop', '192.168.1.12:6379', blind)).toBe('unknown as visitor 192.168.1.50');
  });

  test('a machine that only the file knows, a neighbour and the Internet answer at every port', () => {
    expect(brief('edge', '192.168.1.50:1234')).toBe('laptop as visitor 192.168.1.11');
    expect(brief('edge', '192.168.1.99:1234/udp')).toBe('lan:home as visitor 192.168.1.11');
    expect(brief('vps', '198.51.100.9:1234')).toBe('internet as visitor 203.0.113.80');
  });
});

test('names: a service of the own stack, a machine, and names of the file', () => {
  expect(brief('edge/web/worker', 'proxy:443')).toBe('edge/web/proxy as visitor null');
  expect(brief('edge', 'nas.lan:5432')).toBe('nas/data/db as visitor 192.168.1.11');
  expect(brief('internet', 'media.example.org:443')).toBe('edge/web/proxy as visitor null');
  expect(() => lab.ask('nobody', 'nas:22')).toThrow('nobody is no service, machine or place here.');
  expect(() => lab.ask('edge', 'nobody:22')).toThrow('nobody is no service');
  expect(() => lab.ask('edge', 'nas')).toThrow('nas is not of a known form.');
});

test('each step says who, and with which line of a file', () => {
  const { way } = lab.ask('vps', '203.0.113.77:443');
  expect(way.map(({ at, rule, text }) => `${at} ${rule} ${text}`)).toEqual([
    'vps FL1 leaves vps as 203.0.113.80',
    "gate FL16 passes gate: its forward '443/tcp -> edge:8443'",
    "edge FL7 is answered by edge/web/proxy: Docker's own rules",
  ]);
  expect(way[1]?.place).toEqual({ file: 'bulkhead.fleet.yaml', line: 17 });
});

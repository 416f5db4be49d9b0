import { describe, expect, it } from 'vitest';
import { type FleetFacts, fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks, recordFrom } from '../../fleet/testing/home-lab.ts';
import { type FleetFirewall, firewallAgainst, fleetFirewall, holds } from './fleet-firewall.ts';

const worker = (more: string): string =>
  homeStacks.edge?.['web/compose.yaml']?.replace(
    'worker: { image: "busybox", networks: [front] }',
    `worker: { image: "busybox", networks: [front], ${more} }`,
  ) ?? '';

/** The home lab whose worker on edge asks nas for its database over the LAN. */
function lab({ records = homeRecords, text = homeLab, nas = homeStacks.nas } = {}): FleetFacts {
  const edge = { 'web/compose.yaml': worker('environment: { DATABASE: "tcp://192.168.1.12:5432" }') };
  return fleetFacts(fleetOf(text, records, { ...homeStacks, edge, ...(nas && { nas }) }));
}

const all = ['edge', 'nas', 'vps', 'laptop'];

function answers({ before, after }: FleetFirewall, from: string, to: string) {
  return [before.connector.ask(from, to).answer, after.connector.ask(from, to).answer];
}

function portOf({ reach }: FleetFacts, service: string) {
  const port = reach.ports.find((one) => one.service === service);
  if (!port) throw new Error(`${service} publishes nothing.`);
  return port;
}

describe('rules for the firewalls of a fleet', () => {
  it('close what nobody of the fleet needs, and keep what a service, a forward or a list needs', () => {
    const made = fleetFirewall(lab(), all);
    expect(answers(made, 'edge/web/worker', '192.168.1.12:5432')).toEqual([true, true]);
    // FL2: a rule tells machines apart, never services.
    expect(answers(made, 'edge/web/proxy', '192.168.1.12:5432')).toEqual([true, true]);
    expect(answers(made, 'edge/web/worker', '100.64.1.2:5432')).toEqual([true, false]);
    expect(answers(made, 'lan:dmz', '192.168.1.12:5432')).toEqual([true, true]);
    expect(answers(made, 'lan:home', '192.168.1.12:5432')).toEqual([true, false]);
    expect(answers(made, 'vps/site/web', '100.64.1.2:5432')).toEqual([true, false]);
    // FL22: over IPv6 the proxy takes the port, past DOCKER-USER.
    expect(answers(made, 'laptop', '[fd00:1::12]:5432')).toEqual([true, false]);
    // The machine's own containers and what is forwarded stay as they are.
    expect(answers(made, 'nas', '192.168.1.12:8096')).toEqual([true, true]);
    expect(answers(made, 'internet', '203.0.113.77:443')).toEqual([true, true]);
    expect(made.changes.opened).toEqual([]);
    expect(made.kept.every(holds)).toBe(true);
    expect(made.kept.map(({ admitted: { port, who } }) => `${port.service} ${who}`)).toContain(
      'nas/data/media 198.51.100.0/24',
    );
    expect([...made.without.keys()]).toEqual(['laptop']);
  });

  it('let in whom an intent or a list of the mesh names', () => {
    const nas = {
      'data/compose.yaml': `x-bulkhead: { intents: [{ must: lan -> media }] }\n${homeStacks.nas?.['data/compose.yaml']}`,
      'voice/compose.yaml': `x-bulkhead: { intents: [{ exposed: ["sip:5060/udp"] }] }
services: { sip: { image: "sip:1", ports: ["5060:5060/udp"] } }
`,
    };
    const text = homeLab
      .replace('home: [192.168.1.50, "fd00:1::50"] }', 'home: 192.168.1.50, mesh: 100.64.1.9 }')
      .replace('"vps -> *"', '"vps -> *", "laptop -> nas"');
    const made = fleetFirewall(lab({ nas, text }), all);
    expect(answers(made, 'lan:home', '192.168.1.12:8096')).toEqual([true, true]);
    expect(answers(made, 'laptop', '100.64.1.2:5432')).toEqual([true, true]);
    expect(answers(made, 'lan:home', '192.168.1.12:5060/udp')).toEqual([true, true]);
    expect(answers(made, 'lan:home', '192.168.1.12:5432')).toEqual([true, false]);
  });

  it('take the place of those that were applied before', () => {
    const first = fleetFirewall(lab(), ['nas']);
    const script = first.rules.get('nas')?.scripts.iptables ?? '';
    const applied = (program: string): readonly string[] =>
      (script.split(`${program}-restore -w --noflush <<'RULES'\n*filter\n`)[1] ?? '')
        .split('COMMIT\n')[0]
        ?.split('\n')
        .filter((line) => line !== '') ?? [];
    const record = recordFrom(homeRecords.nas ?? { links: {} });
    const saved = record.iptables.replace(
      ':DOCKER-USER - [0:0]\n',
      `:DOCKER-USER - [0:0]\n-A DOCKER-USER -j BULKHEAD\n${applied('iptables').join('\n')}\n`,
    );
    const fleet = fleetOf(homeLab, homeRecords, homeStacks);
    const nas = fleet.machines.get('nas');
    if (!nas?.facts || !nas.machine) throw new Error('nas has no record.');
    const again = fleetFirewall(
      fleetFacts({
        ...fleet,
        machines: new Map([
          ...fleet.machines,
          ['nas', { ...nas, machine: { ...nas.machine, iptables: saved } }],
        ]),
      }),
      ['nas'],
    );
    expect(again.before.connector.ask('lan:home', '192.168.1.12:8096').answer).toBe(true);
    expect(again.rules.get('nas')?.script).toContain('--ctorigdst 192.168.1.12');
    expect(again.changes.opened).toEqual([]);
  });

  it('close what is unknown of a machine without a record, and leave unknown what is needed', () => {
    const { nas: _, ...records } = homeRecords;
    const made = fleetFirewall(lab({ records: records as typeof homeRecords }), ['nas']);
    expect(answers(made, 'lan:home', '192.168.1.12:5432')).toEqual(['unknown', false]);
    expect(answers(made, 'edge/web/worker', '192.168.1.12:5432')).toEqual(['unknown', 'unknown']);
    expect(made.rules.get('nas')?.assumed.assumed).not.toEqual([]);
  });

  it('close a range of ports at every port of it', () => {
    const nas = {
      'data/compose.yaml': 'services: { rtp: { image: "rtp:1", ports: ["9000-9010:9000-9010"] } }\n',
    };
    const made = fleetFirewall(lab({ nas }), ['nas']);
    expect(answers(made, 'lan:home', '192.168.1.12:9007')).toEqual([true, false]);
    const { script } = made.rules.get('nas') ?? { script: '' };
    expect(script).toContain('--dport 9000:9010 -m conntrack --ctstate DNAT --ctorigdstport 9000:9010');
  });
});

describe('the rule of one port against one network', () => {
  it('closes it to that network, but for who needs it, and nothing else', () => {
    const facts = lab();
    const home = facts.connector.map.networks.get('home');
    const made = home && firewallAgainst(facts, portOf(facts, 'nas/data/db'), home);
    if (!made) throw new Error('No rule was written.');
    expect(answers(made, 'lan:home', '192.168.1.12:5432')).toEqual([true, false]);
    expect(answers(made, 'edge/web/worker', '192.168.1.12:5432')).toEqual([true, true]);
    expect(answers(made, 'vps/site/web', '100.64.1.2:5432')).toEqual([true, true]);
    expect(answers(made, 'lan:home', '192.168.1.12:8096')).toEqual([true, true]);
  });

  it('is not written for a port that everybody needs', () => {
    const facts = lab();
    const home = facts.connector.map.networks.get('home');
    expect(home && firewallAgainst(facts, portOf(facts, 'edge/web/proxy'), home)).toBeNull();
  });
});

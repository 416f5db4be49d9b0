// Helper of tests: from literal YAML and the members of a record to reach on that machine.

import type { Tri } from '../../compose/topology.ts';
import { computeReach } from '../../reach/compute-reach.ts';
import type { FamilyReach, Reach, ReachOptions } from '../../reach/reach-model.ts';
import { optionsFor, topologyOf } from '../../reach/testing/reach-of.ts';
import { readMachine } from '../machine.ts';
import { machineModel } from '../machine-model.ts';

/** Returns the record of a machine with one outside interface and filtered bridges; `more` adds members. */
export function recordOf(more: object): object {
  return {
    version: 1,
    interface: 'eth0',
    addresses: [
      {
        ifname: 'eth0',
        addr_info: [{ family: 'inet', local: '192.0.2.10', prefixlen: 24, scope: 'global' }],
      },
    ],
    bridges: { front: 'br-front', back: 'br-back', inner: 'br-inner' },
    sysctl: { 'net.bridge.bridge-nf-call-iptables': '1' },
    listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
    ...more,
  };
}

/** Returns the reach of a compose file on that machine with Engine `engine`. */
export function reachOn(
  yaml: string,
  more: object,
  engine = '29',
  options: Partial<ReachOptions> = {},
): Reach {
  const machine = readMachine(JSON.stringify(recordOf(more)));
  const { firewallBackend = 'iptables' } = machine;
  return computeReach(
    topologyOf(yaml),
    optionsFor(engine, { firewallBackend, machine: machineModel(machine, 'machine.json'), ...options }),
  );
}

/** Returns the reach of a compose file on that machine, over IPv4 alone. */
export function ipv4On(...args: Parameters<typeof reachOn>): FamilyReach {
  return reachOn(...args).family('ipv4');
}

/** Returns the output of `iptables-save` under Docker 28 or newer with extra rules: `TABLE CHAIN RULE`, or `CHAIN POLICY`. */
export function savedRules(
  rules: readonly string[],
  policies: Readonly<Record<string, string>> = {},
): string {
  const own = rules.filter((rule) => !/^(raw|mangle|nat) /.test(rule));
  const of = (table: string) =>
    rules.filter((rule) => rule.startsWith(`${table} `)).map((rule) => `-A ${rule.slice(table.length + 1)}`);
  const policy = (chain: string, fallback: string) => `:${chain} ${policies[chain] ?? fallback} [0:0]`;
  return [
    '*raw',
    ':PREROUTING ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    '-A PREROUTING -d 10.1.0.2/32 ! -i br-front -j DROP',
    ...of('raw'),
    'COMMIT',
    '*mangle',
    ':PREROUTING ACCEPT [0:0]',
    ':FORWARD ACCEPT [0:0]',
    ...of('mangle'),
    'COMMIT',
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ...of('nat'),
    'COMMIT',
    '*filter',
    policy('INPUT', 'ACCEPT'),
    policy('FORWARD', 'DROP'),
    policy('OUTPUT', 'ACCEPT'),
    ':DOCKER - [0:0]',
    ':DOCKER-FORWARD - [0:0]',
    ':DOCKER-USER - [0:0]',
    ':MINE - [0:0]',
    '-A FORWARD -j DOCKER-USER',
    '-A FORWARD -j DOCKER-FORWARD',
    '-A DOCKER-FORWARD -i br-old -j ACCEPT',
    ...own.map((rule) => `-A ${rule}`),
    'COMMIT',
    '',
  ].join('\n');
}

/** Returns the answers of a published port when the firewall treats the LAN and the Internet in the same way. */
export function outsideIn(value: Tri): { readonly internet: Tri; readonly lan: Tri } {
  return { internet: value, lan: value };
}

import { expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { reachCsv } from '../export/reach/reach-csv.ts';
import { reachTable } from '../export/reach/reach-table.ts';
import { checkIntents } from '../intents/check-intents.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { readMachine } from './machine.ts';
import { machineModel } from './machine-model.ts';
import { recordOf, savedRules } from './testing/reach-on.ts';

const project = `services:
  web: { image: example/web, networks: [front], ports: ["8080:80"] }
  job: { image: example/job, networks: [back] }
  shut: { image: example/shut, networks: [inner] }
networks:
  front: { ipam: { config: [{ subnet: 10.1.0.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.2.0.0/24 }] } }
  inner: { internal: true, ipam: { config: [{ subnet: 10.3.0.0/24 }] } }
`;

/**
 * Returns the state of each intent, and the text of those that do not hold; `rules` are the machine's, or null when no machine is known.
 */
function states(intents: readonly string[], rules: readonly string[] | null): readonly string[] {
  const text = `${project}x-bulkhead:\n  intents:\n${intents.map((one) => `    - ${one}\n`).join('')}`;
  const workspace = openAlone(text);
  const machine = readMachine(
    JSON.stringify(recordOf({ iptables: savedRules(rules ?? []), ip6tables: savedRules([]) })),
  );
  const options =
    rules === null ? defaultReachOptions : { ...defaultReachOptions, machine: machineModel(machine, 'm') };
  return checkIntents(analyze(workspace, options)).flatMap(({ state, breaches }) => [
    state,
    ...breaches.map(({ message }) => message),
  ]);
}

it('who gets out gets to the LAN and to the host, where no machine is known', () => {
  expect(states(['no-lan: shut', 'only-internet: shut', 'no-host: web'], null)).toEqual([
    'holds',
    'broken',
    "'only-internet: shut' does not hold: shut reaches the host: shut reaches the host at the address of its own internal bridge, and at all its addresses through a socket bound to the device (E3).",
    'broken',
    "'no-host: web' does not hold: web reaches the host: web reaches the host at its addresses.",
  ]);
  expect(states(['no-lan: job'], null)).toEqual([
    'broken',
    "'no-lan: job' does not hold: job reaches the LAN: job goes out through back.",
  ]);
});

it('a rule of the machine keeps the LAN and the host away, and leaves the Internet', () => {
  const rules = [
    'DOCKER-USER -i br-back -o eth0 -d 192.0.2.0/24 -j DROP',
    'INPUT -i br-back -m conntrack --ctstate NEW -j DROP',
  ];
  expect(states(['no-lan: job', 'no-host: job', 'only-internet: job', 'no-way-out: job'], rules)).toEqual([
    'holds',
    'holds',
    'holds',
    'broken',
    "'no-way-out: job' does not hold: job reaches the outside over IPv4 only: over IPv4, job goes out through back; no network of job has IPv6.",
  ]);
});

it('the LAN and the Internet are sides of never and must', () => {
  const rules = ['DOCKER-USER -i eth0 ! -s 192.0.2.0/24 -p tcp -m conntrack --ctorigdstport 8080 -j DROP'];
  expect(
    states(['never: internet -> web', 'must: lan -> web', 'must: job -> lan', 'never: lan -> web'], rules),
  ).toEqual([
    'holds',
    'holds',
    'holds',
    'broken',
    expect.stringMatching(
      /^'never: lan -> web' does not hold: the LAN reaches web through a published port over IPv4 only: /,
    ),
  ]);
  expect(states(['never: internet -> web'], null)[0]).toBe('broken');
});

it('a port that the firewall keeps from outside is not exposed', () => {
  const closed = ['DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 8080 -j DROP'];
  expect(states(['exposed: []'], closed)).toEqual(['holds']);
  expect(states(['exposed: []'], [])[0]).toBe('broken');
});

it('the tables say how far each gets out, and from how far it is reached', () => {
  const { topology } = openAlone(project);
  const record = recordOf({
    iptables: savedRules(['DOCKER-USER -i br-back -o eth0 -d 192.0.2.0/24 -j DROP']),
    ip6tables: savedRules([]),
  });
  const machine = machineModel(readMachine(JSON.stringify(record)), 'm');
  const reach = computeReach(topology, { ...defaultReachOptions, machine });
  const lines = reachCsv(reach).split('\r\n');
  expect([lines[0], lines[2]]).toEqual([
    'from \\ to,web,job,shut,out: internet,out: lan,out: host,in: internet,in: lan,in: host',
    expect.stringMatching(/^job,.*,yes,no,yes,no,no,yes$/),
  ]);
  const [head = '', , job = ''] = reachTable(reach).split('\n');
  expect(head.split(/ {2,}/)).toEqual([
    'service',
    'isolation',
    'networks',
    'to internet',
    'to LAN',
    'to host',
    'from internet',
    'from LAN',
    'from host',
    'published',
  ]);
  expect(job.split(/ {2,}/).slice(3, 9)).toEqual(['yes', 'no', 'yes', 'no', 'no', 'yes']);
});

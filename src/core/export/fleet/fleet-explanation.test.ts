import { expect, it } from 'vitest';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { questionsAbout } from '../../fleet/reach/questions-between.ts';
import { fleetOf, homeLab, homeRecords } from '../../fleet/testing/home-lab.ts';
import { fleetExplanationLines } from './fleet-explanation.ts';

const facts = fleetFacts(fleetOf());
const explained = (from: string, to: string) => [...fleetExplanationLines(facts, from, to)].join('');

it('gives each address with every step, its rule and its line', () => {
  const text = explained('vps/site/web', 'edge/web/proxy');
  expect(text.split('\n')[0]).toBe('vps/site/web reaches edge/web/proxy at 2 of 3 addresses.');
  expect(text).toContain('vps/site/web reaches edge/web/proxy at 203.0.113.77:443.');
  expect(text).toMatch(
    /yes +gate: passes gate: its forward '443\/tcp -> edge:8443' \(FL16\) +bulkhead\.fleet\.yaml:\d+/,
  );
  expect(text).toContain('vps/site/web does not reach 192.168.1.11:8443');
});

it.each([
  ['edge', ['192.168.1.11:443', '100.64.1.1:443']],
  ['nas', ['192.168.1.12:22', '[fd00:1::12]:22', '100.64.1.2:22']],
  ['internet', ['8.8.8.8:443']],
  ['lan:home', ['192.168.1.254:443']],
  ['edge/web/shut', ['edge/web/shut:80']],
])('%s is asked at %o', (side, asked) => {
  expect(questionsAbout(facts.reach, side)).toEqual(asked);
});

it('says no as connect does', () => {
  expect(explained('edge/web/shut', 'nas').split('\n')[0]).toBe('edge/web/shut does not reach nas.');
  expect(explained('edge/web/proxy', 'internet').split('\n')[0]).toBe('edge/web/proxy reaches internet.');
});

it('names each machine of a way over three, with what its firewall makes of it', () => {
  const text = homeLab
    .replace(
      'home: [192.168.1.50, "fd00:1::50"] }',
      'home: 192.168.1.50 }, routes: ["100.64.1.0/24 via 192.168.1.11"]',
    )
    .replace(', allow: ["edge -> nas:5432/tcp", "vps -> *"]', '');
  const { edge, vps } = homeRecords;
  if (!edge || !vps) throw new Error('the home lab has no such records');
  const back = { dst: '192.168.1.0/24', gateway: '100.64.1.1', dev: 'wg0' };
  const wayBack = { ...vps, routes: [...(vps.routes ?? []), back] };
  const lines = (policy: 'ACCEPT' | 'DROP') => {
    const records = { ...homeRecords, vps: wayBack, edge: { ...edge, policy } };
    const of = fleetFacts(fleetOf(text, records));
    return [...fleetExplanationLines(of, 'laptop', 'vps/site/web')].join('');
  };
  const leaves = '  yes laptop: leaves laptop as 192.168.1.50 (FL1)\n';
  const answers = "  yes vps: is answered by vps/site/web: Docker's own rules (FL7)  site/compose.yaml:2\n";
  expect(lines('ACCEPT')).toContain(
    `laptop reaches vps/site/web at 100.64.1.3:80.\nvps/site/web sees the asker as its own address, 192.168.1.50.\n${leaves}  yes edge: is led on by edge (FL20)\n${answers}`,
  );
  expect(lines('DROP')).toContain(
    `laptop does not reach 100.64.1.3:80: FORWARD: policy drop.\n${leaves}  no  edge: is not led on by edge: FORWARD: policy drop (FL20)\n${answers}`,
  );
});

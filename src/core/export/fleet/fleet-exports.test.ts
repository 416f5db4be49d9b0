import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks } from '../../fleet/testing/home-lab.ts';
import { analyzeFleet } from '../../rules/all-rules.ts';
import { fleetSvg } from '../svg/fleet-svg.ts';
import { readXml } from '../testing/read-xml.ts';
import { fleetHtml } from './fleet-html.ts';
import { fleetMermaid } from './fleet-mermaid.ts';
import { fleetOtm } from './fleet-otm.ts';

const facts = fleetFacts(fleetOf());
const style = { title: 'lab', theme: 'light' } as const;
const marksIn = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(` data-${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

describe('a fleet as SVG', () => {
  const svg = fleetSvg(facts, style);

  it('has a band for each machine, a point for each address on a line, and the router with its forwards', () => {
    expect(marksIn(svg, 'machine')).toEqual(['vps', 'edge', 'nas', 'laptop']);
    expect(marksIn(svg, 'line')).toEqual(['internet', 'home', 'dmz', 'mesh']);
    expect(marksIn(svg, 'address')).toEqual([
      'vps internet',
      'vps mesh',
      'edge home',
      'edge mesh',
      'nas home',
      'nas mesh',
      'laptop home',
    ]);
    expect(marksIn(svg, 'router')).toEqual(['gate']);
    expect(marksIn(svg, 'forward')).toEqual(['443/tcp', '8096/tcp']);
  });

  it('makes no markup of names', () => {
    const machine = '<b>"&';
    const text = homeLab.replaceAll('laptop:', `'${machine}':`);
    const odd = fleetSvg(fleetFacts(fleetOf(text)), { title: '<i>', theme: 'dark' });
    expect(odd).not.toContain('<b>');
    expect(odd).not.toContain('<i>');
    expect(marksIn(odd, 'machine')).toContain('&lt;b&gt;&quot;&amp;');
    expect(readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${odd}`).name).toBe('svg');
  });
});

describe('a fleet as a page', () => {
  it('has the map, each machine with stacks, the ports with who gets to them, and the forwards', () => {
    const page = [...fleetHtml(analyzeFleet(fleetOf()), { title: 'lab', date: null })].join('');
    expect(marksIn(page, 'section')).toEqual(['picture', 'machines', 'ports', 'reach', 'forwards']);
    expect([...page.matchAll(/<summary>Machine (\w+)/g)].map(([, name]) => name)).toEqual([
      'edge',
      'nas',
      'vps',
    ]);
    expect(page).toContain('<td>nas/data/db</td><td>no</td><td>home, dmz, mesh</td>');
    const reached = [...facts.reach.pairs()].map(({ from, to, at }) => ({ from, to, count: at.length }));
    const [, table = ''] = page.split('<caption>Between machines</caption>');
    const row = table.split('</tr>').find((each) => each.includes('edge/web/worker')) ?? '';
    const wanted = reached.filter(({ from }) => from === 'edge/web/worker');
    expect(row.match(/ at /g)).toHaveLength(wanted.length);
    expect(row).toContain('nas/data/db at 192.168.1.12:5432, 100.64.1.2:5432');
    expect(table.split('</table>')[0]).not.toContain('edge/web/shut');
    expect(page).toContain('<td>edge/web/proxy</td><td>yes: 203.0.113.77 port 443</td>');
  });
});

describe('a fleet as a flowchart', () => {
  it('joins machines to networks, and leads to what answers', () => {
    const chart = fleetMermaid(facts);
    expect(chart).toMatch(/^flowchart LR\n/);
    expect(chart).toContain('  subgraph m1["nas"]\n    subgraph m1t0["data"]\n');
    expect(chart).toContain('  m1 ---|"192.168.1.12, fd00:1::12"| w0\n');
    expect(chart).toContain('  r0 -->|"443"| m0s0\n');
    expect(chart).toContain('  w0 -->|"5432"| m1s0\n');
    expect(chart.match(/\bsubgraph\b/g)).toHaveLength(chart.match(/^ *end$/gm)?.length ?? 0);
  });

  it('has no name outside of a quoted label', () => {
    const text = homeLab.replaceAll('laptop:', `'x"];y':`);
    expect(fleetMermaid(fleetFacts(fleetOf(text)))).toContain('["x#34;#93;#59;y"]');
  });
});

describe('a fleet as a threat model', () => {
  it('has a zone for each network and each machine, and ids that no two machines share', () => {
    const both = fleetOf(homeLab, homeRecords, { ...homeStacks, vps: homeStacks.edge });
    const model = JSON.parse(fleetOtm(fleetFacts(both), 'lab'));
    const ids: readonly string[] = model.trustZones.map(({ id }: { readonly id: string }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['network home', 'network internet', 'edge/host', 'laptop/host']),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, parent } of model.components) {
      expect(ids).toContain(parent.trustZone);
      expect(id.split('/')[0]).toBe(parent.trustZone.split('/')[0]);
    }
    const home = model.trustZones.find(({ id }: { readonly id: string }) => id === 'network home');
    expect(home.attributes.reaches).toContain('nas/data/db');
  });
});

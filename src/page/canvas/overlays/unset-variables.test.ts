// What the page and the exports say of stacks in which one literal is a variable without a value: whatever the model does not
// know is counted and named as that, never as none.

import { describe, expect, it } from 'vitest';
import { noHostSockets } from '../../../core/blast/runtime-sockets.ts';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { plainAssumed } from '../../../core/contracts/testing/plain-assumed.ts';
import { explain } from '../../../core/explain/explain.ts';
import { markdownReport } from '../../../core/export/markdown-report.ts';
import { reachCsv } from '../../../core/export/reach/reach-csv.ts';
import { reachJson } from '../../../core/export/reach/reach-json.ts';
import { reachMermaid } from '../../../core/export/reach/reach-mermaid.ts';
import { reachTable } from '../../../core/export/reach/reach-table.ts';
import { cellKind } from '../../../core/picture/matrix/cells.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { reachLists } from '../../../core/reach/reach-lists.ts';
import { everyUnset } from '../../../core/reach/testing/every-unset.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { needsView } from './need-views.ts';
import { outsideInView, reachView, wayOutView } from './reach-views.ts';
import { blastView } from './takeover-views.ts';

const rowOf = (table: string, name: string): string =>
  table.split('\n').find((line) => new RegExp(`^\\W*${name}\\W`).test(line)) ?? '';

describe('with a variable that is not set', () => {
  it.each(everyUnset())('nothing unknown is shown as none: $stack, $place', ({ text }) => {
    const workspace = openAlone(text);
    const analysis = analyze(workspace, defaultReachOptions);
    const { reach, topology } = analysis;
    const outside = outsideInView(analysis);
    const ways = wayOutView(analysis);
    const table = reachTable(reach);
    const markdown = [...markdownReport(workspace, analysis, plainAssumed)].join('');
    const json = JSON.parse([...reachJson(topology, reach, plainAssumed, { sparse: true })].join(''));
    const mermaid = reachMermaid(reach);
    const csv = reachCsv(reach).split('\r\n');
    const needed = needsView(analysis);
    reach.services.forEach((name, row) => {
      const facts = reach.facts.get(name);
      if (!facts) throw new RangeError(name);
      if (facts.fromOutside === 'unknown') {
        expect(outside.marks.get(name)?.tone).toBe('unknown');
        expect(outside.notes[0]).toMatch(/, \d+ unknown/);
        expect(mermaid).toContain(`outside -.->|"unknown"| s${row}`);
        expect(json.services[name].fromOutside).toBe('unknown');
        expect(explain(topology, reach, '@outside', name).summary).not.toContain('cannot reach');
      }
      for (const { raw } of facts.unreadPorts) {
        expect(rowOf(table, name)).toContain(raw);
        expect(rowOf(markdown, name)).toContain(raw);
        expect(JSON.stringify(json.services[name].unreadPorts)).toContain(raw);
      }
      const leaves = [facts.egress, facts.egressNeedsRoute];
      if (leaves.includes('unknown') && !leaves.includes(true)) {
        expect(ways.marks.get(name)?.tone).toBe('unknown');
        expect(ways.notes[0]).toMatch(/, \d+ unknown/);
        expect(rowOf(table, name)).toContain('?');
      }
      const view = reachView(analysis, name);
      const lists = reachLists(reach, name);
      const blast = blastView(analysis, name, null, noHostSockets);
      reach.services.forEach((other, column) => {
        if (other === name) return;
        const pair = reach.pair(name, other);
        const either = [pair.direct, pair.viaHost, pair.viaGateway];
        if (!either.includes('unknown') || either.includes(true)) return;
        expect(view.marks.get(other)?.word).toContain('unknown');
        expect(view.notes[0]).toContain('unknown');
        expect(lists.unknown).toContain(other);
        expect(cellKind({ reach, roots: new Map() }, name, other)).toBe('unknown');
        expect(csv[row + 1]?.split(',')[column + 1]).toContain('unknown');
        expect(explain(topology, reach, name, other).summary).toContain('it is unknown');
        expect(blast.marks.has(other)).toBe(true);
        if (analysis.needs.has(name, other))
          expect(needed.notes[0]).not.toBe('Every need that the file states or suggests can be met.');
      });
    });
  });

  it('counts ports that cannot be read, and says why nothing is known of them', () => {
    const services = ['a', 'b', 'c']
      .map((name) => `  ${name}: { image: x, ports: ["\${P}:\${P}"] }\n`)
      .join('');
    const analysis = analyze(
      openAlone(`services:\n${services}  d: { image: x, ports: ["127.0.0.1:\${P}:\${P}"] }\n`),
      defaultReachOptions,
    );
    expect(outsideInView(analysis).notes[0]).toBe(
      '0 of 4 can be reached from outside, 3 unknown (they depend on variables that are not set).',
    );
    expect(outsideInView(analysis).marks.get('a')).toEqual({ tone: 'unknown', word: '${P}:${P}' });
    expect(outsideInView(analysis).marks.has('d')).toBe(false);
  });

  it.each([
    ['privileged', 'privileged: "${P}"', 'is privileged'],
    ['a capability', 'cap_add: ["${P}"]', 'is given the capability ${P}'],
    ['a host path', 'volumes: ["${P}:/data"]', 'mounts ${P}'],
    ['a device', 'devices: ["${P}:/dev/x"]', 'uses the device ${P}'],
  ])('does not say that nothing gives the host away where %s is unknown', (_, line, why) => {
    const analysis = analyze(openAlone(`services:\n  a:\n    image: x\n    ${line}\n`), defaultReachOptions);
    const { notes } = blastView(analysis, 'a', null, noHostSockets);
    expect(notes[1]).toContain('It is unknown whether the host falls: a, which');
    expect(notes[1]).toContain(why);
  });
});

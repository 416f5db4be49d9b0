import { afterAll, describe, expect, it } from 'vitest';
import { triesAll } from '../../../core/compose/testing/property-runs.ts';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { examplesOf } from '../../../core/rules/examples.ts';
import { projectRules as rules } from '../../../core/rules/registry.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { summaryOf } from '../../../core/summary/summary.ts';
import { topologyText } from './topology-text.ts';
import { hiddenFacts, unseenRules } from './unseen-rules.ts';

/** Analyses by text: each example is asked several times. */
const analyses = new Map<string, Analysis>();
afterAll(() => analyses.clear());

function analysisOf(text: string): Analysis {
  const known = analyses.get(text);
  if (known) return known;
  const analysis = analyze(openAlone(text), defaultReachOptions);
  analyses.set(text, analysis);
  return analysis;
}

function found(text: string): ReadonlySet<string> {
  const analysis = analysisOf(text);
  return new Set(analysis.workspace.stale ? [] : analysis.findings.map(({ rule }) => rule));
}

describe('rules that need what a link left out', () => {
  it('are all that fall silent on an example of theirs: none of them is taken for fine', () => {
    const silent: string[] = [];
    for (const rule of rules) {
      const { id } = rule;
      for (const example of examplesOf(rule).invalid) {
        const shared = topologyText(example);
        if (shared === null || unseenRules(ruleBook, shared.left).some(({ rule }) => rule === id)) continue;
        if (found(shared.text).has(id) || !found(example).has(id)) continue;
        silent.push(`${id}: ${[...shared.left.keys()].join(' ')}`);
      }
    }
    expect(silent).toEqual([]);
  });
});

describe('the sentence about a project that came by a link', () => {
  const sentence = (text: string, left: Parameters<typeof hiddenFacts>[0]) => {
    const parts = summaryOf(analysisOf(text), undefined, hiddenFacts(left));
    return new Map(parts.map((part) => [part.kind, part]));
  };

  it('says at least where the link left out something that can make a container root', () => {
    const shared = topologyText(`services:
  a: { image: a, privileged: true, ports: ["80:80"] }
  b: { image: b, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
  c: { image: c, devices: ["/dev/sda"], labels: ["traefik.http.routers.c.rule=Host(\`c.example\`)"] }
`);
    const parts = sentence(shared?.text ?? '', shared?.left ?? null);
    expect(parts.get('root')?.text).toBe('at least 1 can become root');
    expect(parts.get('outside')?.text).toBe('at least 1 of 3 reachable from outside');
  });

  it('is that of the whole file, or says of each part that differs that it is unknown', () => {
    const certain: string[] = [];
    let parts = 0;
    for (const rule of rules) {
      const { valid, invalid } = examplesOf(rule);
      for (const example of triesAll ? [...valid, ...invalid] : invalid) {
        if (typeof example !== 'string' || analysisOf(example).workspace.stale) continue;
        const shared = topologyText(example);
        if (shared === null) continue;
        const whole = sentence(example, null);
        const left = sentence(shared.text, shared.left);
        for (const kind of ['outside', 'root', 'data', 'unneeded'] as const) {
          const [before, after] = [whole.get(kind), left.get(kind)];
          parts++;
          if (before?.text === after?.text || after?.unknown === true) continue;
          // What is no longer said claims nothing, but that nobody becomes root.
          if (after === undefined && kind !== 'root') continue;
          certain.push(
            `${rule.id} ${kind}: ${before?.text} became ${after?.text} (${[...shared.left.keys()]})`,
          );
        }
      }
    }
    expect(parts).toBeGreaterThan(triesAll ? 1000 : 500);
    expect(certain).toEqual([]);
  });
});

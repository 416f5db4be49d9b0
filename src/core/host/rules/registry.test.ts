import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostRuleIds } from '../../findings/host-rule-ids.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { rules } from '../../rules/registry.ts';
import { analyzeHost, type HostAnalysis } from '../analyze-host.ts';
import { editsOf, hostFixObjection, planOnHost } from '../fixes/offer-host-fixes.ts';
import type { HostExample, HostFinding, HostRule } from '../host-rule.ts';
import { hostOf } from '../testing/host-of.ts';
import { hostExamplesOf } from './examples.ts';
import { hostRules } from './registry.ts';

const options = optionsFor('29');

function analysisOf(files: HostExample): HostAnalysis {
  return analyzeHost(hostOf(files), { options });
}

function raised({ findings }: HostAnalysis, { id }: HostRule): readonly HostFinding[] {
  return findings.filter(({ finding }) => finding.rule === id);
}

/** An example as the title of a test. */
function titled(examples: readonly HostExample[]) {
  return examples.map((files) => [
    Object.entries(files)
      .map(([file, text]) => `# ${file}\n${text}`)
      .join(''),
    files,
  ]) as readonly (readonly [string, HostExample])[];
}

describe('the registry of rules of the host', () => {
  it('holds every rule file, each under the id and slug of its file name', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) =>
      /^cn\d+.*(?<!\.test)\.ts$/.test(file),
    );
    expect(hostRules.map(({ id, slug }) => `${id.toLowerCase()}-${slug}.ts`)).toEqual(files.sort());
  });

  it('uses no id twice, and none of the rules of one project', () => {
    const ids = [...hostRules, ...rules].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds the ids that a file may suppress', () => {
    expect(hostRules.map(({ id }) => id)).toEqual(hostRuleIds);
  });

  it('says of each rule what it means, why it matters and where it comes from', () => {
    for (const { id, title, why, source } of hostRules) {
      expect([id, title.length > 0, why.length > 40, source.length > 0]).toEqual([id, true, true, true]);
    }
  });
});

it.each(['CN802', 'CN804', 'CN808', 'CN809', 'CN810'])('%s offers a fix on some example', (id) => {
  const [rule] = hostRules.filter((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  const found = hostExamplesOf(rule).invalid.flatMap((files) => raised(analysisOf(files), rule));
  expect(found.flatMap(({ finding }) => finding.fixes).length).toBeGreaterThan(0);
});

describe.each(hostRules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('has an example or more of either kind', () => {
    expect(hostExamplesOf(rule).invalid.length).toBeGreaterThan(0);
    expect(hostExamplesOf(rule).valid.length).toBeGreaterThan(1);
  });

  it.each(titled(hostExamplesOf(rule).invalid))('is raised once by\n%s', (_title, files) => {
    const analysis = analysisOf(files);
    const [found, ...rest] = raised(analysis, rule);
    expect(rest.map(({ finding }) => finding.message)).toEqual([]);
    expect(found?.finding.evidence.length).toBeGreaterThan(0);
    expect(found?.finding.message.length).toBeLessThanOrEqual(600);
    expect([...analysis.analyses.keys(), null]).toContain(found?.stack);
  });

  it.each(titled(hostExamplesOf(rule).valid))('is not raised by\n%s', (_title, files) => {
    expect(raised(analysisOf(files), rule).map(({ finding }) => finding.message)).toEqual([]);
  });

  it.each(titled(hostExamplesOf(rule).invalid))('mends with every fix\n%s', (_title, files) => {
    const before = analysisOf(files);
    for (const found of raised(before, rule)) {
      for (const fix of found.finding.fixes) {
        const planned = planOnHost(before.host, editsOf(found, fix));
        expect([fix.title, planned.ok ? null : planned.error]).toEqual([fix.title, null]);
        if (!planned.ok) continue;
        const after = analyzeHost(planned.value, { options });
        expect([fix.title, raised(after, rule).map(({ finding }) => finding.message)]).toEqual([
          fix.title,
          [],
        ]);
        expect([fix.title, hostFixObjection(before, found, fix)]).toEqual([fix.title, null]);
      }
    }
  });
});

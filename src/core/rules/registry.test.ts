import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { planOperations } from '../compose/operations/plan-operations.ts';
import { type Finding, type Fix, type Rule, severities } from '../findings/finding.ts';
import { fixObjection, outcomeOf } from '../fixes/fix-objection.ts';
import { fleetFixObjection } from '../fixes/offer-fleet-fixes.ts';
import { editsOf, hostFixObjection } from '../fixes/offer-host-fixes.ts';
import { fleetOfFiles } from '../fleet/fleet-of-files.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { applyEdits } from '../text/edit.ts';
import { analyze, analyzeFleet, analyzeHost } from './all-rules.ts';
import type { Analysis } from './analyze.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { openExample } from './example-workspace.ts';
import { exampleFiles, exampleOptions, examplesOf, raisedBy } from './examples.ts';
import { faultRules } from './fault-rules.ts';
import { acrossRules, fleetRules, projectRules, rules } from './registry.ts';

/** Analyses of examples by rule and text, as each example is used several times. */
const analyses = new Map<string, Analysis>();

function analysisOf(text: string, rule: Rule): Analysis {
  const key = `${rule.id}\n${text}`;
  const known = analyses.get(key);
  if (known) return known;
  const analysis = analyze(openExample(text), exampleOptions(rule));
  analyses.set(key, analysis);
  return analysis;
}

function raised(text: string, rule: Rule): readonly Finding[] {
  return analysisOf(text, rule).findings.filter((finding) => finding.rule === rule.id);
}

function fixesOf(text: string, rule: Rule): readonly (readonly [Finding, Fix])[] {
  return raised(text, rule).flatMap((finding) => finding.fixes.map((fix) => [finding, fix] as const));
}

describe('the registry of rules', () => {
  it('holds every rule file under the id and slug of its file name, in the order of the ids', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) =>
      /^cn\d+.*(?<!\.test)\.ts$/.test(file),
    );
    const named = rules.map(({ id, slug }) => `${id.toLowerCase()}-${slug}.ts`);
    const inTable = new Set(faultRules.map(({ id, slug }) => `${id.toLowerCase()}-${slug}.ts`));
    expect(named.filter((name) => !inTable.has(name))).toEqual(files.sort());
    expect(named).toEqual([...named].sort());
  });

  it('holds no rule that checks nothing', () => {
    const idle = rules.filter(
      (rule) => !(rule.check ?? rule.checkService ?? rule.checkWays ?? rule.checkStacks ?? rule.checkFleet),
    );
    expect(idle).toEqual([]);
  });

  it('uses no id twice', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('says of each rule what it means, why it matters and where it comes from', () => {
    for (const { id, title, why, source } of rules) {
      expect([id, title.length > 0, why.length > 40, source.length > 0]).toEqual([id, true, true, true]);
    }
  });
});

describe.each(projectRules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('has two examples or more of either kind', () => {
    expect(examplesOf(rule).invalid.length).toBeGreaterThan(1);
    expect(examplesOf(rule).valid.length).toBeGreaterThan(1);
  });

  it.each(examplesOf(rule).invalid)('is raised by\n%s', (text) => {
    const [finding, ...rest] = raised(text, rule);
    expect(finding).toBeDefined();
    expect(rest).toEqual([]);
    expect(finding?.evidence).not.toEqual([]);
  });

  it.each(examplesOf(rule).valid)('is not raised by\n%s', (text) => {
    expect(raised(text, rule)).toEqual([]);
  });

  it.each(examplesOf(rule).invalid)('mends with every fix\n%s', (text) => {
    const document = openDocument(text);
    const before = analysisOf(text, rule);
    const worst = Math.min(...raised(text, rule).map(({ severity }) => severities.indexOf(severity)));
    for (const [finding, { title, operations }] of fixesOf(text, rule)) {
      const planned = planOperations(document, operations);
      expect([title, planned.ok ? null : planned.error]).toEqual([title, null]);
      if (!planned.ok) continue;
      const after = applyEdits(text, planned.value);
      // CN511 still reports a mount that became read-only, with less severity.
      const left = raised(after, rule).filter(({ severity }) => severities.indexOf(severity) <= worst);
      expect([title, after, left.map(({ message }) => message)]).toEqual([title, after, []]);
      const outcome = outcomeOf(before, analysisOf(after, rule));
      const objection = fixObjection(before, outcome, finding);
      expect([title, after, objection]).toEqual([title, after, null]);
    }
  });
});

it.each(['CN802', 'CN804', 'CN808', 'CN809', 'CN810'])('%s offers a fix on some example', (id) => {
  const [rule] = acrossRules.filter((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  const found = examplesOf(rule).invalid.flatMap((example) => raisedBy(rule, example));
  expect(found.flatMap(({ fixes }) => fixes).length).toBeGreaterThan(0);
});

/** Returns the analysis of an example of a rule about several stacks. */
function hostAnalysisOf(example: string, rule: Rule): HostAnalysis {
  return analyzeHost(hostOf(exampleFiles(example)), { options: exampleOptions(rule) });
}

describe.each(acrossRules.map((rule) => [rule.id, rule] as const))('%s, across stacks', (_id, rule) => {
  it('has an example or more of either kind', () => {
    expect(examplesOf(rule).invalid.length).toBeGreaterThan(0);
    expect(examplesOf(rule).valid.length).toBeGreaterThan(1);
  });

  it.each(examplesOf(rule).invalid)('is raised once by\n%s', (example) => {
    const [found, ...rest] = raisedBy(rule, example);
    expect(rest.map(({ message }) => message)).toEqual([]);
    expect(found?.evidence.length).toBeGreaterThan(0);
    expect(found?.message.length).toBeLessThanOrEqual(600);
    expect([...hostAnalysisOf(example, rule).analyses.keys(), null]).toContain(found?.stack);
  });

  it.each(examplesOf(rule).valid)('is not raised by\n%s', (example) => {
    expect(raisedBy(rule, example).map(({ message }) => message)).toEqual([]);
  });

  it.each(examplesOf(rule).invalid)('mends with every fix\n%s', (example) => {
    const before = hostAnalysisOf(example, rule);
    const left = ({ findings }: HostAnalysis) =>
      findings.filter((one) => one.rule === rule.id).map(({ message }) => message);
    for (const found of before.findings.filter((one) => one.rule === rule.id)) {
      for (const fix of found.fixes) {
        const planned = planOnHost(before.host, editsOf(found, fix));
        expect([fix.title, planned.ok ? null : planned.error]).toEqual([fix.title, null]);
        if (!planned.ok) continue;
        const after = analyzeHost(planned.value, { options: before.options });
        expect([fix.title, left(after)]).toEqual([fix.title, []]);
        expect([fix.title, hostFixObjection(before, found, fix)]).toEqual([fix.title, null]);
      }
    }
  });
});

describe.each(fleetRules.map((rule) => [rule.id, rule] as const))('%s, between machines', (_id, rule) => {
  it('has an example or more of either kind', () => {
    expect(examplesOf(rule).invalid.length).toBeGreaterThan(0);
    expect(examplesOf(rule).valid.length).toBeGreaterThan(1);
  });

  it.each(examplesOf(rule).invalid)(
    'is raised once, at a line of a file, and mends with every fix\n%s',
    (example) => {
      const analysis = analyzeFleet(fleetOfFiles(exampleFiles(example), exampleOptions(rule)));
      expect(analysis.facts.fleet.file.faults).toEqual([]);
      const [found, ...rest] = analysis.findings.filter((one) => one.rule === rule.id);
      expect(rest.map(({ message }) => message)).toEqual([]);
      expect(found?.evidence.length).toBeGreaterThan(0);
      expect(found?.message.length).toBeLessThanOrEqual(600);
      expect(found?.machine === null ? found.place?.line : found?.at.length).toBeGreaterThan(1);
      for (const fix of found?.fixes ?? [])
        expect([fix.title, found && fleetFixObjection(analysis, found, fix)]).toEqual([fix.title, null]);
    },
  );

  it.each(examplesOf(rule).valid)('is not raised by\n%s', (example) => {
    expect(raisedBy(rule, example).map(({ message }) => message)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { checkPretty, type Paint } from './check-pretty.ts';

const hardened = 'cap_drop: [ALL], security_opt: [no-new-privileges]';

function pretty(text: string, paint?: Paint, profiles: readonly string[] = []): string {
  const document = openAlone(text, { file: 'compose.yaml' });
  return checkPretty(document, analyze(document, { ...defaultReachOptions, profiles }), paint);
}

describe('checkPretty', () => {
  it('says of each finding where, what, why and how to mend it', () => {
    const [place, message, why, fix] = pretty(
      `services:\n  web: {image: "example/web:1", ${hardened}, network_mode: none, ports: ["80:80"]}\n`,
    ).split('\n');
    expect(place).toMatch(/^compose\.yaml:2:\d+: warning CN105 dead-port-host-or-none$/);
    expect(message).toBe('  web lists ports, but network_mode: none discards them.');
    expect(why).toMatch(/^ {2}In host mode every listening port/);
    expect(fix).toBe('  fix: Remove the ports (safe): unset=web:ports');
  });

  it('sums up, and counts what is suppressed apart', () => {
    const text = pretty(`services:
  a: {image: "example/a:1", ${hardened}, network_mode: none, ports: ["80:80"]}
  # bulkhead-disable CN301 -- it measures the host
  b: {image: "example/b:1", ${hardened}, network_mode: host}
`);
    expect(text).toContain('  suppressed (inline): it measures the host\n');
    expect(text.endsWith('\n\n1 finding: 0 errors, 1 warning, 0 info. 1 suppressed.\n')).toBe(true);
  });

  it('tells what is under an inactive profile, and counts it apart', () => {
    const text = `services:\n  a: {image: "example/a:1", ${hardened}}\n  b: {image: "example/b:1", ${hardened}, profiles: [dev], privileged: true}\n`;
    const off = pretty(text);
    expect(off).toContain('error CN501 privileged-container (inactive profile dev)\n');
    expect(off).toMatch(/\n\nNo findings\. [1-9]\d* under inactive profiles\.\n$/);
    const on = pretty(text, undefined, ['dev']);
    expect(on).toContain('error CN501 privileged-container (profile dev)\n');
    expect(on).toMatch(/\n\n[1-9]\d* findings?: [1-9]\d* errors?, [^.]+\.\n$/);
  });

  it('says once what it says of many, with the place of each', () => {
    const text = pretty(
      `services:\n${['a', 'b', 'c'].map((name) => `  ${name}: {image: "example/${name}:1", ${hardened}, ports: ["9000"]}\n`).join('')}`,
    );
    expect(text.match(/CN101/g)).toHaveLength(1);
    expect(text).toMatch(
      /a publishes a random port[^\n]*\n {2}compose\.yaml:3:\d+: same for b\n {2}compose\.yaml:4:\d+: same for c\n/,
    );
    expect(text).toContain('4 findings: 0 errors, 3 warnings, 1 info.');
  });

  it('says all that is refused for want of values in one block, with every variable', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const text = pretty(
      `services:\n${names.map((name) => `  s${name}: {image: "\${IMAGE_${name}}", ${hardened}}\n`).join('')}`,
    );
    expect(text.match(/CN601/g)).toHaveLength(1);
    expect(text).toContain('IMAGE_A, IMAGE_B, IMAGE_C, IMAGE_D, IMAGE_E and 1 more have no value');
    expect(text).toContain(`  without a value: ${names.map((name) => `IMAGE_${name}`).join(', ')}\n`);
    expect(text.endsWith('\n\n2 findings: 1 error, 0 warnings, 1 info.\n')).toBe(true);
  });

  describe('of the worst alone', () => {
    const many = `services:\n${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => `  ${name}: {image: "example/${name}:1", ${hardened}, privileged: true, ports: ["127.0.0.1:90${at}0:80"], environment: { DB_URL: "http://nobody-${name}:80" }}\n`).join('')}`;
    const document = openAlone(many, { file: 'compose.yaml' });
    const analysis = analyze(document, { ...defaultReachOptions, profiles: [] });
    const apart = {
      ...analysis,
      // Each by itself, as findings of different words are.
      findings: analysis.findings.map((one, at) => ({ ...one, message: `${one.message} ${'x'.repeat(at)}` })),
    };
    const text = checkPretty(document, apart, undefined, 'worst');

    it('says the three gravest in full, why once a rule, and each other one in a line with its place', () => {
      expect(text.match(/^ {2}fix: /gm)?.length).toBe(3);
      expect(text.match(/A privileged container has every capability/g)).toHaveLength(1);
      const lines = text.match(/^compose\.yaml:\d+:\d+: .*$/gm) ?? [];
      expect(lines.length).toBeGreaterThanOrEqual(6);
      expect(text).toMatch(/^compose\.yaml:5:\d+: error CN501 privileged-container: d is privileged/m);
      expect(text).toMatch(/^1 more of CN501 privileged-container$/m);
      expect(text).toContain('shows reason and fixes of all.\n\n');
      expect(text).toMatch(new RegExp(`\\n\\n${analysis.findings.length} findings: 7 errors, [^\\n]*\\n$`));
    });

    it('has no line that all of it does not have', () => {
      const all = checkPretty(document, apart);
      expect(all).not.toContain('--verbose');
      expect(all.match(/A privileged container has every capability/g)).toHaveLength(1);
      for (const { at, rule } of [{ at: 'compose.yaml:5:', rule: 'CN501' }]) {
        expect(all).toMatch(new RegExp(`^${at}\\d+: error ${rule} `, 'm'));
      }
      expect(all.split('\n').at(-2)).toBe(text.split('\n').at(-2));
    });

    it('is all of it where there are no more than three', () => {
      const few = `services:\n  a: {image: "example/a:1", ${hardened}, privileged: true}\n`;
      const one = openAlone(few, { file: 'compose.yaml' });
      const own = analyze(one, { ...defaultReachOptions, profiles: [] });
      expect(checkPretty(one, own, undefined, 'worst')).toBe(checkPretty(one, own));
    });
  });

  it('says so when there is nothing', () => {
    expect(pretty(`services:\n  a: {image: "example/a:1", ${hardened}}\n`)).toBe('No findings.\n');
  });

  it('paints by role and is plain without a painter', () => {
    const text = `services:\n  a: {image: "example/a:1", ${hardened}, privileged: true}\n`;
    expect(pretty(text, (role, words) => `<${role}>${words}</>`)).toContain(
      '<error>error</> <strong>CN501</>',
    );
    expect(pretty(text)).not.toContain('\u001b');
  });
});

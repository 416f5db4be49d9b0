import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { githubCommands } from './check-github.ts';
import { asNamed, placesIn } from './placed-findings.ts';

function report(text: string): string {
  const workspace = openAlone(text, { file: 'a,b:c.yaml' });
  const { findings } = analyze(workspace, defaultReachOptions);
  return githubCommands({ findings, profiles: [], place: placesIn(workspace) }, asNamed);
}

describe('githubCommands', () => {
  it('puts a finding on its line, and escapes what the command would take for its own', () => {
    expect(report('services:\n  a:\n    image: nginx:1.27\n    ports: ["8080:80"]\n')).toBe(
      '::warning file=a%2Cb%3Ac.yaml,line=4,col=13,title=CN101 port-on-all-interfaces::a publishes 8080 on every address of the host.\n' +
        '::notice file=a%2Cb%3Ac.yaml,line=3,col=5,title=CN508 root-user::a runs as root: its image sets no other user.\n',
    );
  });

  it('leaves out what an inactive profile alone brings', () => {
    const hardened = 'cap_drop: [ALL], security_opt: [no-new-privileges]';
    expect(
      report(
        `services:\n  a: {image: "example/a:1", ${hardened}}\n  b: {image: "example/b:1", ${hardened}, profiles: [dev], privileged: true}\n`,
      ),
    ).toBe('');
  });

  it('leaves out what is suppressed', () => {
    expect(
      report(
        'services:\n  a:\n    image: nginx:1.27\nx-bulkhead:\n  disable: [{rule: CN508, reason: later}]\n',
      ),
    ).toBe('');
  });

  it('lets no name begin a command of its own', () => {
    const text = report(
      'services:\n  "a\\n::add-mask::x\\r\\e[31m%0A":\n    image: x\n    ports: ["8080:8080"]\n',
    );
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^::(?:error|warning|notice) file=a%2Cb%3Ac\.yaml,/);
    expect(text).toContain('::a\\n::add-mask::x\\r\\u001b[31m%250A publishes 8080');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(text).not.toMatch(/[\r\u001b]/);
  });
});

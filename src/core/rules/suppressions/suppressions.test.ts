import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../all-rules.ts';

/** Returns `rule subject: by reason` of every suppressed finding, and the messages of CN902. */
function suppressed(text: string): readonly string[] {
  return analyze(openAlone(text), defaultReachOptions).findings.flatMap((finding) => {
    if (finding.rule === 'CN902') return [finding.message];
    if (finding.suppressed === null) return [];
    return [`${finding.rule} ${finding.subjects[0]}: ${finding.suppressed.by} ${finding.suppressed.reason}`];
  });
}

describe('comments in the file', () => {
  it('cover their line', () => {
    expect(
      suppressed(`services:
  web:
    image: example/web:1
    ports:
      - "8080:80" # bulkhead-disable CN101 -- meant for the LAN
  other:
    image: example/web:1
    ports:
      - "8081:80"
`),
    ).toEqual(['CN101 web: inline meant for the LAN']);
  });

  it('cover a whole service from above', () => {
    expect(
      suppressed(`services:
  # bulkhead-disable CN101, CN501
  # (see the wiki)
  web:
    image: example/web:1
    privileged: true
    ports:
      - "8080:80"
  other:
    image: example/web:1
    privileged: true
`),
    ).toEqual(['CN501 web: inline ', 'CN101 web: inline ']);
  });

  it('cover only the rules that they name', () => {
    expect(
      suppressed(
        'services:\n  web:\n    image: example/web:1\n    privileged: true # bulkhead-disable CN101 -- x\n',
      ),
    ).toEqual([]);
  });

  it('are reported when they name no rule', () => {
    expect(
      suppressed('services:\n  # bulkhead-disable CN9999 -- x\n  web:\n    image: example/web:1\n'),
    ).toEqual(['The comment on line 2 disables CN9999, which is no rule. Name one, such as CN101.']);
    expect(suppressed('services:\r\n  web:\r\n    image: example/web:1 # bulkhead-disable\r\n')).toEqual([
      'The comment on line 3 disables nothing, which is no rule. Name one, such as CN101.',
    ]);
  });
});

describe('x-bulkhead.disable', () => {
  const services = `services:
  a:
    image: example/a:1
    privileged: true
  b:
    image: example/b:1
    privileged: true
`;

  it('covers a service, with its reason', () => {
    expect(
      suppressed(`x-bulkhead:\n  disable:\n    - { rule: CN501, service: b, reason: lab }\n${services}`),
    ).toEqual(['CN501 b: file lab']);
  });

  it('covers the file without a service', () => {
    expect(suppressed(`${services}x-bulkhead:\n  disable:\n    - rule: CN501\n`)).toEqual([
      'CN501 a: file ',
      'CN501 b: file ',
    ]);
  });

  it('reports rules, services and keys that do not exist', () => {
    expect(
      suppressed(`x-bulkhead:
  version: 1
  colour: red
  disable:
    - { rule: CN77 }
    - { rule: CN509, service: ghost, why: x }
services:
  a:
    image: example/a:1
    x-bulkhead: { tier: app, teir: data }
`),
    ).toEqual([
      "x-bulkhead has no key 'colour'. It takes version, intents, disable, layout.",
      'An item of x-bulkhead.disable names the unknown rule CN77. It takes rule, service and reason.',
      'An item of x-bulkhead.disable names the unknown service ghost. It takes rule, service and reason.',
      'An item of x-bulkhead.disable names the unknown key why. It takes rule, service and reason.',
      "x-bulkhead of a has no key 'teir'. It takes tier, needs, external.",
    ]);
  });
});

// The fixes of CN107 and CN802 give a service another host port. The difference that they make holds the port that their title names, and
// nothing else, however the port is written.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { editsOf } from '../fixes/offer-host-fixes.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { applyEdits } from '../text/edit.ts';
import { analyze, analyzeHost } from './all-rules.ts';

const options = optionsFor('29');

const quote = fc.constantFrom('', '"', "'");
const address = fc.constantFrom('', '0.0.0.0:', '127.0.0.1:', '${IP:-127.0.0.1}:');
const lines = fc.oneof(
  fc
    .tuple(quote, address, fc.constantFrom('80', '8080', '${INNER:-80}'), fc.constantFrom('', '/tcp'))
    .filter(([mark, lead]) => mark !== '' || !lead.includes('$'))
    .map(([mark, lead, inner, kind]) => [`- ${mark}${lead}8080:${inner}${kind}${mark}`]),
  fc.tuple(quote, quote).map(([a, b]) => [`- {target: ${a}80${a}, published: ${b}8080${b}}`]),
  fc
    .tuple(quote, fc.constantFrom('mode: ingress', "host_ip: '127.0.0.1'"))
    .map(([mark, key]) => [`- ${key}`, `  published:  ${mark}8080${mark} # the port`, '  target: 80']),
);

interface Styled {
  readonly item: readonly string[];
  readonly before: boolean;
  readonly behind: boolean;
  readonly comment: string;
  readonly eol: string;
  readonly finalEol: boolean;
  readonly head: string;
}

const styled: fc.Arbitrary<Styled> = fc.record({
  item: lines,
  before: fc.boolean(),
  behind: fc.boolean(),
  comment: fc.constantFrom('', '  # published on 8080', ' # c'),
  eol: fc.constantFrom('\n', '\r\n'),
  finalEol: fc.boolean(),
  head: fc.constantFrom('', '\n', '# head\n\n', '---\n', '\ufeff', '\n\n# c\n'),
});

function service(name: string, { item, before, behind, comment }: Styled): string {
  const [first = '', ...rest] = item;
  const items = [
    ...(before ? ['- "8443:443" # tls', '# - "8080:80"'] : []),
    first.includes('#') || rest.length > 0 ? first : first + comment,
    ...rest,
    ...(behind ? ['# the last', "- '9443:443'"] : []),
  ];
  return `  ${name}:\n    image: r/${name}\n    ports:\n${items.map((line) => `    ${line}\n`).join('')}`;
}

function file(style: Styled, first: string, web: Styled): string {
  const text = `${style.head}services:\n${first}${service('web', web)}`;
  return (style.finalEol ? text : text.replace(/\n$/, '')).replaceAll('\n', style.eol);
}

/** Asserts that one `8080` outside of comments became the port that the title names, and nothing else changed. */
function expectDigits(before: string, after: string | undefined, title: string): void {
  const to = / on (\d+)$/.exec(title)?.[1] ?? '';
  const ways = [...before.matchAll(/8080/g)].map(
    ({ index }) => before.slice(0, index) + to + before.slice(index + 4),
  );
  expect(ways, before).toContain(after);
  const comments = (text: string): readonly string[] => text.match(/#.*/g) ?? [];
  expect(comments(after ?? ''), before).toEqual(comments(before));
}

const runs = propertyRuns(150);

it('CN107: the fix changes the digits of one port', () => {
  fc.assert(
    fc.property(styled, (style) => {
      const text = file(style, '  first:\n    image: r/first\n    ports: ["8080:80"]\n', style);
      const workspace = openAlone(text);
      const found = analyze(workspace, options).findings.find(({ rule }) => rule === 'CN107');
      const [fix] = found?.fixes ?? [];
      expect(fix, text).toBeDefined();
      const planned = planInWorkspace(workspace, fix?.operations ?? []);
      expect(planned, text).toMatchObject({ ok: true });
      if (!fix || !planned.ok) return;
      const after = applyEdits(text, planned.value.edits.get('compose.yaml') ?? []);
      expectDigits(text, after, fix.title);
      expect(analyze(openAlone(after), options).findings.some(({ rule }) => rule === 'CN107')).toBe(false);
    }),
    { numRuns: runs, seed: 20261129 },
  );
});

it('CN802: the fix changes the digits of one port of one stack', () => {
  fc.assert(
    fc.property(styled, styled, (one, other) => {
      const texts = {
        'a/compose.yaml': file(one, '', { ...one, before: false, behind: false }),
        'b/compose.yaml': file(other, '', other),
      };
      const analysis = analyzeHost(hostOf(texts), { options });
      const found = analysis.findings.find(({ rule }) => rule === 'CN802');
      const [fix] = found?.fixes ?? [];
      expect(fix, JSON.stringify(texts)).toBeDefined();
      if (!found || !fix) return;
      const planned = planOnHost(analysis.host, editsOf(found, fix));
      expect(planned, JSON.stringify(texts)).toMatchObject({ ok: true });
      if (!planned.ok) return;
      const after = new Map(
        planned.value.stacks.map(({ id, workspace }) => [id, workspace.files[0]?.document.text]),
      );
      expect(after.get('a')).toBe(texts['a/compose.yaml']);
      expectDigits(texts['b/compose.yaml'], after.get('b'), fix.title);
    }),
    { numRuns: runs, seed: 20261129 },
  );
});

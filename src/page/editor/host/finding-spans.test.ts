import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { findingSpans } from './store-host.ts';

const texts = new Map([
  [
    'compose.yaml',
    'services:\n  web:\n    image: nginx\n    networks: [front, back]\n  db:\n    image: postgres\n    networks: [back]\nnetworks:\n  front:\n  back:\n',
  ],
  ['compose.override.yaml', 'services:\n  web:\n    ports: ["8443:443"]\n'],
]);
const workspace = openWorkspace({ order: [...texts.keys()], texts, environment: new Map() });
const analysis = analyze(workspace, defaultReachOptions);

function spansOf(rule: string, file: string) {
  const found = analysis.findings.find((finding) => finding.rule === rule);
  const print = found ? fingerprint(found) : '';
  const spans = findingSpans(workspace, analysis, { rule, fingerprint: print }, file);
  return spans.map(({ from, to }) => [from, texts.get(file)?.slice(from, to)]);
}

describe('the lines of a finding', () => {
  it('are its own place and those of its hops', () => {
    const text = texts.get('compose.yaml') ?? '';
    expect(spansOf('CN203', 'compose.yaml')).toEqual([
      [text.indexOf('back]'), 'back'],
      [text.indexOf('[back]') + 1, 'back'],
    ]);
  });

  it('are those of the file alone', () => {
    expect(spansOf('CN203', 'compose.override.yaml')).toEqual([]);
    expect(spansOf('CN101', 'compose.override.yaml').map(([, text]) => text)).toEqual(['"8443:443"']);
  });

  it('are none once it is gone', () => {
    expect(findingSpans(workspace, analysis, { rule: 'CN203', fingerprint: 'gone' }, 'compose.yaml')).toEqual(
      [],
    );
  });
});

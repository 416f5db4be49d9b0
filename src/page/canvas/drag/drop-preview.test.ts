import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import type { ConnectivityDiff } from '../../../core/reach/diff/diff-connectivity.ts';
import type { Preview } from '../../../core/session/session.ts';
import { pairTexts, previewLines } from './drop-preview.ts';

const text = 'services: { app: { image: a } }\n';

function preview(delta: Partial<ConnectivityDiff>, more: Partial<Preview> = {}): Preview {
  return {
    edits: new Map(),
    workspace: openAlone(text),
    analysis: analysisOf(text),
    delta: {
      opened: [],
      closed: [],
      waysOpened: [],
      waysClosed: [],
      servicesAdded: [],
      servicesRemoved: [],
      ...delta,
    },
    across: null,
    needsBroken: [],
    findingsGained: [],
    findingsGone: [],
    notes: [],
    ...more,
  };
}

describe('the words before a drop', () => {
  it('say so when nothing changes', () => {
    expect(previewLines(preview({}))).toEqual([{ tone: 'plain', text: 'nothing opens, nothing closes' }]);
  });

  it('tell what opens and closes from other stacks beside the stack itself', () => {
    const none = preview({}).delta;
    const across = {
      ...none,
      opened: [
        { from: 'blog/web', to: 'wiki/db', kind: 'direct' as const },
        { from: 'wiki/db', to: 'blog/web', kind: 'direct' as const },
      ],
      waysClosed: [{ service: 'wiki/db', kind: 'way-out' as const, port: '' }],
    };
    expect(previewLines(preview({}, { across }))).toEqual([
      { tone: 'opens', text: 'across stacks, opens blog/web ↔ wiki/db' },
      { tone: 'closes', text: 'across stacks, loses wiki/db → out' },
    ]);
    expect(previewLines(preview({}, { across: none }))).toEqual([
      { tone: 'plain', text: 'nothing opens, nothing closes' },
    ]);
  });

  it('put both directions into one arrow', () => {
    expect(
      pairTexts([
        { from: 'a', to: 'b', kind: 'direct' },
        { from: 'b', to: 'a', kind: 'direct' },
        { from: 'c', to: 'a', kind: 'direct' },
      ]),
    ).toEqual(['a ↔ b', 'c → a']);
  });

  it('name the family of what changes in one alone', () => {
    expect(
      previewLines(
        preview({
          closed: [
            { from: 'a', to: 'b', kind: 'direct', family: 'ipv6' },
            { from: 'b', to: 'a', kind: 'direct' },
          ],
          waysClosed: [{ service: 'b', kind: 'way-in', port: '0.0.0.0:80/tcp', family: 'ipv6' }],
        }),
      ).map(({ text }) => text),
    ).toEqual(['closes a → b over IPv6, b → a', 'loses Outside → b (0.0.0.0:80/tcp) over IPv6']);
  });

  it('name at most four pairs and count the rest', () => {
    const opened = ['a', 'b', 'c', 'd', 'e', 'f'].map((to) => ({ from: 'x', to, kind: 'direct' as const }));
    expect(previewLines(preview({ opened }))[0]).toEqual({
      tone: 'opens',
      text: 'opens x → a, x → b, x → c, x → d +2',
    });
  });

  it('tell broken needs first, in red', () => {
    const need = {
      from: 'app',
      to: 'worker',
      kind: 'reference' as const,
      name: 'worker',
      port: 9000,
      certainty: 'inferred' as const,
      at: [],
    };
    const closed = [{ from: 'app', to: 'worker', kind: 'direct' as const }];
    expect(previewLines(preview({ closed }, { needsBroken: [need] }))).toEqual([
      { tone: 'bad', text: 'breaks a need: app → worker:9000' },
      { tone: 'closes', text: 'closes app → worker' },
    ]);
  });

  it('tell ways out, ways in with their bind address, and lost names', () => {
    const lines = previewLines(
      preview({
        waysOpened: [
          { service: 'db', kind: 'way-in', port: '0.0.0.0:5432/tcp' },
          { service: 'db', kind: 'way-out', port: '' },
        ],
        closed: [{ from: 'web', to: 'db', kind: 'name' }],
      }),
    );
    expect(lines.map((line) => line.text)).toEqual([
      'gains Outside → db (0.0.0.0:5432/tcp), db → out',
      'web no longer resolves db',
    ]);
  });

  it('name the first few of those that lose a name, and count the rest', () => {
    const closed = Array.from({ length: 57 }, (_, index) => ({
      from: `s${index}`,
      to: 'db',
      kind: 'name' as const,
    }));
    expect(previewLines(preview({ closed })).map((line) => line.text)).toEqual([
      's0, s1, s2, s3, s4 and 52 more no longer resolve db',
    ]);
  });

  it('tell notes before what opens and closes, and count what is too much', () => {
    const dropped = { type: 'address-dropped' as const, service: 'db', network: 'back' };
    const closed = [{ from: 'app', to: 'db', kind: 'direct' as const }];
    expect(previewLines(preview({ closed }, { notes: [{ ...dropped, address: '10.9.0.7' }] }))).toEqual([
      { tone: 'closes', text: 'drops the fixed address 10.9.0.7 of db on back' },
      { tone: 'closes', text: 'closes app → db' },
    ]);
    const many = ['1', '2', '3', '4', '5', '6', '7', '8'].map((end) => ({
      ...dropped,
      address: `10.9.0.${end}`,
    }));
    expect(previewLines(preview({}, { notes: many })).at(-1)).toEqual({
      tone: 'plain',
      text: 'and 2 more notes',
    });
  });
});

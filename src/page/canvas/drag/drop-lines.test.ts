import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import type { ConnectivityDiff } from '../../../core/reach/diff/diff-connectivity.ts';
import type { Preview } from '../../../core/session/session.ts';
import { effectWords, previewLines } from './drop-lines.ts';

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

const direct = (from: string, to: string) => ({ from, to, kind: 'direct' as const });
const need = (from: string, to: string) => ({
  from,
  to,
  kind: 'reference' as const,
  name: to,
  port: 9000,
  certainty: 'inferred' as const,
  at: [],
});
const first = (made: Preview): readonly string[] => previewLines(made).first.map(({ text }) => text);
const details = (made: Preview): readonly string[] => previewLines(made).details.map(({ text }) => text);

describe('the verdict before a drop', () => {
  it('says so when nothing changes, and says nothing of connections where only a way changes', () => {
    expect(effectWords(preview({}), 'app')).toEqual(['No connection opens or closes.']);
    const waysOpened = [{ service: 'app', kind: 'way-out' as const, port: '' }];
    expect(effectWords(preview({ waysOpened }), 'app')).toEqual([]);
    expect(previewLines(preview({}))).toEqual({ first: [], details: [] });
  });

  it('is about the moved service, or the one that is new', () => {
    const opened = [direct('app', 'web'), direct('web', 'app')];
    expect(effectWords(preview({ opened }), 'app')).toEqual([
      'Opens 1 connection (web) without a known need.',
    ]);
    expect(effectWords(preview({ opened, servicesAdded: ['web'] }), null)).toEqual([
      'Opens 1 connection (app) without a known need.',
    ]);
  });

  it('counts the needs that break', () => {
    const closed = [direct('app', 'worker'), direct('app', 'web')];
    expect(effectWords(preview({ closed }, { needsBroken: [need('app', 'worker')] }), 'app')).toEqual([
      'Closes 2 connections: 1 of them is needed (worker).',
    ]);
  });
});

describe('the lines behind the verdict', () => {
  it('tell what opens and closes from other stacks beside the stack itself', () => {
    const none = preview({}).delta;
    const across = {
      ...none,
      opened: [direct('blog/web', 'wiki/db'), direct('wiki/db', 'blog/web')],
      waysClosed: [{ service: 'wiki/db', kind: 'way-out' as const, port: '' }],
    };
    expect(previewLines(preview({}, { across })).first).toEqual([
      { tone: 'opens', text: 'across stacks, opens blog/web ↔ wiki/db' },
      { tone: 'closes', text: 'across stacks, closes wiki/db → outside' },
    ]);
    expect(previewLines(preview({}, { across: none })).first).toEqual([]);
  });

  it('list the connections that the verdict does not name: both directions as one arrow, six and a count', () => {
    const opened = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((to) => direct('x', to));
    expect(details(preview({ opened: [...opened, direct('a', 'x')] }))).toEqual([
      'opens x ↔ a, x → b, x → c, x → d, x → e, x → f +1',
    ]);
    expect(details(preview({ opened: [direct('x', 'a')] }))).toEqual([]);
  });

  it('name the family of what changes in one alone', () => {
    const closed = [{ ...direct('a', 'b'), family: 'ipv6' as const }, direct('b', 'a')];
    const waysClosed = [
      { service: 'b', kind: 'way-in' as const, port: '0.0.0.0:80/tcp', family: 'ipv6' as const },
    ];
    expect(first(preview({ closed, waysClosed }))).toEqual([
      'closes Outside → b at 0.0.0.0:80/tcp over IPv6',
    ]);
    expect(details(preview({ closed, waysClosed }))).toEqual(['closes a → b over IPv6, b → a']);
  });

  it('tell ways out, ways in with their bind address, and lost names', () => {
    const waysOpened = [
      { service: 'db', kind: 'way-in' as const, port: '0.0.0.0:5432/tcp' },
      { service: 'db', kind: 'way-out' as const, port: '' },
    ];
    expect(first(preview({ waysOpened, closed: [{ ...direct('web', 'db'), kind: 'name' }] }))).toEqual([
      'opens Outside → db at 0.0.0.0:5432/tcp, db → outside',
      'web no longer resolves db',
    ]);
  });

  it('leave to the details a name that is lost with its connection, and the bridge of the host', () => {
    const closed = [direct('web', 'db'), { ...direct('web', 'db'), kind: 'name' as const }];
    const waysClosed = [{ service: 'db', kind: 'to-host' as const, port: '' }];
    expect(previewLines(preview({ closed, waysClosed })).first).toEqual([]);
    expect(details(preview({ closed, waysClosed }))).toEqual([
      'web no longer resolves db',
      'closes db → host',
    ]);
  });

  it('name the first few of those that lose a name, and count the rest', () => {
    const closed = Array.from({ length: 57 }, (_, index) => ({
      ...direct(`s${index}`, 'db'),
      kind: 'name' as const,
    }));
    expect(first(preview({ closed }))).toEqual(['s0, s1, s2, s3, s4 and 52 more no longer resolve db']);
  });

  it('say once what one service loses, and warn once for each rule', () => {
    const closed = ['web', 'app', 'mail'].map((to) => ({ ...direct('db', to), kind: 'name' as const }));
    expect(first(preview({ closed }))).toEqual(['db no longer resolves web, app, mail']);
    const found = (rule: string, message: string) =>
      ({ rule, message, severity: 'warning' }) as Preview['findingsGained'][number];
    const findingsGained = [found('CN401', 'one'), found('CN401', 'two'), found('CN105', 'three')];
    expect(first(preview({}, { findingsGained }))).toEqual(['warns: CN401 one', 'warns: CN105 three']);
    expect(details(preview({}, { findingsGained }))).toEqual(['warns: CN401 two']);
  });

  it('begin with what opens from outside, then what is lost, then names', () => {
    const notes = [{ type: 'address-dropped' as const, service: 'db', network: 'back', address: '10.9.0.7' }];
    const waysOpened = [{ service: 'db', kind: 'way-in' as const, port: '0.0.0.0:5432/tcp' }];
    const closed = [{ ...direct('web', 'db'), kind: 'name' as const }];
    expect(previewLines(preview({ closed, waysOpened }, { notes })).first.map(({ tone }) => tone)).toEqual([
      'opens',
      'closes',
      'closes',
    ]);
  });
});

// What browsers and chats hold already, byte for byte: drafts of both versions and a link. Each is opened for as long as there
// are pages.

import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { textChange } from '../files/text-change.ts';
import { openedHostOf } from '../host/testing/opened-host.ts';
import { browserCompression, decodeShare } from '../share/share-code.ts';
import { topologyProject } from '../share/shared-project.ts';
import { takeMachine } from '../work/records.ts';
import { hostStacks } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { draftOf, readDraft } from './draft.ts';
import { restoreDraft } from './draft-autosave.ts';

const main =
  'services:\r\n  web:\r\n    image: nginx\r\n    environment: { A: $SECRET }\r\n    ports: ["${PORT}:80"]\r\n';
const override = 'services:\n  web:\n    user: "1000"\n';

const keptDraft =
  '{"version":1,"name":"compose.yaml","id":"a","savedAt":1700000000000,"project":{"order":["compose.yaml","compose.override.yaml"],"texts":[["compose.yaml","services:\\r\\n  web:\\r\\n    image: nginx\\r\\n    environment: { A: $SECRET }\\r\\n    ports: [\\"${PORT}:80\\"]\\r\\n# mine\\r\\n"],[".env","SECRET=hunter2\\nPORT=8080\\n"],["compose.override.yaml","services:\\n  web:\\n    user: \\"1000\\"\\n"]],"environment":[["SECRET","hunter2"],["PORT","8080"]],"profiles":["debug"],"folder":"shop","machine":{"file":"machine.json","text":"{\\"version\\":1,\\"docker\\":{\\"engine\\":\\"28.0.0\\"}}"}},"opened":[["compose.yaml","services:\\r\\n  web:\\r\\n    image: nginx\\r\\n    environment: { A: $SECRET }\\r\\n    ports: [\\"${PORT}:80\\"]\\r\\n"],[".env","SECRET=hunter2\\nPORT=8080\\n"]],"aside":false,"observed":"{\\"version\\":1}"}';
const keptHost =
  '{"version":2,"name":"home","id":"b","savedAt":1700000000001,"project":{"order":["blog/compose.yaml"],"texts":[["blog/compose.yaml","services: {web: {image: nginx}}\\n"]],"environment":[],"profiles":[],"folder":"blog"},"opened":[["blog/compose.yaml","services: {web: {image: nginx}}\\n"]],"aside":true,"host":{"name":"home","leftOut":["notes.txt"],"file":null,"stacks":[{"dir":"blog","project":{"order":["blog/compose.yaml"],"texts":[["blog/compose.yaml","services: {web: {image: nginx}}\\n"]],"environment":[],"profiles":[],"folder":"blog"},"opened":[["blog/compose.yaml","services: {web: {image: nginx}}\\n"]]},{"dir":"shop","project":{"order":["shop/compose.yaml"],"texts":[["shop/compose.yaml","services: {db: {image: postgres}}\\n"]],"environment":[],"profiles":[],"folder":"shop"},"opened":[["shop/compose.yaml","services: {db: {image: postgres}}\\n"]]}]}}';
const keptLink =
  'AXIkPhF1UEFqwzAQ_IoYelSK3ZPRJ1pKb5YPcrx2BbJkVrKTEvL3INmUQslp2Rl2ZnZuCDwQQ7U4h3kJkV5_zOwgf9ewEbMdDryTSHRNEar9dxGJN3umqLQX4kJ9mULY2UykhJ-sv-7IEjjFgxXiJDRebh_vn1931VQa2qOT7RP_py5rJFZCo66qQ6OTIL9ZDn4mn0rgbAKJpmqqwi8cRusof4OB-nXK_43BlUYQv8MCCUfjfv1XTdY542bYmj4LyLroWb83c6EeEgONZnUJ8i3T9wc';
const linkedProject =
  '{"order":["compose.yaml","compose.override.yaml"],"texts":[["compose.yaml","services:\\n  web:\\n    image: nginx\\n    ports:\\n      - \\"${PORT}:80\\"\\n"],["compose.override.yaml","services:\\n  web:\\n    user: \\"1000\\"\\n"]],"environment":[["PORT","8080"]],"profiles":["debug"],"folder":"shop","left":[["environment",1],["variables",1]],"pins":[["web","default",2,1]]}';
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => [`${name}${at}`, '']);

/** Returns a project on a machine, with a changed file and a new one. */
function worked() {
  const work = createWorkStore(ruleBook);
  const texts = new Map([
    ['compose.yaml', main],
    ['.env', 'SECRET=hunter2\nPORT=8080\n'],
  ]);
  const environment = new Map([
    ['SECRET', 'hunter2'],
    ['PORT', '8080'],
  ]);
  work.openProject({
    input: { order: ['compose.yaml'], texts, environment },
    profiles: ['debug'],
    folder: 'shop',
  });
  takeMachine(work, { file: 'machine.json', text: '{"version":1,"docker":{"engine":"28.0.0"}}' });
  const type = (file: string, before: string, after: string) =>
    work.dispatch({ type: 'edit-text', file, edits: textChange(before, after), label: 'Type' });
  type('compose.yaml', main, `${main}# mine\r\n`);
  type('compose.override.yaml', '', override);
  return work;
}

const hostFiles = {
  'blog/compose.yaml': 'services: {web: {image: nginx}}\n',
  'shop/compose.yaml': 'services: {db: {image: postgres}}\n',
};

describe('a project that is kept elsewhere', () => {
  it('as a draft is written and read byte for byte', () => {
    expect(JSON.stringify(draftOf(worked().getState(), 'a', 1_700_000_000_000, false, '{"version":1}'))).toBe(
      keptDraft,
    );
    const draft = readDraft(JSON.parse(keptDraft));
    expect(draft).toEqual(JSON.parse(keptDraft));
    const work = createWorkStore(ruleBook);
    if (draft !== null) restoreDraft(work, draft);
    expect(JSON.stringify(draftOf(work.getState(), 'a', 1_700_000_000_000, false, '{"version":1}'))).toBe(
      keptDraft,
    );
  });

  it('as a draft of a host is written and read byte for byte', () => {
    const work = createWorkStore(ruleBook);
    work.openHost({ ...openedHostOf(hostFiles), leftOut: ['notes.txt'] });
    expect(JSON.stringify(draftOf(work.getState(), 'b', 1_700_000_000_001, true))).toBe(keptHost);
    const draft = readDraft(JSON.parse(keptHost));
    expect(draft).toEqual(JSON.parse(keptHost));
    expect(hostStacks(work.getState())).toHaveLength(2);
  });

  it('in a link is written and read byte for byte', async () => {
    const shared = topologyProject(worked().getState(), new Set(['PORT']));
    expect(JSON.stringify({ ...shared?.project, pins: [['web', 'default', 2, 1]] })).toBe(linkedProject);
    const read = await decodeShare(keptLink, browserCompression);
    expect(read).toEqual({ ok: true, value: JSON.parse(linkedProject) });
  });

  it.each([
    ['draft', keptDraft],
    ['draft of a host', keptHost],
  ])('loses members that nobody knows: %s', (_, bytes) => {
    const later = JSON.parse(bytes, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, later: 1 } : value,
    );
    expect(readDraft(later)).toEqual(JSON.parse(bytes));
  });

  it.each([
    ['more files than a project has', { texts: numbered('compose', 399) }],
    ['more variables than a project has', { environment: numbered('V', 20_001) }],
    ['a variable twice', { environment: ['A', 'A'].map((name) => [name, '']) }],
    ['a record of a machine without its text', { machine: { file: 'machine.json' } }],
    ['no count of what was left out', { left: [['environment', 0]] }],
    ['a card beyond the last cell', { pins: [['web', 'default', 1001, 1]] }],
    ['an order of nothing', { order: [] }],
    ['an order that names a file twice', { order: ['compose.yaml', 'compose.yaml'] }],
  ])('is refused with %s', (_, members) => {
    const draft = JSON.parse(keptDraft);
    const read = (texts: readonly unknown[]) =>
      readDraft({ ...draft, project: { ...draft.project, ...members, texts } });
    const { texts } = draft.project;
    expect(read('texts' in members ? [...texts, ...members.texts] : texts)).toBeNull();
    if ('texts' in members) expect(read([...texts, ...members.texts.slice(2)])).not.toBeNull();
  });

  it('is refused as a host of more than 2,000 stacks', () => {
    const draft = JSON.parse(keptHost);
    const [stack] = draft.host.stacks;
    const withStacks = (length: number) =>
      readDraft({ ...draft, host: { ...draft.host, stacks: Array.from({ length }, () => stack) } });
    expect(withStacks(2000)).not.toBeNull();
    expect(withStacks(2001)).toBeNull();
    expect(withStacks(0)).toBeNull();
  });
});

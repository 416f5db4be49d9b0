import { describe, expect, it } from 'vitest';
import {
  fitsText,
  type HostMessage,
  type PageMessage,
  readHostMessage,
  readPageMessage,
} from './protocol.ts';

const file = { path: 'compose.yaml', text: 'services:\n', version: 3 };
const project = {
  order: ['compose.yaml', 'compose.override.yaml'],
  environment: [['TAG', '1']],
  profiles: ['debug'],
  engine: '28',
  userlandProxy: true,
  directRouting: false,
  ipv6Default: false,
  firewallBackend: 'iptables',
  rootless: false,
} as const;
const opened = {
  type: 'open',
  protocol: 1,
  main: 'compose.yaml',
  folder: 'shop',
  project,
  files: [file],
} as const;

const ofHost: readonly HostMessage[] = [
  { ...opened, theme: 'dark' },
  { ...opened, project: null, theme: 'high-contrast-light' },
  { type: 'changed', files: [file] },
  { type: 'found', files: [] },
  { type: 'saved', paths: ['compose.yaml'] },
  { type: 'edited', id: 1, versions: [['compose.yaml', 4]] },
  { type: 'refused', id: 1, why: 'No.', files: [file] },
  { type: 'theme', theme: 'light' },
];
const edits = [{ offset: 0, length: 3, text: '' }];
const ofPage: readonly PageMessage[] = [
  { type: 'ready', protocol: 1 },
  { type: 'edit', id: 1, files: [{ path: 'compose.yaml', version: 3, edits }] },
  { type: 'edit', id: 2, files: [{ path: '.env', version: null, edits }] },
  { type: 'want', paths: ['../base.yaml'] },
  { type: 'reveal', path: 'compose.yaml', offset: null },
  { type: 'undo' },
  { type: 'redo' },
  { type: 'save' },
];

const sentByEditor =
  '{"type":"open","protocol":1,"main":"compose.yaml","folder":"shop","project":{"order":["compose.yaml"],"environment":[["TAG","1"]],"profiles":[],"engine":"28.0.0","userlandProxy":true,"directRouting":false,"ipv6Default":"unknown","firewallBackend":"iptables","daemon":{"icc":false},"rootless":false},"files":[{"path":"compose.yaml","text":"services: {}\\n","version":3}],"theme":"dark"}';

/** Returns invalid variants of a message, each with one field missing or of another type. */
function spoiled(message: object): readonly object[] {
  return Object.keys(message).flatMap((key) => [
    { ...message, [key]: undefined },
    { ...message, [key]: { no: 'such' } },
    { ...message, [key]: -1 },
  ]);
}

describe('the words between a page and its editor', () => {
  it.each(ofHost)('read what an editor says: $type', (message) => {
    expect(readHostMessage(structuredClone(message))).toEqual(message);
    for (const wrong of spoiled(message)) expect(readHostMessage(wrong), JSON.stringify(wrong)).toBeNull();
  });

  it('read what an editor of an earlier version sends', () => {
    expect(readHostMessage(JSON.parse(sentByEditor))).toEqual(JSON.parse(sentByEditor));
  });

  it.each(ofPage)('read what a page says: $type', (message) => {
    expect(readPageMessage(structuredClone(message))).toEqual(message);
    for (const wrong of spoiled(message)) expect(readPageMessage(wrong), JSON.stringify(wrong)).toBeNull();
  });

  it.each([
    [{ type: 'changed', files: [{ ...file, version: 1.5 }] }],
    [{ type: 'changed', files: [{ ...file, path: '' }] }],
    [{ ...opened, theme: 'sepia' }],
    [{ ...opened, theme: 'dark', project: { ...project, environment: [['TAG']] } }],
    [{ type: 'constructor' }],
    ['open'],
    [null],
  ])('take nothing else for a message: %j', (wrong) => {
    expect(readHostMessage(wrong)).toBeNull();
    expect(readPageMessage(wrong)).toBeNull();
  });

  it.each([
    [[], 0, true],
    [
      [
        [0, 2],
        [2, 0],
        [3, 1],
      ],
      4,
      true,
    ],
    [
      [
        [2, 1],
        [0, 1],
      ],
      4,
      false,
    ],
    [
      [
        [0, 2],
        [1, 1],
      ],
      4,
      false,
    ],
    [[[3, 2]], 4, false],
  ])('say whether edits %j fit a text of %i characters: %s', (places, length, fits) => {
    const list = places.map(([offset = 0, own = 0]) => ({ offset, length: own, text: '' }));
    expect(fitsText(list, length)).toBe(fits);
  });
});

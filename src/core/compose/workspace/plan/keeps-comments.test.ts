// What an override says beside what goes stays as it is written, in each style; what the files below have too goes in place.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import { parseOperation } from '../../operations/operation-text.ts';
import { openWorkspace } from '../open-workspace.ts';
import { planInWorkspace } from './plan-in-workspace.ts';

const below = `services:
  web:
    image: nginx
    networks: [front]
    cap_add: [CHOWN, KILL]
  db:
    image: postgres
    networks:
  api:
    image: api
    extends: { service: web }
networks:
  front: {}
  back: {}
`;

/** Returns the override after an operation written into it, or the message of its refusal. */
function edited(override: string, operation: string): string {
  const texts = new Map([
    ['a.yaml', below],
    ['b.yaml', override],
  ]);
  const workspace = openWorkspace({ order: ['a.yaml', 'b.yaml'], texts, environment: new Map() });
  const parsed = parseOperation(operation);
  if (!parsed.ok) throw new RangeError(parsed.error.message);
  const planned = planInWorkspace(workspace, [parsed.value], { into: 'b.yaml', locked: new Set() });
  if (!planned.ok) return planned.error.message;
  return applyEdits(override, planned.value.edits.get('b.yaml') ?? []);
}

const cases: readonly (readonly [name: string, operation: string, before: string, after: string])[] = [
  [
    'an entry that the files below have, alone in its section',
    'remove-service=web',
    'services: # ours\n  # about web\n  web: # here\n    # inside\n    user: app\n',
    'services: # ours\n  # about web\n  web: !reset null # here\n',
  ],
  [
    'the first of several',
    'remove-service=web',
    'services:\n  # about web\n  web:\n    user: app\n  # about db\n  db: { user: pg } # db\n',
    'services:\n  # about web\n  web: !reset null\n  # about db\n  db: { user: pg } # db\n',
  ],
  [
    'one in brackets',
    'remove-service=web',
    'services: { # ours\n  web: { user: app }, # here\n  db: { user: pg } # db\n}\n',
    'services: { # ours\n  web: !reset null, # here\n  db: { user: pg } # db\n}\n',
  ],
  [
    'the last network of a section',
    'remove-network=front:back',
    'services: {}\nnetworks: # all\n\n  front: # one\n    internal: true\n',
    'services:\n  web:\n    networks:\n      front: !reset null\n      back:\n  api:\n    networks:\n      front: !reset null\n      back:\nnetworks: # all\n\n  front: !reset null # one\n',
  ],
  [
    'a key that goes although a file below leaves it empty',
    'mode=db:bridge',
    'services:\n  db:\n    networks: # which\n      - back\n    user: pg # not root\n',
    'services:\n  db:\n    networks: !reset [] # which\n    user: pg # not root\n    network_mode: bridge\n',
  ],
  [
    'items behind one that comes to stand before them',
    'cap-unadd=api:KILL',
    'services:\n  api:\n    cap_add: # why\n      # net\n      - NET_ADMIN # n\n      - KILL\n      - SETUID # s\n',
    'services:\n  api:\n    cap_add: !override # why\n      - CHOWN\n      # net\n      - NET_ADMIN # n\n      - SETUID # s\n',
  ],
];

describe('an edit of an override keeps its comments', () => {
  it.each(cases)('%s', (_, operation, before, after) => {
    expect(edited(before, operation)).toBe(after);
  });

  it.each(cases)('%s, with the line endings of Windows', (_, operation, before, after) => {
    expect(edited(before.replaceAll('\n', '\r\n'), operation)).toBe(after.replaceAll('\n', '\r\n'));
  });
});

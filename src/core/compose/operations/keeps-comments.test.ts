// What stands beside and above an entry goes with that entry alone.

import { describe, expect, it } from 'vitest';
import { editText } from '../testing/edit-text.ts';

const flow = `services:
  web:
    image: nginx
    environment: {
      # about A
      A: 1, # a
      # about B
      B: 2, # b
      C: 3 # c
    }
    cap_add: [ # why
      CHOWN, KILL, # two
      SETUID ]
`;

describe('mappings and lists in brackets over several lines', () => {
  it.each([
    ['unset=web:environment:A', '      # about A\n      A: 1, # a\n', ''],
    ['unset=web:environment:B', '      # about B\n      B: 2, # b\n', ''],
    ['unset=web:environment:C', ', # b\n      C: 3 # c\n', ' # b\n'],
    ['env=web:B:9', 'B: 2', 'B: "9"'],
    ['env=web:D:4', 'C: 3 # c', 'C: 3, # c\n      D: "4"'],
    ['cap-unadd=web:CHOWN', 'CHOWN, KILL', 'KILL'],
    ['cap-unadd=web:KILL', 'CHOWN, KILL, # two', 'CHOWN, # two'],
    ['cap-unadd=web:SETUID', 'SETUID ]', ' ]'],
  ])('%s', (operation, before, after) => {
    expect(editText(flow, operation)).toBe(flow.replace(before, after));
  });

  it.each([
    ['[ # why\n      "db" # it\n    ]', '[ # why\n    ]'],
    ['[ # why\n      db, # it\n      # the end\n    ]', '[ # why\n      # the end\n    ]'],
    ['[ db # why\n    ]', '[  # why\n    ]'],
    ['[db] # why', '[] # why'],
  ])('keep the comments of %j when the last item goes', (links, empty) => {
    const text = `services:\n  web:\n    image: w\n    links: ${links}\n    # next\n    user: app\n  db: { image: d }\n`;
    expect(editText(text, 'unlink=web:db')).toBe(text.replace(links, empty));
  });

  it('keep the comments of the brackets when the last entry goes', () => {
    const one =
      'networks: {\n  # all of them\n\n  # about a\n  a: {} # here\n  # the end\n}\nservices: { w: { image: w } }\n';
    expect(editText(one, 'rename-network=a:b')).toBe(one.replace('a: {}', 'b: {}'));
  });
});

describe('a key whose last part goes', () => {
  const service = (lines: string): string => `services:\n  web:\n    image: nginx\n${lines}    user: app\n`;

  it.each([
    [
      'unpublish=web:80',
      '    # for the TV\n    ports:\n      - "80:80"\n',
      '    # for the TV\n    ports: []\n',
    ],
    [
      'unpublish=web:80',
      '    ports: # for the TV\n      # http\n      - "80:80" # 1\n',
      '    ports: [] # for the TV\n',
    ],
    ['unpublish=web:80', '    ports: ["80:80"] # for the TV\n', '    ports: [] # for the TV\n'],
    ['unpublish=web:80', '    ports:\n      # http\n      - "80:80" # 1\n', ''],
    ['cap-undrop=web:ALL', '    # none\n    cap_drop: [ALL]\n', '    # none\n    cap_drop: []\n'],
    ['unset=web:environment:A', '    environment: # all\n      A: 1\n', '    environment: {} # all\n'],
    ['unset=web:environment', '    environment: # all\n      A: 1\n', ''],
    ['unset=web:labels:a', "    'labels': # all\n      - a=#1\n", "    'labels': [] # all\n"],
    ['unset=web:labels:a', '    labels:\n      - "a= # 1"\n', ''],
    [
      'depends=web:db:healthy',
      '    depends_on:\n      # first\n      - db # base\n      - log\n',
      '    depends_on:\n      # first\n      db: # base\n        condition: service_healthy\n      log:\n        condition: service_started\n',
    ],
    ['undepends=web:db', '    # first\n    depends_on:\n      - db\n', '    # first\n    depends_on: []\n'],
  ])('%s keeps the comments of the key: %j', (operation, before, after) => {
    const db = '  db:\n    image: x\n';
    expect(editText(service(before) + db, operation)).toBe(service(after) + db);
  });

  it('takes what is added in the style of the file', () => {
    expect(editText(service('    ports: [] # for the TV\n'), 'publish=web:80:80')).toBe(
      service('    ports: # for the TV\n      - "80:80"\n'),
    );
  });
});

describe('free-standing comments', () => {
  const text = `services:
  web:
    image: nginx
networks:
  front: {}
  # All networks are made by hand.
`;

  it.each([
    [text],
    [text.replace('  # All', '\n  # All')],
    [text.replace('networks:\n  front: {}\n  # All', '#  two  spaces\n# All')],
    [`${text}\n# the end\n`],
  ])('stay where they are when a network comes and goes: %j', (before) => {
    const with_ = editText(before, 'add-network=mid');
    expect(with_).toContain('mid:');
    expect(editText(with_, 'remove-network=mid')).toBe(before);
  });

  it('stay the last of their place', () => {
    expect(editText(text, 'add-network=mid')).toBe(text.replace('front: {}\n', 'front: {}\n  mid:\n'));
  });
});

describe('a text in block style at the end of a file without a line ending', () => {
  it.each([
    ['|', '|-'],
    ['>+', '>-'],
    ['|2', '|2-'],
    ['|-', '|-'],
  ])('%s says the same when something follows', (mark, after) => {
    const text = `services:\n  web:\n    image: w\n    command: ${mark}\n      a\n      b`;
    expect(editText(text, 'user=web:app')).toBe(`${text.replace(mark, after)}\n    user: app`);
    expect(editText(text, 'add-network=x')).toBe(`${text.replace(mark, after)}\nnetworks:\n  x:`);
  });

  it('says the same when what followed goes', () => {
    const text = 'services:\n  web:\n    image: w\n    command: |\n      a\n    user: app';
    expect(editText(text, 'unset=web:user')).toBe(text.replace('    user: app', ''));
    expect(editText(text.replace('|', '|-'), 'unset=web:user')).toBe(
      text.replace('|', '|-').replace('\n    user: app', ''),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import type { Operation } from '../../operations/operation.ts';
import { parseOperation } from '../../operations/operation-text.ts';
import { openWorkspace } from '../open-workspace.ts';
import { planInWorkspace } from './plan-in-workspace.ts';
import { type Writing, writeToOwner } from './writing.ts';

function operation(text: string): Operation {
  const parsed = parseOperation(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const base = `services:
  # the shop
  web:
    image: web
    ports: ["80:80", "81:81"]
    networks:
      - front
      - back
    environment: [A=1]
  db: { image: db, networks: [back], depends_on: [web] }
networks:
  front:
  back:
`;
const over = `services:
  web:
    user: "1000" # not root
    networks:
      - mid
networks:
  mid:
`;

/** Returns the files that the operations change, with their new text, or the refusal's code. */
function planned(
  texts: Readonly<Record<string, string>>,
  operations: readonly string[],
  writing: Writing = writeToOwner,
): Readonly<Record<string, string>> | string {
  const order = Object.keys(texts).filter((file) => !file.startsWith('lib'));
  const workspace = openWorkspace({ order, texts: new Map(Object.entries(texts)), environment: new Map() });
  const result = planInWorkspace(workspace, operations.map(operation), writing);
  if (!result.ok) return result.error.code;
  const entries = [...result.value.edits].map(([file, edits]) => [
    file,
    applyEdits(texts[file] ?? '', edits),
  ]);
  return Object.fromEntries(entries);
}

const into = (file: string): Writing => ({ into: file, locked: new Set() });
const two = { 'a.yaml': base, 'b.yaml': over };

describe('an edit goes to the file that owns the fact', () => {
  it.each([
    ['detach=web:front', 'a.yaml', base.replace('      - front\n', '')],
    ['detach=web:mid', 'b.yaml', over.replace('    networks:\n      - mid\n', '')],
    ['user=web:2000', 'b.yaml', over.replace('1000', '2000')],
    ['image=web:web:2', 'a.yaml', base.replace('image: web', 'image: web:2')],
    ['internal=mid:true', 'b.yaml', `${over}    internal: true\n`],
    ['internal=back:true', 'a.yaml', `${base}    internal: true\n`],
    ['unpublish=web:81', 'a.yaml', base.replace(', "81:81"', '')],
    ['undepends=db:web', 'a.yaml', base.replace(', depends_on: [web]', '')],
  ])('%s', (text, file, after) => {
    expect(planned(two, [text])).toEqual({ [file]: after });
  });

  it('goes around a locked file, with an override of what it says', () => {
    const writing: Writing = { into: null, locked: new Set(['a.yaml']) };
    expect(planned(two, ['detach=web:front'], writing)).toEqual({
      'b.yaml': over.replace('      - mid\n', '      mid:\n      front: !reset null\n'),
    });
    expect(planned(two, ['detach=web:front'], { into: null, locked: new Set(['a.yaml', 'b.yaml']) })).toBe(
      'several-files',
    );
  });

  it('is checked on the whole: the last network of one file is not the last one', () => {
    const texts = {
      a: 'services:\n  web:\n    image: w\n    networks: [front]\nnetworks: { front: , mid: }\n',
      b: over,
    };
    const result = planned(texts, ['detach=web:front']);
    expect(result).toEqual({ b: expect.stringContaining('front: !reset null') });
    expect(planned(texts, ['detach=web:front', 'detach=web:mid'])).toBe('last-network');
  });

  it('writes into the service that extends, not into the one it builds on', () => {
    const text = `services:
  common: { image: c, networks: [front] }
  web:
    extends: common
networks: { front: , back: }
`;
    expect(planned({ a: text }, ['attach=web:back'])).toEqual({
      a: text.replace('extends: common\n', 'extends: common\n    networks: [back]\n'),
    });
    expect(planned({ a: text }, ['detach=web:front:none'])).toEqual({
      a: text.replace(
        'extends: common\n',
        'extends: common\n    networks: !reset []\n    network_mode: none\n',
      ),
    });
  });

  it('leaves extended files alone while another can say it', () => {
    const text = 'services:\n  web:\n    extends: { file: lib.yaml, service: base }\n';
    const lib = 'services:\n  base:\n    image: b\n    user: "1"\n';
    expect(planned({ a: text, 'lib.yaml': lib }, ['user=web:2'])).toEqual({ a: `${text}    user: "2"\n` });
  });
});

describe('files that take away what others say', () => {
  it('takes a membership out of the file that gives it, also where that leaves nothing there', () => {
    const one = 'services:\n  web:\n    image: w\n    networks: [front]\nnetworks: { front: , back: }\n';
    const two = 'services:\n  web:\n    networks:\n      - back\n';
    const result = planned({ a: one, b: two }, ['detach=web:back']);
    expect(Object.keys(result)).toEqual(['b']);
  });
});

describe('an override that receives the edits', () => {
  it.each([
    ['attach=db:front', 'services:\n  db:\n    networks:\n      - front\n'],
    ['detach=web:front', 'services:\n  web:\n    networks:\n      front: !reset null\n'],
    ['move=db:back:front', 'services:\n  db:\n    networks:\n      back: !reset null\n      front:\n'],
    ['mode=db:none', 'services:\n  db:\n    networks: !reset []\n    network_mode: none\n'],
    ['publish=db:5432:5432', 'services:\n  db:\n    ports: ["5432:5432"]\n'],
    ['unpublish=web:81', 'services:\n  web:\n    ports: !override ["80:80"]\n'],
    [
      'alias=db:back:store',
      'services:\n  db:\n    networks:\n      back:\n        aliases:\n          - store\n',
    ],
    ['cap-drop=db:ALL', 'services:\n  db:\n    cap_drop:\n      - ALL\n'],
    ['env=web:A:2', 'services:\n  web:\n    environment: [A=2]\n'],
    ['internal=back:true', 'networks:\n  back:\n    internal: true\n'],
    ['add-network=mid', 'networks:\n  mid:\n'],
    ['add-service=cache:redis:7', 'services:\n  cache:\n    image: redis:7\n'],
    ['undepends=db:web', 'services:\n  db:\n    depends_on: !reset null\n'],
  ])('%s', (text, after) => {
    expect(planned({ 'a.yaml': base }, [text], into('o.yaml'))).toEqual({ 'o.yaml': after });
  });

  it('keeps what the override says already, comments and all', () => {
    const result = planned(two, ['attach=db:mid', 'user=web:5'], into('b.yaml'));
    expect(result).toEqual({
      'b.yaml': over
        .replace('user: "1000" # not root', 'user: "5" # not root')
        .replace('      - mid\n', '      - mid\n  db:\n    networks:\n      - mid\n'),
    });
  });

  const written = `services:
  web:
    # for us alone
    networks:
      # the printers
      - mid   # second
    environment:
      # while we look
      LOG: debug # loud
      # and this
      Z: "2"
    ports:
      - 8080:80   # the shop
      # tls
      - "443:443"
networks:
  mid:
`;

  it.each([
    ['env=web:LOG:info', written.replace('LOG: debug', 'LOG: info')],
    ['env=web:NEW:x', written.replace('Z: "2"\n', 'Z: "2"\n      NEW: x\n')],
    ['detach=web:front', written.replace('- mid   # second', 'mid:   # second\n      front: !reset null')],
    ['host-port=web:8080:8081', written.replace('8080:80', '8081:80')],
    ['publish=web:1:1', written.replace('- "443:443"\n', '- "443:443"\n      - "1:1"\n')],
    ['unpublish=web:443', written.replace('      # tls\n      - "443:443"\n', '')],
  ])('changes a key where it stands: %s', (text, after) => {
    expect(planned({ 'a.yaml': base, 'b.yaml': written }, [text], into('b.yaml'))).toEqual({
      'b.yaml': after,
    });
  });

  it('replaces an alias that it says itself where it is written, and keeps the comment beside it', () => {
    const shared = 'x-nets: &nets\n  - front\n';
    const own =
      'services:\n  web:\n    networks: *nets # two homes\n    user: "5"\n  db:\n    networks: *nets\n';
    expect(
      planned({ 'a.yaml': base, 'b.yaml': shared + own }, ['alias=web:front:www'], into('b.yaml')),
    ).toEqual({
      'b.yaml':
        shared +
        own.replace('*nets # two homes', '# two homes\n      front:\n        aliases:\n          - www'),
    });
  });

  it('resets an entry that it says itself, and keeps the others', () => {
    const own =
      'services:\n  web:\n    networks:\n      # the printers\n      mid: # second\n        priority: 5\n      front: {}\n';
    const texts = { 'a.yaml': base, 'b.yaml': `${own}networks:\n  mid:\n` };
    expect(planned(texts, ['detach=web:front'], into('b.yaml'))).toEqual({
      'b.yaml': texts['b.yaml'].replace('front: {}', 'front: !reset null'),
    });
  });

  it('adds to a list in the file that owns it what only another file declares', () => {
    const main =
      'include: [lib.yaml]\nservices:\n  web:\n    image: w\n    depends_on:\n      # first\n      - a   # c\n    restart: always\n  a: { image: a }\n';
    expect(
      planned({ 'm.yaml': main, 'lib.yaml': 'services:\n  x: { image: x }\n' }, ['depends=web:x']),
    ).toEqual({ 'm.yaml': main.replace('# c\n', '# c\n      - x\n') });
  });

  it('writes nothing where nothing changes', () => {
    expect(planned({ 'a.yaml': base }, ['attach=web:back'], into('o.yaml'))).toEqual({});
  });

  it('takes a file that is at hand into the project', () => {
    const texts = new Map(Object.entries({ 'a.yaml': base, 'o.yaml': 'services: {}\n' }));
    const workspace = openWorkspace({ order: ['a.yaml'], texts, environment: new Map() });
    const result = planInWorkspace(workspace, [operation('user=db:1')], into('o.yaml'));
    expect(result.ok && result.value.workspace.input.order).toEqual(['a.yaml', 'o.yaml']);
    expect(result.ok && result.value.workspace.topology.services.get('db')?.user).toBe('1');
  });
});

describe('a renaming goes to every file that says the name', () => {
  const first = `x-bulkhead:
  intents:
    - never: web -> db
  disable:
    - { rule: CN508, service: db, reason: drops root }
services:
  web:
    image: web
    depends_on:
      - db
    networks: [front, back]
  db:
    image: db
    networks:
      - back
networks: { front: , back: }
`;
  const second = `x-bulkhead:
  intents:
    - no-way-out: db
services:
  web:
    links: ["db:store"]
    volumes_from: [db:ro]
    networks: [back]
  side:
    image: s
    network_mode: "service:db"
  tool:
    extends: { file: a.yaml, service: db }
    x-bulkhead: { needs: [db] }
  db:
    user: "1000" # no root
networks:
  back:
    internal: true
`;
  const texts = { 'a.yaml': first, 'b.yaml': second };

  it('of a service, with references of every kind', () => {
    expect(planned(texts, ['rename-service=db:pg'])).toEqual({
      'a.yaml': first.replace(/(?<!image: )\bdb\b/g, 'pg'),
      'b.yaml': second.replace(/\bdb\b/g, 'pg'),
    });
  });

  it('of a network', () => {
    expect(planned(texts, ['rename-network=back:core'])).toEqual({
      'a.yaml': first.replace(/\bback\b/g, 'core'),
      'b.yaml': second.replace(/\bback\b/g, 'core'),
    });
  });

  it('among other operations, and with what is kept', () => {
    // `tool` is made from the one in the first file, so the alias is not said there.
    const renamed = planned(texts, ['user=db:5', 'rename-service=db:pg:keep-alias', 'env=pg:A:1']);
    expect(renamed).toEqual({
      'a.yaml': first.replace(/(?<!image: )\bdb\b/g, 'pg'),
      'b.yaml': expect.stringMatching(
        /^ {2}pg:\n {4}user: "5" # no root\n {4}networks:\n {6}back:\n {8}aliases:\n {10}- db\n {4}environment:\n/m,
      ),
    });
    const named = { a: `name: shop\n${first}`, b: second.replace('a.yaml', 'a') };
    expect(planned(named, ['rename-network=back:core:keep-name'])).toEqual({
      a: expect.stringContaining('- core'),
      b: expect.stringMatching(/^ {2}core:\n {4}internal: true\n {4}name: shop_back\n/m),
    });
  });

  it('of what Docker calls a network or a container', () => {
    const one = 'name: shop\nservices:\n  web:\n    image: w\n    networks: [back]\nnetworks:\n  back:\n';
    const two =
      'services:\n  job:\n    image: j\n    network_mode: shop_back\n  peek:\n    image: p\n    pid: container:shop-web-1\n';
    expect(planned({ a: one, b: two }, ['rename-network=back:core', 'rename-service=web:shop'])).toEqual({
      a: one.replaceAll('back', 'core').replace('web:', 'shop:'),
      b: two.replace('shop_back', 'shop_core').replace('shop-web-1', 'shop-shop-1'),
    });
  });

  it('of `default`, which nobody names', () => {
    const one = 'services:\n  web:\n    image: w\n';
    const two = 'networks:\n  default:\n    internal: true\n';
    expect(planned({ a: one, b: two }, ['rename-network=default:core'])).toEqual({
      a: `${one}    networks:\n      - core\n`,
      b: two.replace('default', 'core'),
    });
  });

  it('also of references in a file that is only extended, but not of what that declares for itself', () => {
    const one = 'services:\n  web:\n    extends: { file: lib.yaml, service: db }\n  db:\n    image: db\n';
    const lib = 'services:\n  db:\n    image: other\n';
    expect(planned({ a: one, 'lib.yaml': lib }, ['rename-service=db:pg'])).toEqual({
      a: one.replace('  db:', '  pg:'),
    });
    const needs = 'services:\n  db:\n    image: other\n    links: [db]\n';
    expect(planned({ a: one, 'lib.yaml': needs }, ['rename-service=db:pg'])).toEqual({
      a: one.replace('  db:', '  pg:'),
      'lib.yaml': needs.replace('[db]', '[pg]'),
    });
  });

  it('not into a locked file, nor anywhere but into the override that receives the edits', () => {
    const locked: Writing = { into: null, locked: new Set(['a.yaml']) };
    expect(
      Object.keys(planned({ 'a.yaml': base, 'b.yaml': over }, ['rename-service=db:pg'], locked)),
    ).toEqual(['b.yaml']);
    expect(planned({ 'a.yaml': base }, ['rename-network=back:core'], into('o.yaml'))).toEqual({
      'o.yaml': expect.stringContaining('back: !reset null'),
    });
  });
});

it('renames into an override what that file says already where it stands, with its comments', () => {
  const base = 'services:\n  web:\n    image: nginx\n    ports: ["80:80"]\n  db:\n    image: pg\n';
  const over = `services:
  # about web
  web: # beside
    # the user
    user: app # why
    ports: # p
      - "81:81"
  # tail
  db:
    user: x
`;
  const texts = { 'a.yaml': base, 'b.yaml': over };
  expect(planned(texts, ['rename-service=web:proxy'], into('b.yaml'))).toEqual({
    'b.yaml': `services:
  # about web
  proxy: # beside
    # the user
    user: app # why
    ports: # p
      - "80:80"
      - "81:81"
    image: nginx
  # tail
  db:
    user: x
  web: !reset null
`,
  });
});

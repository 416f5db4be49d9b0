import { describe, expect, it } from 'vitest';
import { applyEdits, invertEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { parseOperation } from './operation-text.ts';
import { planOperations } from './plan-operations.ts';

/** The text after operations in their command-line form, or the code of the refusal. Undo is checked by the way. */
function edit(text: string, ...operations: readonly string[]): string {
  const parsed = operations.map((operation) => {
    const result = parseOperation(operation);
    if (!result.ok) throw new Error(`${operation}: ${result.error.message}`);
    return result.value;
  });
  const planned = planOperations(openDocument(text), parsed);
  if (!planned.ok) return `refused: ${planned.error.code}`;
  const after = applyEdits(text, planned.value);
  expect(applyEdits(after, invertEdits(text, planned.value))).toBe(text);
  return after;
}

const STACK = `services:
  web:
    image: nginx # the front door
    networks:
      - front # seen from outside
      - mid
    ports:
      - "8080:80"

  # the store
  db:
    image: postgres
    networks: [back]
networks:
  front:
  mid:
  back: {internal: true}
`;

/** The lines that differ, `-` before and `+` after, in order. */
function delta(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [
    ...a.slice(from, a.length - end).map((line) => `-${line}`),
    ...b.slice(from, b.length - end).map((line) => `+${line}`),
  ];
}

describe('operations write the fewest lines, in the style of the file', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['attach=web:back', ['+      - back']],
    ['attach=db:mid', ['-    networks: [back]', '+    networks: [back, mid]']],
    ['detach=web:mid', ['-      - mid']],
    ['detach=web:front', ['-      - front # seen from outside']],
    ['move=web:front:back', ['-      - front # seen from outside', '+      - back # seen from outside']],
    ['move=db:back:front', ['-    networks: [back]', '+    networks: [front]']],
    ['detach=db:back:none', ['-    networks: [back]', '+    network_mode: none']],
    ['detach=db:back:default', ['-    networks: [back]']],
    ['alias=db:back:store', ['-    networks: [back]', '+    networks: {back: {aliases: [store]}}']],
    [
      'alias=web:mid:www',
      [
        '-      - front # seen from outside',
        '-      - mid',
        '+      front: # seen from outside',
        '+      mid:',
        '+        aliases:',
        '+          - www',
      ],
    ],
    ['mode=db:host', ['-    networks: [back]', '+    network_mode: host']],
    ['mode=db:service:web', ['-    networks: [back]', '+    network_mode: service:web']],
    ['publish=web:127.0.0.1:8443:443', ['+      - "127.0.0.1:8443:443"']],
    ['publish=web:53:53/udp', ['+      - "53:53/udp"']],
    ['unpublish=web:8080', ['-    ports:', '-      - "8080:80"']],
    ['bind=web:8080:127.0.0.1', ['-      - "8080:80"', '+      - "127.0.0.1:8080:80"']],
    ['bind=web:8080:::1', ['-      - "8080:80"', '+      - "[::1]:8080:80"']],
    ['remap=web:80:8080', ['-      - "8080:80"', '+      - "8080:8080"']],
    ['cap-drop=web:ALL', ['+    cap_drop:', '+      - ALL']],
    ['user=db:1000:1000', ['+    user: "1000:1000"']],
    [
      'image=web:nginx:1.27',
      ['-    image: nginx # the front door', '+    image: nginx:1.27 # the front door'],
    ],
    ['env=web:LOG:yes', ['+    environment:', '+      LOG: "yes"']],
    ['depends=web:db', ['+    depends_on:', '+      - db']],
    ['internal=back:false', ['-  back: {internal: true}', '+  back: {internal: false}']],
    ['internal=mid:true', ['+    internal: true']],
    [
      'driver-opt=front:com.docker.network.bridge.enable_icc:false',
      ['+    driver_opts:', '+      com.docker.network.bridge.enable_icc: "false"'],
    ],
    ['gw-priority=db:back:10', ['-    networks: [back]', '+    networks: {back: {gw_priority: 10}}']],
    ['security-opt=web:no-new-privileges', ['+    security_opt:', '+      - no-new-privileges']],
    ['read-only=web:true', ['+    read_only: true']],
    ['tmpfs=web:/run', ['+    tmpfs:', '+      - /run']],
    ['add-network=edge', ['+  edge:']],
    [
      'remove-network=front',
      [
        '-      - front # seen from outside',
        '-      - mid',
        '-    ports:',
        '-      - "8080:80"',
        '-',
        '-  # the store',
        '-  db:',
        '-    image: postgres',
        '-    networks: [back]',
        '-networks:',
        '-  front:',
        '+      - mid',
        '+    ports:',
        '+      - "8080:80"',
        '+',
        '+  # the store',
        '+  db:',
        '+    image: postgres',
        '+    networks: [back]',
        '+networks:',
      ],
    ],
    ['rename-service=db:store', ['-  db:', '+  store:']],
    ['remove-service=db', ['-  # the store', '-  db:', '-    image: postgres', '-    networks: [back]']],
    ['add-service=cache:redis:7', ['+  cache:', '+    image: redis:7']],
    ['unset=web:ports', ['-    ports:', '-      - "8080:80"']],
  ];
  it.each(cases)('%s', (operation, lines) => {
    expect(delta(STACK, edit(STACK, operation))).toEqual(lines);
  });

  it('rename-network: every reference follows', () => {
    expect(edit(STACK, 'rename-network=back:core')).toBe(
      STACK.replace('[back]', '[core]').replace('  back: {', '  core: {'),
    );
  });

  it.each([
    'detach=web:back',
    'attach=web:front',
    'unpublish=web:9999',
    'cap-undrop=web:ALL',
    'internal=back:true',
    'image=web:nginx',
    'undepends=web:db',
    'unalias=web:front:nobody',
    'rename-service=web:web',
    'mode=db:networks:back',
  ])('%s holds already and changes nothing', (operation) => {
    expect(edit(STACK, operation)).toBe(STACK);
  });
});

describe('refusals', () => {
  it.each([
    ['detach=db:back', 'last-network'],
    ['remove-network=back', 'sole-members'],
    ['attach=web:nowhere', 'unknown-network'],
    ['attach=nobody:front', 'unknown-service'],
    ['mode=web:service:db', 'owner-only'],
    ['mode=web:service:web', 'namespace-cycle'],
    ['add-service=web:nginx', 'exists'],
    ['rename-network=mid:front', 'exists'],
    ['address=db:back:nonsense', 'invalid-address'],
    ['publish=web:nonsense:80', 'invalid-port'],
    ['add-network=x-y', 'invalid-name'],
  ])('%s is refused with %s', (operation, code) => {
    const parsed = parseOperation(operation);
    const text = parsed.ok ? edit(STACK, operation) : `refused: ${parsed.error.code}`;
    expect(text).toBe(`refused: ${code}`);
  });

  it('last-network is checked at the end of a transaction', () => {
    expect(edit(STACK, 'detach=db:back', 'attach=db:mid')).toBe(STACK.replace('[back]', '[mid]'));
  });

  it('last-network offers closed and default', () => {
    const parsed = parseOperation('detach=db:back');
    const planned = parsed.ok ? planOperations(openDocument(STACK), [parsed.value]) : parsed;
    expect(planned.ok ? [] : planned.error.choices.map((choice) => choice.operation)).toEqual([
      'detach=db:back:none',
      'detach=db:back:default',
    ]);
  });
});

describe('other shapes of file', () => {
  it('a service on the implicit default keeps it when it is connected, and leaves it when it is moved', () => {
    const text = 'services:\n  a:\n    image: x\nnetworks:\n  front: {}\n';
    expect(edit(text, 'attach=a:front')).toBe(
      'services:\n  a:\n    image: x\n    networks:\n      - default\n      - front\nnetworks:\n  front: {}\n',
    );
    expect(edit(text, 'move=a:default:front')).toBe(
      'services:\n  a:\n    image: x\n    networks:\n      - front\nnetworks:\n  front: {}\n',
    );
  });

  it('the first service and network of an empty file', () => {
    expect(
      edit('services: {}\n', 'add-service=a:x', 'add-network=net', 'attach=a:net', 'detach=a:default'),
    ).toBe('services:\n  a:\n    image: x\n    networks:\n      - net\nnetworks:\n  net:\n');
  });

  it('CRLF, a byte order mark and a missing final line ending stay', () => {
    const text = '\ufeffservices:\r\n  a:\r\n    image: x\r\n    cap_drop:\r\n    - ALL';
    expect(edit(text, 'cap-drop=a:CHOWN')).toBe(`${text}\r\n    - CHOWN`);
    expect(edit(text, 'unset=a:cap_drop')).toBe('\ufeffservices:\r\n  a:\r\n    image: x');
  });

  it('a file in flow style stays in flow style', () => {
    const text = 'services: {a: {image: x, networks: [net]}, b: {image: y}}\nnetworks: {net: }\n';
    expect(edit(text, 'detach=a:net:none')).toBe(text.replace('networks: [net]}', 'network_mode: none}'));
    expect(edit(text, 'attach=b:net')).toBe(text.replace('image: y', 'image: y, networks: [default, net]'));
  });

  it('names with dots are names, prototype words too', () => {
    const text =
      'services:\n  a.b:\n    image: x\n  __proto__:\n    image: y\nnetworks:\n  n.m: {}\n  constructor: {}\n';
    expect(edit(text, 'mode=a.b:networks:n.m')).toContain('      - n.m\n');
    expect(edit(text, 'mode=__proto__:networks:constructor')).toContain('      - constructor\n');
  });

  it('what an anchor shares is not changed for others', () => {
    const text =
      'x-n: &n [front]\nservices:\n  a:\n    image: x\n    networks: *n\n  b:\n    image: y\n    networks: *n\nnetworks: {front: {}, back: {}}\n';
    expect(edit(text, 'attach=a:back')).toBe('refused: alias-shared');
    // The choice that the refusal offers: this service only.
    expect(edit(text, 'mode=a:networks:front,back')).toBe(
      text.replace('networks: *n\n  b', 'networks:\n      - front\n      - back\n  b'),
    );
    expect(edit(text, 'rename-network=front:edge')).toBe(text.replaceAll('front', 'edge'));
  });

  it('a value may hold variables, and is written as it was typed', () => {
    expect(edit(STACK, 'env=db:PW:${PW:-x}', 'image=db:postgres:${TAG}')).toContain('PW: "${PW:-x}"');
  });

  it('the choice for merged networks writes the full list of this service', () => {
    const text =
      'x-b: &b\n  networks: [front]\nservices:\n  a:\n    <<: *b\n    image: x\nnetworks: {front: {}, back: {}}\n';
    const parsed = parseOperation('attach=a:back');
    const planned = parsed.ok ? planOperations(openDocument(text), [parsed.value]) : parsed;
    const choice = planned.ok ? '' : (planned.error.choices[0]?.operation ?? '');
    expect(edit(text, choice)).toBe(text.replace('image: x\n', 'image: x\n    networks: [front, back]\n'));
  });

  it('an anchor that says the networks can be changed for all who share it', () => {
    const merged =
      'x-b: &b\n  networks: [front]\nservices:\n  a:\n    <<: *b\n    image: x\n  c:\n    <<: *b\n    image: y\nnetworks: {front: {}, back: {}}\n';
    expect(edit(merged, 'attach=a:back:shared')).toBe(merged.replace('[front]', '[front, back]'));
    expect(edit(merged, 'attach=a:back')).toBe('refused: merged-in');
    const held =
      'services:\n  a: &b\n    image: x\n    networks: [front]\n  c:\n    <<: *b\n    image: y\nnetworks: {front: {}, back: {}}\n';
    expect(edit(held, 'attach=a:back')).toBe('refused: alias-shared');
    const parsed = parseOperation('attach=a:back');
    const refused = parsed.ok ? planOperations(openDocument(held), [parsed.value]) : parsed;
    expect(refused.ok ? [] : refused.error.choices.map((choice) => choice.operation)).toEqual([
      'attach=a:back:shared',
    ]);
    expect(edit(held, 'attach=a:front')).toBe(held);
    expect(edit(held, 'attach=c:back:shared')).toBe(held.replace('[front]', '[front, back]'));
    const aliased =
      'x-n: &n\n  - front\nservices:\n  a:\n    image: x\n    networks: *n\nnetworks: {front: {}, back: {}}\n';
    expect(edit(aliased, 'attach=a:back:shared')).toBe(
      aliased.replace('  - front\n', '  - front\n  - back\n'),
    );
  });

  it('a service that holds an anchor goes when the anchor is moved out of it', () => {
    const text = `# head
services:
  a: &base
    image: x # the image
    # about command
    command: |
      one
        two
    networks: [net]
  b:
    <<: *base
    image: y
networks: {net: {}}
`;
    expect(edit(text, 'remove-service=a')).toBe('refused: anchor-holder');
    expect(edit(text, 'remove-service=a:move-anchors')).toBe(`# head
x-base: &base
  image: x # the image
  # about command
  command: |
    one
      two
  networks: [net]
services:
  b:
    <<: *base
    image: y
networks: {net: {}}
`);
    const flow =
      'services:\n  a:\n    image: x\n    ports: &p ["80:80"]\n  b:\n    image: y\n    ports: *p\n';
    expect(edit(flow, 'remove-service=a:move-anchors')).toBe(
      'x-p: &p ["80:80"]\nservices:\n  b:\n    image: y\n    ports: *p\n',
    );
  });

  it('host mode takes the links along where that was chosen', () => {
    const text =
      'services:\n  a:\n    image: x\n    links: [b]\n    networks: [net]\n  b:\n    image: y\n    networks: [net]\nnetworks: {net: {}}\n';
    expect(edit(text, 'mode=a:host')).toBe('refused: host-links');
    expect(edit(text, 'mode=a:host:drop-links')).toBe(
      text.replace('    links: [b]\n    networks: [net]\n  b', '    network_mode: host\n  b'),
    );
  });

  it('a renamed network can keep its name in Docker', () => {
    const text = 'name: shop\nservices:\n  a:\n    image: x\n    networks: [front]\nnetworks:\n  front:\n';
    expect(edit(text, 'rename-network=front:edge:keep-name')).toBe(
      'name: shop\nservices:\n  a:\n    image: x\n    networks: [edge]\nnetworks:\n  edge:\n    name: shop_front\n',
    );
    expect(edit(text.replace('name: shop\n', ''), 'rename-network=front:edge:keep-name')).toBe(
      'refused: unknown-project',
    );
  });

  it('joining hands over what only the owner may have', () => {
    const text =
      'services:\n  app:\n    image: x\n  mon:\n    image: y\n    hostname: mon\n    ports:\n      - "9090:90"\n';
    expect(edit(text, 'mode=mon:service:app:hand-over')).toBe(
      'services:\n  app:\n    image: x\n    ports:\n      - "9090:90"\n  mon:\n    image: y\n    network_mode: service:app\n',
    );
  });

  it('renaming a service follows every reference and can keep the old name', () => {
    const text = `services:
  db:
    image: x
    networks: [n]
  a:
    image: y
    depends_on: {db: {condition: service_healthy}}
    links: ["db:store"]
    network_mode: "service:db"
networks: {n: {}}
`;
    expect(edit(text, 'rename-service=db:pg:keep-alias')).toBe(`services:
  pg:
    image: x
    networks: {n: {aliases: [db]}}
  a:
    image: y
    depends_on: {pg: {condition: service_healthy}}
    links: ["pg:store"]
    network_mode: "service:pg"
networks: {n: {}}
`);
  });
});

import { describe, expect, it } from 'vitest';
import { openDocument } from '../open-document.ts';
import { editText } from '../testing/edit-text.ts';
import { parseOperation } from './operation-text.ts';
import { planOperations } from './plan-operations.ts';

describe('other shapes of file', () => {
  it('a service on the implicit default keeps it when it is connected, and leaves it when it is moved', () => {
    const text = 'services:\n  a:\n    image: x\nnetworks:\n  front: {}\n';
    expect(editText(text, 'attach=a:front')).toBe(
      'services:\n  a:\n    image: x\n    networks:\n      - default\n      - front\nnetworks:\n  front: {}\n',
    );
    expect(editText(text, 'move=a:default:front')).toBe(
      'services:\n  a:\n    image: x\n    networks:\n      - front\nnetworks:\n  front: {}\n',
    );
  });

  it('the first service and network of an empty file', () => {
    expect(
      editText('services: {}\n', 'add-service=a:x', 'add-network=net', 'attach=a:net', 'detach=a:default'),
    ).toBe('services:\n  a:\n    image: x\n    networks:\n      - net\nnetworks:\n  net:\n');
  });

  it('CRLF, a byte order mark and a missing final line ending stay', () => {
    const text = '\ufeffservices:\r\n  a:\r\n    image: x\r\n    cap_drop:\r\n    - ALL';
    expect(editText(text, 'cap-drop=a:CHOWN')).toBe(`${text}\r\n    - CHOWN`);
    expect(editText(text, 'unset=a:cap_drop')).toBe('\ufeffservices:\r\n  a:\r\n    image: x');
  });

  it('a file in flow style stays in flow style', () => {
    const text = 'services: {a: {image: x, networks: [net]}, b: {image: y}}\nnetworks: {net: }\n';
    expect(editText(text, 'detach=a:net:none')).toBe(text.replace('networks: [net]}', 'network_mode: none}'));
    expect(editText(text, 'attach=b:net')).toBe(
      text.replace('image: y', 'image: y, networks: [default, net]'),
    );
  });

  it('names with dots are names, prototype words too', () => {
    const text =
      'services:\n  a.b:\n    image: x\n  __proto__:\n    image: y\nnetworks:\n  n.m: {}\n  constructor: {}\n';
    expect(editText(text, 'mode=a.b:networks:n.m')).toContain('      - n.m\n');
    expect(editText(text, 'mode=__proto__:networks:constructor')).toContain('      - constructor\n');
  });

  it('what an anchor shares is not changed for others', () => {
    const text =
      'x-n: &n [front]\nservices:\n  a:\n    image: x\n    networks: *n\n  b:\n    image: y\n    networks: *n\nnetworks: {front: {}, back: {}}\n';
    expect(editText(text, 'attach=a:back')).toMatch(/^refused: alias-shared$/m);
    // The choice that the refusal offers: this service only.
    expect(editText(text, 'mode=a:networks:front,back')).toBe(
      text.replace('networks: *n\n  b', 'networks:\n      - front\n      - back\n  b'),
    );
    expect(editText(text, 'rename-network=front:edge')).toBe(text.replaceAll('front', 'edge'));
  });

  it('a value may hold variables, and is written as it was typed', () => {
    expect(
      editText('services:\n  db:\n    image: postgres\n', 'env=db:PW:${PW:-x}', 'image=db:postgres:${TAG}'),
    ).toContain('PW: "${PW:-x}"');
  });

  it('the choice for merged networks writes the full list of this service', () => {
    const text =
      'x-b: &b\n  networks: [front]\nservices:\n  a:\n    <<: *b\n    image: x\nnetworks: {front: {}, back: {}}\n';
    const parsed = parseOperation('attach=a:back');
    const planned = parsed.ok ? planOperations(openDocument(text), [parsed.value]) : parsed;
    const choice = planned.ok ? '' : (planned.error.choices[0]?.operation ?? '');
    expect(editText(text, choice)).toBe(
      text.replace('image: x\n', 'image: x\n    networks: [front, back]\n'),
    );
  });

  it('an anchor that says the networks can be changed for all who share it', () => {
    const merged =
      'x-b: &b\n  networks: [front]\nservices:\n  a:\n    <<: *b\n    image: x\n  c:\n    <<: *b\n    image: y\nnetworks: {front: {}, back: {}}\n';
    expect(editText(merged, 'attach=a:back:shared')).toBe(merged.replace('[front]', '[front, back]'));
    expect(editText(merged, 'attach=a:back')).toMatch(/^refused: merged-in$/m);
    const held =
      'services:\n  a: &b\n    image: x\n    networks: [front]\n  c:\n    <<: *b\n    image: y\nnetworks: {front: {}, back: {}}\n';
    expect(editText(held, 'attach=a:back')).toMatch(/^refused: alias-shared$/m);
    const parsed = parseOperation('attach=a:back');
    const refused = parsed.ok ? planOperations(openDocument(held), [parsed.value]) : parsed;
    expect(refused.ok ? [] : refused.error.choices.map((choice) => choice.operation)).toEqual([
      'attach=a:back:shared',
    ]);
    expect(editText(held, 'attach=a:front')).toBe(held);
    expect(editText(held, 'attach=c:back:shared')).toBe(held.replace('[front]', '[front, back]'));
    const aliased =
      'x-n: &n\n  - front\nservices:\n  a:\n    image: x\n    networks: *n\nnetworks: {front: {}, back: {}}\n';
    expect(editText(aliased, 'attach=a:back:shared')).toBe(
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
    expect(editText(text, 'remove-service=a')).toMatch(/^refused: anchor-holder$/m);
    expect(editText(text, 'remove-service=a:move-anchors')).toBe(`# head
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
    expect(editText(flow, 'remove-service=a:move-anchors')).toBe(
      'x-p: &p ["80:80"]\nservices:\n  b:\n    image: y\n    ports: *p\n',
    );
  });

  it('host mode takes the links along where that was chosen', () => {
    const text =
      'services:\n  a:\n    image: x\n    links: [b]\n    networks: [net]\n  b:\n    image: y\n    networks: [net]\nnetworks: {net: {}}\n';
    expect(editText(text, 'mode=a:host')).toMatch(/^refused: host-links$/m);
    expect(editText(text, 'mode=a:host:drop-links')).toBe(
      text.replace('    links: [b]\n    networks: [net]\n  b', '    network_mode: host\n  b'),
    );
  });

  it('a renamed network can keep its name in Docker', () => {
    const text = 'name: shop\nservices:\n  a:\n    image: x\n    networks: [front]\nnetworks:\n  front:\n';
    expect(editText(text, 'rename-network=front:edge:keep-name')).toBe(
      'name: shop\nservices:\n  a:\n    image: x\n    networks: [edge]\nnetworks:\n  edge:\n    name: shop_front\n',
    );
    expect(editText(text.replace('name: shop\n', ''), 'rename-network=front:edge:keep-name')).toBe(
      'refused: unknown-project',
    );
  });

  it('joining hands over what only the owner may have', () => {
    const text =
      'services:\n  app:\n    image: x\n  mon:\n    image: y\n    hostname: mon\n    ports:\n      - "9090:90"\n';
    expect(editText(text, 'mode=mon:service:app:hand-over')).toBe(
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
    expect(editText(text, 'rename-service=db:pg:keep-alias')).toBe(`services:
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

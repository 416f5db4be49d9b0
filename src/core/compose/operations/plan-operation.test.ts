import { describe, expect, it } from 'vitest';
import { openDocument } from '../open-document.ts';
import { editText } from '../testing/edit-text.ts';
import { parseOperation } from './operation-text.ts';
import { planOperations } from './plan-operations.ts';

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
    ['depends=web:db:healthy', ['+    depends_on:', '+      db:', '+        condition: service_healthy']],
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
    expect(delta(STACK, editText(STACK, operation))).toEqual(lines);
  });

  it('rename-network: every reference follows', () => {
    expect(editText(STACK, 'rename-network=back:core')).toBe(
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
    expect(editText(STACK, operation)).toBe(STACK);
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
    const text = parsed.ok ? editText(STACK, operation) : `refused: ${parsed.error.code}`;
    expect(text.split('\n')[0]).toBe(`refused: ${code}`);
  });

  it('last-network is checked at the end of a transaction', () => {
    expect(editText(STACK, 'detach=db:back', 'attach=db:mid')).toBe(STACK.replace('[back]', '[mid]'));
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

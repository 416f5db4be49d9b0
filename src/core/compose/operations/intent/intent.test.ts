import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import { openDocument } from '../../open-document.ts';
import { formatOperation, parseOperation } from '../operation-text.ts';
import { planOperations } from '../plan-operations.ts';

/** The text after operations in their command-line form, or the code and message of the refusal. */
function edit(text: string, ...operations: readonly string[]): string {
  const parsed = operations.map((operation) => {
    const result = parseOperation(operation);
    if (!result.ok) throw new RangeError(result.error.message);
    return result.value;
  });
  const planned = planOperations(openDocument(text), parsed);
  return planned.ok ? applyEdits(text, planned.value) : `${planned.error.code}: ${planned.error.message}`;
}

const services = 'services:\n  web:\n    image: p # the page\n';

describe('intent', () => {
  it('makes the block, the list and the item', () => {
    expect(edit(services, 'intent=never:front -> db')).toBe(
      `${services}x-bulkhead:\n  intents:\n    - never: front -> db\n`,
    );
    expect(edit(`${services}x-bulkhead:\n  version: 1 # first\n`, 'intent=no-way-out:worker')).toBe(
      `${services}x-bulkhead:\n  version: 1 # first\n  intents:\n    - no-way-out: worker\n`,
    );
    expect(edit(`${services}x-bulkhead:\n`, 'intent=must:web->api')).toBe(
      `${services}x-bulkhead:\n  intents:\n    - must: web -> api\n`,
    );
  });

  it('goes behind the last item, in the style of the list', () => {
    const block = `${services}x-bulkhead:\n  intents: # what must hold\n  - never: a -> b # why\n\n  disable: []\n`;
    expect(edit(block, 'intent=must:web -> api')).toBe(
      block.replace('# why\n', '# why\n  - must: web -> api\n'),
    );
    expect(edit(`${services}x-bulkhead: {intents: [{never: a -> b}]}\n`, 'intent=must:web -> api')).toBe(
      `${services}x-bulkhead: {intents: [{never: a -> b}, {must: web -> api}]}\n`,
    );
  });

  it('adds ports to the list that is there', () => {
    const block = `${services}x-bulkhead:\n  intents:\n    - exposed: [proxy:443]\n`;
    expect(edit(block, 'intent=exposed:postfix:25/tcp, proxy:443')).toBe(
      block.replace('[proxy:443]', '[proxy:443, postfix:25/tcp]'),
    );
    expect(edit(services, 'intent=exposed:proxy:443,postfix:25/tcp')).toBe(
      `${services}x-bulkhead:\n  intents:\n    - exposed:\n        - proxy:443\n        - postfix:25/tcp\n`,
    );
  });

  it('changes nothing where it is stated already', () => {
    const block = `${services}x-bulkhead:\n  intents:\n    - never: [ "a ->  b", c -> d ]\n`;
    expect(edit(block, 'intent=never:a -> b', 'intent=never:c->d')).toBe(block);
  });

  it('is refused where the intents are no list, or shared', () => {
    expect(edit(`${services}x-bulkhead: {intents: {never: a -> b}}\n`, 'intent=never:c -> d')).toMatch(
      /^not-a-collection: /,
    );
    expect(
      edit(`x-a: &a [{never: a -> b}]\n${services}x-bulkhead: {intents: *a}\n`, 'intent=never:c -> d'),
    ).toMatch(/^alias-shared: /);
  });
});

describe('unintent', () => {
  const block = `${services}x-bulkhead:
  intents:
    # the wall
    - never: front -> db
    - must: web -> api # because
    - no-way-out: worker, jobs
    - exposed: [proxy:443, postfix:25]
`;

  it('takes an item with its comment, all else stays', () => {
    expect(edit(block, 'unintent=never:front->db')).toBe(
      block.replace('    # the wall\n    - never: front -> db\n', ''),
    );
    expect(edit(block, 'unintent=must:web -> api')).toBe(
      block.replace('    - must: web -> api # because\n', ''),
    );
  });

  it('takes one of several in a text or in a list', () => {
    expect(edit(block, 'unintent=no-way-out:jobs')).toBe(block.replace('worker, jobs', 'worker'));
    expect(edit(block, 'unintent=exposed:proxy:443')).toBe(
      block.replace('[proxy:443, postfix:25]', '[postfix:25]'),
    );
    expect(edit(block, 'unintent=exposed:proxy:443,postfix:25')).toBe(
      block.replace('    - exposed: [proxy:443, postfix:25]\n', ''),
    );
  });

  it('takes the list and the block along with the last one', () => {
    expect(edit(`${services}x-bulkhead:\n  intents:\n    - never: a -> b\n`, 'unintent=never:a -> b')).toBe(
      services,
    );
    expect(
      edit(
        `${services}x-bulkhead:\n  version: 1\n  intents:\n    - never: a -> b\n`,
        'unintent=never:a -> b',
      ),
    ).toBe(`${services}x-bulkhead:\n  version: 1\n`);
  });

  it('undoes what intent does', () => {
    const windows = block.replaceAll('\n', '\r\n');
    expect(edit(windows, 'intent=never:a -> b', 'unintent=never:a -> b')).toBe(windows);
  });

  it('is refused where there is no such intent', () => {
    expect(edit(block, 'unintent=never:db -> front')).toBe(
      'unknown-intent: there is no intent "never: db -> front"',
    );
  });
});

describe('the command-line form', () => {
  it.each(['intent=never:front -> db', 'unintent=exposed:proxy:443'])('%s reads back', (text) => {
    const read = parseOperation(text);
    expect(read.ok && formatOperation(read.value)).toBe(text);
  });

  it.each(['intent=never', 'intent=always:a -> b', 'unintent=must:'])(
    '%s is refused with the form',
    (text) => {
      const read = parseOperation(text);
      expect(read.ok ? '' : read.error.message).toMatch(
        /is not of the form (un)?intent=never\|must\|no-way-out\|no-lan\|only-internet\|no-host\|out-only-through\|only-names\|sealed\|exposed\|guarded\|only:STATEMENT$/,
      );
    },
  );
});

describe('renaming', () => {
  const file = (web: string, front: string) => `services:
  ${web}: { image: p, networks: [${front}], ports: ["80:80"] }
  web-2: { image: p, networks: [${front}] }
networks:
  ${front}: {}
x-bulkhead:
  intents:
    - never: ${front} -> web-2
    - must: "web-2->${web}"
    - no-way-out: [network:${front}, service:${web}, tier:data]
    - exposed: [${web}:80, web-2:80]
`;

  it('intents follow a service', () => {
    expect(edit(file('web', 'front'), 'rename-service=web:site')).toBe(file('site', 'front'));
  });

  it('intents follow a network', () => {
    expect(edit(file('web', 'front'), 'rename-network=front:outer')).toBe(file('web', 'outer'));
  });

  it('a word that means a service is none of a network', () => {
    const text = `services:
  a: { image: p, networks: [a] }
networks:
  a: {}
x-bulkhead: { intents: [{ never: 'a -> network:a' }] }
`;
    expect(edit(text, 'rename-network=a:b')).toBe(
      text.replace('[a]', '[b]').replace('  a: {}', '  b: {}').replace('network:a', 'network:b'),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { applicableOperations } from '../testing/applicable-operations.ts';
import { editText } from '../testing/edit-text.ts';
import { propertyRuns } from '../testing/property-runs.ts';
import { formatOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';

const names = fc.constantFrom('front', 'mid', 'back');
const service = fc.record(
  {
    image: fc.constantFrom('nginx', 'redis:7', 'r:5000/a'),
    networks: fc.oneof(
      fc.uniqueArray(names, { maxLength: 3 }),
      fc.dictionary(names, fc.constantFrom({}, null, { aliases: ['x'] }), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    ),
    ports: fc.constantFrom(
      ['8080:80'],
      ['127.0.0.1:90:90', '53:53/udp'],
      [{ target: 80, published: '81' }],
      [],
    ),
    environment: fc.constantFrom({ A: '1', B: 'on' }, ['A=1'], {}),
    cap_drop: fc.constantFrom(['ALL'], []),
    depends_on: fc.constantFrom(['db'], { db: { condition: 'service_started' } }),
    user: fc.constantFrom('1000', '0:0'),
  },
  { requiredKeys: ['image'] },
);

/** A compose file that is JSON, on one line or many. */
const jsonFile = fc
  .record({
    web: service,
    networks: fc.boolean(),
    space: fc.constantFrom(0, 2, 4, '\t'),
    end: fc.constantFrom('', '\n'),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ web, networks, space, end, eol }) => {
    const declared = { front: {}, mid: null, back: { internal: true, driver_opts: { k: 'v' } } };
    const model = { services: { web, db: { image: 'db' } }, ...(networks ? { networks: declared } : {}) };
    return (JSON.stringify(model, null, space) + end).replaceAll('\n', eol);
  });

describe('a compose file that is JSON', () => {
  it('stays JSON, whatever is done to it', () => {
    let planned = 0;
    fc.assert(
      fc.property(jsonFile, (text) => {
        const document = openDocument(text);
        for (const operation of applicableOperations(document.topology)) {
          const plan = planOperation(document, operation);
          if (!plan.ok || plan.value.length === 0) continue;
          planned++;
          const after = applyEdits(text, plan.value);
          expect(() => JSON.parse(after), `${formatOperation(operation)}\n${after}`).not.toThrow();
        }
      }),
      { numRuns: propertyRuns(8), seed: 20261126 },
    );
    expect(planned).toBeGreaterThan(propertyRuns(150));
  });

  it('keeps one entry a line, its quotes and its commas', () => {
    const text = `{
  "services": {
    "web": {
      "image": "nginx",
      "networks": ["front"]
    }
  },
  "networks": {
    "front": {}
  }
}
`;
    expect(editText(text, 'add-network=back', 'attach=web:back', 'cap-drop=web:ALL')).toBe(`{
  "services": {
    "web": {
      "image": "nginx",
      "networks": ["front", "back"],
      "cap_drop": ["ALL"]
    }
  },
  "networks": {
    "front": {},
    "back": null
  }
}
`);
    expect(editText(text, 'rename-service=web:proxy')).toBe(text.replace('"web"', '"proxy"'));
    expect(editText(text, 'intent=no-way-out:web')).toContain(
      '"x-bulkhead": {"intents": [{"no-way-out": "web"}]}',
    );
  });
});

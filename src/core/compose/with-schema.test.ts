import { schemaCheck } from 'virtual:compose-schema';
import { describe, expect, it } from 'vitest';
import type { ComposeDocument } from './document.ts';
import { openDocument } from './open-document.ts';
import { updateDocument } from './update-document.ts';
import { withSchema } from './workspace/assemble-workspace.ts';

const text = `name: 1
version: "3"
1: x
include: text
services:
  web:
    image: x
    prots: []
    volumes: ["data:/a"]
networks:
  n: { foo: 1 }
volumes:
  v: { foo: 1 }
`;

/** Returns everything in a document that the schema can change. */
function problemsIn({ schema, fileProblems, problems }: ComposeDocument) {
  return { schema, fileProblems, problems };
}

describe('a document that gets the schema later', () => {
  it.each([text, 'services: { web: { image: x } }\n', 'services: [\n', ''])(
    'is as if opened with it: %j',
    (one) => {
      const later = withSchema(openDocument(one), schemaCheck);
      expect(problemsIn(later)).toEqual(problemsIn(openDocument(one, { schema: schemaCheck })));
    },
  );

  it('reports what the schema refuses, and nothing twice', () => {
    const found = withSchema(openDocument(text), schemaCheck).problems.map(
      ({ code, path }) => `${code} ${path.join('/')}`,
    );
    expect(found).toEqual([
      'non-string-key ',
      'obsolete-version version',
      'unknown-top-level-key 1',
      'schema name',
      'schema include',
      'schema services/web/prots',
      'schema networks/n/foo',
      'schema volumes/v/foo',
    ]);
  });

  it('keeps it through edits', () => {
    const before = openDocument('services:\n  web:\n    image: x\n    tty: no\n', { schema: schemaCheck });
    const from = before.text.indexOf('no');
    const { document, route } = updateDocument(before, [{ from, to: from + 2, insert: '1' }]);
    expect(route).toBe('fragment');
    expect(document.problems.map(({ message }) => message)).toEqual([
      "service 'web': 'tty' must be true or false, but is the number 1",
    ]);
    const again = updateDocument(document, [{ from: 0, to: 0, insert: '# note\n' }]);
    expect(again.route).toBe('full');
    expect(again.document.problems).toHaveLength(1);
  });
});

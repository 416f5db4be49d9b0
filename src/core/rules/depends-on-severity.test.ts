import { expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';

it('CN401 warns of a dependency that is known to listen, and notes any other', () => {
  const text = `services:
  app: { image: example/app:1, networks: [front], depends_on: [db, helper] }
  db: { image: postgres:16, networks: [back] }
  helper: { image: example/helper:1, networks: [back] }
networks: { front: {}, back: {} }
`;
  const found = analyze(openAlone(text), defaultReachOptions).findings.filter(({ rule }) => rule === 'CN401');
  expect(found.map(({ subjects, severity }) => [subjects[1], severity])).toEqual([
    ['db', 'warning'],
    ['helper', 'info'],
  ]);
});

import { expect, it } from 'vitest';
import { homeAnalysis } from '../../../core/host/testing/home-server.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { groupClashes } from './group-clashes.ts';

const web = (port: string): string => `services: { web: { image: nginx, ports: ["${port}"] } }\n`;

it('makes one row of a port that several stacks claim, with a fix for each that would have to move', () => {
  const { findings } = homeAnalysis(
    { ...defaultReachOptions },
    {
      'a/compose.yaml': web('8080:80'),
      'b/compose.yaml': web('8080:80'),
      'c/compose.yaml': web('8080:80'),
      'd/compose.yaml': web('9000:80'),
      'e/compose.yaml': web('9000:80'),
    },
  );
  const clashes = groupClashes(findings).filter(({ rule }) => rule === 'CN802');
  expect(clashes.map(({ message }) => message)).toEqual([
    'b/web, a/web, c/web publish host port 8080/tcp: only one of them can run.',
    'e/web publishes host port 9000/tcp, and so does d/web: only one of the two can run.',
  ]);
  expect(clashes[0]?.fixes.map(({ edits }) => edits?.map(({ stack }) => stack))).toEqual([['b'], ['c']]);
  // Nothing else is touched.
  const others = (list: typeof findings) => list.filter(({ rule }) => rule !== 'CN802');
  expect(others(groupClashes(findings))).toEqual(others(findings));
});

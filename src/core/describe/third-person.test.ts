import { expect, it } from 'vitest';
import { thirdPerson } from './third-person.ts';

it('states what a title offers', () => {
  expect(
    ['Move db to back', 'Publish 80', 'Detach web from front', 'Deploy it', 'Copy web'].map(thirdPerson),
  ).toEqual(['Moves db to back', 'Publishes 80', 'Detaches web from front', 'Deploys it', 'Copies web']);
});

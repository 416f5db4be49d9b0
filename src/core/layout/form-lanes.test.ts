import { describe, expect, it } from 'vitest';
import { assignLanes } from './lanes/assign-lanes.ts';
import { formLanes } from './layout-topology.ts';
import { layoutInput, type ServiceWords } from './testing/topology.ts';

/** Returns `name form` for every lane, in the order of the networks. */
function forms(
  networks: readonly string[],
  services: Readonly<Record<string, ServiceWords>>,
): readonly string[] {
  const assignment = assignLanes(layoutInput(networks, services).topology, []);
  return [...formLanes(assignment)].map(([id, form]) => `${id.slice('network:'.length)} ${form}`);
}

const six = (networks: readonly string[]): Record<string, ServiceWords> =>
  Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`s${at}`, { on: networks }]));

describe('the form of a lane', () => {
  it('is a stub where its one member also sits in a full lane', () => {
    expect(forms(['core', 'lonely'], { a: { on: ['core', 'lonely'] }, b: { on: ['core'] } })).toEqual([
      'core full',
      'lonely stub',
    ]);
  });

  it('is full where its one member sits nowhere else, or nobody is in it', () => {
    expect(forms(['core', 'empty'], { a: { on: ['core'] } })).toEqual(['core full', 'empty full']);
  });

  it('is full for one of two lanes that share their only member', () => {
    expect(forms(['x', 'y'], { a: { on: ['x', 'y'] } })).toEqual(['x full', 'y stub']);
  });

  it('is full for the lanes of the template, whoever is in them', () => {
    expect(forms(['front', 'mid', 'back!'], { a: { on: ['front', 'mid', 'back'] } })).toEqual([
      'front full',
      'mid full',
      'back full',
    ]);
  });

  it('is a rail where six or more members all have another lane', () => {
    expect(forms(['core', 'metrics'], { ...six(['core', 'metrics']), db: { on: ['core'] } })).toEqual([
      'core full',
      'metrics rail',
    ]);
  });

  it('is full where one of six members has no other lane, or there are five', () => {
    expect(forms(['core', 'metrics'], { ...six(['core', 'metrics']), db: { on: ['metrics'] } })).toContain(
      'metrics full',
    );
    const { s5: _, ...five } = six(['core', 'metrics']);
    expect(forms(['core', 'metrics'], { ...five, db: { on: ['core'] } })).toEqual([
      'core full',
      'metrics full',
    ]);
  });

  it('leaves every service a full lane', () => {
    expect(forms(['x', 'y'], six(['x', 'y']))).toEqual(['x rail', 'y full']);
  });
});

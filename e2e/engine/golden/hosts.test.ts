// Without Docker: the analyzer still says of each fixed host what was measured on real Engines.

import { describe, expect, it } from 'vitest';
import { compareUnaware } from '../compare.ts';
import type { Facts } from '../measure.ts';
import { predictHost } from '../predict.ts';
import { hostSpecimen } from '../specimen.ts';
import { goldenHosts } from './hosts.ts';

const cases = goldenHosts().flatMap(({ name, host, measured }) =>
  [...measured].map(([version, facts]) => ({ name, version, facts, specimen: hostSpecimen(name, host) })),
);

function differencesOf(said: Facts, measured: Facts): readonly string[] {
  const facts = new Set([...said.keys(), ...measured.keys()]);
  return [...facts].flatMap((fact) =>
    said.get(fact) === measured.get(fact)
      ? []
      : [`${fact}: says ${said.get(fact)}, measured ${measured.get(fact)}`],
  );
}

describe('hosts that were measured', () => {
  it.each(cases)('$name on Engine $version', ({ specimen, version, facts }) => {
    expect(facts.size).toBeGreaterThan(150);
    expect(differencesOf(predictHost(specimen, version, specimen.networks), facts)).toEqual([]);
  });

  it.each(cases.filter(({ specimen }) => specimen.asAssumed))(
    '$name on Engine $version with nothing known of what is made by hand',
    ({ specimen, version, facts }) => {
      const { equal, unknown, differences } = compareUnaware(specimen, version, facts);
      expect(differences).toEqual([]);
      expect(unknown).toBeGreaterThan(0);
      expect(equal).toBeGreaterThan(unknown);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { capabilities, effectiveCapabilities, normalizeCapability } from './capabilities.ts';

const all = capabilities.map((capability) => capability.name);
const defaults = capabilities
  .filter((capability) => capability.byDefault)
  .map((capability) => capability.name);

function of(capAdd: string[], capDrop: string[], privileged = false, user: string | null = null) {
  return effectiveCapabilities({ capAdd, capDrop, privileged, user });
}

describe('the table of capabilities', () => {
  it('has 41, numbered without a gap, with the mask that a container shows', () => {
    expect(all).toHaveLength(41);
    expect(new Set(all).size).toBe(41);
    let mask = 0n;
    for (const { number, byDefault } of capabilities) if (byDefault) mask |= 1n << BigInt(number);
    expect(mask.toString(16)).toBe('a80425fb');
    expect(all[40]).toBe('CHECKPOINT_RESTORE');
  });
});

describe('normalizeCapability', () => {
  it.each([
    ['NET_ADMIN', 'NET_ADMIN'],
    ['net_admin', 'NET_ADMIN'],
    ['CAP_NET_ADMIN', 'NET_ADMIN'],
    ['cap_chown', 'CHOWN'],
    ['all', 'ALL'],
    ['ALL', 'ALL'],
  ])('K1: %s is %s', (text, name) => expect(normalizeCapability(text)).toBe(name));

  it.each(['CAP_ALL', 'NETADMIN', '', 'CAP_', 'constructor'])('K1: the Engine refuses %s', (text) =>
    expect(normalizeCapability(text)).toBeNull(),
  );
});

describe('effectiveCapabilities', () => {
  it('is the default set where nothing is said', () => {
    expect(of([], [])).toEqual({ effective: defaults, bounding: defaults, unknown: [] });
    expect(defaults).toHaveLength(14);
  });

  it('K2: adding all leaves out only what is dropped by name', () => {
    expect(of(['ALL'], ['net_raw']).effective).toEqual(all.filter((name) => name !== 'NET_RAW'));
    expect(of(['ALL'], ['ALL']).effective).toEqual(all);
  });

  it('K3: dropping all leaves exactly what is added', () => {
    expect(of(['SETUID', 'CHOWN'], ['ALL']).effective).toEqual(['CHOWN', 'SETUID']);
    expect(of([], ['all', 'CHOWN']).effective).toEqual([]);
  });

  it('K4: adding wins over dropping the same name', () => {
    expect(of(['CAP_NET_RAW', 'SYS_TIME'], ['NET_RAW', 'KILL']).effective).toEqual(
      all.filter((name) => (defaults.includes(name) && name !== 'KILL') || name === 'SYS_TIME'),
    );
  });

  it('K6: a privileged container has them all', () => {
    expect(of([], ['ALL'], true).effective).toEqual(all);
  });

  it.each(['1000', '65534:65534', 'node'])('K7: user %s starts with none', (user) => {
    const { effective, bounding } = of(['NET_ADMIN'], [], false, user);
    expect(effective).toEqual([]);
    expect(bounding).toContain('NET_ADMIN');
    expect(bounding).toHaveLength(15);
  });

  it.each(['root', '0', '0:0', 'root:staff'])('K7: user %s is root', (user) => {
    expect(of([], [], false, user).effective).toEqual(defaults);
  });

  it('names what the Engine would refuse, as written', () => {
    expect(of(['Bogus'], ['CAP_NOPE', 'KILL'])).toMatchObject({ unknown: ['Bogus', 'CAP_NOPE'] });
  });
});

import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../../core/compose/open-document.ts';
import { lowPortTruth } from './capabilities-section.tsx';

function truth(keys: string, holds: boolean): string {
  const service = openDocument(`services:\n  web:\n    image: nginx\n${keys}`).topology.services.get('web');
  if (service === undefined) throw new Error('no web');
  return lowPortTruth(service, holds);
}

describe('lowPortTruth (rule B)', () => {
  it('is not needed in a network of its own', () => {
    expect(truth('', false)).toContain('Not needed here');
  });

  it('is needed by root on the host network', () => {
    expect(truth('    network_mode: host\n', false)).toContain('cannot listen below 1024 without it');
  });

  it('does not help another user on the host network', () => {
    expect(truth('    network_mode: host\n    user: "1000"\n', true)).toContain('with or without it');
  });

  it('is needed again where the sysctl is set back', () => {
    expect(truth('    sysctls:\n      net.ipv4.ip_unprivileged_port_start: 1024\n', false)).toContain(
      '1024 here',
    );
  });
});

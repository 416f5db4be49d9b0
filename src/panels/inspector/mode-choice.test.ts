import { describe, expect, it } from 'vitest';
import { openDocument } from '../../core/compose/open-document.ts';
import { modeChoiceOf, modeOperations } from './mode-choice.ts';

function picture(text: string, name: string) {
  const { topology } = openDocument(text);
  const service = topology.services.get(name);
  if (service === undefined) throw new Error(`no ${name}`);
  return { topology, service };
}

describe('modeOperations', () => {
  it('puts a closed service on the first declared network', () => {
    const { topology, service } = picture(
      'services:\n  tail:\n    image: busybox\n    network_mode: none\nnetworks:\n  front:\n  back:\n',
      'tail',
    );
    expect(modeChoiceOf(service)).toBe('closed');
    expect(modeOperations('bridged', service, topology)).toEqual([
      { type: 'mode', service: 'tail', mode: { kind: 'networks', networks: ['front'] } },
    ]);
  });

  it('gives a joined service the networks of the owner it leaves', () => {
    const { topology, service } = picture(
      'services:\n  app:\n    image: a\n    networks: [back]\n  sniff:\n    image: s\n    network_mode: service:app\nnetworks:\n  front:\n  back:\n',
      'sniff',
    );
    expect(modeOperations('bridged', service, topology)).toEqual([
      { type: 'mode', service: 'sniff', mode: { kind: 'networks', networks: ['back'] } },
    ]);
  });

  it('declares a network where there is none', () => {
    const { topology, service } = picture('services:\n  x:\n    image: x\n    network_mode: host\n', 'x');
    expect(modeChoiceOf(service)).toBe('open');
    expect(modeOperations('bridged', service, topology)[0]).toEqual({
      type: 'add-network',
      network: 'front',
      internal: false,
    });
  });
});

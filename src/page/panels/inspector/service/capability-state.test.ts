import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../../core/compose/open-document.ts';
import {
  capabilityOperations,
  dropAllOperations,
  dropsAll,
  giveBackOperations,
  usualCapabilities,
} from './capability-state.ts';

function service(keys: string) {
  const document = openDocument(`services:\n  web:\n    image: nginx\n${keys}`);
  const found = document.topology.services.get('web');
  if (found === undefined) throw new Error('no web');
  return found;
}

describe('capabilityOperations', () => {
  it('drops a default capability and takes the drop back', () => {
    expect(capabilityOperations(service(''), 'NET_RAW', false)).toEqual([
      { type: 'cap-drop', service: 'web', capability: 'NET_RAW' },
    ]);
    expect(capabilityOperations(service('    cap_drop: [NET_RAW]\n'), 'NET_RAW', true)).toEqual([
      { type: 'cap-undrop', service: 'web', capability: 'NET_RAW' },
    ]);
  });

  it('adds to what is dropped as a whole', () => {
    expect(capabilityOperations(service('    cap_drop: [ALL]\n'), 'CHOWN', true)).toEqual([
      { type: 'cap-add', service: 'web', capability: 'CHOWN' },
    ]);
  });

  it('takes an addition away in the words of the file', () => {
    const given = service('    cap_drop: [ALL]\n    cap_add: [cap_chown]\n');
    expect(capabilityOperations(given, 'CHOWN', false)).toEqual([
      { type: 'cap-unadd', service: 'web', capability: 'cap_chown' },
    ]);
  });

  it('takes one away from all of them', () => {
    expect(capabilityOperations(service('    cap_add: [ALL]\n'), 'SYS_ADMIN', false)).toEqual([
      { type: 'cap-drop', service: 'web', capability: 'SYS_ADMIN' },
    ]);
  });
});

describe('dropAllOperations', () => {
  it('is one operation, and one back', () => {
    expect(dropAllOperations(service(''), true)).toEqual([
      { type: 'cap-drop', service: 'web', capability: 'ALL' },
    ]);
    expect(dropAllOperations(service('    cap_drop: [all]\n'), false)).toEqual([
      { type: 'cap-undrop', service: 'web', capability: 'all' },
    ]);
  });

  it('K2: takes cap_add ALL away first, since dropping all does nothing beside it', () => {
    const both = service('    cap_add: [ALL]\n    cap_drop: [ALL]\n');
    expect(dropsAll(both)).toBe(false);
    expect(dropAllOperations(both, true)[0]).toEqual({
      type: 'cap-unadd',
      service: 'web',
      capability: 'ALL',
    });
  });
});

describe('what usually comes back', () => {
  const of = (image: string, keys = '') => {
    const given = service(keys);
    return { ...given, image };
  };

  it('is known of images that start as root, none of others, and not known of the rest', () => {
    expect(usualCapabilities(of('nginx:1.27'))).toEqual(['CHOWN', 'SETGID', 'SETUID', 'NET_BIND_SERVICE']);
    expect(usualCapabilities(of('redis:7'))).toEqual(['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID']);
    expect(usualCapabilities(of('grafana/grafana'))).toEqual([]);
    expect(usualCapabilities(of('nginx', '    user: "101"\n'))).toEqual([]);
    expect(usualCapabilities(of('example/own'))).toBeNull();
  });

  it('is given back in one step, and nothing twice', () => {
    const words = (keys: string) =>
      giveBackOperations(of('nginx', keys), ['CHOWN', 'SETUID']).map((each) =>
        'capability' in each ? `${each.type} ${each.capability}` : each.type,
      );
    expect(words('')).toEqual(['cap-drop ALL', 'cap-add CHOWN', 'cap-add SETUID']);
    expect(words('    cap_drop: [ALL]\n    cap_add: [CAP_CHOWN]\n')).toEqual(['cap-add SETUID']);
  });
});

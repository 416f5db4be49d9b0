import { describe, expect, it } from 'vitest';
import { namespaceEnd, namespaceHolder, namespaceKey, namespaceOwner } from './network-namespaces.ts';
import { openDocument } from './open-document.ts';

const file = `
services:
  app: { image: app, container_name: the-app }
  side: { image: side, network_mode: "service:app" }
  far: { image: far, network_mode: "container:the-app" }
  deep: { image: deep, network_mode: "service:side" }
  open: { image: open, network_mode: host }
  guest: { image: guest, network_mode: "service:open" }
  closed: { image: closed, network_mode: none }
  foreign: { image: foreign, network_mode: "container:elsewhere" }
  behind: { image: behind, network_mode: "service:foreign" }
  lost: { image: lost, network_mode: "service:gone" }
  ring: { image: ring, network_mode: "service:ring" }
  named: { image: named, network_mode: somewhere }
  unset: { image: unset, network_mode: "\${MODE}" }
`;

function place(text: string, name: string) {
  const { topology } = openDocument(text);
  const service = topology.services.get(name);
  if (!service) throw new Error(`no service ${name}`);
  return {
    key: namespaceKey(topology, service),
    owner: namespaceOwner(topology, service)?.name ?? null,
    holder: namespaceHolder(topology, service)?.name ?? null,
    place: namespaceEnd(topology, service),
  };
}

describe('whose network namespace', () => {
  it('follows service: and container: to the owner', () => {
    for (const name of ['app', 'side', 'far', 'deep'])
      expect(place(file, name)).toMatchObject({ key: 'service:app', owner: 'app', holder: 'app' });
  });

  it('has one key for all on the host', () => {
    expect(place(file, 'open')).toMatchObject({ key: 'host', owner: 'open' });
    expect(place(file, 'guest')).toMatchObject({ key: 'host', owner: 'open' });
  });

  it('keeps a closed one to itself, and a container outside the file without owner', () => {
    expect(place(file, 'closed')).toMatchObject({ key: 'service:closed', owner: 'closed' });
    expect(place(file, 'foreign')).toMatchObject({
      key: 'container:elsewhere',
      owner: null,
      holder: 'foreign',
    });
    expect(place(file, 'behind')).toMatchObject({
      key: 'container:elsewhere',
      owner: null,
      holder: 'foreign',
    });
  });

  it('does not know what a missing target or a circle means', () => {
    for (const name of ['lost', 'ring'])
      expect(place(file, name)).toMatchObject({ key: null, owner: null, holder: null });
  });

  it('a network that is named by its mode gives a namespace of its own; an unknown mode is unknown', () => {
    expect(place(file, 'named')).toMatchObject({ key: 'service:named', owner: 'named' });
    expect(place(file, 'unset')).toMatchObject({ key: null, owner: 'unset' });
  });

  const byDefault = (head: string, more = '') => `${head}
services:
  web: { image: web${more} }
  log: { image: log, network_mode: "container:shop-web-1" }
`;

  it('D1: knows the name that Compose gives, where the project has a name', () => {
    expect(place(byDefault('name: shop'), 'log')).toMatchObject({ owner: 'web' });
    expect(place(byDefault('name: other'), 'log').place).toMatchObject({ kind: 'foreign', perhaps: false });
    // Another name is given, so Compose gives none.
    expect(place(byDefault('name: shop', ', container_name: w'), 'log').owner).toBe(null);
  });

  it('D1: does not deny it where the project has none', () => {
    expect(place(byDefault(''), 'log').place).toMatchObject({ kind: 'foreign', perhaps: true });
    expect(place(byDefault('').replace('shop-web-1', 'gluetun'), 'log').place).toMatchObject({
      kind: 'foreign',
      perhaps: false,
    });
  });

  it('D1: counts replicas', () => {
    const second = byDefault('name: shop', ', scale: 2').replace('web-1', 'web-2');
    expect(place(second, 'log').owner).toBe('web');
    expect(place(second.replace('web-2', 'web-3'), 'log').owner).toBe(null);
  });

  it('does not choose between two of one container_name', () => {
    const two = `
services:
  cpu: { image: app, container_name: app, profiles: [cpu] }
  gpu: { image: app, container_name: app, profiles: [gpu] }
  log: { image: log, network_mode: "container:app" }
`;
    expect(place(two, 'log').place).toMatchObject({ kind: 'foreign', perhaps: true });
  });
});

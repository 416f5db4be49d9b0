import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { namespaceOf } from './namespace-of.ts';

const { topology } = openDocument(`
services:
  app: { image: app, container_name: the-app }
  side: { image: side, network_mode: "service:app" }
  far: { image: far, network_mode: "container:the-app" }
  deep: { image: deep, network_mode: "service:side" }
  open: { image: open, network_mode: host }
  guest: { image: guest, network_mode: "service:open" }
  closed: { image: closed, network_mode: none }
  foreign: { image: foreign, network_mode: "container:elsewhere" }
  lost: { image: lost, network_mode: "service:gone" }
  ring: { image: ring, network_mode: "service:ring" }
`);

function place(name: string): readonly [string, string | null] | null {
  const service = topology.services.get(name);
  const found = service && namespaceOf(topology, service);
  return found ? [found.key, found.owner?.name ?? null] : null;
}

describe('namespaceOf', () => {
  it('follows service: and container: to the owner', () => {
    for (const name of ['app', 'side', 'far', 'deep']) expect(place(name)).toEqual(['service:app', 'app']);
  });

  it('has one key for all on the host', () => {
    expect(place('open')).toEqual(['host', 'open']);
    expect(place('guest')).toEqual(['host', 'open']);
  });

  it('keeps a closed one to itself, and a container outside the file without owner', () => {
    expect(place('closed')).toEqual(['service:closed', 'closed']);
    expect(place('foreign')).toEqual(['container:elsewhere', null]);
  });

  it('does not know what a missing target or a circle means', () => {
    expect(place('lost')).toBe(null);
    expect(place('ring')).toBe(null);
  });
});

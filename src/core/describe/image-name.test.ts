import { expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { imageParts } from './image-name.ts';

function words(keys: string): string {
  const service = openAlone(`services:\n  a: { ${keys} }\n`).topology.services.get('a');
  return service ? imageParts(service).short : 'no service';
}

it.each([
  ['image: "ghcr.io/mail/dovecot:2.3.21"', 'dovecot:2.3.21'],
  ['image: "registry:5000/app"', 'app'],
  ['image: nginx', 'nginx'],
  ['image: "a/b:1@sha256:0123456789ab"', 'b:1'],
  ['image: "a/b@sha256:0123456789ab"', 'b@0123456'],
  ['image: "${IMG}"', 'image not set'],
  ['image: "ghcr.io/a/b:${TAG}"', 'image not set'],
  ['image: "ghcr.io/a/b:${TAG:-7}"', 'b:7'],
  ['build: .', 'built here'],
  ['command: x', 'no image'],
])('of %s a card says %s', (keys, said) => {
  expect(words(keys)).toBe(said);
});

it('whoever points at it learns which variable has no value', () => {
  const service = openAlone('services:\n  a: { image: "x/y:${TAG}" }\n').topology.services.get('a');
  expect(service && imageParts(service).full).toBe('image not set: $TAG has no value');
});

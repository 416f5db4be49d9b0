import { describe, expect, it } from 'vitest';
import { imageRows } from './catalogue-images.ts';
import { serviceKind } from './service-kind.ts';

const of = (image: string | null, name = 'x') => serviceKind({ image, name });

describe('serviceKind', () => {
  it('goes by the image before the name', () => {
    expect([
      of('ghcr.io/example/postfix:1.81', 'db'),
      of('mvance/unbound:1.24'),
      of('getmeili/meilisearch:v1'),
      of('rabbitmq:4'),
      of('quay.io/keycloak/keycloak'),
      of('jellyfin/jellyfin'),
      of('prom/prometheus'),
      of('traefik:v3'),
      of('mariadb:11'),
      of('memcached:alpine'),
      of('clamav/clamav:1.4'),
    ]).toEqual([
      'mail',
      'dns',
      'search',
      'queue',
      'auth',
      'media',
      'monitor',
      'proxy',
      'database',
      'cache',
      'protection',
    ]);
  });

  it('goes by the name of what is built here, or has a name that nobody knows', () => {
    expect([of(null, 'worker'), of('example/thing:1', 'smtp-relay'), of(null, 'shop')]).toEqual([
      'worker',
      'mail',
      null,
    ]);
  });

  it('nginx is a proxy where its service is named so', () => {
    expect([of('nginx:1.27', 'site'), of('nginx:1.27', 'reverse-proxy')]).toEqual(['web', 'proxy']);
  });

  it('gives what the catalogue knows for certain no other kind than one of its family', () => {
    const family: { readonly [kind: string]: readonly string[] } = {
      datastore: ['database', 'search', 'storage', 'auth', 'monitor'],
      cache: ['cache'],
      broker: ['queue'],
      mail: ['mail'],
      dns: ['dns'],
      vpn: ['vpn'],
    };
    const odd = imageRows.flatMap(([names, kind]) =>
      names
        .split(' ')
        .filter((name) => family[kind] !== undefined && !family[kind]?.includes(of(name) ?? ''))
        .map((name) => `${name}: ${kind}, ${of(name)}`),
    );
    expect(odd).toEqual([]);
  });
});

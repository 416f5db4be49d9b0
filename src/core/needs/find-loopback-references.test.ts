import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { findLoopbackReferences } from './find-loopback-references.ts';

function found(keys: string): readonly string[] {
  const one = openDocument(`services:\n  one:\n    image: one\n${keys}`).topology.services.get('one');
  return one ? findLoopbackReferences(one).map((each) => `${each.place}: ${each.address} ${each.port}`) : [];
}

describe('findLoopbackReferences', () => {
  it('reads environment, command, entrypoint and healthcheck', () => {
    expect(
      found(`    environment:
      TARGET: http://localhost:3000/metrics
    command: ["--push", "127.0.0.1:9091"]
    entrypoint: run [::1]:7000
    healthcheck: { test: curl -f http://localhost:8080/health }
`),
    ).toEqual([
      'environment TARGET: localhost:3000 3000',
      'command: 127.0.0.1:9091 9091',
      'entrypoint: [::1]:7000 7000',
      'healthcheck: localhost:8080 8080',
    ]);
  });

  it('knows the port of a plain URL, and one that stands in a setting beside', () => {
    expect(
      found(`    environment:
      A: https://localhost/path
      DB_HOST: localhost
      DB_PORT: "5432"
      CACHE_HOST: localhost
`),
    ).toEqual(['environment A: localhost:443 443', 'environment DB_HOST: localhost:5432 5432']);
  });

  it('tells the same address once per text, without credentials', () => {
    expect(
      found('    command: psql postgres://me:secret@localhost:5432/a postgres://localhost:5432/b\n'),
    ).toEqual(['command: localhost:5432 5432']);
  });

  it('takes no other host, no bare word and no forwarding', () => {
    expect(
      found(
        '    command: my-localhost:80 localhost.example.org:80 localhost 0.0.0.0:80 127.0.0.1:80:db:80 db:5432\n',
      ),
    ).toEqual([]);
  });
});

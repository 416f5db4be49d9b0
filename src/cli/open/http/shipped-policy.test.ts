// The same policy in every place that serves the page, and our own compose file by our own rules.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from '../../testing/call.ts';
import { contentPolicy } from './page-server.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the policy', () => {
  it('stands in the page itself', () => {
    const [, policy] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(read('index.html')) ?? [];
    expect(policy).toBe(contentPolicy.join('; '));
  });
});

describe('deploy/compose.yaml', () => {
  const files = { '/shop/compose.yaml': read('deploy/compose.yaml') };

  it('gives our own check nothing to say', async () => {
    const { code, out, err } = await call(['check', '--rules', 'strict', '--fail-on', 'info'], { files });
    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'none of 1 reachable from outside.\n\nNo findings.\n',
      err: '',
    });
  });

  it('publishes to loopback alone', async () => {
    const { out } = await call(['reach', '--format', 'json'], { files });
    const { bulkhead } = JSON.parse(out).services;
    expect({ fromOutside: bulkhead.fromOutside, published: bulkhead.published }).toEqual({
      fromOutside: false,
      published: [
        {
          hostIp: '127.0.0.1',
          hostPort: '8080',
          containerPort: 8080,
          protocol: 'tcp',
          reachableFrom: 'host',
          answers: { internet: false, lan: false, host: true },
          seenAs: { internet: null, lan: null, host: 'gateway' },
        },
      ],
    });
  });

  it('with compose.docker.yaml keeps the socket behind a proxy that reaches, and is reached by, nobody else', async () => {
    const both = { ...files, '/shop/compose.docker.yaml': read('deploy/compose.docker.yaml') };
    const names = ['compose.yaml', 'compose.docker.yaml'];
    const checked = await call(['check', '--rules', 'strict', '--fail-on', 'info', ...names], {
      files: both,
    });
    expect({ code: checked.code, out: checked.out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      out: 'No findings.',
    });
    const { engine } = JSON.parse(
      (await call(['reach', '--format', 'json', ...names], { files: both })).out,
    ).services;
    expect(engine).toMatchObject({ networks: ['engine'], egress: false, fromOutside: false, published: [] });
  });

  it('lets reading through that proxy by whole paths alone', () => {
    // What socket-proxy makes of it: `^` before and `$` behind, over the path without the query.
    const [, pattern] = /'-allowGET=(.*)'/.exec(read('deploy/compose.docker.yaml')) ?? [];
    const allowed = new RegExp(`^${pattern}$`);
    const id = 'd454bbb405b8'.padEnd(64, '0');
    const asked = ['/_ping', '/v1.45/version', '/v1.45/info', '/v1.45/events', '/v1.45/containers/json'];
    const single = [`/v1.45/containers/${id}/json`, '/v1.45/networks', `/v1.45/networks/${id}`];
    const image = [`/v1.51/images/sha256:${id}/json`];
    const refused = [
      '/_pingx',
      '/_ping/../v1.45/secrets',
      // The Engine would ask that registry, on its own network.
      '/v1.45/distribution/registry.example/v1.45/containers/json',
      `/v1.45/images/registry.example/v1.45/images/${id}/json`,
      `/v1.45/containers/${id}/archive`,
      `/v1.45/containers/${id}/archive/../json`,
      `/v1.45/containers/${id}/logs`,
      '/v1.45/images/json',
      '/v1.45/secrets',
      '/v1.45/volumes',
    ];
    expect([...asked, ...single, ...image].filter((path) => !allowed.test(path))).toEqual([]);
    expect(refused.filter((path) => allowed.test(path))).toEqual([]);
  });
});

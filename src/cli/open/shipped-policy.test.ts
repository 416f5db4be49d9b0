// The same policy in every place that serves the page, and our own compose file by our own rules.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';
import { contentPolicy, securityHeaders } from './open-server.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the policy', () => {
  it('stands in the page itself', () => {
    const [, policy] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(read('index.html')) ?? [];
    expect(policy).toBe(contentPolicy.join('; '));
  });

  it('is sent by the container, with the other headers', () => {
    const sent = [...read('deploy/nginx.conf').matchAll(/add_header (\S+) (?:"([^"]*)"|(\$\w+)) always;/g)];
    const headers = Object.fromEntries(sent.map(([, name, text, variable]) => [name, text ?? variable]));
    // A container serves for long: a browser may keep what it asks about again, and assets for good.
    expect(headers).toEqual({ ...securityHeaders, 'Cache-Control': '$caching' });
  });

  it('has no place in the container that would drop it: headers of a location replace those of the server', () => {
    const [, inside = ''] = read('deploy/nginx.conf').split('\n  location ');
    expect(inside).not.toContain('add_header');
  });
});

describe('deploy/compose.yaml', () => {
  it('gives our own check nothing to say', async () => {
    const files = { '/shop/compose.yaml': read('deploy/compose.yaml') };
    const { code, out, err } = await call(['check', '--fail-on', 'info'], { files });
    expect({ code, out, err }).toEqual({ code: 0, out: 'No findings.\n', err: '' });
  });

  it('publishes to loopback alone', async () => {
    const files = { '/shop/compose.yaml': read('deploy/compose.yaml') };
    const { out } = await call(['reach', '--format', 'json'], { files });
    const { page } = JSON.parse(out).services;
    expect({ fromOutside: page.fromOutside, published: page.published }).toEqual({
      fromOutside: false,
      published: [
        {
          hostIp: '127.0.0.1',
          hostPort: '8080',
          containerPort: 8080,
          protocol: 'tcp',
          reachableFrom: 'host',
        },
      ],
    });
  });
});

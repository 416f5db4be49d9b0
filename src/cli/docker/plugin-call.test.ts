import { describe, expect, it } from 'vitest';
import { pluginCall, pluginMetadata } from './plugin-call.ts';

const read = (text: string) => {
  const { words, env } = pluginCall(text.split(' '));
  return { words: words?.join(' ') ?? null, env: Object.fromEntries(env) };
};

describe('a call that the docker command hands on', () => {
  it.each([
    ['bulkhead check -f x.yaml', 'check -f x.yaml', {}],
    ['bulkhead', '', {}],
    ['help bulkhead', 'help', {}],
    ['help bulkhead check', 'help check', {}],
    ['docker-cli-plugin-metadata', null, {}],
    ['--context far bulkhead reach --docker', 'reach --docker', { DOCKER_CONTEXT: 'far' }],
    ['--context=far -D bulkhead reach', 'reach', { DOCKER_CONTEXT: 'far' }],
    ['-H ssh://x --tlsverify bulkhead reach', 'reach', { DOCKER_HOST: 'ssh://x', DOCKER_TLS_VERIFY: '1' }],
    ['--config /c -l error bulkhead reach -c y', 'reach -c y', { DOCKER_CONFIG: '/c' }],
  ])('%s', (text, words, env) => {
    expect(read(text)).toEqual({ words, env });
  });

  it.each(['--tlscacert x bulkhead reach', '--new bulkhead reach', '-H a -H b bulkhead reach'])(
    '%s cannot be kept to',
    (text) => {
      expect(() => read(text)).toThrow(/^docker -/);
    },
  );

  it('describes itself in one object', () => {
    expect(
      JSON.parse(pluginMetadata({ version: '1.2.3', homepage: 'https://example.org/b#readme' })),
    ).toEqual({
      SchemaVersion: '0.1.0',
      Vendor: 'Bulkhead',
      Version: 'v1.2.3',
      ShortDescription: expect.any(String),
      URL: 'https://example.org/b',
    });
  });
});

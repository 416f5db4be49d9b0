import { describe, expect, it } from 'vitest';
import { pluginCall, pluginMetadata } from './plugin-call.ts';

const read = (text: string) => {
  const asked = pluginCall(text.split(' '));
  return asked.kind === 'call' ? { words: asked.words.join(' '), env: Object.fromEntries(asked.env) } : asked;
};

describe('a call that the docker command hands on', () => {
  it.each([
    ['bulkhead check -f x.yaml', 'check -f x.yaml', {}],
    ['bulkhead', '', {}],
    ['help bulkhead', 'help', {}],
    ['help bulkhead check', 'help check', {}],
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

  it.each([
    ['docker-cli-plugin-metadata', { kind: 'metadata' }],
    ['__complete bulkhead ', { kind: 'completion', before: [], word: '' }],
    ['__complete bulkhead check --f', { kind: 'completion', before: ['check'], word: '--f' }],
    ['__completeNoDesc bulkhead ch', { kind: 'completion', before: [], word: 'ch' }],
  ])('%s is no call', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

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

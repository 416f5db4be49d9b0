import { describe, expect, it } from 'vitest';
import { topologyText } from './topology-text.ts';

describe('topologyText', () => {
  it('keeps names and topology and leaves out everything that may be secret, counted', () => {
    const source = `# token: hunter2
name: shop
x-env: &env
  PASSWORD: hunter2
services:
  web: # hunter2
    image: nginx:1.27
    build: { context: ., args: { TOKEN: hunter2 } }
    command: serve --password hunter2
    environment:
      <<: *env
      API_KEY: hunter2
    labels: [traefik.http.middlewares.auth=hunter2]
    networks: [front]
    ports: ["443:8443"]
    secrets: [key]
    healthcheck: { test: curl -u hunter2 localhost }
  db:
    image: postgres
    networks:
      back: { aliases: [store] }
networks:
  front:
    labels: { owner: hunter2 }
  back:
    internal: true
secrets:
  key: { environment: hunter2 }
`;
    const shared = topologyText(source);
    expect(shared?.text).toBe(`name: shop
services:
  web:
    image: nginx:1.27
    build: .
    networks:
      - front
    ports:
      - "443:8443"
  db:
    image: postgres
    networks:
      back:
        aliases:
          - store
networks:
  front:
  back:
    internal: true
`);
    expect([...(shared?.left ?? [])]).toEqual([
      ['other', 1],
      ['build', 2],
      ['command', 1],
      ['environment', 2],
      ['labels', 2],
      ['secrets', 2],
      ['healthcheck', 1],
    ]);
  });

  it('writes merged and aliased networks out, and keeps the tags of Compose', () => {
    const source = `x-base: &base
  networks: &nets [a, b]
services:
  web:
    <<: *base
    ports: !override ["80:80"]
  app:
    networks: *nets
    network_mode: !reset null
`;
    expect(topologyText(source)?.text).toBe(`services:
  web:
    ports: !override
      - "80:80"
    networks:
      - a
      - b
  app:
    networks:
      - a
      - b
    network_mode: !reset null
`);
  });

  it('names that mean something elsewhere are ordinary names', () => {
    expect(topologyText('services:\n  __proto__:\n    image: a\n  "yes":\n    image: b\n')?.text).toBe(
      'services:\n  __proto__:\n    image: a\n  "yes":\n    image: b\n',
    );
  });

  it('gives nothing where the text cannot be read', () => {
    expect(topologyText('services: [')).toBeNull();
    expect(topologyText('')).toBeNull();
    expect(topologyText('- a\n')).toBeNull();
  });

  it('does not write out an alias that stands for millions of nodes', () => {
    const lines = ['x-a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 0; depth < 8; depth++) {
      const before = String.fromCharCode(97 + depth);
      const own = String.fromCharCode(98 + depth);
      lines.push(`x-${own}: &${own} [${Array(10).fill(`*${before}`).join(', ')}]`);
    }
    lines.push('services:\n  web:\n    expose: *i\n');
    expect(topologyText(lines.join('\n'))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { mainDocument, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../../core/compose/workspace/plan/plan-in-workspace.ts';
import { clipboardText, readClipboard } from './copied-service.ts';
import { pasteOperations } from './paste-operations.ts';

/** Returns the text after copies of `names` from `source` were put into `target`. */
function paste(source: string, names: readonly string[], target: string): string {
  const workspace = openAlone(target);
  const { operations } = pasteOperations(openAlone(source).topology, names, workspace.topology);
  const planned = planInWorkspace(workspace, operations);
  return planned.ok
    ? mainDocument(planned.value.workspace).text
    : `${planned.error.code}: ${planned.error.message}`;
}

const shop = `x-base: &base
  restart: always
services:
  web:
    <<: *base
    image: nginx:\${TAG:-1}
    container_name: the-web
    mac_address: 02:42:ac:11:00:02
    ports: ["8443:443", "127.0.0.1:9000-9001:9000-9001/udp", "80"]
    depends_on: [db]
    networks:
      front:
        aliases: [shop]
        ipv4_address: 10.0.0.7
  db: { image: postgres }
networks:
  front:
    internal: true
`;

describe('duplicating a service', () => {
  it('drops what is unique, renumbers host ports, and writes anchors out', () => {
    expect(paste(shop, ['web'], shop)).toBe(
      shop.replace(
        '  db: { image: postgres }\n',
        `  db: { image: postgres }
  web-2:
    image: "nginx:\${TAG:-1}"
    ports: ["8444:443", "127.0.0.1:9002-9003:9000-9001/udp", "80"]
    depends_on: [db]
    networks:
      front:
        aliases: [shop]
    restart: always
`,
      ),
    );
  });

  it('keeps the group together: joined ones and dependencies follow the copies', () => {
    const text = `services:
  app: { image: a }
  sniff: { image: s, network_mode: "service:app", depends_on: [app] }
`;
    expect(paste(text, ['app', 'sniff'], text)).toBe(`${text}  app-2:
    image: a
  sniff-2:
    image: s
    network_mode: service:app-2
    depends_on: [app-2]
`);
  });

  it('keeps the conditions of dependencies that go along, and no empty mapping without them', () => {
    const text =
      'services:\n  app:\n    image: a\n    depends_on: { db: { condition: service_healthy } }\n  db: { image: p }\n';
    const target = 'services:\n  other: { image: o }\n';
    expect(paste(text, ['app', 'db'], target)).toContain('condition: service_healthy');
    expect(paste(text, ['app'], target)).not.toContain('depends_on');
  });

  it('copies what is built and has no image', () => {
    const text = 'services:\n  app:\n    build: .\n';
    expect(paste(text, ['app'], text)).toBe('services:\n  app:\n    build: .\n  app-2:\n    build: .\n');
  });

  it('leaves what only its own file can say', () => {
    const { topology } = openAlone('services:\n  app:\n    image: a\n    ports: !override ["80:80"]\n');
    expect(pasteOperations(topology, ['app'], topology)).toEqual({
      operations: [],
      names: [],
      left: ['app'],
    });
  });
});

describe('pasting into another file', () => {
  it('declares its networks, forgets who is not there, keeps a free host port', () => {
    expect(paste(shop, ['web'], 'services:\n  api: { image: x }\n')).toBe(`services:
  api: { image: x }
  web:
    image: "nginx:\${TAG:-1}"
    ports:
      - "8443:443"
      - "127.0.0.1:9000-9001:9000-9001/udp"
      - "80"
    networks:
      front:
        aliases:
          - shop
    restart: always
networks:
  front:
    internal: true
`);
  });

  it('closes one that was joined to somebody else', () => {
    const text = 'services:\n  app: { image: a }\n  sniff: { image: s, network_mode: "service:app" }\n';
    expect(paste(text, ['sniff'], 'services:\n  x: { image: x }\n')).toContain('network_mode: none');
  });
});

describe('the clipboard', () => {
  it('holds a compose fragment that is known again', () => {
    const text = clipboardText(openAlone(shop).topology, ['db']);
    expect(text).toBe('# Containers copied from Bulkhead\nservices:\n  db:\n    image: postgres\n');
    expect([...(readClipboard(text ?? '')?.services.keys() ?? [])]).toEqual(['db']);
  });

  it('is no fragment where a person pastes a file of their own', () => {
    expect(readClipboard(shop)).toBeNull();
  });
});

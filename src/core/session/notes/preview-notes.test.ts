import { describe, expect, it } from 'vitest';
import { openDocument } from '../../compose/open-document.ts';
import { parseOperation } from '../../compose/operations/operation-text.ts';
import { planTransaction } from '../../compose/operations/plan-operations.ts';
import { noteText } from './note.ts';
import { previewNotes } from './preview-notes.ts';

/** The words for what `operations` do to a file with these services on front, back (internal) and mid. */
function linesOf(services: string, ...operations: readonly string[]): readonly string[] {
  const document = openDocument(
    `services:\n${services}networks:\n  front:\n  mid:\n  back:\n    internal: true\n`,
  );
  const parsed = operations.map((text) => {
    const operation = parseOperation(text);
    if (!operation.ok) throw new Error(operation.error.message);
    return operation.value;
  });
  const planned = planTransaction(document, parsed);
  if (!planned.ok) throw new Error(planned.error.message);
  return previewNotes(document.topology, planned.value.document.topology).map((note) => {
    const { tone, text } = noteText(note);
    return `${tone}: ${text}`;
  });
}

describe('a fixed address', () => {
  const db =
    '  db: { image: example/db, networks: { front: { ipv4_address: 10.9.0.7, aliases: [store] }, mid: {} } }\n';

  it('is noted when its membership moves or goes', () => {
    const line = 'loses: drops the fixed address 10.9.0.7 of db on front';
    expect(linesOf(db, 'move=db:front:back')).toEqual([line]);
    expect(linesOf(db, 'detach=db:front')).toEqual([line]);
    expect(linesOf(db, 'mode=db:none')).toEqual([line]);
  });

  it('is not noted where it stays', () => {
    expect(linesOf(db, 'move=db:mid:back')).toEqual([]);
    expect(linesOf(db, 'attach=db:back')).toEqual([]);
    expect(linesOf(db, 'rename-network=front:edge')).toEqual([]);
    expect(linesOf(db, 'remove-service=db')).toEqual([]);
  });
});

describe('ports that leave the host', () => {
  const host = (name: string) => `loses: ${name} no longer has the interfaces and the loopback of the host`;

  it('are those of expose that nothing publishes then', () => {
    expect(
      linesOf(
        '  open: { image: prom/node-exporter, network_mode: host, ports: ["9100:9100"], expose: ["9101", "53/udp"] }\n',
        'mode=open:networks:front',
      ),
    ).toEqual([host('open'), 'loses: no longer on the host: open at 9101, 53/udp']);
  });

  it('are those of the image where the file lists none', () => {
    const line = 'loses: no longer on the host: cache at 6379, where its image usually listens';
    expect(
      linesOf('  cache: { image: "redis:8", network_mode: host }\n', 'mode=cache:networks:front'),
    ).toEqual([host('cache'), line]);
    expect(
      linesOf(
        '  cache: { image: "redis:8", network_mode: host, ports: ["7000:7000"] }\n',
        'mode=cache:networks:front',
      ),
    ).toEqual([host('cache')]);
  });

  it('go with published ones, too, where nothing published answers', () => {
    expect(
      linesOf(
        '  open: { image: own, network_mode: host, ports: ["9100:9100"] }\n',
        'mode=open:networks:back',
      ),
    ).toEqual([host('open'), 'loses: no longer on the host: open at 9100']);
    expect(
      linesOf('  open: { image: own, network_mode: host, ports: ["9100:9100"] }\n', 'mode=open:none'),
    ).toEqual([host('open'), 'loses: no longer on the host: open at 9100']);
  });

  it('go with those who joined an open container', () => {
    expect(
      linesOf(
        '  open: { image: own, network_mode: host }\n  guest: { image: "redis:8", network_mode: "service:open" }\n',
        'mode=open:networks:front',
      ),
    ).toEqual([host('open'), 'loses: no longer on the host: guest at 6379, where its image usually listens']);
  });
});

describe('a port clash', () => {
  it('is sure where the file says both', () => {
    expect(
      linesOf(
        '  one: { image: own, networks: [front], ports: ["8080:80", "53:53/udp"] }\n  two: { image: own, networks: [front], ports: ["8081:80"], expose: ["53"] }\n',
        'mode=two:service:one:hand-over',
      ),
    ).toEqual(['breaks: clash: one and two both listen on 80']);
    expect(
      linesOf(
        '  one: { image: own, networks: [front], ports: ["8080:80"] }\n  two: { image: own, network_mode: host, expose: ["80"] }\n',
        'mode=one:host',
      ),
    ).toEqual(['breaks: clash: one and two both listen on 80']);
  });

  it('is likely where an image says it', () => {
    expect(
      linesOf(
        '  one: { image: "nginx:1.27", networks: [front], expose: ["80"] }\n  two: { image: "nginx:1.27", networks: [front] }\n',
        'mode=two:service:one',
      ),
    ).toEqual(['loses: may clash: one and two both listen on 80, going by their images']);
  });

  it('counts those who come along', () => {
    expect(
      linesOf(
        '  one: { image: "nginx", networks: [front] }\n  two: { image: own, networks: [front] }\n  three: { image: "httpd", network_mode: "service:two" }\n',
        'mode=two:service:one',
      ),
    ).toEqual(['loses: may clash: one and three both listen on 80, going by their images']);
  });

  it('is none that was there before, of another protocol, or of profiles that never meet', () => {
    expect(
      linesOf(
        '  one: { image: own, networks: [front], expose: ["80/udp"] }\n  two: { image: "nginx", networks: [front] }\n  old: { image: "httpd", network_mode: "service:two" }\n',
        'mode=two:service:one',
      ),
    ).toEqual([]);
    expect(
      linesOf(
        '  one: { image: nginx, profiles: [dev], networks: [front] }\n  two: { image: nginx, profiles: [prod], networks: [front] }\n',
        'mode=two:service:one',
      ),
    ).toEqual([]);
  });
});

describe('localhost of a group', () => {
  const group = `  app:
    image: own
    ports: ["3000:3000"]
    networks: [front]
    healthcheck: { test: curl http://localhost:3000 }
    environment: { METRICS: "127.0.0.1:9113", QUEUE: "localhost:5555" }
  sniff:
    image: own
    network_mode: "service:app"
    environment: { TARGET: "http://localhost:3000" }
  third:
    image: own
    network_mode: "service:app"
    command: --app localhost:3000
`;

  it('is listed when one of them leaves: what is sure, and what nobody is known to answer', () => {
    expect(linesOf(group, 'mode=sniff:networks:back')).toEqual([
      'loses: may stop working: app addresses 127.0.0.1:9113 (environment METRICS)',
      'loses: may stop working: app addresses localhost:5555 (environment QUEUE)',
      'breaks: stops working: sniff addresses localhost:3000 (environment TARGET), which is app',
    ]);
  });

  it('is not, when the owner moves and all go with it', () => {
    expect(linesOf(group, 'move=app:front:mid')).toEqual([]);
    expect(linesOf(group, 'mode=app:none')).toEqual([]);
  });

  it('is the host for an open container', () => {
    const open =
      '  open: { image: own, network_mode: host, command: --db localhost:5432 }\n  stays: { image: own, network_mode: host, command: --db localhost:5432 }\n';
    expect(linesOf(open, 'mode=open:networks:front')).toEqual([
      'loses: may stop working: open addresses localhost:5432 (command)',
      'loses: open no longer has the interfaces and the loopback of the host',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { openDocument } from '../../compose/open-document.ts';
import { listeningPorts } from './listening-ports.ts';

function linesOf(service: string): readonly string[] {
  const one = openDocument(`services:\n  one: ${service}\n`).topology.services.get('one');
  return one
    ? listeningPorts(one).map((each) => `${each.port}/${each.protocol}${each.inferred ? '?' : ''}`)
    : [];
}

describe('listeningPorts', () => {
  it('are the container side of ports, then expose with its ranges', () => {
    expect(
      linesOf('{ image: app, ports: ["8080:80", "53:53/udp"], expose: ["9000-9002", "70/udp"] }'),
    ).toEqual(['80/tcp', '53/udp', '9000/tcp', '9001/tcp', '9002/tcp', '70/udp']);
  });

  it('are inferred where only the image says so', () => {
    expect(linesOf('{ image: "nginx:1.27" }')).toEqual(['80/tcp?']);
    expect(linesOf('{ image: "nginx:1.27", expose: ["80"] }')).toEqual(['80/tcp']);
    expect(linesOf('{ image: pihole/pihole }')).toEqual(['80/tcp?', '53/udp?']);
  });

  it('are none where nothing is known, or nothing can be read', () => {
    expect(linesOf('{ image: example/app }')).toEqual([]);
    expect(linesOf('{ image: example/app, expose: ["8080:80"] }')).toEqual([]);
  });
});

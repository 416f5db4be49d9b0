import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { applyFixes } from '../../fixes/apply-fixes.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyzeAlone } from '../all-rules.ts';

function segmented(text: string) {
  const alone = analyzeAlone({ workspace: openAlone(text), reachOptions: defaultReachOptions });
  const { after, done, left } = applyFixes(alone, ({ rule, fixes }) =>
    rule === 'CN201' ? fixes.filter(({ title }) => title.startsWith('Split')) : [],
  );
  expect(left.map(({ reason }) => reason)).toEqual([]);
  return {
    text: after.host.stacks[0]?.workspace.input.texts.get('compose.yaml'),
    titles: done.map(({ fix }) => fix.title),
  };
}

describe('segmentFix', () => {
  it('puts the edge on front, data on an internal back, and those between on both', () => {
    expect(
      segmented(`services:
  web:
    image: example/web:1
    ports: ["192.168.1.5:443:8443"]
    depends_on: [api]
  api:
    image: example/api:1
    environment:
      DB: postgres://app@db:5432/app
      QUEUE: amqp://queue:5672
  worker:
    image: example/worker:1
    environment:
      QUEUE: amqp://queue:5672
  db:
    image: postgres:16
  queue:
    image: rabbitmq:4
`),
    ).toEqual({
      text: `services:
  web:
    image: example/web:1
    ports: ["192.168.1.5:443:8443"]
    depends_on: [api]
    networks: [front]
  api:
    image: example/api:1
    environment:
      DB: postgres://app@db:5432/app
      QUEUE: amqp://queue:5672
    networks: [front, back]
  worker:
    image: example/worker:1
    environment:
      QUEUE: amqp://queue:5672
    networks: [mid, back]
  db:
    image: postgres:16
    networks: [back]
  queue:
    image: rabbitmq:4
    networks: [back]
networks:
  front:
  mid:
  back:
    internal: true
`,
      titles: ['Split into front, mid, back by the 4 needs that the file states'],
    });
  });

  it('keeps back open where a datastore publishes a port', () => {
    const { text } = segmented(`services:
  web:
    image: example/web:1
    ports: ["192.168.1.5:443:8443"]
    depends_on: [db]
  admin:
    image: example/admin:1
    ports: ["192.168.1.5:444:8443"]
    depends_on: [web]
  db:
    image: postgres:16
    ports: ["127.0.0.1:5432:5432"]
`);
    expect(text).toContain('networks:\n  front:\n  back:\n');
    expect(text).not.toContain('internal');
  });

  it('is not offered where a service states no need: cutting it off might cut one', () => {
    expect(
      segmented(`services:
  web:
    image: example/web:1
    ports: ["192.168.1.5:443:8443"]
    depends_on: [db]
  mailer:
    image: example/mailer:1
  db:
    image: postgres:16
`).titles,
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { openAlone } from '../workspace/open-workspace.ts';
import { envValues } from './dot-env.ts';
import { hideValues } from './hide-values.ts';

const compose = `x-env: &env
  SHARED: \${SHARED_VALUE}
services:
  web:
    image: example/web:\${TAG}
    container_name: shop-\${STAGE}
    ports: ["\${BIND}:\${PORT}:80"]
    environment:
      <<: *env
      DB: \${DATABASE_URL}
      DB_HOST: \${DB_HOST}
      DB_PORT: \${DB_PORT}
      PASS: \${DB_PASS}
      MAIL: \${MAIL_KEY}
    labels:
      traefik.http.routers.web.rule: Host(\`\${DOMAIN}\`)
      traefik.http.middlewares.a.basicauth.users: \${USERS}
    command: --token \${CLI_TOKEN}
  db: { image: "postgres:16", networks: { default: { aliases: [store] } } }
networks:
  default: { name: "\${NET}" }
configs:
  c: { content: "\${CONTENT}" }
`;
const values = new Map([
  ['TAG', '1.2'],
  ['STAGE', 'live'],
  ['BIND', '127.0.0.1'],
  ['PORT', '8443'],
  ['NET', 'shop_net'],
  ['DOMAIN', 'shop.example.org'],
  ['DATABASE_URL', 'postgres://shop:hunter2@db:5432/shop?password=hunter2'],
  ['DB_HOST', 'store'],
  ['DB_PORT', '5432'],
  ['DB_PASS', 'db'],
  ['MAIL_KEY', '12345'],
  ['USERS', 'anna:$apr1$hunter2'],
  ['CLI_TOKEN', 'hunter2'],
  ['SHARED_VALUE', 'hunter2'],
  ['CONTENT', 'hunter2'],
  ['EMPTY', ''],
]);
const opened = openAlone(compose, { environment: values });
const hidden = hideValues(opened);
const shownOf = (name: string) => hidden.value(name, values.get(name) ?? '');

describe('hidden values', () => {
  it('are all but those that the picture needs', () => {
    expect(Object.fromEntries([...values.keys()].map((name) => [name, shownOf(name)]))).toEqual({
      TAG: '1.2',
      STAGE: 'live',
      BIND: '127.0.0.1',
      PORT: '8443',
      NET: 'shop_net',
      DOMAIN: 'shop.example.org',
      // Whom it leads to stays.
      DATABASE_URL: 'postgres://hidden@db:5432/hidden',
      DB_HOST: 'store',
      DB_PORT: '5432',
      // A value that looks harmless, by a name that does not.
      DB_PASS: 'hidden',
      MAIL_KEY: 'hidden',
      USERS: 'hidden',
      CLI_TOKEN: 'hidden',
      SHARED_VALUE: 'hidden',
      CONTENT: 'hidden',
      EMPTY: '',
    });
  });

  it('leave the topology what it is', () => {
    const again = openAlone(compose, {
      environment: new Map([...values.keys()].map((name) => [name, shownOf(name)])),
    });
    const drawn = ({ topology }: typeof opened) =>
      [...topology.services.values()].map(({ image, containerName, ports, attachments, mode }) => [
        image,
        containerName,
        ports,
        attachments,
        mode,
      ]);
    expect(drawn(again)).toEqual(drawn(opened));
    expect([...again.topology.networks.values()].map(({ name }) => name)).toEqual(
      [...opened.topology.networks.values()].map(({ name }) => name),
    );
  });

  it.each([
    ['https://hooks.example.org/services/T1/hunter2', 'https://hooks.example.org/hidden'],
    ['redis://:hunter2@cache:6379', 'redis://hidden@cache:6379'],
    ['jdbc:mysql://db:3306/shop?user=a&password=hunter2', 'jdbc:mysql://db:3306/hidden'],
    ['kafka1:9092,kafka2:9092', 'hidden'],
    ['db:5432,store:5432', 'db:5432,store:5432'],
    ['10.0.0.7:80', '10.0.0.7:80'],
    ['amqp://hunter2!@', 'amqp://hidden@'],
    ['mongodb://a:hunter2@db:1,store:2/x', 'mongodb://hidden@db:1,store:2/hidden'],
    ['http://hunter2$%^', 'hidden'],
    ['true', 'true'],
    ['123456', 'hidden'],
    ['hunter2', 'hidden'],
  ])('of the form %j are shown as %j', (given, shown) => {
    expect(hidden.value('ANY', given)).toBe(shown);
  });

  it('of a file are hidden line by line, comments too', () => {
    const text =
      '# the old one was hunter2\r\nexport DB_PASS=hunter2 # hunter2\nPORT=8443\n\nKEY="-----BEGIN\nhunter2\n-----END"\nURL=http://u:hunter2@db/\nDB_PASS="hunter2 again"\n';
    const shown = hidden.text(text);
    expect(shown).not.toMatch(/hunter2|BEGIN|END/);
    expect(Object.fromEntries(envValues(shown))).toEqual({
      DB_PASS: 'hidden',
      PORT: '8443',
      KEY: 'hidden',
      URL: 'http://hidden@db/',
    });
    expect(shown.split('\n').slice(0, 3)).toEqual(['', 'DB_PASS=hidden', 'PORT=8443']);
  });

  it('of a file that cannot be read are told as little, and it is still one that cannot be read', () => {
    expect(hidden.text('hunter2 is no variable\n')).toBe('the values are hidden\n');
    expect(envValues(hidden.text('hunter2 is no variable\n')).size).toBe(0);
  });
});

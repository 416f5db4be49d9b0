import { describe, expect, it } from 'vitest';
import { editText } from '../testing/edit-text.ts';

const BLOCK = 'services:\n  web:\n    image: nginx\n  db:\n    image: postgres\nnetworks:\n  front:\n';

/** The lines that an operation adds to `web` of BLOCK. */
function added(...operations: readonly string[]): string {
  const after = editText(BLOCK, ...operations);
  const [lead, tail] = [
    'services:\n  web:\n    image: nginx\n',
    '  db:\n    image: postgres\nnetworks:\n  front:\n',
  ];
  expect(after.startsWith(lead) && after.endsWith(tail)).toBe(true);
  return after.slice(lead.length, after.length - tail.length);
}

describe('what a person finishes a stack with', () => {
  it.each([
    ['entrypoint=web:/bin/sh -c run', '    entrypoint: /bin/sh -c run\n'],
    ['hostname=web:box', '    hostname: box\n'],
    ['container-name=web:web-1', '    container_name: web-1\n'],
    ['replicas=web:3', '    scale: 3\n'],
    ['label=web:traefik.enable:true', '    labels:\n      traefik.enable: "true"\n'],
    ['sysctl=web:net.core.somaxconn:1024', '    sysctls:\n      net.core.somaxconn: "1024"\n'],
    ['extra-host=web:box:10.0.0.1', '    extra_hosts:\n      - box:10.0.0.1\n'],
    ['expose=web:8080', '    expose:\n      - "8080"\n'],
    ['link=web:db:store', '    links:\n      - db:store\n'],
    ['profile=web:dev', '    profiles:\n      - dev\n'],
    ['volume=web:data:/data:ro', '    volumes:\n      - data:/data:ro\n'],
  ])('%s', (operation, lines) => {
    expect(added(operation)).toBe(lines);
    expect(added(operation, operation)).toBe(lines);
  });

  it('writes pairs in the form that is there', () => {
    const text =
      'services:\n  web:\n    labels: ["a=1", "b=2"]\n    extra_hosts:\n      h=10.0.0.1: x\n    sysctls: {a: 1}\n';
    expect(editText(text, 'label=web:a:2')).toBe(text.replace('"a=1"', '"a=2"'));
    expect(editText(text, 'label=web:c:3')).toBe(text.replace('"b=2"]', '"b=2", c=3]'));
    expect(editText(text, 'sysctl=web:a:2')).toBe(text.replace('{a: 1}', '{a: "2"}'));
    const hosts = 'services:\n  web:\n    extra_hosts:\n      - "h=10.0.0.1" # c\n';
    expect(editText(hosts, 'extra-host=web:h:::1')).toBe(hosts.replace('10.0.0.1', '::1'));
    expect(editText(hosts, 'extra-host=web:i:host-gateway')).toBe(`${hosts}      - i=host-gateway\n`);
  });

  it('says replicas where they are said, in both places if need be', () => {
    const deploy = 'services:\n  web:\n    deploy:\n      replicas: 2\n';
    expect(editText(deploy, 'replicas=web:4')).toBe(deploy.replace('2', '4'));
    expect(editText(`${deploy}    scale: 2\n`, 'replicas=web:4')).toBe(
      'services:\n  web:\n    deploy:\n      replicas: 4\n    scale: 4\n',
    );
    const limits = 'services:\n  web:\n    deploy: {resources: {}}\n';
    expect(editText(limits, 'replicas=web:4')).toBe(limits.replace('{}}', '{}, replicas: 4}'));
  });

  it('puts a volume in the place of one with the same target, but not of a long one', () => {
    const short = 'services:\n  web:\n    volumes:\n      - a:/data # c\n';
    expect(editText(short, 'volume=web:b:/data')).toBe(short.replace('a:/data', 'b:/data'));
    const long =
      'services:\n  web:\n    volumes:\n      - {type: volume, source: a, target: /data}\n    image: x\n';
    expect(editText(long, 'volume=web:b:/data')).toBe('refused: exists\nunvolume=web:/data');
    expect(editText(long, 'unvolume=web:/data')).toBe('services:\n  web:\n    image: x\n');
  });

  it('takes single items away, and the key with the last', () => {
    const text =
      'services:\n  web:\n    expose: [80, 81]\n    links: [db:store]\n    profiles: [a]\n  db:\n    image: x\n';
    expect(editText(text, 'unexpose=web:80', 'unlink=web:db', 'unprofile=web:a')).toBe(
      'services:\n  web:\n    expose: [81]\n  db:\n    image: x\n',
    );
  });

  it('refuses what Compose or the Engine would refuse', () => {
    expect(editText(BLOCK, 'expose=web:http')).toBe('refused: invalid-port');
    expect(editText(BLOCK, 'link=web:missing')).toBe('refused: unknown-service');
    expect(editText(BLOCK, 'extra-host=web:h:nonsense')).toBe('refused: invalid-address');
    expect(editText(BLOCK, 'container-name=web:a b')).toBe('refused: invalid-name');
    expect(editText(BLOCK, 'mode=web:service:db', 'hostname=web:box')).toBe(
      'refused: owner-only\nhostname=db:box',
    );
    expect(editText(BLOCK, 'mode=web:host', 'link=web:db')).toBe('refused: host-links');
  });
});

describe('addresses', () => {
  const text =
    'services:\n  web:\n    networks: [front]\nnetworks:\n  front:\n    ipam:\n      config:\n        - subnet: 10.9.0.0/24 # c\n';

  it('are fixed and released', () => {
    const fixed = editText(text, 'address=web:front:10.9.0.7', 'mac=web:front:02:42:ac:11:00:02');
    expect(fixed).toBe(
      text.replace('[front]', '{front: {ipv4_address: "10.9.0.7", mac_address: "02:42:ac:11:00:02"}}'),
    );
    expect(editText(fixed, 'unaddress=web:front:10.9.0.7')).toBe(
      text.replace('[front]', '{front: {mac_address: "02:42:ac:11:00:02"}}'),
    );
    const block =
      'services:\n  web:\n    networks:\n      front:\n        aliases: [a]\nnetworks:\n  front:\n';
    const local = editText(block, 'link-local=web:front:169.254.1.1', 'link-local=web:front:169.254.1.2');
    expect(local).toBe(
      block.replace('[a]\n', '[a]\n        link_local_ips: ["169.254.1.1", "169.254.1.2"]\n'),
    );
    expect(editText(local, 'unaddress=web:front:169.254.1.1', 'unaddress=web:front:169.254.1.2')).toBe(block);
    expect(editText(block, 'mac=web:front:nonsense')).toBe('refused: invalid-address');
  });

  it('of networks: subnet, gateway and range by family, in the form that is there', () => {
    expect(editText(text, 'ipam=front:subnet:10.8.0.0/24')).toBe(
      text.replace('10.9.0.0/24', '"10.8.0.0/24"'),
    );
    expect(editText(text, 'ipam=front:gateway:10.9.0.1')).toBe(`${text}          gateway: "10.9.0.1"\n`);
    expect(editText(text, 'ipam=front:subnet:fd00:1::/64')).toBe(`${text}        - subnet: fd00:1::/64\n`);
    expect(editText(text, 'ipam=front:gateway:10.8.0.1')).toBe('refused: outside-subnet');
    expect(editText(`${text}          gateway: 10.9.0.1\n`, 'ipam=front:subnet:10.8.0.0/24')).toBe(
      'refused: outside-subnet\nipam=front:gateway:',
    );
    expect(editText(`${text}          gateway: 10.9.0.1\n`, 'ipam=front:gateway:')).toBe(text);
    expect(editText(text, 'ipam=front:subnet:')).toBe(
      'services:\n  web:\n    networks: [front]\nnetworks:\n  front: {}\n',
    );
    expect(editText(BLOCK, 'ipam=front:subnet:10.9.0.0/24')).toBe(
      `${BLOCK}    ipam:\n      config:\n        - subnet: "10.9.0.0/24"\n`,
    );
    expect(editText('services:\n  web:\n    image: x\n', 'ipam=default:subnet:10.9.0.0/24')).toBe(
      'services:\n  web:\n    image: x\nnetworks:\n  default:\n    ipam:\n      config:\n        - subnet: "10.9.0.0/24"\n',
    );
  });

  it('and what else a network says', () => {
    expect(editText(BLOCK, 'enable-ipv6=front:true', 'driver=front:macvlan', 'network-name=front:lan')).toBe(
      `${BLOCK}    enable_ipv6: true\n    driver: macvlan\n    name: lan\n`,
    );
    expect(editText(`${BLOCK}    name: lan\n`, 'network-name=front:')).toBe(
      BLOCK.replace('  front:\n', '  front: {}\n'),
    );
    const external = `${BLOCK}    external: true\n`;
    expect(editText(BLOCK, 'external=front:true')).toBe(external);
    expect(editText(external, 'driver=front:macvlan')).toBe('refused: external-network');
    const old = BLOCK.replace('  front:\n', '  front: {external: {name: a}}\n');
    expect(editText(old, 'network-name=front:b')).toBe(old.replace('name: a', 'name: b'));
  });
});

describe('a renamed service', () => {
  const text = `services:
  web:
    image: x
  api:
    environment:
      DB_HOST: web
      URL: "http://u:p@web:8080/web"
      NAME: web
      LIST: 'web:80,db:81'
    command: [--host=web, curl http://web/]
    labels:
      - web.url=http://web-2/
    depends_on: [web]
`;

  it('is followed in host names only where that is asked for', () => {
    const renamed = text.replace('  web:\n', '  proxy:\n').replace('[web]', '[proxy]');
    expect(editText(text, 'rename-service=web:proxy')).toBe(renamed);
    expect(editText(text, 'rename-service=web:proxy:follow-hosts')).toBe(
      renamed
        .replace('DB_HOST: web', 'DB_HOST: proxy')
        .replace('@web:8080/web', '@proxy:8080/web')
        .replace("'web:80,", "'proxy:80,")
        .replace('--host=web', '--host=proxy')
        .replace('http://web/', 'http://proxy/'),
    );
  });

  it('also where an anchor says the text for several', () => {
    const shared =
      'x-e: &e\n  DB_HOST: web # c\nservices:\n  web:\n    image: x\n  a:\n    environment: *e\n  b:\n    environment:\n      <<: *e\n';
    expect(editText(shared, 'rename-service=web:db:follow-hosts')).toBe(
      shared.replace('DB_HOST: web', 'DB_HOST: db').replace('  web:\n', '  db:\n'),
    );
  });
});

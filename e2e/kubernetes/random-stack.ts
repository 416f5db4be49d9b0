// Random compose files for the export alone: names that clash in Kubernetes, modes and ports that are not known, keys that become
// something in a pod. No Engine is asked about them, so they need not start.

import fc from 'fast-check';
import { stringify } from 'yaml';

const long = 'a-very-long-service-name-that-goes-on-and-on-until-it-is-longer-than-a-label';
const serviceNames = ['web', 'db', 'api', 'App', 'my_db', 'my-db', 'x.y', 'no', '1st', 'worker', 'Web', long];
const networkNames = ['front', 'back', 'mid', 'Out'];

/** `value` about once in `times`, else nothing. */
const rarely = <T>(times: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc
    .option(value, { freq: times - 1, nil: undefined })
    .chain((one) => fc.constantFrom(one, ...Array(times - 2).fill(undefined)));

const among = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const port = fc.oneof(
  among<unknown>(
    '8000:80',
    '127.0.0.1:9000:90',
    '7000:53/udp',
    '7000:53',
    '443',
    '[::1]:6000:60',
    '[::]:3500:80',
  ),
  among<unknown>('0.0.0.0:5000:80', '4000-4001:40-41', '192.168.1.5:3600:36', '${PORT}:80', { target: 82 }),
  among<unknown>({ target: 80, published: '3000-3005' }, { target: 81, published: '3010', protocol: 'udp' }),
);

const memberships = fc
  .dictionary(
    among(...networkNames),
    fc.record({ aliases: fc.subarray(['alias', 'db', 'A.example', 'a_b', 'web']) }),
    {
      minKeys: 1,
      maxKeys: 2,
    },
  )
  .map((networks) => ({ networks }));

/** `joins` is one of the services before it, `others` are all. */
const service = (joins: string | undefined, others: readonly string[]): fc.Arbitrary<object> =>
  fc
    .record({
      place: fc.oneof(
        { weight: 6, arbitrary: memberships },
        { weight: 3, arbitrary: fc.constant({}) },
        {
          weight: 4,
          arbitrary: among(
            'none',
            'host',
            'bridge',
            'container:other',
            '${MODE}',
            'outsider',
            `service:${joins}`,
          ).map((mode) => (mode === 'service:undefined' ? {} : { network_mode: mode })),
        },
      ),
      image: among('nginx', 'postgres:16', 'redis', 'example.org/x/y:1', '${IMAGE}'),
      ports: rarely(2, fc.array(port, { minLength: 1, maxLength: 3 })),
      expose: rarely(4, among(['80'], ['3000-3002', '99/udp'])),
      links: rarely(
        5,
        among(...others).chain((to) => among([to], [`${to}:l`], [`${to}:L_x`])),
      ),
      scale: rarely(5, among(0, 2, 3)),
      profiles: rarely(10, fc.constant(['off'])),
      hostname: rarely(6, among('h', 'Host', 'a.b')),
      volumes: rarely(5, among(['data:/d'], ['/tmp:/t'], ['/anon'], ['data:/d:ro', 'other:/o'])),
      environment: rarely(
        4,
        fc.dictionary(among('A', 'PASSWORD', 'x-y', 'A B', '1'), among('yes', '$${X}', '', null, '0x1', '~')),
      ),
      user: rarely(8, among('1000', '1000:1000', 'www', '${U}')),
      cap_add: rarely(8, among(['NET_ADMIN'], ['ALL'], ['CAP_SYS_ADMIN'])),
      cap_drop: rarely(8, among(['ALL'], ['NET_RAW'])),
      healthcheck: rarely(
        8,
        fc.record({
          test: among<unknown>(['CMD', 'true'], 'true', ['NONE']),
          interval: among('5s', '100ms'),
        }),
      ),
      privileged: rarely(12, fc.constant(true)),
      extra_hosts: rarely(10, among(['a:1.2.3.4'], ['b=host-gateway'], ['UP_x:10.0.0.1'])),
      security_opt: rarely(12, fc.constant(['no-new-privileges:true'])),
    })
    .map(({ place, ...rest }) => ({ ...rest, ...place }));

const network = fc.oneof(
  { weight: 5, arbitrary: fc.record({ internal: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: among(
      ...['enable_icc', 'enable_ip_masquerade'].map((option) => ({
        driver_opts: { [`com.docker.network.bridge.${option}`]: 'false' },
      })),
    ),
  },
  { weight: 1, arbitrary: among<object>({ external: true }, { driver: 'macvlan' }, { driver: 'overlay' }) },
  { weight: 1, arbitrary: fc.constant({ enable_ipv6: true, ipam: { config: [{ subnet: 'fdcc:1::/64' }] } }) },
);

const stack: fc.Arbitrary<string> = fc
  .uniqueArray(among(...serviceNames), { minLength: 2, maxLength: 6 })
  .chain((names) =>
    fc.record({
      services: fc.record(
        Object.fromEntries(
          names.map((name, i) => [
            name,
            service(
              names[i - 1],
              names.filter((one) => one !== name),
            ),
          ]),
        ),
      ),
      networks: fc.record(Object.fromEntries(networkNames.map((name) => [name, network]))),
      volumes: fc.constant({ data: {}, other: {} }),
    }),
  )
  .map((file) => stringify(file, { aliasDuplicateObjects: false }));

/** The first `count` files of `seed`. */
export function randomStacks(seed: number, count: number): readonly string[] {
  return count === 0 ? [] : fc.sample(fc.noBias(stack), { seed, numRuns: count });
}

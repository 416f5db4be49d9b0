// Ways in through proxies and tunnels: of a service, by host name, and for one request.

import { z } from 'zod';
import { placeOrNull, texts } from './assumed.ts';
import { seen } from './connect.ts';
import { means, named, type ValueOf } from './contract.ts';

const guard = z.strictObject({ kind: z.string(), how: z.string(), by: z.string().nullable() });

const step = z.strictObject({ kind: z.string(), text: z.string(), ...placeOrNull });

const zone = z.enum(['outside', 'internet', 'lan', 'tailnet', 'host']);

const wayAnswer = z.enum(['open', 'varies', 'unknown', 'guarded', 'closed']);

export const wayIn = named(
  'WayIn',
  z.strictObject({
    zone,
    through: means(texts, 'Proxies and tunnels, in order.'),
    entrance: z.strictObject({ name: z.string().nullable(), published: z.string().nullable() }),
    protocol: z.string(),
    host: means(z.string(), '`*` for any.'),
    path: z.string(),
    guards: z.array(guard),
    port: z.number().nullable(),
    answer: wayAnswer,
    ...placeOrNull,
  }),
);

export const bypass = named(
  'Bypass',
  z.strictObject({
    of: means(z.string(), 'The login that is bypassed: the service that decides, else the kind of login.'),
    zone: z.string(),
    how: z.enum(['published', 'route', 'tunnel', 'neighbour', 'host', 'joined']),
    at: means(z.string(), 'An address and a port, or a host name.'),
  }),
  "A way to a service's port that bypasses its login.",
);

export const hostNameRow = named(
  'HostNameRow',
  z.strictObject({
    host: means(z.string(), '`*` for any name that no other entry has.'),
    path: z.string(),
    zone,
    service: means(z.string().nullable(), 'Null when the name leads to no service, or to an unknown one.'),
    port: z.number().nullable(),
    through: texts,
    entrances: means(texts, 'Where the proxies listen: `websecure 0.0.0.0:443`.'),
    guard: z.enum(['login', 'addresses', 'certificate', 'none', 'unknown']),
    guards: z.array(guard),
    answer: wayAnswer,
    bypasses: means(z.array(bypass), 'Ways from outside to the same port that bypass its login.'),
    because: means(
      z.string().nullable(),
      'Why the service is unknown, or what answers instead of a service.',
    ),
    ...placeOrNull,
    machines: means(texts, 'With `--fleet`: the machines on the way, in order.').exactOptional(),
    way: means(
      z.array(step),
      "With `--fleet`: the steps of the way; the router's forward is the first one.",
    ).exactOptional(),
  }),
  'As a member of `hostNames` in `reach --names --format json`: one host name and path, and what is behind it.',
);

/** The answers of `ask` with their meanings. */
export const requestAnswers = {
  serves: 'an answer of the service `by`; `own: true`: a text of the proxy itself',
  login:
    '401, a redirect to what begins with login, auth, sso or signin, or the decision of another server (`guards[].how` `forward-auth`)',
  forbidden: '403',
  redirect: 'any other redirect; `to` is where',
  'not-found': '404',
  empty: 'success without a body: nobody served',
  'bad-gateway': '502 to 504',
  error: 'another code, or a failure of the proxy',
  refused: 'no connection, or one that is closed without an answer',
  'no-tls': 'no handshake',
  varies: 'each of `seen` (`answer`, `by`, `to`), in turn or by chance',
  unknown: 'an answer that the files do not determine; `because` says why',
} as const;

/** The report of `ask --format json`. */
export const askAnswer = z.strictObject({
  version: z.literal(1),
  url: z.string(),
  from: z.string(),
  at: z.string().nullable(),
  answer: z.enum(Object.keys(requestAnswers) as (keyof typeof requestAnswers)[]),
  by: z.string().nullable(),
  own: z.boolean().nullable(),
  to: z.string().nullable(),
  seen: z.array(z.strictObject({ answer: z.string(), by: z.string().nullable(), to: z.string().nullable() })),
  guards: z.array(
    z.strictObject({
      ...guard.shape,
      ...placeOrNull,
      sees: means(
        seen,
        'with `kind` `addresses`: as whom the list takes the asker, as in `connect`',
      ).exactOptional(),
    }),
  ),
  way: z.array(step),
  because: z.string().nullable(),
});

export type WayIn = ValueOf<typeof wayIn>;
export type HostNameRow = ValueOf<typeof hostNameRow>;
export type AskAnswer = ValueOf<typeof askAnswer>;

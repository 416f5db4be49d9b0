// Settings that switch a service's login off, in its environment and command: general knowledge of well-known programs and of the names
// that most others use.

import { memoize } from '../../compose/memoize.ts';
import { keyPlace } from '../../compose/places.ts';
import type { Service } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';

/** One setting that switches a login off. */
export interface OpenLogin {
  /** The setting as the file states it: `BASIC_AUTH=False`, `--noauth`. */
  readonly text: string;
  readonly at: Path;
  /** True when a visitor may change things; a read-only view is often public on purpose. */
  readonly admin: boolean;
}

/** Patterns for the key and value of an environment setting. */
type Row = readonly [key: RegExp, value: RegExp];

const yes = /^(?:true|yes|on|1|y)$/i;
const no = /^(?:false|no|off|0|n|none|disabled?)$/i;
const none = /^(?:none|no|off|false|disabled?|noauth)$/i;

const rows: readonly Row[] = [
  [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^xpack\.security\.enabled$/i, no],
  [/^(?:DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled)$/i, yes],
  [/^(?:MYSQL|MARIADB)_ALLOW_EMPTY(?:_ROOT)?_PASSWORD$/, /./],
  [/^ALLOW_EMPTY_PASSWORD$/, yes],
  [/^(?:NEO4J_AUTH|AUTH_TYPE|AUTH_METHOD|AUTH_MODE|AUTHENTICATION_METHOD|AUTH)$/i, none],
  [
    /(?:^|_)(?:USER_MANAGEMENT_DISABLED|DISABLE_AUTH|AUTH_DISABLED|NO_?AUTH|SKIP_AUTH|DISABLE_LOGIN|LOGIN_DISABLED|DISABLE_AUTHENTICATION|AUTHENTICATION_DISABLED|ALLOW_ANONYMOUS(?:_LOGIN|_ACCESS)?|ANONYMOUS_ACCESS)$/i,
    yes,
  ],
  [
    /(?:^|_)(?:BASIC_?AUTH(?:_ENABLED)?|ENABLE_AUTH|AUTH_ENABLED?|ENABLE_AUTHENTICATION|AUTHENTICATION_ENABLED|REQUIRE_(?:AUTH|LOGIN|AUTHENTICATION)|LOGIN_REQUIRED|(?:USE|WEB)_AUTH)$/i,
    no,
  ],
];

/** Settings about other logins: a mail server's, or one of several methods. */
const otherLogins =
  /(?:^|_)(?:SMTP|MAIL|EMAIL|IMAP|POP3?|LDAP|OAUTH2?|OIDC|SAML|GITHUB|GOOGLE|PROXY|FORWARD|REGISTRY|WEBHOOK|METRICS|GF)_/i;

const flags: readonly RegExp[] = [
  /^--?no-?auth(?:entication)?$/i,
  /^--(?:disable-auth(?:entication)?|without-authentication|no-login)$/i,
  /^--auth(?:=|\s+)(?:none|false|no)$/i,
  /^--(?:NotebookApp|ServerApp|IdentityProvider)\.(?:token|password)=(?:''|"")?$/,
  /^--protected-mode\s+no$/i,
];

/** The settings of a service that switch its login off, in file order. */
export const openLogins = memoize((service: Service): readonly OpenLogin[] => {
  const found: OpenLogin[] = [];
  const values = new Map(service.environment.map(({ key, value }) => [key, value ?? '']));
  for (const { key, value, path } of service.environment) {
    if (value === null) continue;
    const at: Path = ['services', service.name, ...path];
    const text = `${key}=${value}`;
    if (/^GF_AUTH_ANONYMOUS_ENABLED$/i.test(key) && yes.test(value)) {
      const role = values.get('GF_AUTH_ANONYMOUS_ORG_ROLE') ?? 'Viewer';
      const admin = /^(?:admin|editor)$/i.test(role);
      found.push({ text: admin ? `${text} as ${role}` : text, at, admin });
    } else if (
      !otherLogins.test(key) &&
      rows.some(([name, off]) => name.test(key) && off.test(value.trim()))
    ) {
      found.push({ text, at, admin: true });
    }
  }
  for (const text of flagsOf(service))
    if (flags.some((flag) => flag.test(text)))
      found.push({ text, at: keyPlace(service, 'command'), admin: true });
  return found;
});

/** Returns the words of a command, and each flag with the word that follows it. */
function flagsOf({ commandItems }: Service): readonly string[] {
  const words = commandItems.flatMap((item) => item.split(/\s+/));
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    return word.startsWith('-') && next !== undefined && !next.startsWith('-')
      ? [word, `${word} ${next}`]
      : [word];
  });
}

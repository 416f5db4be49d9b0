// The gate of `bulkhead serve`: a password and a session, or the word of a forward-auth proxy.

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer, readOnlyMethod } from '../open/http/answer.ts';
import { type Admission, addressObjection, type Gate, originObjection } from '../open/http/gate.ts';
import { cookieValue, headerCount, readBody } from '../open/http/request.ts';
import type { LoginLimits } from './login-limits.ts';
import { loginPage, loginStyle, logoutPage } from './login-page.ts';
import { maxPasswordBytes } from './password-record.ts';
import type { Sessions } from './sessions.ts';
import { isBehindTls, type TrustedProxies, visitorAddress } from './trusted-proxies.ts';

/** How a visitor proves who they are. */
export type Proof =
  | {
      readonly kind: 'password';
      /** Checks a password; null while too many are being checked. */
      readonly check: (password: string) => Promise<boolean | null>;
      readonly sessions: Sessions;
      readonly limits: LoginLimits;
    }
  | {
      readonly kind: 'header';
      /** The header's name in lower case. */
      readonly name: string;
    };

interface SessionGateOptions {
  /** The path of the page at the proxy, such as `/bulkhead`; '' for none. */
  readonly basePath: string;
  /** Every accepted value of `Host`. */
  readonly hosts: ReadonlySet<string>;
  readonly proof: Proof;
  readonly proxies: TrustedProxies;
  /** True when only proxies are answered. */
  readonly proxiedOnly: boolean;
  /** Called with a sentence about each sign-in and refusal. */
  readonly report: (sentence: string) => void;
}

/** Maximum length of a visitor's name in the log. */
const longestName = 64;

type Password = Extract<Proof, { kind: 'password' }>;

function answered(answer: Answer): Admission {
  return { kind: 'answered', answer };
}

/** The settings for the name and scope of the session cookie. */
interface CookieKind {
  readonly secure: boolean;
  readonly basePath: string;
}

/**
 * Returns the cookie's name. With the prefix `__Host-`, no other host and no page without TLS can set it. That prefix is for a whole host;
 * below a path, the name only requires TLS.
 */
function cookieName({ secure, basePath }: CookieKind): string {
  if (!secure) return 'bulkhead-session';
  return basePath === '' ? '__Host-bulkhead' : '__Secure-bulkhead';
}

function cookieLine(kind: CookieKind, id: string, more = ''): string {
  const { secure, basePath } = kind;
  return `${cookieName(kind)}=${id}; Path=${basePath}/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${more}`;
}

/** Returns a request's path below `basePath`, which a proxy may already have removed. */
function pathBelow(url: string, basePath: string): string {
  const within = basePath !== '' && (url.startsWith(`${basePath}/`) || url.startsWith(`${basePath}?`));
  return within ? url.slice(basePath.length) : url;
}

/** True when a person followed a link from another page: the browser then withholds the cookie and sends it once the page itself asks. */
function followsLink({ method, headers }: IncomingMessage, url: string): boolean {
  const from = headers['sec-fetch-site'];
  return (
    (from === 'cross-site' || from === 'same-site') &&
    method === 'GET' &&
    url === '/' &&
    headers.origin === undefined &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

/** Admits authenticated visitors, and signs them in and out. */
export function sessionGate(options: SessionGateOptions): Gate {
  const { hosts, proof, proxies, proxiedOnly, basePath, report } = options;

  async function admit(request: IncomingMessage): Promise<Admission> {
    // For the health check of a container, which knows no name.
    if (request.url === '/health')
      return answered(readOnlyMethod(request) ?? plainAnswer(200, 'The server is running.'));
    if (proxiedOnly && !proxies.has(request.socket.remoteAddress ?? ''))
      return answered(
        plainAnswer(
          403,
          'This server only answers its proxy. Use the proxy, or name yours with --trusted-proxy.',
        ),
      );
    const secure = isBehindTls(request, proxies);
    const own = {
      hosts,
      scheme: secure ? ('https' as const) : ('http' as const),
      otherName: 'Use a name that the server was started with; --host-name adds one.',
      otherPage: 'Type its address instead.',
    };
    const url = pathBelow(request.url ?? '', basePath);
    const link = followsLink(request, url);
    const objection = addressObjection(request, own) ?? (link ? null : originObjection(request, own));
    if (objection !== null) return answered(objection);
    if (link) return answered(plainAnswer(200, 'One moment.', { Refresh: `0; url=${basePath}/` }));
    if (basePath !== '' && request.url === basePath)
      return answered(
        readOnlyMethod(request) ?? plainAnswer(308, 'See the page.', { Location: `${basePath}/` }),
      );
    const [path = ''] = url.slice(1).split('?');
    return proof.kind === 'header'
      ? admitByHeader(request, path, proof.name)
      : admitBySession(request, path, proof, { secure, basePath });
  }

  function admitByHeader(request: IncomingMessage, path: string, name: string): Admission {
    const times = headerCount(request, name);
    if (times > 1)
      return answered(
        plainAnswer(
          400,
          'The request carries two visitor headers. Configure the proxy to replace the header.',
        ),
      );
    const visitor = String(request.headers[name] ?? '').trim();
    if (times === 0 || visitor === '')
      return answered(plainAnswer(401, 'The proxy sent no visitor. Sign in there.'));
    const who = `${visitor.slice(0, longestName)} (${visitorAddress(request, proxies)})`;
    return { kind: 'admitted', who, path, stands: () => true };
  }

  async function admitBySession(
    request: IncomingMessage,
    path: string,
    password: Password,
    cookie: CookieKind,
  ): Promise<Admission> {
    const { sessions } = password;
    if (path === 'login.css') return answered(readOnlyMethod(request) ?? loginStyle);
    const id = cookieValue(request, cookieName(cookie));
    if (path === 'login') return answered(await answerLogin(request, id, password, cookie));
    if (id === null || !sessions.touch(id)) return answered(refuseUnauthenticated(request, path, basePath));
    if (path === 'logout') return answered(answerLogout(request, id, sessions, cookie));
    const who = visitorAddress(request, proxies);
    return { kind: 'admitted', who, path, stands: () => sessions.has(id) };
  }

  async function answerLogin(
    request: IncomingMessage,
    before: string | null,
    { check, sessions, limits }: Password,
    cookie: CookieKind,
  ): Promise<Answer> {
    if (request.method !== 'POST') return readOnlyMethod(request) ?? loginPage(200, basePath);
    const address = visitorAddress(request, proxies);
    const read = await readPassword(request);
    if (read.kind === 'refused') return loginPage(read.status, basePath, read.why);
    // The try is counted before the password is checked, so that sending many at once gains nothing.
    const kept = limits.take(address);
    if (kept !== null) {
      const { seconds, isNew } = kept;
      if (isNew) report(`${address} may not sign in for ${seconds} seconds: too many wrong passwords.`);
      return loginPage(429, basePath, `Too many wrong passwords. Wait ${Math.ceil(seconds / 60)} minutes.`, {
        'Retry-After': String(seconds),
      });
    }
    const right = await check(read.password);
    if (right === null) {
      limits.giveBack(address);
      return loginPage(503, basePath, 'Too many people are signing in at once. Try again.', {
        'Retry-After': '2',
      });
    }
    if (!right) {
      report(`${address} gave a wrong password.`);
      return loginPage(403, basePath, 'That is not the password.');
    }
    limits.giveBack(address);
    if (before !== null) sessions.end(before);
    report(`${address} signed in.`);
    return plainAnswer(303, 'See the stacks.', {
      Location: `${basePath}/`,
      'Set-Cookie': cookieLine(cookie, sessions.begin()),
    });
  }

  return { admit };
}

/** Refuses an unauthenticated request: a page redirects to the form, a script gets a message. */
function refuseUnauthenticated(request: IncomingMessage, path: string, basePath: string): Answer {
  if (path === '' && request.method === 'GET')
    return plainAnswer(303, 'Sign in first.', { Location: `${basePath}/login` });
  return plainAnswer(401, 'Sign in first.');
}

function answerLogout(request: IncomingMessage, id: string, sessions: Sessions, cookie: CookieKind): Answer {
  if (request.method !== 'POST') return readOnlyMethod(request) ?? logoutPage(cookie.basePath);
  sessions.end(id);
  return plainAnswer(303, 'Signed out.', {
    Location: `${cookie.basePath}/login`,
    'Set-Cookie': cookieLine(cookie, '', '; Max-Age=0'),
  });
}

/** The result of reading the sign-in form. */
type ReadPassword =
  | { readonly kind: 'read'; readonly password: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

// Each byte may be written as three characters.
const maxForm = 3 * maxPasswordBytes + 16;

/** Reads the sign-in form; refuses a body that the form does not send. */
async function readPassword(request: IncomingMessage): Promise<ReadPassword> {
  const refused = (status: number, why: string) => ({ kind: 'refused', status, why }) as const;
  const { headers } = request;
  if (
    headers['content-type'] !== 'application/x-www-form-urlencoded' ||
    headers['content-encoding'] !== undefined
  )
    return refused(415, 'Use the form.');
  const bytes = await readBody(request, maxForm);
  if (bytes === null) return refused(413, 'That is too long for a password.');
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  const [[name, password] = ['', '']] = fields;
  if (fields.length !== 1 || name !== 'password') return refused(400, 'Use the form.');
  if (Buffer.byteLength(password) > maxPasswordBytes) return refused(413, 'That is too long for a password.');
  return { kind: 'read', password };
}

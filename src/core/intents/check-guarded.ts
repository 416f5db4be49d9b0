// `guarded`: every way from outside to a service passes a login.

import { nameList } from '../compose/name-list.ts';
import type { RuleContext } from '../findings/finding.ts';
import { outsidePlace } from '../reach/places.ts';
import { waysIn } from '../reach/ways-in.ts';
import { hasPrograms } from '../ways-in/ways/program-of.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';
import type { Path } from '../yaml/tree.ts';
import { type Breach, type GuardedIntent, intentText, membersOf } from './intent.ts';

type Checked = Pick<RuleContext, 'topology' | 'reach' | 'tiers' | 'ways'>;

/** A certain or possible bypass of a login. */
interface Bypass {
  readonly state: 'broken' | 'unknown';
  readonly text: string;
  readonly at: Path | null;
}

/** Returns one breach for each service that some way reaches, or may reach, without the login. */
export function checkGuarded(context: Checked, intent: GuardedIntent): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [name, guess] of membersOf(context.reach, context.tiers, intent.subjects)) {
    const bypasses = bypassesOf(context, intent, name);
    const broken = bypasses.filter(({ state }) => state === 'broken');
    const shown = broken.length > 0 ? broken : bypasses;
    const [first] = shown;
    if (!first) continue;
    const { state } = first;
    const words = [...new Set(shown.map(({ text }) => text))];
    breaches.push({
      state,
      certainty: guess ? 'inferred' : 'certain',
      subjects: [name],
      message: `${intentText(intent)} ${state === 'broken' ? 'does not hold' : 'cannot be decided'}: ${nameList(words)}.`,
      at: intent.path,
      path: shown.map(({ at }) => ({
        from: outsidePlace,
        to: name,
        network: null,
        at: at ?? ['services', name],
      })),
      evidence: [intent.text, state, name, ...words],
      parts: [
        ['CN701', intent.text, name],
        ...(state === 'broken' ? words.map((word) => ['CN701', intent.text, name, word]) : []),
      ],
      unlisted: [],
    });
  }
  return breaches;
}

function bypassesOf(context: Checked, intent: GuardedIntent, name: string): readonly Bypass[] {
  const { topology, reach, ways } = context;
  if (ways === null)
    return hasPrograms(topology) ? bypassesOfUnreadProxies(context, name) : unroutedBypasses(context, name);
  const holes = ways.into(name).flatMap((way) => bypassOf(way, intent.by, name) ?? []);
  const direct = ways.into(name).some(({ through }) => through.length === 0);
  // A network on a physical interface needs no port, and a port may depend on what is not known.
  const fromOutside = reach.facts.get(name)?.fromOutside ?? 'unknown';
  if (!direct && (fromOutside === true || (fromOutside === 'unknown' && holes.length === 0)))
    holes.push(...unroutedBypasses(context, name));
  for (const { service, because } of ways.ways.unread) {
    if (reach.facts.get(service)?.fromOutside === false || reach.direct(service, name) === false) continue;
    if (service !== name)
      holes.push({ state: 'unknown', text: because.replace(/\.$/, ''), at: ['services', service] });
  }
  return holes;
}

/** Returns the bypasses of a service without routes: its published ports and its own address. */
function unroutedBypasses({ reach }: Checked, name: string): readonly Bypass[] {
  const facts = reach.facts.get(name)?.fromOutside ?? 'unknown';
  if (facts === false) return [];
  const found = waysIn(reach, name).filter(({ reachableFrom }) => reachableFrom === 'outside');
  const state = facts === true ? 'broken' : 'unknown';
  const verb = state === 'broken' ? 'leads' : 'may lead';
  if (found.length === 0)
    return [
      {
        state,
        text:
          state === 'broken'
            ? `${name} answers the outside without a login`
            : `whether the outside reaches ${name} is unknown`,
        at: null,
      },
    ];
  return found.map(({ port, at }) => ({
    state,
    text: `port ${port} of this machine ${verb} to ${name} without a login`,
    at,
  }));
}

function bypassesOfUnreadProxies(context: Checked, name: string): readonly Bypass[] {
  const plain = unroutedBypasses(context, name);
  if (plain.some(({ state }) => state === 'broken')) return plain;
  return [...plain, { state: 'unknown', text: 'the configuration of the proxy is unknown', at: null }];
}

/** Returns the bypass that a way opens; null when the way passes the login, or starts on this machine. */
function bypassOf(way: WayInto, by: string | null, name: string): Bypass | null {
  const { zone, through, entrance, host, path, guards, answer, because, declaredAt } = way;
  if (zone === 'host' || answer === 'closed') return null;
  const at = declaredAt !== null && 'path' in declaredAt ? declaredAt.path : null;
  const port = entrance.published?.replace(/^.*:/, '');
  const route =
    host === '*' ? `any host name of ${through.join(' and ')}` : host + (path === '/' ? '' : path);
  const from =
    through.length > 0
      ? route
      : port === undefined
        ? 'the network of the host'
        : `port ${port} of this machine`;
  if (answer === 'unknown')
    return {
      state: 'unknown',
      text: `${from} may lead to ${name}${because === null ? '' : ` (${because.replace(/\.$/, '')})`}`,
      at,
    };
  const logins = guards.filter(({ kind }) => kind === 'login');
  if (answer === 'varies')
    return { state: 'broken', text: `${from} leads to ${name} without a login in some cases`, at };
  if (logins.length === 0) {
    const other = guards.find(({ kind }) => kind !== 'unknown');
    const past =
      other === undefined
        ? 'without a login'
        : `past ${other.kind === 'addresses' ? 'a list of addresses' : 'a certificate of the visitor'} alone`;
    return { state: 'broken', text: `${from} leads to ${name} ${past}`, at };
  }
  if (by === null || logins.some((login) => login.by === by)) return null;
  return {
    state: 'broken',
    text: `${from} asks ${nameList(logins.map((login) => login.by ?? login.how))} and not ${by}`,
    at,
  };
}

// dperson/openvpn-client: rules are set where `-f` or FIREWALL asks for them, before the tunnel, and let questions for names out to anybody.

import { whyUnknown } from './settings.ts';
import type { Tunnel, TunnelSource } from './tunnel.ts';

export function openvpnClient({ service, settings }: TunnelSource): Tunnel {
  const options = readOptions(service.commandItems.flatMap((item) => item.split(/\s+/)));
  const why = whyUnknown(settings, 'FIREWALL');
  const isAsked = settings.value('FIREWALL') !== null;
  const isShut = options.has('f') || isAsked || (why === null ? false : 'unknown');
  const own = options.has('d') || settings.value('DNS') !== null;
  const routes = [
    ...(options.get('r') ?? []).map((range) => ({ range, setting: '-r' })),
    ...settings.list('ROUTE').map((range) => ({ range, setting: 'ROUTE' })),
  ];
  return {
    program: 'openvpn-client',
    leads: true,
    isShutFromStart: isShut,
    isShutWhileDown: isShut,
    ipv6: isShut === true ? 'kept' : isShut === false ? 'past' : 'unknown',
    names: own ? 'tunnel' : settings.isUnknown('DNS') ? 'unknown' : 'docker',
    letsQuestionsOut: true,
    exceptions: routes,
    tellsHealth: true,
    rulesSetting: settings.given('FIREWALL'),
    namesSetting: settings.given('DNS'),
    because: why ?? whyUnknown(settings, 'DNS'),
  };
}

/** The options of its start command that take a value. */
const withValue = new Set(['c', 'm', 'p', 'R', 'r', 'v']);

/** Returns the options of a command with their values; `-f` may stand with others, as in `-df`, and takes a port that is optional. */
function readOptions(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  const add = (letter: string, value: string | undefined) => {
    const values = options.get(letter) ?? [];
    options.set(letter, value === undefined ? values : [...values, unquoted(value)]);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!/^-[A-Za-z]/.test(word)) continue;
    for (let letterAt = 1; letterAt < word.length; letterAt++) {
      const letter = word[letterAt] ?? '';
      if (!withValue.has(letter)) {
        add(letter, undefined);
        continue;
      }
      add(letter, letterAt + 1 < word.length ? word.slice(letterAt + 1) : words[++at]);
      break;
    }
  }
  return options;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

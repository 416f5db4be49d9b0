// Values of variables for people who may see a stack and not its secrets: what the picture needs stays, all else is replaced. What is drawn
// from the files (ports, networks, images, names) is the same with the replaced values as with the true ones.

import type { Path } from '../../yaml/tree.ts';
import { serviceKeys } from '../keys/service-keys.ts';
import { variableMentions } from '../project/values/interpolate.ts';
import { isIpLiteral } from '../project/values/ip-literal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { parseDotEnv } from './dot-env.ts';
import { textsWithVariables } from './variables.ts';
import { writeDotEnv } from './write-dot-env.ts';

/** The placeholder for a hidden value, or for the hidden part of one. */
export const hiddenValue = 'hidden';

export interface HiddenValues {
  /** Returns the value of a variable as it may be shown. */
  value(name: string, value: string): string;
  /** Returns an environment file with only such values, line by line and without comments. */
  text(text: string): string;
}

/** Matches the labels that configure a proxy. */
const routingLabel = /\btraefik\.[\w.-]*(?:rule|entrypoints|port|network)\s*=/i;

/** True when the whole text is needed for the picture. */
function isShown(text: string, path: Path): boolean {
  const [section, , ...rest] = path;
  if (typeof section === 'string' && section.startsWith('x-')) return false;
  if (section === 'configs' || section === 'secrets') return !rest.includes('content');
  if (section !== 'services') return true;
  // `<<` and the places in lists of merged mappings are no keys of the service.
  const key = rest.find((part) => typeof part === 'string' && part !== '<<');
  if (typeof key !== 'string' || key.startsWith('x-')) return false;
  if (key === 'labels') return routingLabel.test(`${String(path.at(-1))}=${text}`) || routingLabel.test(text);
  return !serviceKeys.get(key)?.inner;
}

const secretName =
  /passw|passphrase|secret|token|apikey|(?:^|_)(?:pass|pwd|key|cred\w*|auth|salt|pin|hash|private|cookie|session|signature|license)(?:_|$)/i;
const harmless = /^(?:\d{1,5}|true|false|yes|no|on|off)$/i;

/** Hides the values of a project, except those that its picture needs. */
export function hideValues({ files, topology }: Pick<Workspace, 'files' | 'topology'>): HiddenValues {
  const shown = new Set([
    'COMPOSE_PROJECT_NAME',
    'COMPOSE_PROFILES',
    'COMPOSE_FILE',
    'COMPOSE_PATH_SEPARATOR',
  ]);
  for (const { text, path } of textsWithVariables(files)) {
    if (isShown(text, path)) for (const { name } of variableMentions(text)) shown.add(name);
  }
  const hosts = new Set(['localhost', 'host.docker.internal']);
  for (const [name, service] of topology.services) {
    for (const word of [name, service.containerName, service.hostname]) if (word !== null) hosts.add(word);
    for (const { aliases } of service.attachments) for (const alias of aliases) hosts.add(alias);
  }
  const isHost = (text: string): boolean => {
    const [host = ''] = text.split(':', 1);
    return /^[^:]+(?::\d{1,5})?$/.test(text) && (hosts.has(host) || isIpLiteral(host));
  };
  const value = (name: string, given: string): string => {
    if (given === '' || shown.has(name)) return given;
    const address = hiddenAddress(given);
    if (address !== null) return address;
    const safe =
      !secretName.test(name) && given.split(',').every((part) => harmless.test(part) || isHost(part.trim()));
    return safe ? given : hiddenValue;
  };
  return { value, text: (text) => hiddenText(text, value) };
}

/** Returns the scheme, host and port of an address with everything else hidden; null when the text is no address. */
function hiddenAddress(text: string): string | null {
  const found = /^([a-z][a-z0-9+.-]*:(?:[a-z]+:)?\/\/)([^/?#\s]*)([/?#]\S*)?$/i.exec(text);
  if (found === null) return null;
  const [, scheme = '', authority = '', pathAndQuery = ''] = found;
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  // What is no list of hosts with ports may be anything.
  if (!/^[\w.,:[\]-]*$/.test(place)) return hiddenValue;
  const before = at < 0 ? '' : `${hiddenValue}@`;
  return `${scheme}${before}${place}${pathAndQuery === '' || pathAndQuery === '/' ? pathAndQuery : `/${hiddenValue}`}`;
}

function hiddenText(text: string, value: HiddenValues['value']): string {
  const whole = parseDotEnv(text, new Map());
  // The same fault is found in it, and nothing is shown.
  if (!whole.ok) return `the values are ${hiddenValue}\n`;
  const written = ([name, given]: readonly [string, string]): string =>
    writeDotEnv('', new Map([[name, value(name, given)]])).trimEnd();
  const lines: string[] = [];
  const left = new Map(whole.value);
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name] = /^\uFEFF?\s*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:]/.exec(line) ?? [];
    const given = name === undefined ? undefined : left.get(name);
    // A line within a value of several lines may look like another variable, whose value is not told either.
    lines.push(name === undefined || given === undefined ? '' : written([name, given]));
    if (name !== undefined) left.delete(name);
  }
  return lines.join('\n');
}

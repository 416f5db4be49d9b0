// A call of `bulkhead` as a plugin of the `docker` command (`docker bulkhead …`). Docker starts a plugin with every word that stood behind `docker`,
// its own options first, and asks it for its description once (`docker-cli-plugin-metadata`).

import { CallFailure } from '../call-failure.ts';

/** The file name that Docker looks for. */
export const pluginName = 'docker-bulkhead';

/** The first argument that the installed plugin file passes, before Docker's own. */
export const pluginArgument = 'docker-plugin';

/** The kinds of calls that Docker makes to a plugin. */
export type PluginCall =
  /** Asks for the plugin's description. */
  | { readonly kind: 'metadata' }
  /** Asks for completions of `word`, typed behind `before`. */
  | { readonly kind: 'completion'; readonly before: readonly string[]; readonly word: string }
  | {
      readonly kind: 'call';
      readonly words: readonly string[];
      /** Docker's own options as environment variables for calls of `docker`. */
      readonly env: ReadonlyMap<string, string>;
    };

/** Docker's options with a value, and the equivalent variable; null for options about Docker's own messages. */
const optionsWithValue: ReadonlyMap<string, string | null> = new Map([
  ['--config', 'DOCKER_CONFIG'],
  ['--context', 'DOCKER_CONTEXT'],
  ['-c', 'DOCKER_CONTEXT'],
  ['--host', 'DOCKER_HOST'],
  ['-H', 'DOCKER_HOST'],
  ['--log-level', null],
  ['-l', null],
]);
const switches: ReadonlyMap<string, string | null> = new Map([
  ['--debug', null],
  ['-D', null],
  ['--tlsverify', 'DOCKER_TLS_VERIFY'],
]);

/** Parses a call that Docker hands on and removes Docker's own options. Throws when one of those cannot be honoured. */
export function pluginCall(words: readonly string[]): PluginCall {
  if (words[0] === 'docker-cli-plugin-metadata') return { kind: 'metadata' };
  // `docker-bulkhead __complete bulkhead WORD… LAST`, with the last one as far as it is typed.
  if (/^__complete(?:NoDesc)?$/.test(words[0] ?? ''))
    return { kind: 'completion', before: words.slice(2, -1), word: words.slice(2).at(-1) ?? '' };
  const env = new Map<string, string>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const [, name = '', joined] = /^(--[^=]+)(?:=(.*))?$/s.exec(word) ?? [word, word];
    if (switches.has(name) && joined === undefined) {
      const variable = switches.get(name) ?? null;
      if (variable !== null) env.set(variable, '1');
    } else if (optionsWithValue.has(name)) {
      const variable = optionsWithValue.get(name) ?? null;
      const value = joined ?? words[++at] ?? '';
      if (variable !== null && env.has(variable))
        throw new CallFailure(`docker ${name} is given twice. Name one Engine.`);
      if (variable !== null) env.set(variable, value);
    } else {
      throw new CallFailure(
        `docker ${word}: Bulkhead cannot hand this on to the docker command that it starts. Set DOCKER_HOST and DOCKER_CERT_PATH instead.`,
      );
    }
  }
  const rest = words.slice(at);
  // `docker help bulkhead [COMMAND]`.
  const [first, second, ...more] = rest;
  if (first === 'help' && second === 'bulkhead') return { kind: 'call', words: ['help', ...more], env };
  return { kind: 'call', words: first === 'bulkhead' ? rest.slice(1) : rest, env };
}

/** Returns the metadata that Docker asks a plugin for. */
export function pluginMetadata({
  version,
  homepage,
}: {
  readonly version: string;
  readonly homepage: string | null;
}): string {
  const metadata = {
    SchemaVersion: '0.1.0',
    Vendor: 'Bulkhead',
    Version: `v${version}`,
    ShortDescription: 'See, check and edit the networks of a Docker Compose file',
    ...(homepage === null ? {} : { URL: homepage.replace(/#.*$/, '') }),
  };
  return `${JSON.stringify(metadata)}\n`;
}

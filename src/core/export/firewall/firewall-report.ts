// The proof of `bulkhead firewall` for people and as JSON.

import type { FirewallReport } from '../../contracts/deployment.ts';
import { endsOf } from '../../firewall/closings.ts';
import { nameOption } from '../../firewall/interfaces.ts';
import { type Change, changeText } from '../../firewall/prove.ts';
import type { FirewallRules } from '../../firewall/write-firewall.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { hostFilePlace } from '../../host/host-file.ts';
import { placeOnHost } from '../../host/host-places.ts';
import { shellCommand } from '../../quote/shell-word.ts';
import { visible } from '../../quote/visible-text.ts';
import { placeTitle } from '../../reach/places.ts';
import type { Path } from '../../yaml/tree.ts';

/** Returns the place of a path of the model. */
export type PlaceOf = (
  path: Path,
) => { readonly file: string; readonly line: number; readonly column: number } | null;

/** Returns a function for the places of what a host's file and its stacks state. */
export function placeOfHost(facts: HostFacts): PlaceOf {
  const { file } = facts.host;
  return (path) => (file && path[0] === 'intents' ? hostFilePlace(file, path) : placeOnHost(facts, path));
}

/** Returns the lines for standard error: what opens and closes, what stays open, what to do first, and the assumptions. */
export function firewallReportLines(rules: FirewallRules, placeOf: PlaceOf): readonly string[] {
  const { proof, open, blocks } = rules;
  return [
    ...section('Opens', '+', proof.opens.map(changeText)),
    ...section('Closes', '-', proof.closes.map(changeText)),
    ...section('Now unknown', '?', proof.unknown.map(changeText)),
    ...advice(rules, placeOf),
    summaryOf(proof, open.length, blocks.length),
  ];
}

/** Returns a title with its entries, each behind a sign; nothing without entries. */
export function section(title: string, sign: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [title, ...entries.map((entry) => `  ${visible(`${sign} ${entry}`)}`)];
}

/** Returns the lines on what stays open, what to do first, and the assumptions. */
export function advice({ open, unnamed, assumed }: FirewallRules, placeOf: PlaceOf): readonly string[] {
  const lines: string[] = [];
  const list = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) lines.push(title, ...entries.map((entry) => `  ${visible(entry)}`));
  };
  list(
    'Stays open',
    open.map(({ closing, why, at }) => {
      const [from, to] = endsOf(closing).map(placeTitle);
      const [place] = at.map(placeOf).filter((place) => place !== null);
      return `! ${from} -> ${to} (${closing.because}): ${why}${place ? ` (${place.file}:${place.line})` : ''}.`;
    }),
  );
  list(
    'First',
    unnamed
      .filter(({ known }) => !known)
      .map(
        ({ network, interface: name }) =>
          `the rules name the bridge of ${network} ${name}: ${namingCommand(network, name)}`,
      ),
  );
  list(
    'Later',
    unnamed
      .filter(({ known }) => known)
      .map(
        ({ network, interface: name }) =>
          `the bridge of ${network} is ${name} until the network is recreated; to give it a fixed name: ${namingCommand(network, 'NAME')}`,
      ),
  );
  if (assumed.assumed.length > 0) lines.push(`Assumed: ${assumed.assumed.join('; ')}.`);
  list("These lines cannot be read, so the machine's firewall is unknown", assumed.unread ?? []);
  return lines;
}

/** Returns the command that names a network's bridge. */
function namingCommand(network: string, name: string): string {
  return shellCommand(['bulkhead', 'edit', '--write', 'FILE', `driver-opt=${network}:${nameOption}:${name}`]);
}

function summaryOf({ opens, closes }: FirewallRules['proof'], open: number, blocks: number): string {
  const end = open === 0 ? '' : ` ${open} that the file asks to close ${open === 1 ? 'stays' : 'stay'} open.`;
  if (blocks === 0) return `No rule is needed: nothing opens, nothing closes.${end}`;
  const count = opens.length === 0 ? 'Nothing opens' : `${opens.length} opened`;
  return `${count}, ${closes.length} closed.${end}`;
}

/** Returns the report of `--report json`, with its line end. */
export function firewallReportJson(rules: FirewallRules, placeOf: PlaceOf): string {
  const value: FirewallReport = { version: 1, ...firewallReportOf(rules, rules.proof, placeOf) };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Returns the report of a machine's rules as plain data, with the given changes. */
export function firewallReportOf(
  { open, unnamed, assumed }: FirewallRules,
  proof: FirewallRules['proof'],
  placeOf: PlaceOf,
): Omit<FirewallReport, 'version'> {
  const change = ({ port, ...rest }: Change): FirewallReport['opens'][number] => ({
    ...rest,
    ...(port === '' ? {} : { port }),
  });
  return {
    opens: proof.opens.map(change),
    closes: proof.closes.map(change),
    unknown: proof.unknown.map(change),
    open: open.map(({ closing, why, at }) => {
      const [from, to] = endsOf(closing);
      const [place] = at.map(placeOf).filter((place) => place !== null);
      return {
        from: from.replace(/^@/, ''),
        to: to.replace(/^@/, ''),
        because: closing.because,
        why,
        file: place?.file ?? null,
        line: place?.line ?? null,
      };
    }),
    bridges: unnamed.map(({ network, interface: name, known }) => ({ network, interface: name, known })),
    assumed: { machine: assumed },
  };
}

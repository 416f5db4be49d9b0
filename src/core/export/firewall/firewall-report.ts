// The proof of `bulkhead firewall` for people and as JSON.

import type { FirewallReport } from '../../contracts/deployment.ts';
import { endsOf } from '../../firewall/closings.ts';
import { nameOption } from '../../firewall/interfaces.ts';
import { type Change, changeText } from '../../firewall/prove.ts';
import type { FirewallRules } from '../../firewall/write-firewall.ts';
import { shellCommand } from '../../quote/shell-word.ts';
import { visible } from '../../quote/visible-text.ts';
import { placeTitle } from '../../reach/places.ts';
import type { Path } from '../../yaml/tree.ts';

/** Returns the place of a path of the model. */
export type PlaceOf = (
  path: Path,
) => { readonly file: string; readonly line: number; readonly column: number } | null;

/** Returns the lines for standard error: what opens and closes, what stays open, what to do first, and the assumptions. */
export function firewallReportLines(rules: FirewallRules, placeOf: PlaceOf): readonly string[] {
  const { proof, open, unnamed, blocks, assumed } = rules;
  const lines: string[] = [];
  const section = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) lines.push(title, ...entries.map((entry) => `  ${visible(entry)}`));
  };
  section(
    'Opens',
    proof.opens.map(changeText).map((text) => `+ ${text}`),
  );
  section(
    'Closes',
    proof.closes.map(changeText).map((text) => `- ${text}`),
  );
  section(
    'Now unknown',
    proof.unknown.map(changeText).map((text) => `? ${text}`),
  );
  section(
    'Stays open',
    open.map(({ closing, why, at }) => {
      const [from, to] = endsOf(closing).map(placeTitle);
      const [place] = at.map(placeOf).filter((place) => place !== null);
      return `! ${from} -> ${to} (${closing.because}): ${why}${place ? ` (${place.file}:${place.line})` : ''}.`;
    }),
  );
  section(
    'First',
    unnamed
      .filter(({ known }) => !known)
      .map(
        ({ network, interface: name }) =>
          `the rules name the bridge of ${network} ${name}: ${namingCommand(network, name)}`,
      ),
  );
  section(
    'Later',
    unnamed
      .filter(({ known }) => known)
      .map(
        ({ network, interface: name }) =>
          `the bridge of ${network} is ${name} until the network is recreated; to give it a fixed name: ${namingCommand(network, 'NAME')}`,
      ),
  );
  if (assumed.assumed.length > 0) lines.push(`Assumed: ${assumed.assumed.join('; ')}.`);
  section("These lines cannot be read, so the machine's firewall is unknown", assumed.unread ?? []);
  lines.push(summaryOf(proof, open.length, blocks.length));
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
  const { proof, open, unnamed, assumed } = rules;
  const change = ({ port, ...rest }: Change): FirewallReport['opens'][number] => ({
    ...rest,
    ...(port === '' ? {} : { port }),
  });
  const value: FirewallReport = {
    version: 1,
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
  return `${JSON.stringify(value, null, 2)}\n`;
}

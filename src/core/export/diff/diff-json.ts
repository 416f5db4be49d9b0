// `diff --format json`, version 1: the shape is a contract, documented in `docs/`. A stream of pieces, since all pairs of a
// large project are more than one string may hold.

import type { PairChange, WayChange } from '../../analysis/diff/diff-connectivity.ts';
import type { Finding } from '../../analysis/findings/finding.ts';
import { fingerprint } from '../../analysis/findings/fingerprint.ts';
import { allFamilies } from '../../analysis/reach/reach-model.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Change, DiffReport, DiffSide } from './diff-report.ts';

/** The pieces of one JSON text, in order. */
export function* diffJson(report: DiffReport): Generator<string, void, undefined> {
  const { before, after, opens } = report;
  const assumed = { old: before.assumed, new: after.assumed };
  const head = { version: 1, engine: after.analysis.reach.options.engine.text, assumed, opens };
  yield JSON.stringify(head).slice(0, -1);
  yield* change('services', ['added', 'removed'], report.services, (name) => name);
  yield* change('connections', ['opened', 'closed'], report.connections, connection);
  yield* change('waysIn', ['opened', 'closed'], report.waysIn, ({ service, port, family }) => ({
    service,
    port,
    ...(family && { family }),
  }));
  yield* services('waysOut', report.waysOut);
  yield* services('toHost', report.toHost);
  yield* services('fromHost', report.fromHost);
  yield* change('names', ['gained', 'lost'], report.names, ({ from, to }) => ({ from, to }));
  yield ',\n"findings":{';
  yield* list('gained', report.findings.opened, (finding) => findingObject(after, finding));
  yield ',';
  yield* list('gone', report.findings.closed, (finding) => findingObject(before, finding));
  yield '}}\n';
}

function connection({ from, to, kind, family }: PairChange): object {
  return { from, to, kind: kind === 'host' ? 'published' : 'direct', ...(family && { family }) };
}

/** All services by name; those of which one family alone changed once more, below that family. */
function* services(key: string, ways: Change<WayChange>): Generator<string> {
  yield* change(key, ['opened', 'closed'], ways, ({ service }) => service, familyLists(ways));
}

function familyLists({ opened, closed }: Change<WayChange>): object {
  return Object.fromEntries(
    allFamilies.flatMap((of) => {
      const names = (ways: readonly WayChange[]) =>
        ways.filter(({ family }) => family === of).map(({ service }) => service);
      const lists = { opened: names(opened), closed: names(closed) };
      return lists.opened.length + lists.closed.length > 0 ? [[of, lists] as const] : [];
    }),
  );
}

function findingObject(side: DiffSide, finding: Finding): object {
  const { rule, slug, severity, certainty, subjects, message } = finding;
  const { file, line, column } = placeOf(side.workspace, finding.at);
  const place = { file, line, column, fingerprint: fingerprint(finding) };
  return { rule, slug, severity, certainty, subjects, message, ...place };
}

function* change<T>(
  key: string,
  [came, went]: readonly [string, string],
  { opened, closed }: Change<T>,
  show: (one: T) => unknown,
  more: object = {},
): Generator<string> {
  yield `,\n${JSON.stringify(key)}:{`;
  yield* list(came, opened, show);
  yield ',';
  yield* list(went, closed, show);
  for (const [name, value] of Object.entries(more)) yield `,${JSON.stringify(name)}:${JSON.stringify(value)}`;
  yield '}';
}

function* list<T>(key: string, items: readonly T[], show: (one: T) => unknown): Generator<string> {
  yield `${JSON.stringify(key)}:[`;
  let separator = '';
  for (const item of items) {
    yield separator + JSON.stringify(show(item));
    separator = ',';
  }
  yield ']';
}

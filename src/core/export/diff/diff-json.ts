// `diff --format json` (`core/contracts/diff.ts`). A stream of pieces, since all pairs of a
// large project are more than one string may hold.

import type { ConnectionChange, FindingOfDiff, NameChange, WayInChange } from '../../contracts/diff.ts';
import type { Finding } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { allFamilies } from '../../reach/reach-model.ts';
import type { Change, ConnectedPair, DiffReport, PlaceOfFinding } from './diff-report.ts';

/** Yields the report as one JSON text in pieces. */
export function* diffJson(report: DiffReport): Generator<string, void, undefined> {
  const { before, after, opens, findings, places } = report;
  const assumed = { old: before.assumed, new: after.assumed };
  const head = {
    version: 1,
    ...(report.machines ? { fleet: true } : report.stacks && { host: true }),
    ...(after.engine !== null && { engine: after.engine }),
    ...(report.engines && { engines: { old: before.engine, new: after.engine } }),
    assumed,
    opens,
  };
  yield JSON.stringify(head).slice(0, -1);
  if (report.machines) yield* change('machines', ['added', 'removed'], report.machines, (name) => name);
  if (report.stacks) yield* change('stacks', ['added', 'removed'], report.stacks, (name) => name);
  yield* change('services', ['added', 'removed'], report.services, (name) => name);
  yield* change('connections', ['opened', 'closed'], report.connections, connection);
  yield* change(
    'waysIn',
    ['opened', 'closed'],
    report.waysIn,
    ({ service, port, from, family }): WayInChange => ({
      ...(from !== undefined && { from }),
      service,
      port,
      ...(family && { family }),
    }),
  );
  yield* services('waysOut', report.waysOut);
  yield* services('toHost', report.toHost);
  yield* services('fromHost', report.fromHost);
  yield* change(
    'names',
    ['gained', 'lost'],
    report.names,
    ({ from, to, alias }): NameChange => ({
      from,
      to,
      ...(alias !== undefined && { alias }),
    }),
  );
  const show = (place: PlaceOfFinding) => (finding: Finding) => ({
    ...(report.machines && { machine: finding.machine ?? null }),
    ...(report.stacks && { stack: finding.stack ?? null }),
    ...findingObject(place, finding),
  });
  yield ',\n"findings":{';
  yield* list('gained', findings.opened, show(places.opened));
  yield ',';
  yield* list('gone', findings.closed, show(places.closed));
  yield '}}\n';
}

function connection({ from, to, kind, at, family }: ConnectedPair): ConnectionChange {
  return {
    ...{ from, to, kind: kind === 'host' ? 'published' : kind },
    ...(at && { at }),
    ...(family && { family }),
  };
}

/** Yields all changed services by name; changes in one family alone are listed below that family too. */
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

function findingObject(placeOf: PlaceOfFinding, finding: Finding): FindingOfDiff {
  const { rule, slug, severity, certainty, subjects, message } = finding;
  const { file, line, column } = placeOf(finding);
  const place = { file, line, column, fingerprint: fingerprint(finding) };
  return { rule, slug, severity, certainty, subjects, message, ...place };
}

function* change<T>(
  key: string,
  [came, went]: readonly [string, string],
  { opened, closed }: Change<T>,
  show: (item: T) => unknown,
  more: object = {},
): Generator<string> {
  yield `,\n${JSON.stringify(key)}:{`;
  yield* list(came, opened, show);
  yield ',';
  yield* list(went, closed, show);
  for (const [name, value] of Object.entries(more)) yield `,${JSON.stringify(name)}:${JSON.stringify(value)}`;
  yield '}';
}

function* list<T>(key: string, items: readonly T[], show: (item: T) => unknown): Generator<string> {
  yield `${JSON.stringify(key)}:[`;
  let separator = '';
  for (const item of items) {
    yield separator + JSON.stringify(show(item));
    separator = ',';
  }
  yield ']';
}

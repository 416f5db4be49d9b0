// What a band of a map says in its row: name, ways in, rooms, and in their place what is highlighted, asked or observed.

import { memo, useEffect } from 'react';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { BandColumns } from '../../../core/map/band-columns.ts';
import type { ObservedBand } from '../../../core/map/observed-ties.ts';
import type { StackBand, WayKind } from '../../../core/map/stack-band.ts';
import type { ObservedState } from '../../../core/needs/observed-pairs.ts';
import { driftText } from '../../../core/plan/plan-sentences.ts';
import { type GateTone, gateLine } from '../../../core/summary/gates.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { bandTools } from './band-room.ts';
import { useHighlight } from './map-level.ts';

const gateTones: { readonly [tone in GateTone]: string } = {
  round: 'bh-err',
  open: 'bh-outside',
  own: '',
  guarded: '',
  unknown: 'bh-dim bh-italic',
};

/** A port of the host is bold; without room the host names of a proxy are cut first, and the words of an open container never. */
const wayLooks: { readonly [kind in WayKind]: string } = {
  outside: 'bh-strong',
  every: 'bh-strong bh-stack-way-whole',
  proxied: 'bh-stack-way-first-cut',
  host: 'bh-stack-way-first-cut',
  networks: 'bh-stack-way-first-cut',
  unknown: 'bh-strong',
};

/** The look of what was observed; any other state is plain. */
const seenLooks: { readonly [state in ObservedState]?: string } = {
  unpredicted: 'bh-err bh-strong',
  unseen: 'bh-dim',
};

const nameLetters = 22;

export function HighlightWords({
  stack,
  at,
  end,
}: {
  readonly stack: string;
  readonly at: number;
  readonly end: number;
}) {
  const words = useHighlight(({ light }) => light?.stacks.get(stack)?.words ?? null);
  if (words === null) return null;
  return (
    <span title={words} className="bh-stack-light bh-accent bh-strong" style={{ left: at, right: end }}>
      {words}
    </span>
  );
}

/** The answer to 'who gets in', in place of the stack's summary, while that overlay is on. */
export function GateWords({
  band: { gates },
  at,
  end,
}: {
  readonly band: StackBand;
  readonly at: number;
  readonly end: number;
}) {
  const asked = useUi(({ overlay }) => overlay?.kind === 'who-gets-in');
  const [weakest] = gates;
  if (!asked || weakest === undefined) return null;
  const words = gates.map(({ gate }) => gateLine(gate)).join(' · ');
  return (
    <span
      className={`bh-stack-gates bh-strong ${gateTones[weakest.tone]}`}
      style={{ left: at, right: end }}
      title={words}
    >
      {words}
    </span>
  );
}

/** The first difference between files and running containers, with both values; all of them on hover. */
function RunsDifferently({ stack }: { readonly stack: string }) {
  const live = useWork(({ stacks }) => stacks.find(({ id }) => id === stack)?.live);
  const facts = (live?.differences ?? []).map((each) => driftText(each, live?.from ?? 'both'));
  const [first = '', ...more] = facts;
  return (
    <span className="bh-badge bh-warn" title={facts.join('\n')}>
      runs differently{first === '' ? '' : `: ${first}`}
      {more.length > 0 && `, and ${more.length} more`}
    </span>
  );
}

let renders = 0;

/** The words of a band, whatever highlights it. Its renders are counted on the document, so that tests can measure the cost of a change. */
export const BandWords = memo(function BandWords({
  band,
  left,
  width,
  columns,
}: {
  readonly band: StackBand;
  readonly left: number;
  readonly width: number;
  readonly columns: BandColumns;
}) {
  useEffect(() => {
    renders++;
    document.documentElement.dataset.bandRenders = String(renders);
  });
  const { stack, contents, ways, rooms, problem, from, differs } = band;
  const worst = ways.find(({ tone }) => tone === 'danger') ?? ways[0];
  const shownWays = columns.stacked && worst !== undefined ? [worst] : ways.slice(0, 2);
  const name = (
    <b
      className="bh-stack-name"
      style={{ left: columns.name - left, width: columns.count - columns.name - (columns.stacked ? 0 : 8) }}
    >
      {cutMiddle(stack, nameLetters)}
    </b>
  );
  if (problem !== null)
    return (
      <>
        {name}
        <span
          className="bh-err bh-strong"
          style={{ left: (columns.stacked ? columns.name : columns.count) - left, right: bandTools }}
        >
          cannot be read: {problem.file}, line {problem.line}: {problem.message}
        </span>
      </>
    );
  return (
    <>
      {name}
      {columns.ways > columns.count && (
        <span className="bh-dim" style={{ left: columns.count - left }}>
          {contents}
        </span>
      )}
      {ways.length > 0 && (
        <span
          className="bh-stack-ways"
          style={{ left: columns.ways - left, width: columns.rooms - columns.ways - 10 }}
        >
          {shownWays.map((way) => (
            <span
              key={way.kind}
              className={`bh-stack-way bh-truncate bh-way-${way.tone} ${wayLooks[way.kind]}`}
              title={way.words}
            >
              {way.label}
            </span>
          ))}
        </span>
      )}
      {(!columns.narrow || differs > 0) && (
        <span
          className="bh-stack-rooms bh-dim"
          style={{ left: columns.rooms - left, width: width - columns.rooms + left - bandTools }}
        >
          {differs > 0 && <RunsDifferently stack={stack} />}
          {[...rooms.map(({ words }) => words), ...(from === 'running' ? ['as it runs'] : [])].join(' · ')}
        </span>
      )}
    </>
  );
});

/** The observed traffic of a stack, in place of its summary, while that overlay is on. */
export function SeenWords({
  seen,
  at,
  end,
}: {
  readonly seen: ObservedBand;
  readonly at: number;
  readonly end: number;
}) {
  return (
    <span
      className={`bh-stack-gates ${seenLooks[seen.state] ?? 'bh-strong'}`}
      data-observed={seen.state}
      style={{ left: at, right: end }}
      title={seen.words}
    >
      {seen.words}
    </span>
  );
}

import { nameList } from '../../../core/compose/name-list.ts';
import { assumedNeeds, type SplitProposal } from '../../../core/fixes/propose-split.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { SplitLane } from '../../../core/rules/fixes/split-lanes.ts';
import { noteText } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { DeltaList, deltaLines } from '../shared/delta-list.tsx';

/** The connections that the split closes, and any that it opens. */
export function Closes({
  preview,
  none,
}: {
  readonly preview: Result<Preview> | null;
  readonly none: boolean;
}) {
  if (none) return <p className="bh-dim">Every lane is left out: nothing changes.</p>;
  if (preview === null) return <p className="bh-dim">Computing the effect …</p>;
  if (!preview.ok) return null;
  const { delta, needsBroken, notes } = preview.value;
  const { closed, opened } = deltaLines(delta);
  return (
    <section aria-label="What closes" data-split-closes={closed.length}>
      <h3>What {effectWords(opened.length, closed.length)}</h3>
      {needsBroken.length > 0 && (
        <p className="bh-err">Breaks {nameList(needsBroken.map(({ from, to }) => `${from} → ${to}`))}</p>
      )}
      {notes.map(noteText).map(({ text }) => (
        <p key={text} className="bh-err">
          {text}
        </p>
      ))}
      <DeltaList delta={delta} most={8} />
    </section>
  );
}

function effectWords(opened: number, closed: number): string {
  if (opened === 0) return 'closes';
  return closed === 0 ? 'opens' : 'closes and opens';
}

interface AssumedProps {
  readonly proposal: SplitProposal;
  readonly lanes: readonly SplitLane[];
  readonly analysis: Analysis;
}

/** The needs that the split relies on, with the certainty of each. */
export function Assumed({ proposal, lanes, analysis }: AssumedProps) {
  const assumed = assumedNeeds(analysis, lanes);
  return (
    <section aria-label="What is assumed">
      <h3>
        Assumes {assumed.length} {assumed.length === 1 ? 'need' : 'needs'}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <section className="bh-split-assumed" tabIndex={0} aria-label="The needs that are assumed">
        <ul className="bh-grid">
          {assumed.map(({ from, to, certainty, words }) => (
            <li key={`${from}\n${to}`} data-certainty={certainty}>
              {from} → {to} <span className="bh-dim">{words}</span>
            </li>
          ))}
        </ul>
      </section>
      {proposal.unseen !== null && <p className="bh-split-unseen bh-warn">{proposal.unseen}</p>}
    </section>
  );
}

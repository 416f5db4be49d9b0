import { drawnSession, leftOf } from '../../state/work/selectors.ts';
import './summary.css';
import { memo, useDeferredValue, useMemo } from 'react';
import { usualOf, usualText } from '../../../core/describe/usual.ts';
import { shortServiceNames } from '../../../core/layout/cards/short-names.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type SummaryPart, summaryOf } from '../../../core/summary/summary.ts';
import type { LeftOut } from '../../state/import/project-input.ts';
import { uiStore } from '../../state/page-stores.ts';
import { hiddenFacts, unseenRules } from '../../state/share/unseen-rules.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { canvasAnalysis } from '../picture/layout-controller.ts';
import { NumberedWords } from './numbered-words.tsx';
import { partTone } from './part-tone.ts';

/** Highlights the services of a part, or draws its overlay; pressed again it ends that. */
function press({ kind, services }: SummaryPart, on: boolean): void {
  const { highlight, showOverlay } = uiStore.getState();
  if (services.length > 0) {
    showOverlay(null);
    highlight(on ? [] : services);
  } else if (kind === 'unneeded') showOverlay(on ? null : { kind: 'needs' });
}

const Part = memo(function Part({ part }: { readonly part: SummaryPart }) {
  const { kind, text, services, unknown, note } = part;
  const on = useUi(({ highlighted, overlay }) =>
    services.length > 0
      ? highlighted.size === services.length && services.every((name) => highlighted.has(name))
      : overlay?.kind === 'needs',
  );
  const words = `bh-summary-part bh-dim ${partTone(kind)}`;
  if (services.length === 0 && kind !== 'unneeded') {
    return (
      <span className={words} data-part={kind} {...(unknown ? { 'data-unknown': '' } : {})}>
        <NumberedWords text={text} />
      </span>
    );
  }
  const what = services.length > 0 ? `Show which: ${services.join(', ')}` : 'Show the known needs.';
  return (
    <button
      type="button"
      className={words}
      data-part={kind}
      {...(unknown ? { 'data-unknown': '' } : {})}
      aria-pressed={on}
      title={note === null ? what : `${what} ${note}`}
      onClick={() => press(part, on)}
    >
      <NumberedWords text={text} />
    </button>
  );
});

/** The summary of the open project in one sentence above the picture; each part highlights its services. */
export const SummaryLine = memo(function SummaryLine() {
  const opened = useWork((state) => drawnSession(state) !== null);
  // The picture comes first: to count the hops of thousands of services takes as long as to draw what is in sight of them.
  const current = useWork(canvasAnalysis);
  const analysis = useDeferredValue(current);
  const left = useWork(leftOf);
  // Its place is there at once, so that the picture stays where it is when the words come.
  if (!opened || current.reach.services.length === 0) return null;
  return <Sentence analysis={analysis} left={left} />;
});

interface SentenceProps {
  readonly analysis: Analysis;
  readonly left: LeftOut | null;
}

const Sentence = memo(function Sentence({ analysis, left }: SentenceProps) {
  const unseen = left === null ? 0 : unseenRules(left).length;
  const parts = useMemo(() => {
    const names = shortServiceNames(analysis.topology.services);
    return summaryOf(analysis, (service) => names.get(service) ?? service, hiddenFacts(left));
  }, [analysis, left]);
  const usual = useMemo(() => usualText(usualOf(analysis)), [analysis]);
  return (
    <section className="bh-summary" data-summary="" aria-label="In short">
      {parts.map((part) => (
        <Part key={part.kind} part={part} />
      ))}
      {unseen > 0 && (
        <button
          type="button"
          className="bh-summary-part"
          data-part="left"
          data-unknown=""
          title="The link left out the values that they read. Show which."
          onClick={() => uiStore.getState().showPane('findings')}
        >
          {unseen} {unseen === 1 ? 'rule' : 'rules'} unknown
        </button>
      )}
      {usual !== null && (
        <span className="bh-summary-part" data-part="usual" title="A card says only what differs from that.">
          {usual}
        </span>
      )}
    </section>
  );
});

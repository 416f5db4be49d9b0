import { drawnSession, leftOf } from '../../state/work/selectors.ts';
import './summary.css';
import { memo, useDeferredValue, useMemo, useSyncExternalStore } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import { usualOf, usualText } from '../../../core/describe/usual.ts';
import { shortServiceNames } from '../../../core/layout/cards/short-names.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type SummaryPart, summaryOf } from '../../../core/summary/summary.ts';
import type { LeftOut } from '../../state/import/project-input.ts';
import { uiStore } from '../../state/page-stores.ts';
import { hiddenFacts, unseenRules } from '../../state/share/unseen-rules.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
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

/** The open project with its summary; null while there is nothing to say. */
function useSummed(): SentenceProps | null {
  const opened = useWork((state) => drawnSession(state) !== null);
  // The picture comes first: to count the hops of thousands of services takes as long as to draw what is in sight of them.
  const current = useWork(canvasAnalysis);
  const analysis = useDeferredValue(current);
  const left = useWork(leftOf);
  // Its place is there at once, so that the picture stays where it is when the words come.
  return !opened || current.reach.services.length === 0 ? null : { analysis, left };
}

/** The summary of the open project in one sentence above the picture; each part highlights its services. */
export const SummaryLine = memo(function SummaryLine() {
  const summed = useSummed();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  if (summed === null) return null;
  return (
    <section className="bh-summary" data-summary="" aria-label="In short">
      {small ? <CutSentence {...summed} /> : <Sentence {...summed} />}
    </section>
  );
});

/** The whole sentence in the sheet of a phone, whose picture has one line of it; each part highlights its services. */
export const SummaryInFull = memo(function SummaryInFull() {
  const summed = useSummed();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  if (summed === null || !small) return null;
  return (
    <section className="bh-summary-full bh-column" data-summary-full="" aria-label="In short, in full">
      <Sentence {...summed} />
    </section>
  );
});

interface SentenceProps {
  readonly analysis: Analysis;
  readonly left: LeftOut | null;
}

interface Sentences {
  readonly parts: readonly SummaryPart[];
  /** The number of rules whose values a link left out, in words; null for none. */
  readonly unseen: string | null;
  /** What most services have in common; null where nothing is usual. */
  readonly usual: string | null;
}

function useSentences({ analysis, left }: SentenceProps): Sentences {
  const unseen = left === null ? 0 : unseenRules(analysis.book, left).length;
  const parts = useMemo(() => {
    const names = shortServiceNames(analysis.topology.services);
    return summaryOf(analysis, (service) => names.get(service) ?? service, hiddenFacts(left));
  }, [analysis, left]);
  const usual = useMemo(() => usualText(usualOf(analysis)), [analysis]);
  return { parts, unseen: unseen === 0 ? null : `${plural(unseen, 'rule')} unknown`, usual };
}

/** The beginning of the sentence in one line, as a button that opens the sheet with all of it. */
function CutSentence(props: SentenceProps) {
  const { parts, unseen } = useSentences(props);
  return (
    <button
      type="button"
      className="bh-summary-cut"
      title="Read all of it"
      onClick={() => uiStore.getState().callForFile()}
    >
      {parts.map(({ kind, text, unknown }) => (
        <span
          key={kind}
          className={`bh-summary-part ${partTone(kind)}`}
          data-part={kind}
          {...(unknown ? { 'data-unknown': '' } : {})}
        >
          <NumberedWords text={text} />
        </span>
      ))}
      {unseen !== null && <span className="bh-summary-part">{unseen}</span>}
    </button>
  );
}

const Sentence = memo(function Sentence(props: SentenceProps) {
  const { parts, unseen, usual } = useSentences(props);
  return (
    <>
      {parts.map((part) => (
        <Part key={part.kind} part={part} />
      ))}
      {unseen !== null && (
        <button
          type="button"
          className="bh-summary-part"
          data-part="left"
          data-unknown=""
          title="The link left out the values that they read. Show which."
          onClick={() => uiStore.getState().showPane('findings')}
        >
          {unseen}
        </button>
      )}
      {usual !== null && (
        <span className="bh-summary-part" data-part="usual" title="A card says only what differs from that.">
          {usual}
        </span>
      )}
    </>
  );
});

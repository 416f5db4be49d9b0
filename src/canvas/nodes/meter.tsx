import type { CardView } from '../picture/card-view.ts';

const steps = [1, 2, 3, 4] as const;

/** Four steps from closed to open, with the word beside them. */
export function Meter({
  step,
  word,
  joined,
}: {
  readonly step: CardView['step'];
  readonly word: string;
  readonly joined: boolean;
}) {
  return (
    <span className={`bh-meter bh-step-${step}`}>
      {steps.map((each) => (
        <i key={each} className={each <= step ? 'bh-on' : ''} />
      ))}
      <span>{joined ? `joined · ${word}` : word}</span>
    </span>
  );
}

import { useProject } from '../../state/session/use-project.ts';
import { Button } from '../../ui/button.tsx';
import { ExplanationText } from '../shared/explanation-text.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';
import { RefusedNote } from '../shared/refused-note.tsx';
import { useApply } from '../shared/use-apply.ts';
import type { MatrixLine } from './matrix-order.ts';

interface MatrixWhyProps {
  readonly from: MatrixLine;
  readonly to: MatrixLine;
  readonly pair: { readonly from: string; readonly to: string };
  readonly onUnfold: (line: MatrixLine) => void;
}

/** Why one cell says what it says, and what may be pinned of it. */
export function MatrixWhy({ from, to, pair, onUnfold }: MatrixWhyProps) {
  const picture = useProject();
  const { refused, apply } = useApply();
  const pin = (kind: 'never' | 'must') => [
    { type: 'intent', kind, text: `${pair.from} -> ${pair.to}` } as const,
  ];
  const folded = [...new Set([from, to])].filter(({ members }) => members.length > 1);
  return (
    <>
      <h3>
        {pair.from} → {pair.to}
      </h3>
      {folded.map((line) => (
        <p key={line.name} className="dim matrix-folded">
          The same holds for {line.members.length} alike.{' '}
          <Button className="button-small" onClick={() => onUnfold(line)}>
            Unfold {line.name}
          </Button>
        </p>
      ))}
      <ExplanationText picture={picture} from={pair.from} to={pair.to} />
      <p className="matrix-pins">
        Pin it:
        <PreviewButton
          operations={pin('never')}
          onApply={() => apply(pin('never'), `State never: ${pair.from} -> ${pair.to}`)}
        >
          must never reach
        </PreviewButton>
        <PreviewButton
          operations={pin('must')}
          onApply={() => apply(pin('must'), `State must: ${pair.from} -> ${pair.to}`)}
        >
          must reach
        </PreviewButton>
      </p>
      <RefusedNote reason={refused} />
    </>
  );
}

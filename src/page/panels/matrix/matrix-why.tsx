import { escapes } from '../../../core/blast/escapes.ts';
import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import type { MatrixLine } from '../../../core/picture/matrix/cells.ts';
import { hostPlace, isBeyondHost, isPlace, outsidePlace, placeTitle } from '../../../core/reach/places.ts';
import { uiStore } from '../../state/page-stores.ts';
import { type ShownProject, useProject } from '../../state/session/use-project.ts';
import { Button } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { useApply } from '../shared/apply.tsx';
import { ExplanationText } from '../shared/explanation-text.tsx';
import { LineLinks } from '../shared/line-link.tsx';
import { PreviewButton } from '../shared/preview-button.tsx';

interface MatrixWhyProps {
  readonly from: MatrixLine;
  readonly to: MatrixLine;
  readonly pair: { readonly from: string; readonly to: string };
  readonly onUnfold: (line: MatrixLine) => void;
}

/** The ways in which a service can take over the host, each with its line. */
function WaysToHost({ project, name }: { readonly project: ShownProject; readonly name: string }) {
  const { workspace, analysis } = project;
  const service = analysis.topology.services.get(name);
  if (!service) return null;
  const sockets = workspace ? hostSockets(workspace) : undefined;
  const found = escapes(analysis.topology, service, sockets).filter(({ grade }) => grade === 'host');
  if (found.length === 0) return null;
  return (
    <dl className="bh-explanation bh-grid bh-gap-1 bh-small">
      <dt>
        Becomes root on the host: <strong>{found.some(({ certain }) => certain) ? 'yes' : 'unknown'}</strong>
      </dt>
      {found.map(({ rule, text, at }) => (
        <dd key={`${rule} ${text}`}>
          {name} {text}
          <LineLinks paths={[at]} />
        </dd>
      ))}
    </dl>
  );
}

/** The explanation of one cell, with buttons to pin it as an intent. */
export function MatrixWhy({ from, to, pair, onUnfold }: MatrixWhyProps) {
  const project = useProject();
  const { refused, apply } = useApply();
  const pin = (kind: 'never' | 'must') => [
    { type: 'intent', kind, text: `${pair.from} -> ${pair.to}` } as const,
  ];
  const folded = [...new Set([from, to])].filter(({ members }) => members.length > 1);
  return (
    <>
      <h2>
        {placeTitle(pair.from)} → {placeTitle(pair.to)}
      </h2>
      {folded.map((line) => (
        <p key={line.name} className="bh-dim">
          The same holds for {line.members.length} alike.{' '}
          <Button small onClick={() => onUnfold(line)}>
            Unfold {line.name}
          </Button>
        </p>
      ))}
      {pair.to === hostPlace && <WaysToHost project={project} name={pair.from} />}
      <ExplanationText picture={project} from={pair.from} to={pair.to} />
      <p className="bh-cluster bh-gap-1-5">
        <Button
          small
          onClick={() => {
            uiStore.getState().select([]);
            const end = (name: string): string => (isBeyondHost(name) ? outsidePlace : name);
            uiStore.getState().showOverlay({ kind: 'way', from: end(pair.from), to: end(pair.to) });
          }}
        >
          Show the way in the picture
        </Button>
      </p>
      {!isPlace(pair.from) && !isPlace(pair.to) && (
        <p className="bh-cluster bh-gap-1-5">
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
      )}
      <RefusedNote reason={refused} />
    </>
  );
}

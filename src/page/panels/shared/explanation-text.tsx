import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import { triAnswer } from '../../../core/describe/tri.ts';
import { explain } from '../../../core/explain/explain.ts';
import type { Answer } from '../../../core/explain/explanation.ts';
import { semanticsAddress } from '../../../core/export/docs-address.ts';
import type { ShownProject } from '../../state/session/use-project.ts';
import { DocsLink } from './docs-link.tsx';
import { LineLinks } from './line-link.tsx';
import { TryIt } from './try-it.tsx';

interface ExplanationTextProps {
  readonly picture: ShownProject;
  readonly from: string;
  readonly to: string;
}

function AnswerRow({ title, answer }: { readonly title: string; readonly answer: Answer }) {
  return (
    <>
      <dt>
        {title}: <strong>{triAnswer(answer.verdict)}</strong>
      </dt>
      {answer.reasons.map(({ text, at, rule }) => (
        <dd key={`${rule} ${text}`}>
          {text}
          <LineLinks paths={at} />{' '}
          <DocsLink to={(docs) => semanticsAddress(docs, rule)} title={`What is known of ${rule}`}>
            {rule}
          </DocsLink>
        </dd>
      ))}
    </>
  );
}

/** Why one service reaches another, or why not: directly, over the host, by name, by taking over others; with the lines that decide it. */
export function ExplanationText({ picture, from, to }: ExplanationTextProps) {
  const { topology, reach } = picture.analysis;
  const sockets = picture.workspace ? hostSockets(picture.workspace) : undefined;
  const explanation = explain(topology, reach, from, to, sockets);
  return (
    <>
      <dl className="bh-explanation bh-grid bh-gap-1 bh-small">
        <AnswerRow title="Directly" answer={explanation.direct} />
        <AnswerRow title="Over the host" answer={explanation.viaHost} />
        {explanation.viaGateway && <AnswerRow title="At its own gateway" answer={explanation.viaGateway} />}
        {explanation.proxied && <AnswerRow title="Through a proxy" answer={explanation.proxied} />}
        <AnswerRow title="By name" answer={explanation.resolves} />
        {explanation.beside && <AnswerRow title="Beside the network" answer={explanation.beside} />}
        {explanation.pivot && <AnswerRow title="By taking over others" answer={explanation.pivot} />}
        {explanation.evidence === 'documentation' && (
          <dd>By documentation: not measured on such an Engine.</dd>
        )}
      </dl>
      <TryIt from={from} to={to} />
    </>
  );
}

import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import { triAnswer } from '../../../core/describe/tri.ts';
import { explain } from '../../../core/explain/explain.ts';
import { explainPair } from '../../../core/explain/explain-pair.ts';
import type { Answer, Explanation } from '../../../core/explain/explanation.ts';
import { semanticsAddress } from '../../../core/export/docs-address.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { ShownProject } from '../../state/session/use-project.ts';
import { DocsLink } from './docs-link.tsx';
import { LineLinks } from './line-link.tsx';
import { TryIt } from './try-it.tsx';

interface ExplanationTextProps {
  readonly picture: ShownProject;
  readonly from: string;
  readonly to: string;
}

interface AnswerRowProps {
  readonly title: string;
  readonly answer: Answer;
  /** True where the reasons link to lines of the open project. */
  readonly linked: boolean;
}

function AnswerRow({ title, answer, linked }: AnswerRowProps) {
  return (
    <>
      <dt>
        {title}: <strong>{triAnswer(answer.verdict)}</strong>
      </dt>
      {answer.reasons.map(({ text, at, rule }) => (
        <dd key={`${rule} ${text}`}>
          {text}
          {linked && <LineLinks paths={at} />}{' '}
          <DocsLink to={(docs) => semanticsAddress(docs, rule)} title={`More about ${rule}`}>
            {rule}
          </DocsLink>
        </dd>
      ))}
    </>
  );
}

/**
 * The explanation of whether one service reaches another: directly, over the host, by name, or by taking over others, each with its lines.
 */
export function ExplanationText({ picture, from, to }: ExplanationTextProps) {
  const { topology, reach } = picture.analysis;
  const sockets = picture.workspace ? hostSockets(picture.workspace) : undefined;
  return (
    <>
      <Answers explanation={explain(topology, reach, from, to, sockets)} linked />
      <TryIt from={from} to={to} />
    </>
  );
}

/** The explanation of whether one service reaches another across the stacks of a host; names are `STACK/SERVICE`. */
export function HostExplanationText({
  analysis,
  from,
  to,
}: Pick<ExplanationTextProps, 'from' | 'to'> & { readonly analysis: HostAnalysis }) {
  return (
    <>
      <Answers explanation={explainPair(analysis, from, to)} linked={false} />
      <TryIt from={from} to={to} onHost />
    </>
  );
}

function Answers({ explanation, linked }: { readonly explanation: Explanation; readonly linked: boolean }) {
  const { direct, viaHost, viaGateway, proxied, resolves, beside, pivot, evidence } = explanation;
  const rows: readonly (readonly [title: string, answer: Answer | null | undefined])[] = [
    ['Directly', direct],
    ['Over the host', viaHost],
    ['At its own gateway', viaGateway],
    ['Through a proxy', proxied],
    ['By name', resolves],
    ['Beside the network', beside],
    ['By taking over others', pivot],
  ];
  return (
    <dl className="bh-explanation bh-grid bh-gap-1 bh-small">
      {rows.map(
        ([title, answer]) =>
          answer && <AnswerRow key={title} title={title} answer={answer} linked={linked} />,
      )}
      {evidence === 'documentation' && (
        <dd>According to the documentation: not measured on this kind of Engine.</dd>
      )}
    </dl>
  );
}

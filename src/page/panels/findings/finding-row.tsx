import { type ReactNode, useState } from 'react';
import { ruleAddress } from '../../../core/export/docs-address.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { shortMessage } from '../../../core/findings/report-order.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { LinkButton } from '../../ui/button.tsx';
import { DocsLink } from '../shared/docs-link.tsx';
import { FindingMessage } from './finding-section.tsx';
import type { FindingGroup } from './group-findings.ts';
import { SeverityIcon } from './severity.tsx';

interface FindingRowProps {
  readonly finding: Finding;
  readonly standing: FindingGroup['id'];
  readonly selected?: boolean;
  /** True where the path of the finding is drawn over the picture. */
  readonly drawn?: boolean;
  /** `full` for one of the worst: the whole message and its reason; `row` for all others. */
  readonly extent: 'full' | 'row';
  /** Shown before the rule: the stack of the finding. */
  readonly before?: ReactNode;
  /** Returns the link to a place in a file; null where the file is unknown. */
  readonly placeAt: (path: Path) => ReactNode;
  readonly onShow: () => void;
  /** Shows the page of the finding's rule. */
  readonly onRule: (finding: Finding) => void;
  /** The buttons of the fixes, beside the message. */
  readonly fixes: ReactNode;
  /** Details below the message. */
  readonly children?: ReactNode;
}

/** One finding of a project or a host: message, place, reason and fixes. */
export function FindingRow(props: FindingRowProps) {
  const { finding, standing, selected = false, drawn = false, extent, placeAt, onShow, onRule } = props;
  const [why, setWhy] = useState(false);
  const { rule, slug, severity, subjects, stack, message, certainty, path, profiles, suppressed } = finding;
  const place = placeAt(finding.at);
  return (
    <li
      className={selected ? 'bh-finding bh-finding-selected' : 'bh-finding'}
      data-rule={rule}
      data-subjects={subjects.join(' ')}
      data-extent={extent}
      data-of-stack={stack === undefined ? undefined : (stack ?? '')}
      aria-current={drawn || undefined}
    >
      <SeverityIcon severity={severity} />
      <div className="bh-finding-text bh-grow">
        <FindingMessage
          message={extent === 'full' || why ? message : shortMessage(message)}
          onShow={onShow}
        />
        {extent === 'full' && !why && <p className="bh-small bh-dim bh-finding-reason">{finding.why}</p>}
        <p className="bh-note">
          {props.before}
          <LinkButton
            aria-haspopup="dialog"
            title={`What ${rule} looks for, with examples`}
            onClick={() => onRule(finding)}
          >
            <span className="bh-mono">{rule}</span> {slug}
          </LinkButton>
          {certainty === 'inferred' && (
            <span title="Based on a guess, such as the purpose of an image"> · inferred</span>
          )}
          {profiles.length > 0 &&
            ` · ${standing === 'inactive' ? 'inactive profile' : 'profile'} ${profiles.join(', ')}`}
          {place !== null && <> · {place}</>}
          {' · '}
          <LinkButton aria-expanded={why} onClick={() => setWhy(!why)}>
            {why ? 'Less' : 'Why'}
          </LinkButton>
        </p>
        {suppressed !== null && (
          <p className="bh-note">
            suppressed ({suppressed.by}){suppressed.reason !== '' && `: ${suppressed.reason}`}
          </p>
        )}
        {why && (
          <div className="bh-finding-why">
            <p>
              {finding.why}{' '}
              <DocsLink to={(docs) => ruleAddress(docs, { id: rule, slug })} title={rule}>
                Read on
              </DocsLink>
            </p>
            {path.length > 0 && (
              <ol>
                {path.map(({ from, to, network, at }) => (
                  <li key={`${from} ${to} ${network}`}>
                    {from} → {to} {network === null ? '' : `on ${network}`} {placeAt(at)}
                  </li>
                ))}
              </ol>
            )}
          </div>
        )}
        {props.children}
      </div>
      {props.fixes && <div className="bh-finding-fixes bh-wrap bh-gap-1-5">{props.fixes}</div>}
    </li>
  );
}

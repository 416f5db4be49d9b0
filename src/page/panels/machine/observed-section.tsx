import { plural } from '../../../core/compose/numbers.ts';
import { observedPairs } from '../../../core/needs/observed-pairs.ts';
import { gapSentences, periodText, watchedText } from '../../../core/observed/watched-text.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { liveToolsStore } from '../../state/page-stores.ts';
import { useLiveTools } from '../../state/use-store.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import { Facts } from '../shared/facts.tsx';

/** The number of pairs that are listed; the matrix of a stack has all of them. */
const mostNamed = 40;

/** The section of observed connections beside those the files allow; nothing where there are no observations. */
export function ObservedSection({ reach, options }: Pick<HostAnalysis, 'reach' | 'options'>) {
  const { look, following } = useLiveTools();
  const { observed } = options;
  if (observed === undefined && look === null) return null;
  const live = look !== null && (
    <Checkbox
      label="Follow observed connections"
      hint="The server looks at the connections of the containers every second."
      checked={following}
      onChange={(on) => liveToolsStore.setState({ following: on })}
    />
  );
  const shown = (
    <p className="bh-names">
      <CommandButton id="overlay-observed">Show it on the map</CommandButton>
    </p>
  );
  if (observed === undefined)
    return (
      <Section title="Observed">
        {live}
        {shown}
      </Section>
    );
  const { seen, unseenCount, elsewhere } = observedPairs(reach, observed.connections);
  const unpredicted = seen.filter(({ state }) => state === 'unpredicted');
  const used = seen.length - unpredicted.length;
  return (
    <Section title="Observed" note={seen.length}>
      {live}
      {shown}
      <Facts
        rows={[
          { name: 'Allowed and observed', value: used },
          {
            name: `Not seen in ${periodText(observed)}`,
            value: `${unseenCount.toLocaleString('en')} allowed`,
          },
          { name: 'Not predicted', value: unpredicted.length },
        ]}
      />
      <ul className="bh-grid bh-gap-1-5">
        {[...unpredicted, ...seen.filter(({ state }) => state === 'used')]
          .slice(0, mostNamed)
          .map(({ from, to, state, ports, looks }) => (
            <li key={`${from} ${to}`} data-observed={state} className={state === 'used' ? '' : 'bh-err'}>
              {from} → {to}{' '}
              <span className="bh-dim">
                {ports.join(', ')}, in {looks.toLocaleString('en')} {looks === 1 ? 'look' : 'looks'}
                {state === 'unpredicted' && ', not predicted'}
              </span>
            </li>
          ))}
        {seen.length > mostNamed && <li>and {seen.length - mostNamed} more</li>}
      </ul>
      <p className="bh-dim">
        {[`It was ${watchedText(observed)}.`, ...gapSentences(observed)].join(' ')}
        {elsewhere > 0 && ` ${plural(elsewhere, 'connection')} of other services.`}
      </p>
    </Section>
  );
}

import type { StackDifference } from '../../../core/host/host.ts';
import type { LiveStack } from '../../../core/host/running/live-host.ts';
import { recoverStore } from '../../../state/page-stores.ts';
import { useRecover } from '../../../state/use-store.ts';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';

function Difference({ difference, said }: { readonly difference: StackDifference; readonly said: string }) {
  const { fact, files, running } = difference;
  return (
    <div className="bh-facts-row">
      <dt>{fact}</dt>
      <dd>
        {said} {files}, <strong>runs {running}</strong>
      </dd>
    </div>
  );
}

function whatRuns({ from, differences }: LiveStack, unsaved: boolean): string | null {
  if (from === 'files') return 'No container of it is on the Engine.';
  if (differences === null) return 'Not compared: its files give no model at the moment.';
  if (differences.length === 0) return from === 'both' ? 'As its files say.' : null;
  if (from === 'running') return null;
  const put = 'Bring the stack up, or put the file right.';
  return unsaved ? `${put} Compared with the files on disk, without what is not saved.` : put;
}

/** What runs of a stack: what differs from its files, why it is not edited, and the way to a compose file of it. */
export function LiveSection({ live, unsaved }: { readonly live: LiveStack; readonly unsaved: boolean }) {
  const recover = useRecover();
  const { from, project, differences, readOnly } = live;
  const words = whatRuns(live, unsaved);
  const all = differences ?? [];
  return (
    <Section
      title={all.length > 0 ? 'Runs differently' : 'What runs'}
      {...(all.length > 0 ? { note: all.length } : {})}
    >
      {all.length > 0 && (
        <dl className="bh-facts" data-differences="">
          {all.map((difference) => (
            <Difference
              key={`${difference.fact} ${difference.running}`}
              difference={difference}
              said={from === 'both' ? 'files' : 'drawn as'}
            />
          ))}
        </dl>
      )}
      {words !== null && <p className="bh-dim">{words}</p>}
      {readOnly !== null && <p data-read-only="">Not edited here. {readOnly}.</p>}
      {recover !== null && from !== 'files' && (
        <p className="bh-names">
          <Button className="bh-button-small" onClick={() => recoverStore.setState({ asked: project })}>
            Recover a compose file
          </Button>
        </p>
      )}
    </Section>
  );
}

import { Panel } from '@xyflow/react';
import { Lock, X } from 'lucide-react';
import { memo } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { Meter } from '../nodes/card-signs.tsx';
import { coverRefs } from '../view/visible-area.ts';

const lines = [
  ['bh-trunk bh-way-danger', 'answers outside: data, or the host'],
  ['bh-trunk bh-way-outside', 'answers outside'],
  ['bh-trunk bh-trunk-proxied bh-way-outside', 'through a proxy (inferred)'],
  ['bh-trunk bh-trunk-host bh-way-host', 'from this host only'],
  ['bh-trunk bh-way-unknown', 'exposure unknown'],
  ['bh-trunk bh-trunk-nowhere bh-way-dead', 'dead: published, nothing answers'],
  ['bh-need', 'needs: stated, or named by host'],
  ['bh-need bh-need-missing', 'needs but does not reach'],
  ['bh-need bh-need-socket', 'a socket that both mount, beside the network'],
  ['bh-tap', 'tap: also on that network'],
] as const;

const steps = [
  [1, 'closed', 'no network at all'],
  [2, 'internal', 'no way out'],
  [3, 'bridged', 'its networks, and a way out'],
  [4, 'open', 'the network of the host'],
] as const;

/** The legend of the picture's shapes; shown on demand. */
export const Legend = memo(function Legend() {
  return (
    <Panel ref={coverRefs.legend} position="top-right" className="bh-legend bh-raised">
      <section aria-label="Legend">
        <header>
          <b>Legend</b>
          <IconButton
            label="Hide the legend"
            icon={<X size={13} />}
            onClick={() => uiStore.getState().setLegend(false)}
          />
        </header>
        <dl>
          {lines.map(([className, words]) => (
            <div key={className}>
              <dt>
                <Sample className={className} />
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
          <div>
            <dt>
              <span className="bh-legend-lane" />
            </dt>
            <dd>network; who is in it reaches all in it</dd>
          </div>
          <div>
            <dt>
              <span className="bh-legend-lane bh-dashed" />
            </dt>
            <dd>not declared here, or not ours</dd>
          </div>
          <div>
            <dt>
              <Lock size={13} strokeWidth={2.4} aria-hidden="true" />
            </dt>
            <dd>internal network: no way out by it</dd>
          </div>
          {steps.map(([step, word, words]) => (
            <div key={word}>
              <dt>
                <Meter step={step} word="" joined={false} />
              </dt>
              <dd>
                {word}: {words}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </Panel>
  );
});

/** A line in the style of the picture. */
function Sample({ className }: { readonly className: string }) {
  return (
    <svg className="bh-sample" viewBox="0 0 40 12" aria-hidden="true">
      <path className={className} d="M1 6H39" />
      {className.includes('nowhere') && <path className="bh-cross" d="M15 1l10 10m0 -10l-10 10" />}
    </svg>
  );
}

import { Info, Map as MapIcon, Maximize, Minus, PanelLeftOpen, Plus } from 'lucide-react';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { coverRefs } from '../../canvas/view/visible-area.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { AssumptionsLine } from '../../panels/footer/assumptions-line.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import { useFolded, useHasHost, useUi } from '../../state/use-store.ts';
import { IconButton } from '../../ui/button.tsx';
import { fetched } from '../../ui/fetched.tsx';
import { firstAct } from '../../ui/first-act.ts';

const ToApplyLine = fetched(async () => {
  await firstAct();
  return (await import('../../panels/footer/to-apply-line.tsx')).ToApplyLine;
});

const HostLine = lazy(() =>
  import('../../panels/footer/host-line.tsx').then((module) => ({ default: module.HostLine })),
);

/** What is assumed, what applies the edits, and the buttons of the view: a line below everything, or, on a phone, over the foot of the picture. */
export function Footer() {
  const stacks = useHasHost();
  const folded = useFolded();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  const palette = useUi((state) => state.open.palette === true);
  return (
    <footer ref={small ? coverRefs.foot : null} className="bh-footer bh-row bh-tiny bh-rigid">
      {stacks ? (
        <Suspense fallback={null}>
          <HostLine />
        </Suspense>
      ) : (
        <AssumptionsLine />
      )}
      <Suspense fallback={null}>
        <ToApplyLine />
      </Suspense>
      {!folded && (
        <div className="bh-controls bh-flex bh-rigid">
          {small && !palette && (
            <CommandButton id="toggle-palette" small icon={<PanelLeftOpen size={16} />} />
          )}
          {small ? <CommandButton id="fit" small icon={<Maximize size={16} />} /> : <ViewButtons />}
        </div>
      )}
    </footer>
  );
}

/** The zoom, fit, overview and legend buttons; fingers zoom a phone's picture, and its menu has the rest. */
function ViewButtons() {
  const { requestView } = uiStore.getState();
  return (
    <>
      <IconButton small label="Zoom out" icon={<Minus size={14} />} onClick={() => requestView('zoom-out')} />
      <IconButton small label="Zoom in" icon={<Plus size={14} />} onClick={() => requestView('zoom-in')} />
      <IconButton
        small
        label="Fit everything into view"
        icon={<Maximize size={13} />}
        onClick={() => requestView('fit')}
      />
      <CommandButton id="overview" small icon={<MapIcon size={13} />} />
      <CommandButton id="legend" small icon={<Info size={13} />} />
    </>
  );
}

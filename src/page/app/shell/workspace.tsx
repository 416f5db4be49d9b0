import { CircleAlert, LoaderCircle, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Canvas } from '../../canvas/canvas.tsx';
import { OverlayPlace } from '../../canvas/overlays/overlay-place.ts';
import { ProposeOffer } from '../../canvas/summary/propose-offer.tsx';
import { SummaryInFull, SummaryLine } from '../../canvas/summary/summary-line.tsx';
import { CommandButton } from '../../commands/command-button.tsx';
import { Docked } from '../../panels/panes/docked.tsx';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { isPaletteOpen } from '../../state/session/template.ts';
import { followHand } from '../../state/ui/hand.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import { useFolded, useHasFleet, useHasHost, useUi, useWork } from '../../state/use-store.ts';
import { drawnAnalysis, drawnMessage, drawnSession, leftOf } from '../../state/work/selectors.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { fetched } from '../../ui/fetched.tsx';
import { severityTone } from '../../ui/tones.ts';
import { Footer } from './footer.tsx';
import { LazyTextDiff } from './lazy-text-diff.ts';
import { PaletteSide } from './palette-side.tsx';
import { StartPage, StartSteps } from './start-page.tsx';

const SharedNote = lazy(() =>
  import('../share/shared-note.tsx').then((module) => ({ default: module.SharedNote })),
);
const TryNote = lazy(() => import('./try-note.tsx').then((module) => ({ default: module.TryNote })));

const Notices = fetched(() => import('../notices/notices.tsx').then(({ Notices }) => Notices));

// CodeMirror is larger than all the rest: it is fetched when the file is first looked at.
const FilePane = lazy(() =>
  import('../../editor/file-pane.tsx').then((module) => ({ default: module.FilePane })),
);

// Its list is asked for with an overlay, and seldom.
const OverlayPane = lazy(() =>
  import('../../canvas/overlays/overlay-pane.tsx').then((module) => ({ default: module.OverlayPane })),
);

// A person who opens one project needs no map of many.
const HostMap = lazy(() =>
  import('../../canvas/host/host-map.tsx').then((module) => ({ default: module.HostMap })),
);

const FleetMap = lazy(() =>
  import('../../canvas/fleet/fleet-map.tsx').then((module) => ({ default: module.FleetMap })),
);

/** The palette, the picture and the dock. */
export function Workspace() {
  const paletteOpen = useUi((state) => state.open.palette);
  const paletteAside = useUi((state) => state.paletteAside);
  const paletteShown = useWork((state) => isPaletteOpen(paletteOpen, drawnSession(state))) && !paletteAside;
  const folded = useFolded();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  return (
    <div className="bh-flex bh-tall">
      {/* On a telephone the way to the palette stands in the footer, not over the picture. */}
      {!folded && (paletteShown || !small) && <PaletteSide open={paletteShown} />}
      <Docked FilePane={FilePane} OverlayPane={OverlayPane} Summary={SummaryInFull} TextDiff={LazyTextDiff}>
        <Stage small={small} />
      </Docked>
    </div>
  );
}

/** The picture, and above it what is to be known of it. */
function Stage({ small }: { readonly small: boolean }) {
  const fleet = useHasFleet();
  const stacks = useHasHost();
  const shared = useWork((state) => leftOf(state) !== null);
  const trying = useUi((state) => state.trying);
  const [head, setHead] = useState<HTMLElement | null>(null);
  const picture = useRef<HTMLElement>(null);
  useEffect(() => (picture.current === null ? undefined : followHand(picture.current)), []);
  return (
    <div className="bh-stage bh-column">
      {shared && (
        <Suspense fallback={null}>
          <SharedNote />
        </Suspense>
      )}
      <FileBanner />
      <ReadingNote />
      {!stacks && (
        <>
          <StartPage />
          <div ref={setHead} className="bh-picture-head bh-relative bh-row bh-gap-4 bh-rigid">
            <SummaryLine />
            <ProposeOffer />
            {trying && (
              <Suspense fallback={null}>
                <TryNote />
              </Suspense>
            )}
          </div>
        </>
      )}
      <section
        ref={picture}
        className="bh-picture bh-relative bh-fill"
        id="canvas"
        tabIndex={-1}
        aria-label="Picture of the networks"
      >
        {stacks ? (
          <Suspense fallback={null}>{fleet ? <FleetMap /> : <HostMap />}</Suspense>
        ) : (
          <OverlayPlace value={head}>
            <Canvas />
          </OverlayPlace>
        )}
        <Suspense fallback={null}>
          <Notices />
        </Suspense>
        {small && <Footer />}
      </section>
      {!stacks && <StartSteps />}
    </div>
  );
}

const readingPause = 300;

/** The banner while a large file is being read, with a button to cancel. */
function ReadingNote() {
  // Most are read before anybody could read this.
  const reading = useSettled(
    useWork((state) => state.reading),
    readingPause,
  );
  if (reading === null) return null;
  return (
    <div className="bh-banner bh-filled bh-accent bh-ink" role="status" data-reading="">
      <LoaderCircle size={16} aria-hidden="true" />
      <p>
        Reading <strong>{reading.file}</strong>, which is large. The picture stays unchanged until then.
      </p>
      <Button small onClick={() => reading.cancel()}>
        Cancel
      </Button>
    </div>
  );
}

/** Returns `value` once it was unchanged for `wait` milliseconds; null at once. */
function useSettled<T>(value: T | null, wait: number): T | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), value === null ? 0 : wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return value === null ? null : settled;
}

// A half-typed word is not yet a mistake: the banner waits, so that it does not flicker while a person types.
const typingPause = 400;

/** The banner about a file that cannot be read: the place, the advice, and a way back. */
function FileBanner() {
  const message = useSettled(useWork(drawnMessage), typingPause);
  const stale = useWork((state) => drawnSession(state)?.workspace.stale === true);
  const hasPrevious = useWork((state) => state.previous !== null);
  const hasPicture = useWork((state) => drawnAnalysis(state) !== null);
  if (message === null) return null;
  const { line, column, file, text, advice, tone } = message;
  return (
    <div className={`bh-banner bh-filled ${severityTone(tone) || 'bh-accent bh-ink'}`} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <p>
        <strong>
          {file}
          {line !== null && `, line ${line}`}
          {column !== null && column > 1 && `, column ${column}`}
        </strong>
        : {text}. {advice}
        {stale && hasPicture && ' The picture shows the last readable version.'}
      </p>
      {line !== null && stale && (
        <Button small onClick={() => uiStore.getState().showLine(line, file)}>
          Show the line
        </Button>
      )}
      {hasPrevious && stale && (
        <CommandButton id="restore-previous" small>
          Back to the previous file
        </CommandButton>
      )}
      <IconButton small label="Dismiss" icon={<X size={14} />} onClick={() => workStore.setMessage(null)} />
    </div>
  );
}

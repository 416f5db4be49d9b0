import { lazy } from 'react';
import { Canvas } from '../../canvas/canvas.tsx';
import { InspectorPanel } from '../../panels/inspector/inspector-panel.tsx';
import { PalettePanel } from '../../panels/palette/palette-panel.tsx';
import { PanesPanel } from '../../panels/panes/panes-panel.tsx';
import { FileBanner } from '../notices/file-banner.tsx';
import { ReadingNote } from '../notices/reading-note.tsx';
import { SharedNote } from '../share/shared-note.tsx';
import { EmptyState } from './empty-state.tsx';
import { LazyTextDiff } from './lazy-text-diff.ts';
import type { Edge } from './split/edge.ts';
import { SidePanel } from './split/side-panel.tsx';

// CodeMirror weighs more than all the rest: it comes with the first look at the file.
const FilePane = lazy(() =>
  import('../../editor/file-pane.tsx').then((module) => ({ default: module.FilePane })),
);

const palette: Edge = {
  panel: 'palette',
  label: 'Width of the palette',
  side: 'left',
  usual: 192,
  least: 150,
  most: 300,
};
const panes: Edge = {
  panel: 'panes',
  label: 'Height of the panes',
  side: 'bottom',
  usual: 232,
  least: 110,
  most: 2000,
};
const inspector: Edge = {
  panel: 'inspector',
  label: 'Width of the inspector',
  side: 'right',
  usual: 316,
  least: 250,
  most: 520,
};

/** Palette, canvas, panes and inspector; every edge between them can be dragged, and is remembered. */
export function Workspace() {
  return (
    <div className="columns">
      <SidePanel edge={palette}>
        <PalettePanel />
      </SidePanel>
      <div className="middle">
        <section className="picture" id="canvas" tabIndex={-1} aria-label="Picture of the networks">
          <SharedNote />
          <FileBanner />
          <ReadingNote />
          <div className="picture-canvas">
            <Canvas />
            <EmptyState />
          </div>
        </section>
        <SidePanel edge={panes}>
          <PanesPanel FilePane={FilePane} TextDiff={LazyTextDiff} />
        </SidePanel>
      </div>
      <SidePanel edge={inspector}>
        <InspectorPanel />
      </SidePanel>
    </div>
  );
}

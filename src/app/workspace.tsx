import { Group, Panel, Separator } from 'react-resizable-panels';
import { Canvas } from '../canvas/canvas.tsx';
import { InspectorPanel } from '../panels/inspector/inspector-panel.tsx';
import { PalettePanel } from '../panels/palette/palette-panel.tsx';
import { PanesPanel } from '../panels/panes/panes-panel.tsx';
import { EmptyState } from './empty-state.tsx';
import { FileBanner } from './file-banner.tsx';
import { rememberedLayout, rememberLayout } from './remembered-layout.ts';
import { useCollapse } from './use-collapse.ts';

/** Palette, canvas, panes and inspector; every edge between them can be dragged, and is remembered. */
export function Workspace() {
  const palette = useCollapse('palette');
  const inspector = useCollapse('inspector');
  const panes = useCollapse('panes');
  return (
    <Group
      orientation="horizontal"
      {...rememberedLayout('columns')}
      onLayoutChanged={(layout) => rememberLayout('columns', layout)}
    >
      <Panel
        id="palette"
        defaultSize={192}
        minSize={150}
        maxSize={300}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        {...palette}
      >
        <PalettePanel />
      </Panel>
      <Separator className="separator" aria-label="Width of the palette" />
      <Panel id="middle" minSize={320}>
        <Group
          orientation="vertical"
          {...rememberedLayout('rows')}
          onLayoutChanged={(layout) => rememberLayout('rows', layout)}
        >
          <Panel id="picture" minSize={160}>
            <section className="picture" id="canvas" tabIndex={-1} aria-label="Picture of the networks">
              <FileBanner />
              <div className="picture-canvas">
                <Canvas />
                <EmptyState />
              </div>
            </section>
          </Panel>
          <Separator className="separator separator-row" aria-label="Height of the panes" />
          <Panel
            id="panes"
            defaultSize={232}
            minSize={110}
            collapsible
            groupResizeBehavior="preserve-pixel-size"
            {...panes}
          >
            <PanesPanel />
          </Panel>
        </Group>
      </Panel>
      <Separator className="separator" aria-label="Width of the inspector" />
      <Panel
        id="inspector"
        defaultSize={316}
        minSize={250}
        maxSize={520}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        {...inspector}
      >
        <InspectorPanel />
      </Panel>
    </Group>
  );
}

import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useState } from 'react';
import { askForTyped } from '../../commands/card-commands.ts';
import { useCommandContext } from '../../commands/command-context.tsx';
import { runCommand } from '../../commands/registry.ts';
import type { Point, Rect } from '../../core/layout/scene.ts';
import { uiStore } from '../../state/page-stores.ts';
import { startBoxSelect } from './box-select.ts';
import { startClipboard } from './clipboard.ts';
import { placeOver, startContextMenu, targetAt } from './context-menu.ts';

/** Gestures of the canvas beside drags: menus, the box, double clicks, copy and paste. */
export function Gestures({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const context = useCommandContext();
  const { screenToFlowPosition } = useReactFlow();
  const [box, setBox] = useState<Rect | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const toPicture = (point: Point): Point => screenToFlowPosition(point, { snapToGrid: false });
    function onDoubleClick(event: MouseEvent): void {
      if (!(event.target instanceof Element) || !event.target.closest('.react-flow')) return;
      if (event.target.closest('button, input, [data-tap], [data-new-tap]')) return;
      const service = event.target.closest('[data-service]')?.getAttribute('data-service');
      if (service) {
        uiStore.getState().select([{ type: 'service', name: service }]);
        runCommand('rename', context);
        return;
      }
      const { clientX: x, clientY: y } = event;
      askForTyped(context, placeOver(targetAt(toPicture({ x, y }))), x, y);
    }
    element.addEventListener('dblclick', onDoubleClick);
    const stops = [
      startContextMenu(element, context, toPicture),
      startBoxSelect(element, toPicture, setBox),
      startClipboard(),
      () => element.removeEventListener('dblclick', onDoubleClick),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [root, context, screenToFlowPosition]);

  return (
    box !== null && (
      <div
        className="bh-box"
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        aria-hidden="true"
      />
    )
  );
}

import './gestures.css';
import { useReactFlow } from '@xyflow/react';
import { memo, type RefObject, useEffect, useState } from 'react';
import type { Point, Rect } from '../../../core/layout/scene.ts';
import { askForTyped } from '../../commands/card-commands.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { runCommand } from '../../commands/registry.ts';
import { isTyping } from '../../commands/shortcuts.ts';
import { clipboardText, readClipboard } from '../../state/copy/copied-service.ts';
import { pasteOperations } from '../../state/copy/paste-operations.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { isSelected, type Selected } from '../../state/ui/selection.ts';
import { operateAndAnnounce } from '../drag/finish-drop.ts';
import { canvasAnalysis, layoutStore } from '../picture/layout-controller.ts';
import { placeOver, startContextMenu, targetAt } from './context-menu.ts';

/** The gestures of the canvas beside drags: menus, the selection box, double clicks, copy and paste. */
export const Gestures = memo(function Gestures({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const context = useCommandContext();
  const { screenToFlowPosition } = useReactFlow();
  const [box, setBox] = useState<Rect | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const toPicture = (point: Point): Point => screenToFlowPosition(point, { snapToGrid: false });
    // A stack of the host opens at a click, so a double click may end on a canvas where it did not begin.
    let begun = false;
    const onClick = ({ detail, target }: MouseEvent): void => {
      if (detail === 1) begun = target instanceof Node && element.contains(target);
    };
    function onDoubleClick(event: MouseEvent): void {
      if (event.detail > 1 && !begun) return;
      if (!(event.target instanceof Element) || !event.target.closest('.react-flow')) return;
      if (event.target.closest('button, input, [data-tap], [data-new-tap], [data-new-need]')) return;
      const service = event.target.closest('[data-service]')?.getAttribute('data-service');
      if (service) {
        uiStore.getState().select([{ type: 'service', name: service }]);
        runCommand('rename', context);
        return;
      }
      const { clientX: x, clientY: y } = event;
      askForTyped(context, placeOver(targetAt(toPicture({ x, y }))), x, y);
    }
    document.addEventListener('click', onClick, { capture: true });
    element.addEventListener('dblclick', onDoubleClick);
    const stops = [
      startContextMenu(element, context, toPicture),
      startBoxSelect(element, toPicture, setBox),
      startClipboard(),
      () => document.removeEventListener('click', onClick, { capture: true }),
      () => element.removeEventListener('dblclick', onDoubleClick),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [root, context, screenToFlowPosition]);

  return (
    box !== null && (
      <div
        className="bh-selection-box"
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        aria-hidden="true"
      />
    )
  );
});

// Shift and a drag over the empty canvas: a box that selects the cards it touches, beside those that are selected.

const boxThreshold = 5;

function rectOf(a: Point, b: Point): Rect {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function selectIn(box: Rect): void {
  const { selection, select, announce } = uiStore.getState();
  const more: Selected[] = [];
  for (const { service, rect } of layoutStore.getState().scene.cards) {
    const item = { type: 'service', name: service } as const;
    if (touches(rect, box) && !isSelected(selection, item)) more.push(item);
  }
  const all = [...selection, ...more];
  select(all);
  announce(`${all.length} selected.`);
}

/** Listens for a selection box; `draw` shows it in pixels of the window, null removes it. Returns a function that stops it. */
function startBoxSelect(
  root: HTMLElement,
  toPicture: (point: Point) => Point,
  draw: (box: Rect | null) => void,
): () => void {
  let from: Point | null = null;
  let at: Point | null = null;

  function end(): void {
    from = null;
    at = null;
    draw(null);
  }

  function onDown(event: MouseEvent): void {
    if (!event.shiftKey || event.button !== 0 || !(event.target instanceof Element)) return;
    if (
      !event.target.closest('.react-flow') ||
      event.target.closest('[data-service], [data-tap], button, input')
    )
      return;
    // Otherwise the view would pan, or the page select its text.
    event.stopPropagation();
    event.preventDefault();
    from = { x: event.clientX, y: event.clientY };
  }

  function onMove(event: MouseEvent): void {
    if (from === null) return;
    const here = { x: event.clientX, y: event.clientY };
    if (at === null && Math.hypot(here.x - from.x, here.y - from.y) < boxThreshold) return;
    at = here;
    draw(rectOf(from, here));
  }

  function onUp(): void {
    if (from !== null && at !== null) {
      selectIn(rectOf(toPicture(from), toPicture(at)));
      // The click that follows would otherwise end the selection.
      const swallow = (event: MouseEvent): void => event.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
    }
    end();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || at === null) return;
    event.stopPropagation();
    end();
  }

  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  root.addEventListener('mousedown', onDown, options);
  window.addEventListener('mousemove', onMove, options);
  window.addEventListener('mouseup', onUp, options);
  window.addEventListener('keydown', onKey, options);
  return () => stop.abort();
}

// Copy and paste of selected containers, between files and pages: the clipboard holds a compose fragment.

function onCopy(event: ClipboardEvent): void {
  if (event.clipboardData === null || event.defaultPrevented || isTyping(event.composedPath()[0] ?? null))
    return;
  // Where text is marked, the browser copies that text.
  if ((document.getSelection()?.toString() ?? '') !== '') return;
  const names = uiStore.getState().selection.flatMap((item) => (item.type === 'service' ? [item.name] : []));
  const { topology } = canvasAnalysis(workStore.getState());
  const text = names.length === 0 ? null : clipboardText(topology, names);
  if (text === null) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  uiStore.getState().toast(`${names.join(', ')} copied. Paste into this file or another one.`, 'success');
}

function onPaste(event: ClipboardEvent): void {
  if (event.clipboardData === null || isTyping(event.composedPath()[0] ?? null)) return;
  const source = readClipboard(event.clipboardData.getData('text/plain'));
  if (source === null) return;
  // Handled here, so the page does not open the fragment as a file.
  event.preventDefault();
  const { topology } = canvasAnalysis(workStore.getState());
  const { operations, names } = pasteOperations(source, [...source.services.keys()], topology);
  if (!operateAndAnnounce(operations, `Paste ${names.join(', ')}`)) return;
  uiStore.getState().select(names.map((name) => ({ type: 'service', name })));
}

/** Listens for copy and paste; returns a function that stops it. */
function startClipboard(): () => void {
  const stop = new AbortController();
  document.addEventListener('copy', onCopy, { signal: stop.signal });
  window.addEventListener('paste', onPaste, { capture: true, signal: stop.signal });
  return () => stop.abort();
}

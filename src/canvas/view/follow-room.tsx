import { useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { useStore as useZustand } from 'zustand';
import type { Room } from '../../core/layout/layout-input.ts';
import { roomStore } from '../../state/picture/room-store.ts';
import { dragStore } from '../drag/drag-store.ts';
import { margin } from './view-control.tsx';

/** A window that is being dragged larger has many sizes; the picture is made for the last one. */
const settle = 120;
/** The room is the same while it differs by less: a bar that comes and goes moves no card. */
const slack = 16;

function differs(a: Room | null, b: Room): boolean {
  return a === null || Math.abs(a.width - b.width) > slack || Math.abs(a.height - b.height) > slack;
}

/** Writes the room that the canvas has for a picture, once its size has settled and nothing is held. Renders nothing. */
export function FollowRoom() {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const held = useZustand(dragStore, ({ source }) => source !== null);
  useEffect(() => {
    if (width === 0 || height === 0 || held) return;
    const room: Room = { width: width - 2 * margin.x, height: height - margin.top - margin.bottom };
    const { room: before } = roomStore.getState();
    if (before === null) {
      roomStore.setState({ room });
      return;
    }
    if (!differs(before, room)) return;
    const timer = setTimeout(() => roomStore.setState({ room }), settle);
    return () => clearTimeout(timer);
  }, [width, height, held]);
  return null;
}

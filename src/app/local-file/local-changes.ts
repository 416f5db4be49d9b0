// The server's news of the files, from one stream for the whole page.

import { type LiveHost, type LiveWord, readLiveWord } from '../../core/host/running/live-host.ts';
import type { HomeText } from '../../state/files/file-home.ts';

interface Change extends HomeText {
  readonly index: number;
}

export interface LocalChanges {
  /** Calls back with each new content of file number `index`; returns how to stop. */
  follow(index: number, listener: (now: HomeText) => void): () => void;
}

/** Listens to the server. `lost`: it is gone, or the machine slept. `back`: it answers again, and news may have been missed. `live`: what runs was read again. */
export function listenToChanges(listener: {
  lost(): void;
  back(): void;
  live(now: LiveHost): void;
}): LocalChanges {
  const listeners = new Set<(change: Change) => void>();
  const stream = new EventSource('api/changes');
  let isLost = false;
  stream.addEventListener('message', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as Change;
    for (const listener of listeners) listener(change);
  });
  stream.addEventListener('live', (event: MessageEvent<string>) => {
    listener.live(readLiveWord(JSON.parse(event.data) as LiveWord));
  });
  stream.addEventListener('error', () => {
    if (!isLost) listener.lost();
    isLost = true;
  });
  stream.addEventListener('open', () => {
    if (isLost) listener.back();
    isLost = false;
  });
  return {
    follow(index, listener) {
      const own = ({ index: changed, text, version }: Change): void => {
        if (changed === index) listener({ text, version });
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}

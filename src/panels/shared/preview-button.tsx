import { type ReactNode, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { noteText } from '../../core/session/notes/note-text.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Result } from '../../core/text/result.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { DeltaList } from './delta-list.tsx';

/** A fixed position on the page; `bottom` is given where the box stands above its anchor. */
interface Place {
  readonly width: number;
  readonly right: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** From the anchor, and to the edges of the window; in px. */
const gap = 6;
const width = 304;

/** Right-aligned with its anchor, below it in the upper half of the window and above it in the lower. */
function placeBeside(anchor: DOMRect): Place {
  const right = Math.max(gap, Math.min(window.innerWidth - anchor.right, window.innerWidth - width - gap));
  if (anchor.top > window.innerHeight / 2)
    return { width, right, bottom: window.innerHeight - anchor.top + gap };
  return { width, right, top: anchor.bottom + gap };
}

interface PreviewButtonProps {
  readonly operations: readonly Operation[];
  /** What is shown beside the delta. */
  readonly note?: string;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly fix?: number;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly onApply: () => void;
}

/** What is shown beside the button; in a large project the result follows by some frames. */
interface Shown {
  readonly place: Place;
  readonly result: Result<Preview> | null;
}

function PreviewText({ result }: { readonly result: Result<Preview> }) {
  if (!result.ok) return <p>{result.error.message}</p>;
  const { delta, needsBroken, findingsGained, notes } = result.value;
  return (
    <>
      <DeltaList delta={delta} most={6} />
      {needsBroken.length > 0 && (
        <p className="preview-bad">
          Breaks a need:{' '}
          {needsBroken
            .slice(0, 4)
            .map(({ from, to }) => `${from} → ${to}`)
            .join(', ')}
        </p>
      )}
      {notes
        .slice(0, 4)
        .map(noteText)
        .map(({ tone, text }) => (
          <p key={text} className={tone === 'breaks' ? 'preview-bad' : 'preview-note'}>
            {text}
          </p>
        ))}
      {findingsGained.length > 0 && (
        <p className="preview-bad">
          New:{' '}
          {findingsGained
            .slice(0, 3)
            .map(({ message }) => message)
            .join(' ')}
        </p>
      )}
    </>
  );
}

/** A button that shows what it would open and close, before it is pressed: on hover and on focus. */
export function PreviewButton({
  operations,
  note,
  children,
  icon,
  fix,
  look = 'plain',
  onApply,
}: PreviewButtonProps) {
  const id = useId();
  const button = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const asked = useRef<AbortController>(null);

  async function show(): Promise<void> {
    const box = button.current?.getBoundingClientRect();
    if (box === undefined || shown !== null) return;
    const call = new AbortController();
    asked.current = call;
    const place = placeBeside(box);
    setShown({ place, result: null });
    const result = await sessionStore.getState().previewInTasks(operations, call.signal);
    if (result !== null && !call.signal.aborted) setShown({ place, result });
  }

  function hide(): void {
    asked.current?.abort();
    setShown(null);
  }

  return (
    <span ref={button} className="preview-anchor">
      <Button
        className="button-small"
        look={look}
        icon={icon}
        {...(fix === undefined ? {} : { 'data-fix': fix })}
        aria-describedby={shown === null ? undefined : id}
        onPointerEnter={() => void show()}
        onPointerLeave={hide}
        onFocus={() => void show()}
        onBlur={hide}
        onClick={(event) => {
          event.stopPropagation();
          hide();
          onApply();
        }}
      >
        {children}
      </Button>
      {shown !== null &&
        createPortal(
          <div id={id} role="tooltip" className="preview" style={shown.place}>
            {note !== undefined && <p className="preview-note">{note}</p>}
            {shown.result === null ? (
              <p>Working out what that changes …</p>
            ) : (
              <PreviewText result={shown.result} />
            )}
          </div>,
          // A modal dialog lies above everything else, so what belongs to it must be inside.
          button.current?.closest('dialog') ?? document.body,
        )}
    </span>
  );
}

import { useCompared } from '../../state/use-store.ts';
import { Segmented } from '../../ui/segmented.tsx';

interface ChangesChoicesProps {
  /** The files that differ, and which of them is shown. */
  readonly files: readonly string[];
  readonly file: string | null;
  readonly onFile: (file: string) => void;
}

/** Which file's lines are shown, and how they are laid out. */
export function ChangesChoices({ files, file, onFile }: ChangesChoicesProps) {
  const { layout, setLayout } = useCompared();
  return (
    <>
      {files.length > 1 && (
        <Segmented
          label="File"
          options={files.map((name) => ({ value: name, label: name, title: `Changes of ${name}` }))}
          value={file}
          onChange={onFile}
        />
      )}
      <span className="bh-grow" />
      <Segmented
        label="Layout"
        options={[
          { value: 'unified', label: 'Unified', title: 'Old lines above new ones' },
          { value: 'split', label: 'Side by side', title: 'The old text beside the new one' },
        ]}
        value={layout}
        onChange={setLayout}
      />
    </>
  );
}

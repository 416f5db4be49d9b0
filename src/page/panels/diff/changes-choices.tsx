import { useCompared } from '../../state/use-store.ts';
import { Segmented } from '../../ui/segmented.tsx';

interface ChangesChoicesProps {
  /** The names of the changed files. */
  readonly files: readonly string[];
  readonly file: string | null;
  readonly onFile: (file: string) => void;
}

/** The choices of a comparison: the file to show, and the layout of its lines. */
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

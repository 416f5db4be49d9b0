import { Checkbox } from '../../../ui/checkbox.tsx';

interface KeepDockerNameProps {
  /** The name in Docker that a rename would change. */
  readonly dockerName: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Beside the name of a network: whether a rename writes down the name in Docker, so that the network stays the same. */
export function KeepDockerName({ dockerName, checked, disabled, onChange }: KeepDockerNameProps) {
  return (
    <div className="bh-rename-hint">
      <Checkbox
        label={`On renaming, keep the name ${dockerName} in Docker`}
        hint="Otherwise the next up makes a second network."
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
    </div>
  );
}

import { useEffect, useState } from 'react';

/** `value` once it has held still for `wait` milliseconds; null at once. */
export function useSettled<T>(value: T | null, wait: number): T | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), value === null ? 0 : wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return value === null ? null : settled;
}

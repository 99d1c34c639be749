import { useEffect, useState } from 'react';

/** How long a greater value is remembered, real ms. */
const LINGER_MS = 1500;

/** The greatest value of late: grows at once and shrinks only after a calm, so that what takes its room from it does not hop. */
export function useLingering(value: number): number {
  const [held, setHeld] = useState(value);
  if (value > held) setHeld(value);
  useEffect(() => {
    if (value >= held) return undefined;
    const timer = setTimeout(() => setHeld(value), LINGER_MS);
    return () => clearTimeout(timer);
  }, [value, held]);
  return Math.max(value, held);
}

import type { ReactNode } from 'react';

/** Three replicas that know of one another. */
export function Logo(): ReactNode {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden>
      <path
        d="M12 5.5 5 18h14z"
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="1.3"
        strokeLinejoin="round"
      />
      <circle cx="12" cy="5" r="3.6" fill="var(--epoch-1)" />
      <circle cx="4.8" cy="18" r="3.6" fill="var(--epoch-2)" />
      <circle cx="19.2" cy="18" r="3.6" fill="var(--epoch-4)" />
    </svg>
  );
}

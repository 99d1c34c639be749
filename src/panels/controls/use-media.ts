import { useCallback, useSyncExternalStore } from 'react';

/** Up to these sizes the page is laid out for a phone; the style sheets repeat them. */
export const PHONE = '(max-width: 720px), (max-height: 480px)';
/** A phone that lies on its side: the sheet stands beside the stage. */
export const LYING = '(max-height: 480px) and (min-aspect-ratio: 4/3)';

/** A tablet that stands upright, where it is no phone: beside the panels the stage would be a narrow strip. */
export const UPRIGHT = '(max-width: 900px) and (orientation: portrait)';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

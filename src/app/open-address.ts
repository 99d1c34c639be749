import { readAddress } from './address.ts';
import type { AppPlayground } from './create-playground.ts';

/** Opens what an address names. What cannot be read leaves a fresh run and a notice that says why. */
export function openAddress(
  { session, act, interface: ui }: AppPlayground,
  location: Pick<Location, 'hash' | 'search'>,
): void {
  try {
    const { link, request, atMs, paused, embed, speed } = readAddress(location);
    if (embed) ui.setState({ embed });
    if (speed !== null) act.setSpeed(speed);
    if (link !== null) {
      if (link !== session.link()) session.openLink(link);
      return;
    }
    if (request !== null) session.open(request);
    if (atMs !== null) session.go((run) => run.seekTime(atMs));
    if (paused) session.pause();
    else session.play();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    ui.setState({
      notice: { text: `That address cannot be opened: ${why}. This is a fresh run.`, bad: true },
    });
    session.play();
  }
}

import { readAddress } from './address.ts';
import type { AppPlayground } from './create-playground.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { OPEN_MS_MAX, type OpenRequest, patience, type Session } from './session.ts';

/**
 * Opens what an address names. What cannot be read leaves a notice that says why, over a fresh run if the page has just
 * been opened, else over the run that was there.
 */
export function openAddress(
  { session, act, interface: ui }: AppPlayground,
  location: Pick<Location, 'hash' | 'search'>,
  isFirst: boolean,
): void {
  try {
    const { link, request, atMs, paused, embed, speed } = readAddress(location);
    if (embed) ui.setState({ embed });
    if (speed !== null) act.setSpeed(speed);
    if (link !== null) {
      if (link !== session.link()) session.openLink(link);
      return;
    }
    if (request !== null) session.open(withScenario(request));
    if (atMs !== null) goTo(session, atMs);
    if (paused) session.pause();
    else session.play();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const instead = isFirst ? 'This is a fresh run.' : 'The run stays as it was.';
    ui.setState({
      notice: { text: `That address cannot be opened: ${why}. ${instead}`, bad: true },
    });
    if (isFirst) session.play();
  }
}

/** An address that names a protocol and nothing else shows its first scenario, as the protocol's menu does. */
function withScenario(request: OpenRequest): OpenRequest {
  const { protocol, scenario, seed, options = {} } = request;
  const isMore = scenario !== undefined || seed !== undefined || Object.keys(options).length > 0;
  if (protocol === undefined || isMore) return request;
  return { ...request, scenario: protocolCalled(protocol).scenarios[0]?.id };
}

/** Goes to a virtual time, or to the beginning if that is too far. */
function goTo(session: Session, atMs: number): void {
  session.go((run) => run.seekTime(atMs, patience(OPEN_MS_MAX)));
  if (session.run.world.now >= atMs) return;
  session.go((run) => run.seekTime(0));
  throw new Error(`${atMs / 1000} s is further than can be played at once`);
}

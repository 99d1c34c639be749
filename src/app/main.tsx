import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/atkinson-hyperlegible-mono';
import './theme.css';
import '../stage/stage.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PlaygroundContext } from '../panels/playground.ts';
import { createPlayground } from './create-playground.ts';
import { themeOf } from './address.ts';
import { keepBranches, recallBranches } from './keep-branches.ts';
import { keepMoment, latestAddress } from './keep-moment.ts';
import { Loop } from './loop.ts';
import { openAddress } from './open-address.ts';
import { createScripting } from './scripting.ts';
import { Shell } from './Shell.tsx';
import { StageHost } from './StageHost.tsx';

const playground = createPlayground(themeOf(window.location));
window.replicarium = createScripting(playground);
openAddress(playground, latestAddress(window.location), true);
keepMoment(playground.session);
// An address written by hand asks for a run that begins.
if (window.location.hash !== '') recallBranches(playground.session);
keepBranches(playground.session);
// Not `hashchange`: that is silent about the link that the address bar shows already, while the run has gone on.
window.addEventListener('popstate', () => openAddress(playground, window.location, false));

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no element #root');
createRoot(root).render(
  <StrictMode>
    <PlaygroundContext value={playground}>
      <Shell stage={<StageHost playground={playground} />} />
    </PlaygroundContext>
  </StrictMode>,
);
new Loop(playground).start();

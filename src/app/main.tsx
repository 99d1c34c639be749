import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/atkinson-hyperlegible-mono';
import './theme.css';
import '../stage/stage.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PlaygroundContext } from '../panels/playground.ts';
import { createPlayground } from './create-playground.ts';
import { Loop } from './loop.ts';
import { openAddress } from './open-address.ts';
import { createScripting } from './scripting.ts';
import { Shell } from './Shell.tsx';
import { StageHost } from './StageHost.tsx';

const playground = createPlayground();
window.replicarium = createScripting(playground);
openAddress(playground, window.location, true);
// By the time of the event the address bar may show the run that was left again.
window.addEventListener('hashchange', ({ newURL }) =>
  openAddress(playground, new URL(newURL), false),
);

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

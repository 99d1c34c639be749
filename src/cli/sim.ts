/** `npm run sim` plays a run and prints what happened; see `simulate.ts`. */
import { runCommand } from './arguments.ts';
import { simulate } from './simulate.ts';

runCommand(simulate);

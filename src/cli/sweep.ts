/** `npm run sweep` runs seeds in foul weather; see `sweep-seeds.ts`. */
import { runCommand } from './arguments.ts';
import { sweepSeeds } from './sweep-seeds.ts';

runCommand(sweepSeeds);

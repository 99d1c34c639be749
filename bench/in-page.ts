/** Runs in a page: `simulate(title, events, isRecorded)` for the bench to call. */
import { LARGE, MIDDLE, RAFT, simulate, SMALL } from './workload.ts';

Object.assign(window, {
  simulate: (title: string, events: number, isRecorded: boolean) => {
    const workload = [RAFT, SMALL, MIDDLE, LARGE].find((one) => one.title === title);
    if (workload === undefined) throw new Error(`there is no workload "${title}"`);
    simulate(workload, events, isRecorded);
  },
});

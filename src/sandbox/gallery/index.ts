import { approvals } from './approvals.ts';
import { collections } from './collections.ts';
import { comparisons } from './comparisons.ts';
import { configs } from './configs.ts';
import { conversions } from './conversions.ts';
import { deploys } from './deploys.ts';
import { drift } from './drift.ts';
import { facts } from './facts.ts';
import { generations } from './generations.ts';
import { help } from './help.ts';
import { homes } from './home.ts';
import { imports } from './imports.ts';
import { inventory } from './inventory.ts';
import { modals } from './modals.ts';
import { notices } from './notices.ts';
import { ops } from './ops.ts';
import { pins } from './pins.ts';
import { plans } from './plans.ts';
import { proposals } from './proposals.ts';
import { pushes } from './pushes.ts';
import { results } from './results.ts';
import { runs } from './runs.ts';
import { schedules } from './schedules.ts';
import { templates } from './templates.ts';
import type { Family } from './types.ts';

export { sampleNames } from './fixtures/people.ts';
export { type Family, isHome, isModal, type Sample } from './types.ts';

/** Every message, modal and home tab that the bot can show, in every state, by family. */
export const families: readonly Family[] = [
  ...[help, homes, notices, plans, approvals, runs, results, pushes, modals, deploys, ops],
  ...[inventory, proposals, conversions, collections, facts, drift],
  ...[generations, templates, configs, comparisons, pins, imports, schedules],
];

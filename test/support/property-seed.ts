import fc from 'fast-check';

const { FC_SEED } = process.env;

// CI repeats itself, so that what it refuses is the change and not the dice; FC_SEED=random looks for what is new.
if (FC_SEED !== 'random') fc.configureGlobal({ seed: Number(FC_SEED ?? 20_261_127) });

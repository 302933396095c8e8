#!/usr/bin/env node
import * as module from 'node:module';
import { setFlagsFromString } from 'node:v8';

// This file only looks whether the program can run here: everything else would not even load in an old Node.
const needed = 20;
/** The V8 of Node 20; others were not measured, and a flag that they do not know would be told on standard error. */
const measuredV8 = '11.';
/** Four times what V8 has: bytes of byte code that a function runs before it is looked at again. */
const interruptBudget = 250_000;
const found = process.versions.node;
if (Number(found.split('.')[0]) < needed) {
  process.stderr.write(
    `Huibian \u9700\u8981 Node.js ${needed} \u6216\u66f4\u65b0\uff1b\u73b0\u5728\u662f ${found}\u3002\n` +
      `Huibian needs Node.js ${needed} or newer; this is ${found}. Install it from https://nodejs.org/\n`,
  );
  process.exitCode = 2;
} else {
  // Newer Nodes keep compiled code between runs: a faster start for nothing.
  const { enableCompileCache } = module as { enableCompileCache?: () => void };
  enableCompileCache?.();
  // Most of what a build runs is over before machine code for it is ready (decision 0067).
  if (process.versions.v8.startsWith(measuredV8)) setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
  const { runMain } = await import('./run-main.ts');
  await runMain(process.argv.slice(2));
}

#!/usr/bin/env node
import * as module from 'node:module';

// This file only looks whether the program can run here: everything else would not even load in an old Node.
const needed = 20;
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
  const { runMain } = await import('./run-main.ts');
  await runMain(process.argv.slice(2));
}

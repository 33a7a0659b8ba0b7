// A job and what makes one document → the outcome, printed as JSON: the same loop as benchmarks/measure.py.

import { createReadStream, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const LEAST_DOCUMENTS = 40;
const DOCUMENTS = ["plan", "report"];

/** Run the job that the command line names; `prepare(templates)` gives `make(document, data) -> Buffer`. */
export async function perform(prepare) {
  const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
  let start = performance.now();
  const templates = Object.fromEntries(DOCUMENTS.map((name) => [name, readFileSync(job.templates[name])]));
  const make = prepare(templates);
  const once = (performance.now() - start) / 1000;

  const done = { documents: 0, seconds: 0, size: 0 };
  const each = [];
  for await (const line of createInterface({ input: createReadStream(job.data), crlfDelay: Infinity })) {
    const unit = JSON.parse(line);
    if (each.length === 0) await oneUnit(make, unit, job.out); // a warm-up, not timed
    if (each.length === job.units || (done.seconds > job.seconds && done.documents >= LEAST_DOCUMENTS)) break;
    const [seconds, size] = await oneUnit(make, unit, job.out);
    done.documents += DOCUMENTS.length;
    done.seconds += seconds;
    done.size += size;
    each.push(seconds);
  }
  console.log(JSON.stringify({ ...done, once, median: median(each), peak_kib: peakKib() }));
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

async function oneUnit(make, unit, out) {
  let seconds = 0;
  let size = 0;
  for (const document of DOCUMENTS) {
    const path = join(out, `${unit.unit}-${document}.docx`);
    const start = performance.now();
    const made = make(document, unit[document]);
    // Awaiting what is no promise would cost a synchronous peer a turn of the loop.
    writeFileSync(path, made instanceof Promise ? await made : made);
    seconds += (performance.now() - start) / 1000;
    size += statSync(path).size;
  }
  return [seconds, size];
}

/** Linux's VmHWM counts this program only; maxRSS, the fallback, also what the parent held when it forked. */
function peakKib() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "ascii"))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

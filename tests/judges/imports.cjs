// What two importers make of files: gift-pegjs of GIFT, Lumi's server of H5P. Prints JSON, a row for
// each file: the title and type of each question, or why the file is refused.
const { mkdtempSync, readFileSync, rmSync } = require("fs");
const { tmpdir } = require("os");
const { join } = require("path");
const { execFileSync } = require("child_process");

function gift(file) {
  const { parse } = require("gift-pegjs");
  const asked = parse(readFileSync(file, "utf8")).filter((one) => one.type !== "Category");
  return { questions: asked.map((one) => [one.title, one.type]) };
}

async function h5p(file) {
  const { H5PConfig } = require("@lumieducation/h5p-server");
  const validators = require("@lumieducation/h5p-server/build/src/PackageValidator");
  const libraries = { isPatchedLibrary: async () => undefined, libraryExists: async () => false };
  const validator = new validators.default(new H5PConfig(), libraries);
  const folder = mkdtempSync(join(tmpdir(), "h5p-"));
  try {
    execFileSync(process.argv[2], ["-m", "zipfile", "-e", file, folder]);
    await validator.validateFileSizes(file);
    await validator.validateExtractedPackage(folder, true, true);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {};
}

async function main() {
  const rows = [];
  for (const file of process.argv.slice(3)) {
    try {
      rows.push(await (file.endsWith(".h5p") ? h5p(file) : gift(file)));
    } catch (error) {
      const more = (error.errors || []).map((one) => one.message).join("; ");
      rows.push({ refused: `${error.message} ${more}`.trim() });
    }
  }
  console.log(JSON.stringify(rows));
}

main().then(() => process.exit(0));

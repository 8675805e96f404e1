/*
 * Builds src/insigne/web/static/built: insigne.css, insigne.js, fonts, images, badge-icons.svg, icons.json, manifest.json.
 * Run after `npm ci`; PYTHON names the interpreter that has fontTools (default: the checkout's .venv).
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../src/insigne/web/static/built");
const fresh = join(here, `node_modules/.built-${process.pid}`); // becomes the target once it is whole
const BROWSERS = ["chrome123", "edge123", "firefox128", "safari17.5"]; // the first with light-dark() and @layer

/* Names under which templates ask for the two fonts that every page needs. */
const FONT_NAMES = {
  "inter-latin-wght-normal.woff2": "inter.woff2",
  "bricolage-grotesque-latin-wght-normal.woff2": "bricolage-grotesque.woff2",
};

async function bundles() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: ["css/insigne.css", "js/insigne.js"],
    outdir: fresh,
    entryNames: "[name].[hash]",
    assetNames: "fonts/[name].[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: BROWSERS,
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const names = {};
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    const built = relative(fresh, join(here, file));
    if (output.entryPoint) names[basename(output.entryPoint)] = built;
    for (const input of Object.keys(output.inputs)) {
      const font = FONT_NAMES[basename(input)];
      if (font && built.endsWith(".woff2")) names[font] = built;
    }
  }
  return names;
}

/* Writes one file under a name that changes with its content; returns that name under its plain one. */
function kept(file, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const built = `${basename(file, extname(file))}.${hash}${extname(file)}`;
  writeFileSync(join(fresh, built), content);
  return { [file]: built };
}

function images() {
  const files = readdirSync(join(here, "images"));
  return Object.assign({}, ...files.map((file) => kept(file, readFileSync(join(here, "images", file)))));
}

/* The icons that a badge may carry, as one sheet: pages show one with <use href="…#name">. */
function badgeIcons() {
  const list = join(here, "../src/insigne/catalogue/studio/data/icons.json");
  const symbols = Object.entries(JSON.parse(readFileSync(list, "utf8"))).map(
    ([name, icon]) => `<symbol id="${name}" viewBox="0 0 24 24">${icon.body}</symbol>`,
  );
  return kept("badge-icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

/* Every icon of Lucide, under its older names too, as the markup that stands inside its <svg viewBox="0 0 24 24">. */
function icons() {
  const folder = join(here, "node_modules/lucide-static/icons");
  const names = readdirSync(folder).filter((file) => file.endsWith(".svg"));
  const inside = (file) =>
    readFileSync(join(folder, file), "utf8")
      .replace(/^[^]*<svg[^>]*>|<\/svg>\s*$/g, "")
      .replace(/\s*\n\s*/g, "")
      .replaceAll(" />", "/>");
  return Object.fromEntries(names.sort().map((file) => [basename(file, ".svg"), inside(file)]));
}

/* Beside each text file, the same one packed, for browsers that take it so. */
function squeeze() {
  for (const file of readdirSync(fresh).filter((name) => /\.(css|js|svg)$/.test(name))) {
    const plain = readFileSync(join(fresh, file));
    writeFileSync(join(fresh, `${file}.gz`), gzipSync(plain, { level: 9 }));
    writeFileSync(join(fresh, `${file}.br`), brotliCompressSync(plain));
  }
}

function renderersFonts() {
  const ours = join(here, "../.venv/bin/python");
  const python = process.env.PYTHON ?? (existsSync(ours) ? ours : "python3");
  execFileSync(python, [join(here, "fonts.py"), join(here, "node_modules"), join(fresh, "fonts")], {
    stdio: "inherit",
  });
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, "fonts"), { recursive: true });
const manifest = { ...(await bundles()), ...images(), ...badgeIcons() };
writeFileSync(join(fresh, "icons.json"), JSON.stringify(icons()));
renderersFonts();
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
squeeze();
rmSync(target, { recursive: true, force: true });
mkdirSync(dirname(target), { recursive: true });
renameSync(fresh, target);

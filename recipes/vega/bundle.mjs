// Bundle Vega, Vega-Lite, its interpreter (no eval) and the outline of the continents, reproducibly to the byte.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { feature } from "topojson-client";

const target = new URL("../../etl/report/scripts/", import.meta.url);
const modules = new URL("node_modules/", import.meta.url);
const pack = (text) => gzipSync(Buffer.from(text, "utf-8"), { level: 9 });
const read = (path) => readFileSync(new URL(path, modules), "utf-8");

const bundled = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  format: "iife",
  globalName: "vega",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2020",
  write: false,
});
const code = bundled.outputFiles[0].text;
if (/<\/script|<!--/i.test(code)) throw new Error("the bundle would end the script element that holds it");

// Every package whose code is in the bundle, with its licence; those of one text stand together.
const names = new Set(
  Object.keys(bundled.metafile.inputs)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean),
);
names.add("world-atlas");
const holders = new Map();
for (const name of [...names].sort()) {
  const { version, license } = JSON.parse(read(`${name}/package.json`));
  const file = readdirSync(new URL(`${name}/`, modules)).find((each) => /^licen[sc]e/i.test(each));
  const text = file ? read(`${name}/${file}`).replaceAll("\r\n", "\n").trim() : license;
  holders.set(text, [...(holders.get(text) ?? []), `${name} ${version} (${license})`]);
}
const licences = [...holders].map(([text, packages]) => `${packages.join(", ")}\n\n${text}\n`).join("\n---\n\n");

// The land without Antarctica, of which no news comes, to a hundredth of a degree.
function outline() {
  const atlas = JSON.parse(read("world-atlas/land-110m.json"));
  const [{ geometry }] = feature(atlas, atlas.objects.land).features;
  const near = (ring) => ring.map((point) => point.map((degrees) => Math.round(degrees * 100) / 100));
  const isNews = (polygon) => polygon[0].some(([, latitude]) => latitude > -60);
  const polygons = geometry.coordinates.filter(isNews).map((polygon) => polygon.map(near));
  return { features: polygons.map((coordinates) => ({ type: "Feature", geometry: { type: "Polygon", coordinates } })) };
}

writeFileSync(new URL("vega.js.gz", target), pack(code));
writeFileSync(new URL("land.json.gz", target), pack(JSON.stringify(outline())));
writeFileSync(new URL("licences.txt", target), licences);
console.log(`${code.length} bytes of ${names.size} packages`);

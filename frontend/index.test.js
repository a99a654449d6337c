import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGE = readFileSync(join(HERE, "index.html"), "utf8");
const IMPORTS = /** @type {Record<string, string>} */ (JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(PAGE)?.[1] ?? "").imports);

/** Where the webjars' files lie as npm packages. @type {Record<string, string>} */
const PACKAGES = {
  lit: "lit",
  "lit-html": "lit-html",
  "lit-element": "lit-element",
  "lit__reactive-element": "@lit/reactive-element",
  stomp__stompjs: "@stomp/stompjs",
};

test("every module that the application imports is there", () => {
  for (const path of reachable("/main.js")) assert.ok(existsSync(fileOf(path)), path);
});

test("what the page preloads is what it imports", () => {
  const imported = reachable("/main.js");

  const preloaded = [...PAGE.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map((match) => String(match[1]));

  assert.ok(preloaded.length > 0);
  assert.deepEqual(preloaded.filter((path) => !imported.has(path)), []);
});

test("the import map names files that exist", () => {
  for (const target of Object.values(IMPORTS)) assert.ok(existsSync(fileOf(target)), target);
});

/**
 * All modules that a module imports, itself first, as paths.
 *
 * @param {string} entry
 */
function reachable(entry) {
  const found = new Set([entry]);
  for (const path of found) {
    const source = readFileSync(fileOf(path), "utf8").replace(/\/\*[^]*?\*\//g, "");
    for (const [, specifier] of source.matchAll(/(?:\bimport\s*\(?|\bexport\b[^;"'()]*?\bfrom|\bimport\b[^;"'()]*?\bfrom)\s*["']([^"']+)["']/g)) {
      found.add(resolve(String(specifier), path));
    }
  }
  return found;
}

/**
 * @param {string} specifier
 * @param {string} importer
 */
function resolve(specifier, importer) {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(importer), specifier);
  if (specifier.startsWith("/")) return specifier;
  const exact = IMPORTS[specifier];
  if (exact) return exact;
  const prefix = Object.keys(IMPORTS).find((key) => key.endsWith("/") && specifier.startsWith(key));
  assert.ok(prefix, `The import map does not know ${specifier}, which ${importer} imports`);
  return IMPORTS[prefix] + specifier.slice(prefix.length);
}

/** @param {string} path */
function fileOf(path) {
  const [, root, name = "", ...rest] = path.split("/");
  return root === "webjars" ? join(HERE, "node_modules", PACKAGES[name] ?? name, ...rest) : join(HERE, path);
}

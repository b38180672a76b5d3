// Starts the program. The CSP forbids inline scripts, and trunk's own loader
// checks the integrity of nothing but its preload; here both files are checked:
// the script by its modulepreload, whose failure fails the import as well.

try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is refused: the system's theme it is.
}

const script = document.querySelector("link[rel=modulepreload]");
const wasm = document.querySelector("link[rel=preload][as=fetch]");

try {
  if (!script.relList.supports("modulepreload")) {
    throw new Error("This browser does not check the integrity of modules.");
  }
  const { default: start } = await import(script.href);
  await start({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
} catch (error) {
  document.getElementById("not-started").hidden = false;
  throw error;
} finally {
  document.getElementById("loading").remove();
}

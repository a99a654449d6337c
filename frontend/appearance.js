const KEY = "switchboard.theme";

/** The theme that was chosen on this device. @returns {"system" | "light" | "dark"} */
export function chosenTheme() {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Shows a theme and keeps it for the next time. @param {string} theme */
export function chooseTheme(theme) {
  const fixed = theme === "light" || theme === "dark";
  if (fixed) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (fixed) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage it holds until the page is closed.
  }
}

/** Follows the theme that another tab chose. */
export function followOtherTabs() {
  addEventListener("storage", (event) => {
    if (event.key === KEY) chooseTheme(event.newValue ?? "system");
  });
}

/**
 * Keeps the page as high as what the keyboard on the screen leaves free. Browsers that resize the page themselves need nothing.
 */
export function keepAboveKeyboard() {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    const covered = window.innerHeight - viewport.height > 80 && viewport.scale === 1;
    const style = document.documentElement.style;
    if (covered) style.setProperty("--viewport-height", `${viewport.height}px`);
    else style.removeProperty("--viewport-height");
    if (covered) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  fit();
}

// A classic script at the top of the page, so that the chosen theme is there before anything is painted.
try {
  const theme = localStorage.getItem("switchboard.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system decides.
}

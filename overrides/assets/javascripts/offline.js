// Pages that were read open again without a network. A browser that cannot keep them reads on.

const site = new URL("../../", import.meta.url);

function tell() {
  const notice = document.querySelector(".house-renewed");
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => location.reload());
}

async function start() {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.renewed === location.href.split("#")[0]) tell();
  });
  await serviceWorker.register(new URL("sw.js", site), { scope: site.pathname });
  const { active } = await serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  active.postMessage({ seen: [location.href.split("#")[0], ...parts.filter((name) => !name.endsWith("/sw.js"))] });
}

if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
  if (document.readyState === "complete") start().catch(() => {});
  else addEventListener("load", () => start().catch(() => {}));
}

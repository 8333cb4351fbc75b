// The device's own way of sharing, in the place of links, where it has one.
const share = document.querySelector(".house-share");
const button = share?.querySelector("button");
if (button && navigator.share) {
  const { address, title } = share.dataset;
  button.hidden = false;
  share.querySelector("ul").hidden = true;
  button.addEventListener("click", () => {
    navigator.share({ title, url: address }).catch(() => { /* somebody thought better of it */ });
  });
}

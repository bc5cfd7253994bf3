// Draw each chart from the JSON beside it, in the colours of the style sheet, anew when its width or the colours change.
(() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const land = read("land");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const HIGHEST = 640; // pixels
  const NARROW = 520;
  const drawn = new Map(); // by element: its view and width

  const is = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  // A chart names colours as the style sheet does: "--quiet". Where it is narrow, slanted labels stand upright.
  function fitted(spec, width) {
    const fit = (key, value) => {
      if (key === "labelAngle" && width < NARROW) return -90;
      return typeof value === "string" && /^--[a-z]+$/.test(value) ? is(value.slice(2)) : value;
    };
    return JSON.parse(JSON.stringify(spec, fit));
  }

  function look(width) {
    const [ink, soft, accent] = ["ink", "soft", "accent"].map(is);
    return {
      background: null,
      font: is("sans"),
      view: { stroke: null },
      mark: { color: accent },
      rule: { color: accent },
      text: { color: ink },
      tick: { color: ink },
      axis: {
        labelColor: ink, titleColor: soft, titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12,
        gridColor: is("grid"), domainColor: is("line"), tickColor: is("line"), labelPadding: 6, titlePadding: 8,
      },
      axisX: { orient: "bottom", tickCount: Math.max(3, Math.round(width / 130)), labelOverlap: true },
      axisY: { grid: false, domain: false, ticks: false, labelLimit: Math.min(330, Math.round(width * 0.38)), titleAnchor: "start" },
      legend: {
        orient: "top", direction: "horizontal", labelColor: ink, titleColor: soft, titleFontWeight: "normal",
        labelFontSize: 12, titleFontSize: 12, symbolType: "square", offset: 10, titleOrient: "left", gradientLength: 120, gradientThickness: 9,
      },
      range: { heatmap: [is("faint"), is("heat")], ramp: [is("pale"), accent], category: [accent, is("pale")] },
    };
  }

  function specOf(element, width) {
    const { spec, aspect, datasets } = read(element.dataset.chart);
    return {
      ...fitted(spec, width),
      width,
      ...(aspect ? { height: Math.round(Math.min(width * aspect, HIGHEST)) } : {}),
      data: { name: Object.keys(datasets)[0] },
      datasets: { ...datasets, land },
      description: element.dataset.title,
    };
  }

  async function draw(element) {
    const width = element.clientWidth;
    drawn.get(element)?.view.finalize();
    const { spec } = vega.compile(specOf(element, width), { config: look(width) });
    spec.autosize = { type: typeof spec.height === "number" ? "fit" : "fit-x", contains: "padding" }; // Vega-Lite warns of it where rows have a height
    const view = new vega.View(vega.parse(spec, null, { ast: true }), {
      container: element,
      expr: vega.expressionInterpreter,
      renderer: "svg",
    });
    drawn.set(element, { view, width });
    await view.runAsync();
    element.dataset.drawn = "";
  }

  const all = [...document.querySelectorAll("[data-chart]")];
  const drawAll = () => all.forEach((element) => draw(element));
  drawAll();
  dark.addEventListener("change", drawAll);
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => all.filter((each) => drawn.get(each).width !== each.clientWidth).forEach((each) => draw(each)), 150);
  });
})();

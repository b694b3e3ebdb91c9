// Draws each chart from the rows that stand in the page. Fetches nothing, writes no HTML.
(function () {
  "use strict";
  // Names of rows on as many lines as they need, so that none is cut off; returns how many.
  function wrapNames(rows, letters) {
    var most = 1;
    rows.forEach(function (row) {
      ["grupp", "etikett"].forEach(function (field) {
        if (typeof row[field] !== "string") { return; }
        var lines = [];
        row[field].split("\n").forEach(function (part) {
          var line = "";
          part.split(" ").forEach(function (word) {
            if (line && (line + " " + word).length > letters) { lines.push(line); line = word; }
            else { line = line ? line + " " + word : word; }
          });
          lines.push(line);
        });
        row[field] = lines.join("\n");
        most = Math.max(most, lines.length);
      });
    });
    return most;
  }
  function draw(figure) {
    var target = figure.querySelector(".chart-area");
    var source = figure.querySelector("script[type='application/json']");
    if (!target || !source) { return; }
    var spec = JSON.parse(source.textContent);
    var width = target.clientWidth - 14;
    var narrow = width < 480;
    var names = Math.max(90, width * (narrow ? 0.38 : 0.34));
    if (spec.height && spec.height.step) {
      var lines = wrapNames(spec.datasets.rader, Math.floor(names / 6.6));
      spec.height.step = Math.max(spec.height.step, lines * 15 + 10);
    }
    spec.width = width - 2;
    spec.autosize = { type: "fit-x", contains: "padding" };
    spec.background = "transparent";
    spec.config = Object.assign({
      font: getComputedStyle(document.body).fontFamily,
      axis: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: "normal", labelColor: "#17232b",
        titleColor: "#17232b", gridColor: "#d5d9d6", domainColor: "#76838b", tickColor: "#76838b" },
      axisY: { labelLimit: names + 20 },
      legend: { orient: "top", labelFontSize: 13, titleFontSize: 13, labelLimit: width * 0.8,
        columns: narrow ? 1 : 0 },
      view: { stroke: null }
    }, spec.config || {});
    var options = Object.assign({ actions: false, renderer: "svg", ast: true, defaultStyle: false,
      logLevel: window.vega.Error,  // vega-lite warns that a height of steps cannot be fitted, which is meant
      tooltip: { theme: "custom", disableDefaultStyle: true } }, (spec.usermeta || {}).embedOptions || {});
    return window.vegaEmbed(target, spec, options).then(function () {
      figure.dataset.state = "drawn";
      // The figure has a name and its words stand beside it: the parts of the drawing are no news.
      target.querySelectorAll("[aria-label],[role]").forEach(function (part) {
        ["aria-label", "role", "aria-roledescription"].forEach(function (name) { part.removeAttribute(name); });
      });
      target.querySelectorAll("svg").forEach(function (svg) { svg.setAttribute("aria-hidden", "true"); svg.setAttribute("focusable", "false"); });
      target.querySelectorAll("[tabindex]").forEach(function (part) { part.removeAttribute("tabindex"); });
    }).catch(function (error) {
      figure.dataset.state = "failed";
      target.textContent = "Diagrammet kunde inte ritas. Värdena står i tabellen.";
      console.error(error);
    });
  }
  document.querySelectorAll("figure.chart").forEach(draw);
  var last = window.innerWidth, waiting;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      if (window.innerWidth !== last) { last = window.innerWidth; document.querySelectorAll("figure.chart").forEach(draw); }
    }, 200);
  });
})();

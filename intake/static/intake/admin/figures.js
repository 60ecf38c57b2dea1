// Draws a chart above each table that says what to draw of it. The table has the figures, with and without this.

const { Chart } = window;
const LONG = 8;
const ROW = 28;

// Nothing moves: a chart that grows says no more than one that stands.
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

const drawn = [...document.querySelectorAll("table[data-chart]")].filter(hasFigures).map((table) => {
  const details = table.closest("details");
  const box = document.createElement("div");
  const canvas = document.createElement("canvas");
  const title = document.getElementById(table.getAttribute("aria-labelledby")).textContent;
  box.className = `chart chart-${table.dataset.chart}`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Chart: ${title}. The table below has the same figures.`);
  box.append(canvas);
  details.before(box);
  const rows = [...table.tBodies[0].rows];
  // A shaded table is a picture itself.
  details.open = table.matches(".heat") || (rows.length <= LONG && !table.matches(".wide-table"));
  if (table.dataset.chart === "across") {
    box.style.height = `${Math.max(rows.length * ROW * series(table).length ** 0.5 + 70, 120)}px`;
  }
  return { table, chart: new Chart(canvas, settings(table)) };
});

function series(table) {
  return table.dataset.columns.split(" ").map(Number);
}

function hasFigures(table) {
  return [...table.tBodies[0].rows].some((row) =>
    series(table).some((column) => Number(row.cells[column].dataset.value)),
  );
}

// The table has the whole of a long name.
function shortened(value) {
  const label = this.getLabelForValue(value);
  const most = this.chart.width < 480 ? 17 : 40;
  return label.length > most ? `${label.slice(0, most - 1)}…` : label;
}

function settings(table) {
  const across = table.dataset.chart === "across";
  const stacked = table.dataset.chart === "stacked";
  const rows = [...table.tBodies[0].rows];
  const several = series(table).length > 1;
  const headers = series(table).map((column) => table.tHead.rows[0].cells[column].textContent);
  const suggestedMax = headers.every((header) => header.endsWith("%")) ? 100 : undefined;
  const value = (text) => (text === "" ? null : Number(text));
  return {
    type: "bar",
    data: {
      labels: rows.map((row) => row.cells[0].textContent),
      datasets: series(table).map((column, number) => ({
        label: headers[number],
        data: rows.map((row) => value(row.cells[column].dataset.value)),
      })),
    },
    options: {
      indexAxis: across ? "y" : "x",
      plugins: { legend: { display: several, position: "bottom", labels: { boxWidth: 14 } } },
      scales: {
        [across ? "y" : "x"]: { stacked, ticks: { maxRotation: 60, callback: shortened } },
        [across ? "x" : "y"]: { stacked, beginAtZero: true, suggestedMax, ticks: { precision: 0 } },
      },
    },
  };
}

function colour() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  for (const { chart } of drawn) {
    const { data, options } = chart;
    options.color = of("--body-fg");
    data.datasets.forEach((dataset, number) => {
      dataset.backgroundColor = of(`--chart-${number + 1}`);
      // Two bars side by side are told apart by more than their colour: the second has a rim.
      dataset.borderColor = of("--body-fg");
      dataset.borderWidth = number;
    });
    for (const axis of Object.values(options.scales)) {
      axis.ticks.color = of("--body-fg");
      axis.grid = { color: of("--hairline-color") };
    }
    chart.update();
  }
}

colour();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colour);
new MutationObserver(colour).observe(document.documentElement, { attributeFilter: ["data-theme"] });

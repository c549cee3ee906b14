package bench

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"
)

// The picture's measures, in pixels.
const (
	svgWidth, svgHeight   = 720, 400
	plotLeft, plotTop     = 80, 30
	plotRight, plotBottom = 560, 340
)

// colours that can be told apart on light and dark grounds.
var colours = [...]string{"#888888", "#1f77b4", "#2ca02c", "#d62728", "#9467bd", "#ff7f0e", "#17becf", "#8c564b"}

// quantiles of the curve, in percent; the axis shows how many nines they have.
var quantiles = [...]float64{0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.95, 99.99, 99.999}

// WriteSVG draws latency over percentile, both on logarithmic axes, with a
// line at one millisecond.
func (r *Report) WriteSVG(w io.Writer) error {
	all := append(append([]Result(nil), r.Controls...), r.Results...)
	low, high := math.Inf(1), 1.2e6 // the millisecond is always in view
	for _, res := range all {
		low = math.Min(low, math.Max(1, float64(res.Min)))
		high = math.Max(high, float64(res.Max))
	}
	if math.IsInf(low, 1) {
		low = 1e3
	}
	bottom, top := math.Floor(math.Log10(low)), math.Ceil(math.Log10(high))
	x := func(percent float64) float64 {
		nines := -math.Log10(1 - math.Min(percent, 99.999)/100)
		return plotLeft + (plotRight-plotLeft)*nines/5
	}
	y := func(ns float64) float64 {
		return plotBottom - (plotBottom-plotTop)*(math.Log10(math.Max(1, ns))-bottom)/(top-bottom)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", svgWidth, svgHeight)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", svgWidth, svgHeight)
	for p := bottom; p <= top; p++ {
		at := y(math.Pow(10, p))
		fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#dddddd"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n",
			plotLeft, plotRight, at, at, plotLeft-6, at+4, amount(int64(math.Pow(10, p))))
	}
	for _, q := range []float64{0, 50, 90, 99, 99.9, 99.99, 99.999} {
		fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#eeeeee"/><text x="%.1f" y="%d" text-anchor="middle">%v %%</text>`+"\n",
			x(q), x(q), plotTop, plotBottom, x(q), plotBottom+18, q)
	}
	limit := y(1e6)
	fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#d62728" stroke-dasharray="4 3"/>`+"\n", plotLeft, plotRight, limit, limit)
	for i := range all {
		res := &all[i]
		var points []string
		for _, q := range quantiles {
			ns := res.Min
			if q > 0 {
				ns = res.histogram.ValueAtQuantile(q)
			}
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(q), y(float64(ns))))
		}
		colour := colours[i%len(colours)]
		fmt.Fprintf(&b, `<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>`+"\n", colour, strings.Join(points, " "))
		fmt.Fprintf(&b, `<text x="%d" y="%d" fill="%s">%s</text>`+"\n", plotRight+12, plotTop+10+18*i, colour,
			html.EscapeString(fmt.Sprintf("%s %s ×%d", res.Mode, res.Algorithm, res.Cores)))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">percentile</text>`+"\n</svg>\n", (plotLeft+plotRight)/2, svgHeight-16)
	_, err := io.WriteString(w, b.String())
	return err
}

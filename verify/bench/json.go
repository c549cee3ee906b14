package bench

import (
	"encoding/json"
	"io"
	"math"
)

type jsonControl struct {
	Alg   string `json:"alg"`
	P50Ns int64  `json:"p50Ns"`
}

type jsonResult struct {
	Mode           Mode       `json:"mode"`
	Alg            string     `json:"alg"`
	Cores          int        `json:"cores"`
	MinNs          int64      `json:"minNs"`
	P50Ns          int64      `json:"p50Ns"`
	P90Ns          int64      `json:"p90Ns"`
	P99Ns          int64      `json:"p99Ns"`
	P999Ns         int64      `json:"p999Ns"`
	MaxNs          int64      `json:"maxNs"`
	OpsPerSec      float64    `json:"opsPerSec"`
	AllocsPerOp    float64    `json:"allocsPerOp"`
	Under1ms       float64    `json:"under1ms"`
	RatioToControl float64    `json:"ratioToControl"`
	RatioRange     [2]float64 `json:"ratioRange"`
	KeyBits        int        `json:"keyBits"`
	TokenBytes     int        `json:"tokenBytes"`
}

// WriteJSON writes the report as one object. control is that of the first
// algorithm on the smallest number of cores; controls has all of them.
func (r *Report) WriteJSON(w io.Writer) error {
	out := struct {
		Version     int          `json:"version"`
		Loop        string       `json:"loop"`
		Rate        float64      `json:"rate,omitempty"`
		Rounds      int          `json:"rounds"`
		Environment Environment  `json:"environment"`
		Control     jsonControl  `json:"control"`
		Controls    []jsonResult `json:"controls"`
		Results     []jsonResult `json:"results"`
	}{Version: 1, Loop: r.loop(), Rate: r.Rate, Rounds: r.Rounds, Environment: r.Environment}
	if len(r.Controls) > 0 {
		out.Control = jsonControl{r.Controls[0].Algorithm, r.Controls[0].P50}
	}
	for _, c := range r.Controls {
		out.Controls = append(out.Controls, c.json())
	}
	for _, c := range r.Results {
		out.Results = append(out.Results, c.json())
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (r *Report) loop() string {
	if r.Rate > 0 {
		return "open"
	}
	return "closed"
}

func (r Result) json() jsonResult {
	return jsonResult{
		Mode: r.Mode, Alg: r.Algorithm, Cores: r.Cores,
		MinNs: r.Min, P50Ns: r.P50, P90Ns: r.P90, P99Ns: r.P99, P999Ns: r.P999, MaxNs: r.Max,
		OpsPerSec: math.Round(r.OpsPerSec), AllocsPerOp: r.AllocsPerOp, Under1ms: places(r.Under1ms, 6),
		RatioToControl: places(r.Ratio, 3), RatioRange: [2]float64{places(r.RatioLow, 3), places(r.RatioHigh, 3)},
		KeyBits: r.KeyBits, TokenBytes: r.TokenBytes,
	}
}

func places(f float64, n int) float64 {
	scale := math.Pow(10, float64(n))
	return math.Round(f*scale) / scale
}

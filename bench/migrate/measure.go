package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// cost is what one run of a tool took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes in RAM at a time, of the largest of its processes; 0 where the system does not tell
}

// runTool runs a command in a folder.
func runTool(ctx context.Context, dir string, ends []int, words []string) (cost, error) {
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Dir = dir
	var errs bytes.Buffer
	c.Stdout, c.Stderr = io.Discard, &errs
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	switch {
	case err == nil && slices.Contains(ends, 0):
	case errors.As(err, &exit) && slices.Contains(ends, exit.ExitCode()):
	default:
		return cost{}, fmt.Errorf("%s: %w\n%s", filepath.Base(words[0]), err, errs.Bytes())
	}
	return cost{wall: wall, cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak: peakOf(c.ProcessState)}, nil
}

// measured are the costs of one tool in all rounds.
type measured struct {
	name string
	all  []cost
}

func (m measured) median(of func(cost) int64) int64 {
	values := make([]int64, len(m.all))
	for i, c := range m.all {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// measureDry lets the tools take turns at looking. A round before the first
// warms what the system caches.
func measureDry(ctx context.Context, all []tool, dir string, rounds int) ([]measured, error) {
	var out []measured
	for _, t := range all {
		out = append(out, measured{name: t.name})
	}
	for round := range rounds + 1 {
		for i, t := range all {
			c, err := runTool(ctx, dir, t.ends, t.dry)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				out[i].all = append(out[i].all, c)
			}
		}
	}
	return out, nil
}

// measureWriting lets the tools take turns at rewriting a fresh copy each, and
// scores what the last round wrote.
func measureWriting(ctx context.Context, all []tool, before, after, work string, rounds int) ([]measured, []score, error) {
	old, err := texts(before)
	if err != nil {
		return nil, nil, err
	}
	want, err := texts(after)
	if err != nil {
		return nil, nil, err
	}
	var out []measured
	var scores []score
	for _, t := range all {
		if t.write == nil {
			continue
		}
		out = append(out, measured{name: t.name})
	}
	copied := filepath.Join(work, "copy")
	for round := range rounds {
		i := 0
		for _, t := range all {
			if t.write == nil {
				continue
			}
			if err := writeTexts(copied, old); err != nil {
				return nil, nil, err
			}
			c, err := runTool(ctx, copied, t.ends, t.write)
			if err != nil {
				return nil, nil, err
			}
			out[i].all = append(out[i].all, c)
			i++
			if round == rounds-1 {
				got, err := texts(copied)
				if err != nil {
					return nil, nil, err
				}
				scores = append(scores, scoreOf(t.name, old, want, got))
			}
		}
	}
	return out, scores, nil
}

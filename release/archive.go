package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// artifact is a file of the release.
type artifact struct {
	target
	name string
	size int64  // in bytes
	sum  string // SHA-256, in hexadecimal
}

// entry is a file in an archive.
type entry struct {
	name string
	text []byte
	mode os.FileMode
}

// archive packs a program with its licences and documents: zip for Windows,
// tar.gz elsewhere. Order, times, owners and modes do not depend on the machine.
func archive(dir string, b binary, entries []entry) (artifact, error) {
	base := fmt.Sprintf("clerkctl_%s_%s_%s", strings.TrimPrefix(b.version, "v"), b.os, b.arch)
	write, suffix := writeTar, ".tar.gz"
	if b.os == "windows" {
		write, suffix = writeZip, ".zip"
	}
	a := artifact{target: b.target, name: base + suffix}
	f, err := os.Create(filepath.Join(dir, a.name))
	if err != nil {
		return a, err
	}
	defer f.Close()
	hash := sha256.New()
	w := &counter{w: io.MultiWriter(f, hash)}
	if err := write(w, base, entries, b.time); err != nil {
		return a, fmt.Errorf("%s: %w", a.name, err)
	}
	a.size, a.sum = w.n, hex.EncodeToString(hash.Sum(nil))
	return a, f.Close()
}

// contents lists what goes into an archive, in order; the program comes first.
func contents(source string, b binary) ([]entry, error) {
	program, err := os.ReadFile(b.path)
	if err != nil {
		return nil, err
	}
	entries := []entry{{b.program(), program, 0o755}}
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name, text, 0o644})
	}
	licences, err := licences(source, b)
	if err != nil {
		return nil, err
	}
	return append(entries, licences...), nil
}

func writeTar(w io.Writer, base string, entries []entry, at time.Time) error {
	// No name and no time in the header of gzip.
	packed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(packed)
	for _, e := range entries {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: base + "/" + e.name, Size: int64(len(e.text)), Mode: int64(e.mode), ModTime: at, Format: tar.FormatPAX}
		if err := t.WriteHeader(header); err != nil {
			return err
		}
		if _, err := t.Write(e.text); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return packed.Close()
}

func writeZip(w io.Writer, base string, entries []entry, at time.Time) error {
	z := zip.NewWriter(w)
	for _, e := range entries {
		header := &zip.FileHeader{Name: base + "/" + e.name, Method: zip.Deflate, Modified: at.UTC()}
		header.SetMode(e.mode)
		f, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := f.Write(e.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// writeSums writes checksums.txt, in the form that sha256sum -c reads.
func writeSums(dir string, files []artifact) error {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.sum, f.name)
	}
	return os.WriteFile(filepath.Join(dir, "checksums.txt"), []byte(b.String()), 0o644)
}

// counter counts the bytes that are written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
